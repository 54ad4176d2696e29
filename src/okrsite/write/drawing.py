"""Planned outputs in, their bytes out: one after the other, or by several processes at once.

Processes are those of an executor. Each holds all of the work: a fork of the one that planned has
it without being sent it. So it is told which outputs to draw by their numbers, and sends back
their bytes. Nothing but the process that writes the site touches the disk, but for the cache of
charts.
"""

import gc
import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from threading import Lock, Thread
from typing import Any, Protocol, TypeAlias
from zlib import compress, decompress

from okrsite.base.digest import digest
from okrsite.base.frozen import Frozen, replace
from okrsite.plan.output import AnyOutput, Plain
from okrsite.plan.views.search import Record, Records
from okrsite.render.records import documents
from okrsite.write.ledger import Fingerprint, Stamp


class Renderer(Protocol):
    """Draws outputs of one kind; what it returns depends on `data` and its stamp alone."""

    def stamp(self, data: Plain) -> Stamp:
        """What the drawing is made of besides its data: named parts, each a digest or version."""

    def render(self, data: Plain) -> bytes:
        """The bytes of the file."""


Drawing: TypeAlias = Mapping[str, Renderer]
"""What draws each kind of output."""


class Drawn(Frozen):
    """What came of an output: `data` is None where the file on disk is current as it is.

    `found` is what search finds on it, `documents` what the indexer reads of that, where asked for.
    """

    path: str
    fingerprint: Fingerprint
    data: bytes | None
    found: tuple[Record, ...]
    documents: tuple[bytes, ...] = ()

    def __reduce__(self) -> str | tuple[Any, ...]:
        """Sent with many bytes compressed, as both processes hold the message beside them."""
        if self.data is None or len(self.data) < LARGE:
            return super().__reduce__()
        return _unpacked, (replace(self, data=None), compress(self.data, level=1))


def _unpacked(drawn: Drawn, data: bytes) -> Drawn:
    return replace(drawn, data=decompress(data))


class Work(Frozen):
    """All that drawing takes; `current` are the fingerprints of the files that stand on disk.

    Documents for the indexer are made along with pages where it names their `language`. It can be
    pickled, to be drawn in a process that has nothing of the project.
    """

    outputs: tuple[AnyOutput, ...]
    renderers: Drawing
    current: Mapping[str, Fingerprint]
    found_on: Callable[[Plain], tuple[Record, ...]]
    language: str = ""

    def part(self, numbers: range) -> list[Drawn]:
        """Some of the outputs, drawn where they are not current."""
        return [self._drawn(self.outputs[number]) for number in numbers]

    def _drawn(self, output: AnyOutput) -> Drawn:
        path, renderer = str(output.path), self.renderers[output.kind]
        data = output.data
        made = Fingerprint(output.kind, digest(data, path), renderer.stamp(data))
        is_current = self.current.get(path) == made
        with _drawing(path):
            drawn = None if is_current else renderer.render(data)
        found = self.found_on(data)
        read = documents(Records(self.language, found)) if self.language else ()
        return Drawn(path, made, drawn, found, tuple(read))


Hands: TypeAlias = Callable[[Work], Iterator[Drawn]]
"""Who draws: every output of some work, in its order."""


def cores() -> int:
    """The processors that this process may use; those of the machine where no system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def alone(work: Work) -> Iterator[Drawn]:
    """Draw in this process."""
    for numbers in parts_of(work):
        yield from work.part(numbers)


def processes(number: int, nice: int = 0) -> Hands:
    """Draw in so many processes at once; a little work is done sooner alone.

    With `nice` they leave the processors to others that need them, as the system's `nice` does.
    """

    def draw(work: Work) -> Iterator[Drawn]:
        if number < 2 or len(work.outputs) < FEW:
            yield from alone(work)
            return
        with _inherited(work):
            parts = parts_of(work)
            for first in range(0, len(parts), ROUND):
                yield from _drawn_by(number, nice, parts[first : first + ROUND])

    return draw


def _drawn_by(number: int, nice: int, parts: Sequence[range]) -> Iterator[Drawn]:
    """Draw some parts by processes of their own, and end with them.

    A process copies what it touches of what it inherited, in the end nearly all of it; so those of
    a large site are renewed now and then.
    """
    pool = ProcessPoolExecutor(number, get_context("fork"), begin, (os.getpid(), nice))
    is_done = False
    try:
        yield from shared_out(pool, None, parts)
        is_done = True
    finally:
        pool.shutdown(wait=is_done, cancel_futures=True)


def shared_out(pool: Executor, held: object, parts: Sequence[range]) -> Iterator[Drawn]:
    """Draw by the processes of a pool; `held` is what they know as the work, None if inherited."""
    for part in pool.map(_part, [held] * len(parts), parts):
        yield from part


def parts_of(work: Work) -> list[range]:
    """The numbers of the outputs, as many at once as are drawn at a time."""
    total = len(work.outputs)
    return [range(first, min(first + PART, total)) for first in range(0, total, PART)]


@contextmanager
def _inherited(work: Work) -> Iterator[None]:
    """Let processes that are forked meanwhile find the work; what is there is left where it is."""
    global _work  # noqa: PLW0603 - a fork inherits what a module holds
    _work = work
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        _work = None


def begin(parent: int, nice: int = 0) -> None:
    """Begin a process that heeds no keyboard, and ends with the one that it works for."""
    os.nice(nice)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(BEAT_SECONDS)
    os._exit(1)


def _part(sent: Work | None, numbers: range) -> list[Drawn]:
    """Draw a part; one after the other, as a worker of a cluster may have several threads."""
    work = sent or _work
    assert work, "a process that draws is sent the work, or forked where there is some"
    with _one_at_a_time:
        return work.part(numbers)


@contextmanager
def _drawing(what: str) -> Iterator[None]:
    """Keep a renderer's own trouble with files apart from that of writing the site."""
    try:
        yield
    except OSError as trouble:
        raise RuntimeError(f"drawing {what}: {trouble}") from trouble


LARGE = 1 << 20  # bytes
PART = 16  # outputs
ROUND = 64  # parts
FEW = 100  # outputs
BEAT_SECONDS = 0.5
_work: Work | None = None
_one_at_a_time = Lock()
