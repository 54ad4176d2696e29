"""Wake-ups in, the moments to act out: a finished save at once, a burst when it rests."""

from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from threading import Lock
from typing import Any

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
        self._changing = Lock()
        self._woken, self._waker = Pipe(duplex=False)
        self._is_woken = False
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
        with self._changing:
            self._lull.hear(self._clock(), quiet)
            self._paths.add(path)
            self._wake()

    def ring_for_all(self, quiet: float, _: str = "") -> None:
        """Ring for the whole site where nobody looks at a single page, which may rest a little."""
        self.ring(max(quiet, SOON))

    def heard(self) -> frozenset[str]:
        """The files that something happened to since this was asked last."""
        with self._changing:
            paths, self._paths = frozenset(self._paths - {""}), set()
            return paths

    def stop(self) -> None:
        """Let whoever waits go, now and from now on."""
        with self._changing:
            self._is_stopped = True
            self._wake()

    def wait(self, most: float, *doors: "Connection[Any, Any]") -> bool:
        """Wait until it is time to act; whether it is.

        At most so many seconds, and no longer than until something comes in at one of the doors.
        """
        end = self._clock() + most
        while True:
            with self._changing:
                now = self._clock()
                if self._is_stopped or self._lull.take(now):
                    return not self._is_stopped
                due = self._lull.due
                self._fall_asleep()
            if now >= end:
                return False
            ready = wait([self._woken, *doors], (end if due is None else min(due, end)) - now)
            if any(door in ready for door in doors):
                return False

    def _wake(self) -> None:
        if not self._is_woken:
            self._is_woken = True
            self._waker.send_bytes(b"")

    def _fall_asleep(self) -> None:
        if self._is_woken:
            self._is_woken = False
            self._woken.recv_bytes()
