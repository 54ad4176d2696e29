"""Questions about a site in, answers out, from a process beside the one that serves.

One process holds the last draft and glances at edits. The whole site is built by a fork of it, its
heir, which has all that was read and drawn before; when the site is published the heir takes over
and the one before it ends. So there is always somebody who does nothing but wait for an edit, and
a draft is never sent anywhere. An edit ends the heir, which knows nothing of it, and it publishes
only by leave of the one before it.
"""

import ctypes
import gc
import os
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, NoReturn, TypeAlias

from okrsite.base.frozen import Frozen
from okrsite.watch.round import Builder, Pages, Round
from okrsite.write.update import DRAWN

REST_SECONDS = 1.5
END_SECONDS = 1.5
MOST_GIVEN_UP = 5

Door: TypeAlias = "Connection[Any, Any]"
"""The end of a pipe to another process."""


class Look(Frozen):
    """Asks for the pages of edited files, named as events name them."""

    paths: frozenset[str]


class Build(Frozen):
    """Asks for the whole site; each time by a higher number."""

    number: int


class Seen(Frozen):
    """The pages of edited files; a build of a higher `number` knows of these edits."""

    pages: Pages
    number: int


class Built(Frozen):
    """What came of a build of the whole site."""

    made: Round
    number: int


@contextmanager
def asking(builder: Builder) -> Iterator[Door]:
    """Somebody who is asked by `Look` and `Build`, and answers by `Seen` and `Built`.

    All processes are gone when the context ends, or the one that asks.
    """
    ours, theirs = Pipe()
    first = os.fork()
    if first == 0:
        ours.close()
        _serve(theirs, builder)
    theirs.close()
    try:
        yield ours
    finally:
        _let_end(ours)
        with suppress(ChildProcessError):
            os.waitpid(first, 0)


def adopt() -> None:
    """Take the place of parents that have ended, as those of heirs do, and bury the dead.

    So all processes are seen below this one, where the system is Linux.
    """
    signal.signal(signal.SIGCHLD, lambda *_: _reap())
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _let_end(door: Door) -> None:
    """Ask no more, and wait until nobody is there to answer."""
    with socket.socket(fileno=os.dup(door.fileno())) as asked, suppress(OSError):
        asked.shutdown(socket.SHUT_WR)
    with suppress(EOFError, OSError):
        while door.poll(2 * END_SECONDS):
            door.recv()
    door.close()


def _serve(asked: Door, builder: Builder) -> NoReturn:
    """Answer until nobody asks any more, in this process and its heirs."""
    code = 0
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        _Holder(asked, builder).answer()
    except (EOFError, ConnectionError, SystemExit):
        pass
    except BaseException:  # what is raised must not go on into what was forked
        traceback.print_exc()
        code = 1
    finally:
        os._exit(code)


