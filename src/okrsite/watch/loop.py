"""The loop: build, tell the open pages, wait for an edit or for midnight, and again."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from okrsite.base.project import STATE
from okrsite.journey import Wishes
from okrsite.serve.address import Address
from okrsite.watch.follow import Follower
from okrsite.watch.lull import AT_ONCE, LATER, Bell
from okrsite.watch.round import Build, Builder, Day, Glance, Round
from okrsite.write.drawing import cores, processes
from okrsite.write.search import SearchIndex

if TYPE_CHECKING:
    from okrsite.serve.board import Board

BEAT_SECONDS = 1.0
NICE = 10  # an edit that is shown at a glance comes before the rest of the site
MOST_OVERTAKEN = 5

Say = Callable[[str], None]
Today = Callable[[str], date]


def watch(  # noqa: PLR0913, PLR0917 - what the command line asks for
    root: Path,
    output: Path,
    wishes: Wishes,
    address: Address | None,
    today: Today,
    say: Say,
    *,
    poll: bool = False,
) -> None:
    """Build a project, serve it, and rebuild on every edit until interrupted.

    `today` is asked by timezone; `address` is None where nothing is to be served. Raises
    CannotServe where the address cannot be had, and what interrupts it: KeyboardInterrupt, or
    whatever the handler of a signal raises.
    """
    bell = Bell(time.monotonic)
    follower = Follower(SearchIndex(root / STATE), lambda: bell.ring(AT_ONCE))
    hands = processes(cores(), nice=NICE)
    build = Builder(root, output, wishes, today, follower, hands, lambda: bell.is_ringing)
    try:
        attend(root, output, build, address, today, say, bell, build.glance, poll=poll)
    finally:
        follower.hold()


def attend(  # noqa: PLR0913, PLR0917 - `watch`, with its clockwork to be seen
    root: Path,
    output: Path,
    build: Build,
    address: Address | None,
    today: Today,
    say: Say,
    bell: Bell,
    glance: Glance = lambda _: (),
    *,
    poll: bool = False,
) -> None:
    """`watch`, with any way to build and a bell that stops it.

    The pages of the files that were edited come first, the whole site when edits rest.
    """
    from okrsite.serve.board import Board  # noqa: PLC0415 - other commands start sooner
    from okrsite.serve.server import serving  # noqa: PLC0415 - without all that these three
    from okrsite.watch.eyes import Eyes  # noqa: PLC0415 - bring along

    board = Board()
    with ExitStack() as stack:
        served = stack.enter_context(serving(output, address, board)) if address else None
        eyes = stack.enter_context(Eyes(root, bell.ring, say, poll=poll))
        watcher = Watcher(build, board, today, say, eyes.settle, lambda: bell.is_ringing)
        watcher.build()
        if address and served:
            if served.port != address.port and address.port:
                say(f"port {address.port} is taken, so {served.port} is used")
            say(f"{served.url} follows your edits; Ctrl-C stops it")
        while not bell.is_stopped:
            is_time = bell.wait(BEAT_SECONDS)
            if is_time and (pages := glance(bell.heard())):
                board.built(pages)
                bell.ring(LATER)
            elif is_time or watcher.is_behind():
                watcher.build()


@dataclass(slots=True)
class Watcher:
    """Builds and tells, and knows when a site is behind the world for want of an event.

    `settle` sees to it that all folders are watched, and says whether any is new;
    `is_overtaken` whether there was an edit since the build began.
    """

    build_once: Build
    board: "Board"
    today: Today
    say: Say
    settle: Callable[[], bool]
    is_overtaken: Callable[[], bool]
    _day: Day | None = None
    _problems: tuple[str, ...] = ()
    _notes: tuple[str, ...] = ()
    _overtaken: int = 0

    def build(self) -> None:
        """Build, and tell what came of it."""
        self.settle()
        made = self.build_once()
        if made.is_given_up:
            return
        self._day = made.day
        if made.problems and self.is_overtaken() and self._overtaken < MOST_OVERTAKEN:
            self._overtaken += 1  # half of what is being saved was read; the rest comes next
            return
        self._overtaken = 0
        self._tell(made)

    def is_behind(self) -> bool:
        """Whether a new day has begun where the site's day is today, or a folder came back."""
        is_yesterday = self._day and self.today(self._day.timezone) != self._day.day
        return self.settle() or bool(is_yesterday)

    def _tell(self, made: Round) -> None:
        """Tell open pages all that is so now, and the terminal what is new of it."""
        if made.problems:
            self.board.broken(made.problems)
            before, now = self._problems, (*made.problems, WAITING)
            self._problems = now
        else:
            self.board.built(made.changed)
            before, now = self._notes, made.notes
            self._problems, self._notes = (), now
        for line in now:
            if line not in before:
                self.say(line)


WAITING = "the last good site stays until this is mended"
