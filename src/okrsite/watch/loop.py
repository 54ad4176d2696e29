"""The loop: build, tell the open pages, wait for an edit or for midnight, and again."""

import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from okrsite.base.problems import CannotError
from okrsite.journey import Wishes
from okrsite.serve.address import Address
from okrsite.watch.lull import LATER, SOON, Bell
from okrsite.watch.round import Builder, Day, Round
from okrsite.watch.succession import Build, Built, Door, Look, Seen, adopt, asking
from okrsite.write import files
from okrsite.write.drawing import cores, processes

if TYPE_CHECKING:
    from okrsite.serve.board import Board

BEAT_SECONDS = 1.0
NICE = 10  # an edit that is shown at a glance comes before the rest of the site
MOST_OVERTAKEN = 5

Say = Callable[[str], None]
Today = Callable[[str], date]


class EndedError(CannotError):
    """Nobody is there to build any more."""


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
    CannotServe where the address cannot be had, EndedError where what builds was killed, and what
    interrupts it: KeyboardInterrupt, or whatever the handler of a signal raises.
    """
    hands = processes(cores(), nice=NICE)
    with asking(Builder(root, output, wishes, today, hands)) as desk:
        adopt()
        attend(root, output, desk, address, today, say, Bell(time.monotonic), poll=poll)


def attend(  # noqa: PLR0913, PLR0917 - `watch`, with its clockwork to be seen
    root: Path,
    output: Path,
    desk: Door,
    address: Address | None,
    today: Today,
    say: Say,
    bell: Bell,
    *,
    poll: bool = False,
) -> None:
    """`watch`, with whoever answers at the desk and a bell that stops it.

    The pages of the files that were edited come first, the whole site when edits rest.
    """
    from okrsite.serve.board import Board  # noqa: PLC0415 - other commands start sooner
    from okrsite.serve.server import serving  # noqa: PLC0415 - without all that these three
    from okrsite.watch.eyes import Eyes  # noqa: PLC0415 - bring along

    board = Board()
    with ExitStack() as stack:
        served = stack.enter_context(serving(output, address, board)) if address else None
        ring = bell.ring if served else bell.ring_for_all
        eyes = stack.enter_context(Eyes(root, ring, say, poll=poll))
        watcher = Watcher(desk, board, output, today, say, eyes.settle, bell)
        watcher.build()
        while not (bell.is_stopped or watcher.has_built):
            watcher.go_on()
        if address and served:
            if served.port != address.port and address.port:
                say(f"port {address.port} is taken, so {served.port} is used")
            say(f"{served.url} follows your edits; Ctrl-C stops it")
        while not bell.is_stopped:
            watcher.go_on()


@dataclass(slots=True)
class Watcher:
    """Asks for glances and builds, tells what comes of them, and knows when a site is behind the
    world for want of an event.

    `settle` sees to it that all folders are watched, and says whether any is new. What a glance
    shows is shown `ahead` of the site until a build has it, with the number of the last build that
    knows nothing of it.
    """

    desk: Door
    board: "Board"
    site: Path
    today: Today
    say: Say
    settle: Callable[[], bool]
    bell: Bell
    has_built: bool = False
    _number: int = 0
    _built: int = 0
    _ahead: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    _day: Day | None = None
    _problems: tuple[str, ...] = ()
    _notes: tuple[str, ...] = ()
    _overtaken: int = 0

    def go_on(self) -> None:
        """Wait a little for what there is to do: an answer to hear, edits to glance at, a build."""
        try:
            is_time = self.bell.wait(BEAT_SECONDS, self.desk)
            if self.desk.poll():
                self._hear(self.desk.recv())
            if is_time and (paths := self.bell.heard()):
                self.desk.send(Look(paths))
            elif is_time or self.is_behind():
                self.build()
        except (EOFError, ConnectionError):
            raise EndedError(ENDED, "run it again") from None

    def build(self) -> None:
        """Ask for the whole site."""
        self.settle()
        self._number += 1
        self.desk.send(Build(self._number))

    def is_behind(self) -> bool:
        """Whether a new day has begun where the site's day is today, or a folder came back."""
        is_yesterday = self._day and self.today(self._day.timezone) != self._day.day
        is_building = self._built < self._number
        return self.settle() or bool(is_yesterday and not is_building)

    def _hear(self, answer: Seen | Built) -> None:
        if isinstance(answer, Seen):
            self._see(answer)
        else:
            self.has_built = True
            self._built = max(self._built, answer.number)
            self._day = answer.made.day
            self._take(answer.made, answer.number)

    def _see(self, seen: Seen) -> None:
        """Show pages ahead of the site, which then follows when edits rest."""
        pages = {
            path: data for path, data in seen.pages.items() if self._shown(path) not in (None, data)
        }
        self._ahead |= {path: (data, seen.number) for path, data in pages.items()}
        if pages:
            self.board.glanced(self._pages_ahead(), pages)
            self.bell.ring(LATER)
        else:
            self.bell.ring(SOON)

    def _shown(self, path: str) -> bytes | None:
        return self._ahead[path][0] if path in self._ahead else files.read(self.site / path)

    def _pages_ahead(self) -> Mapping[str, bytes]:
        return {path: data for path, (data, _) in self._ahead.items()}

    def _take(self, made: Round, number: int) -> None:
        is_overtaken = self.bell.is_ringing or number < self._number
        if made.problems and is_overtaken and self._overtaken < MOST_OVERTAKEN:
            self._overtaken += 1  # half of what is being saved was read; the rest comes next
            return
        self._overtaken = 0
        self._tell(made, number)

    def _tell(self, made: Round, number: int) -> None:
        """Tell open pages all that is so now, and the terminal what is new of it."""
        if made.problems:
            self.board.broken(made.problems)
            before, now = self._problems, (*made.problems, WAITING)
            self._problems = now
        else:
            changed = self._caught_up(made.changed, number)
            self.board.built(changed, self._pages_ahead())
            before, now = self._notes, made.notes
            self._problems, self._notes = (), now
        for line in now:
            if line not in before:
                self.say(line)

    def _caught_up(self, changed: tuple[str, ...], number: int) -> set[str]:
        """What differs from what was shown until now, of which less is ahead."""
        was = {path: data for path, (data, last) in self._ahead.items() if last < number}
        self._ahead = {path: one for path, one in self._ahead.items() if path not in was}
        differing = {path for path, data in was.items() if files.read(self.site / path) != data}
        return (set(changed) - was.keys() - self._ahead.keys()) | differing


WAITING = "the last good site stays until this is mended"
ENDED = "the process that builds the site was ended from outside"