@dataclass(slots=True)
class _Heir:
    """A fork that builds the whole site, and leads a group of processes."""

    process: int
    door: Door
    number: int
    is_publishing: bool = False

    def tell(self, number: signal.Signals) -> None:
        """Send a signal to it and all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process, number)

    def kill(self) -> None:
        """End it and all that it started, without waiting for that; the next one clears up."""
        self.tell(signal.SIGKILL)
        self.door.close()

    def end(self) -> None:
        """Let it clear up and end, if that takes no longer than may be."""
        os.kill(self.process, signal.SIGTERM)
        self.tell(signal.SIGCONT)
        with suppress(EOFError, OSError):
            while self.door.poll(END_SECONDS):
                self.door.recv()
        self.kill()


class _Succession(Frozen):
    """What an heir takes over besides: files edited since it began, and a build that is due."""

    edited: frozenset[str]
    due: int | None


class _Holder:
    """The process that holds the last draft, in turn."""

    def __init__(self, asked: Door, builder: Builder) -> None:
        self._asked = asked
        self._builder = builder
        self._number = 0
        self._heir: _Heir | None = None
        self._looked: frozenset[str] = frozenset()
        self._edited: frozenset[str] = frozenset()
        self._due: int | None = None
        self._given_up = 0
        self._owes_index = False

    def answer(self) -> NoReturn:
        """Answer questions, and hear what comes of the heir; raises EOFError at the end."""
        try:
            while True:
                doors = [self._asked, self._heir.door] if self._heir else [self._asked]
                ready = wait(doors, self._patience)
                if self._asked in ready:
                    self._do(self._asked.recv())
                elif self._heir:
                    self._hear(self._heir)
                else:
                    self._begin(with_index=True)
        finally:
            if self._heir:
                self._heir.end()

    @property
    def _patience(self) -> float | None:
        """How long to wait for an edit before the search index is made; None for ever."""
        return REST_SECONDS if self._owes_index and not self._heir else None

    def _do(self, question: Look | Build) -> None:
        if isinstance(question, Look):
            self._look(question.paths)
        else:
            self._number = question.number
            self._give_up()
            if self._heir:
                self._due = question.number
            else:
                self._begin()

    def _look(self, paths: frozenset[str]) -> None:
        """Glance while the heir stands still, so that the processors are free for that."""
        self._looked = paths
        if self._heir:
            self._heir.tell(signal.SIGSTOP)
        self._asked.send(Seen(self._builder.glance(paths), self._number))
        self._give_up()
        if self._heir:
            self._heir.tell(signal.SIGCONT)
            self._edited |= paths

    def _give_up(self) -> None:
        """End the heir, unless it publishes already, or that happened too often."""
        heir = self._heir
        if heir and not heir.is_publishing and self._given_up < MOST_GIVEN_UP:
            heir.kill()
            self._heir = None
            self._given_up += 1

    def _begin(self, *, with_index: bool = False) -> None:
        """Let an heir build the whole site; it comes back from here when it has taken over."""
        _reap()
        ours, theirs = Pipe()
        holder = os.getpid()
        process = os.fork()
        if process == 0:
            os.setpgid(0, 0)
            ours.close()
            self._take_over(theirs, holder, with_index=with_index)
            return
        with suppress(OSError):  # it did so itself already
            os.setpgid(process, process)
        theirs.close()
        self._heir = _Heir(process, ours, self._number)
        self._edited, self._due = frozenset(), None
        self._builder.glance(self._looked)  # so that no edit waits for memory to be parted

    def _hear(self, heir: _Heir) -> None:
        """Let the heir publish, or take over; where it has nothing to hand on, it is gone."""
        try:
            said = heir.door.recv()
            if said == DRAWN:
                heir.is_publishing = True
                heir.door.send(DRAWN)
            elif not said.problems:
                heir.door.send(_Succession(self._edited, self._due))
                os._exit(0)
        except (EOFError, OSError):
            said = Round(problems=(LOST,))
        if said != DRAWN:
            self._lose(heir, said)

    def _lose(self, heir: _Heir, made: Round) -> None:
        """Go on without an heir, and tell why."""
        heir.kill()
        self._heir, self._given_up, self._owes_index = None, 0, False
        self._asked.send(Built(made, heir.number))
        self._begin_due()

    def _take_over(self, door: Door, holder: int, *, with_index: bool) -> None:
        """Build, and become the holder; ends where there are problems, or the holder is gone."""

        def is_awaited() -> bool:
            return os.getppid() == holder

        def reached(stage: str) -> None:
            if not is_awaited():
                raise EOFError
            if stage == DRAWN:
                door.send(stage)
                door.recv()

        if with_index:
            self._builder.index.make(is_awaited)
        made = self._builder(reached)
        if not made.problems:
            rehearsed = self._builder.rehearse()
            self._looked = self._looked or rehearsed
            gc.unfreeze()
            gc.collect()
            gc.freeze()  # a glance looks for no garbage in what is there for long
        door.send(made)
        handed: _Succession = door.recv()
        door.close()
        self._asked.send(Built(made, self._number))
        self._builder.glance(handed.edited)
        self._heir, self._due, self._given_up = None, handed.due, 0
        self._owes_index = self._builder.index.is_behind
        self._begin_due()

    def _begin_due(self) -> None:
        if self._due is not None:
            self._number = self._due
            self._begin()


def _reap() -> None:
    """Let go of children that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


PR_SET_CHILD_SUBREAPER = 36
LOST = "the process that builds the site was ended from outside; the next edit begins another"
