"""Wake-ups in, the moments to build out: a finished save at once, a burst when it rests."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition

QUIET_SECONDS = 0.04
LONGEST_SECONDS = 0.3


@dataclass(slots=True)
class Lull:
    """When to build after what was heard so far; all times in seconds on one clock.

    >>> lull = Lull()
    >>> lull.hear(7.00, is_finished=False)  # a file was created, nobody knows if it is whole
    >>> lull.hear(7.03, is_finished=False)
    >>> round(lull.due or 0, 2)
    7.07
    >>> lull.hear(7.05, is_finished=True)  # now it was closed
    >>> lull.due
    7.05
    """

    quiet: float = QUIET_SECONDS
    longest: float = LONGEST_SECONDS
    due: float | None = None
    _first: float = 0.0

    def hear(self, now: float, *, is_finished: bool) -> None:
        """Something happened; `is_finished` where it left a file whole."""
        if self.due is None:
            self._first = now
            self.due = self._first + self.longest
        elif self.due <= now:
            return  # it is time already, and time it stays
        self.due = now if is_finished else min(now + self.quiet, self._first + self.longest)

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

    def ring(self, *, is_finished: bool = False) -> None:
        """Let it be known that something happened."""
        with self._changed:
            self._lull.hear(self._clock(), is_finished=is_finished)
            self._changed.notify_all()

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
