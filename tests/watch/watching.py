"""A watcher that runs beside a test, building nothing but a memory of what it read."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from multiprocessing import Pipe
from pathlib import Path
from typing import TypeVar

from okrsite.watch.loop import attend
from okrsite.watch.lull import Bell
from okrsite.watch.round import Round
from okrsite.watch.succession import Build, Built, Door, Seen

T = TypeVar("T")
Texts = dict[str, str]


class Reader:
    """Builds by reading every source, as the journey does, and keeps what it found."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.seen: list[Texts] = []
        self.said: list[str] = []

    def __call__(self) -> Round:
        self.seen.append(sources(self.root))
        (self.root / "output").mkdir(exist_ok=True)
        (self.root / "output" / "index.html").write_text(str(len(self.seen)))
        return Round()

    def has_seen(self, name: str, text: str) -> bool:
        """Whether the last build read this text in this file."""
        return bool(self.seen) and self.seen[-1].get(name) == text

    def is_current(self) -> bool:
        """Whether the last build read what is there now."""
        return bool(self.seen) and self.seen[-1] == sources(self.root)


def sources(root: Path) -> Texts:
    """Every file that a build reads."""
    found = Texts()
    files = [root / "okrsite.toml", *(root / "content").rglob("*"), *(root / "themes").rglob("*")]
    for file in files:
        if file.name.endswith("~"):  # an editor's backup, which may go without waking anybody
            continue
        try:
            found[file.relative_to(root).as_posix()] = file.read_text()
        except OSError:
            continue
    return found


@contextmanager
def desk_of(build: Callable[[], Round]) -> Iterator[Door]:
    """A desk where every build is done at once, in this process, and no glance is to be had."""
    ours, theirs = Pipe()

    def answer() -> None:
        with theirs, suppress(EOFError, ConnectionError):
            while True:
                asked = theirs.recv()
                made = Built(build(), asked.number) if isinstance(asked, Build) else Seen({}, 0)
                theirs.send(made)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    with ours:
        yield ours
    thread.join(10)


@contextmanager
def watched(root: Path, *, poll: bool = False) -> Iterator[Reader]:
    """A project under watch whose first build is done."""
    reader, bell = Reader(root), Bell(time.monotonic)
    faults: list[BaseException] = []

    def run() -> None:
        try:
            with desk_of(reader) as desk:
                attend(
                    root, root / "output", desk, None, _a_day, reader.said.append, bell, poll=poll
                )
        except BaseException as fault:
            faults.append(fault)
            raise

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        until(lambda: reader.seen)
        yield reader
    finally:
        bell.stop()
        thread.join(10)
        assert not thread.is_alive(), "the watcher does not stop"
    assert not faults


def until(found: Callable[[], T], seconds: float = 20) -> T:
    """What is found, as soon as it is something."""
    end = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.003)
    return value


def _a_day(timezone: str) -> date:
    del timezone
    return date(2026, 11, 20)
