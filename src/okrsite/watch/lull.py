"""Wake-ups in, the moments to build out: a finished save at once, a burst when it rests."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition

AT_ONCE = 0.0
SOON = 0.04
LATER = 0.3
"""How long it has to be quiet, in seconds, after what is whole, may be more, or is in passing."""


@dataclass(slots=True)
class Lull:
    """When to build after what was heard so far; all times in seconds on one clock.

    However little it rests, a build is due `LATER` after the first that was heard.

    >>> lull = Lull()
    >>> lull.hear(7.00, SOON)  # a file was created, nobody knows if it is whole
    >>> lull.hear(7.03, SOON)
    >>> round(lull.due or 0, 2)
    7.07
    >>> lull.hear(7.05, AT_ONCE)  # now it was closed
    >>> lull.due
    7.05
    """

    due: float | None = None
    _first: float = 0.0
    _quiet: float = LATER

    def hear(self, now: float, quiet: float) -> None:
        """Something happened that asks for so many seconds of quiet."""
        if self.due is None:
            self._first, self._quiet = now, LATER
        elif self.due <= now or quiet > self._quiet:
            return  # it is time already, or this is less than what is waited for
        self._quiet = quiet
        self.due = min(now + quiet, self._first + LATER)

    def take(self, now: float) -> bool:
        """Whether it is time to build; what was heard is then answered."""
        if self.due is None or now < self.due:
            return False
        self.due = None
        return True


class Bell:
    """A lull to be waited for: rung from many threads, answered by one.

    What rings while a build goes on is kept, however often, for exactly one build more.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lull = Lull()
        self._paths: set[str] = set()
        self._changed = Condition()
        self._is_stopped = False

    @property
    def is_ringing(self) -> bool:
        """Something was heard that no build has answered yet."""
        return self._lull.due is not None

    @property
    def is_stopped(self) -> bool:
        """Nobody is to wait any more."""
        return self._is_stopped

    def ring(self, quiet: float, path: str = "") -> None:
        """Let it be known that something happened, which asks for so much quiet, and to which file.

        Where nobody knows the file it is empty.
        """
        with self._changed:
            self._lull.hear(self._clock(), quiet)
            self._paths.add(path)
            self._changed.notify_all()

    def heard(self) -> frozenset[str]:
        """The files that something happened to since this was asked last."""
        with self._changed:
            paths, self._paths = frozenset(self._paths - {""}), set()
            return paths

    def stop(self) -> None:
        """Let whoever waits go, now and from now on."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()

    def wait(self, most: float) -> bool:
        """Wait until it is time to build, at most so many seconds; whether it is."""
        end = self._clock() + most
        with self._changed:
            while not (self._is_stopped or self._lull.take(now := self._clock())):
                if now >= end:
                    return False
                due = self._lull.due
                self._changed.wait((end if due is None else min(due, end)) - now)
            return not self._is_stopped
