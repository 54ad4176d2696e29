"""Documents in, an index of each part of them out, by the one program that a build starts.

Pagefind's indexer runs as the service that its own libraries talk to, without any environment, so
that nothing but the documents decides. It is sent them in their order, may begin before there are
all of them, and answers with all files of a part at once: none of them goes by way of the disk,
whose order of files would be another on every machine. It holds one part at a time.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from selectors import EVENT_READ, EVENT_WRITE, PollSelector
from subprocess import PIPE, STDOUT, Popen, TimeoutExpired
from tempfile import TemporaryDirectory
from time import monotonic

from okrsite.base.digest import digest
from okrsite.plan.views.search import Record, Records
from okrsite.render.records import documents
from okrsite.write.bundle import BundleError, Files, published

PACKAGE = "pagefind-bin"
PART = 2000  # records
"""How many have an index together: whole files of results, as in an index made at once."""

MOST_SECONDS = 60.0
MOST_UNSENT = 4 << 20
_POLL_SECONDS = 0.05
_EXIT_SECONDS = 1.0


class IndexerError(Exception):
    """There is no index, for a reason in words."""


def indexer_version() -> str:
    """Which indexer would be used; empty where there is none."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return ""


def parts_of(records: Records) -> tuple[Records, ...]:
    """The records, in their order, in parts that have an index each: all are full but the last."""
    every, language = records.records, records.language
    starts = range(0, len(every), PART)
    return tuple(Records(language, every[start : start + PART]) for start in starts)


def emit(
    records: Records,
    is_wanted: Callable[[], bool] = lambda: True,
    most_seconds: float = MOST_SECONDS,
    program: Callable[[], Path] | None = None,
) -> tuple[Files, ...]:
    """The files of the index of each part of records; raises IndexerError.

    It is stopped where it is waited for too long, or as soon as it `is_wanted` no longer.
    """
    with ExitStack() as stack:
        indexer = Indexer(records.language, stack, most_seconds, program)
        for record, document in zip(records.records, documents(records), strict=True):
            if not is_wanted():
                raise IndexerError(LATE)
            indexer.add(record, document)
        return indexer.files(is_wanted)


class Indexer:
    """The program at work: told documents one after the other, and asked for each part's files.

    It reads what it was told while more is made, and ends with a `stack`. Each step raises
    IndexerError where it cannot be run, has failed, or was waited for longer than `most_seconds`.
    """

    def __init__(
        self,
        language: str,
        stack: ExitStack,
        most_seconds: float = MOST_SECONDS,
        program: Callable[[], Path] | None = None,
    ) -> None:
        self._seconds_left = most_seconds
        self._unsent = bytearray()
        self._said = bytearray()
        self._language = language
        self._missing = 0
        self._size = 0  # records of the part that is not full
        self._full = 0  # parts
        self._indexes: list[Files] = []
        executable = (program or _packaged)()
        with _running():
            folder = stack.enter_context(
                TemporaryDirectory(prefix="okrsite-", ignore_cleanup_errors=True)
            )
            self._process = stack.enter_context(_started(executable, folder))
            stack.callback(self._process.kill)
        assert self._process.stdin
        assert self._process.stdout
        self._told, self._heard = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._told, False)

    def add(self, record: Record, document: bytes) -> None:
        """Tell it the document of a record, and go on as soon as little is left to be sent."""
        if not self._size:
            self._ask({"type": "NewIndex", "config": {"force_language": self._language}})
        file = {"url": f"/{digest(record.path)}.html", "file_contents": document.decode()}
        self._ask({"type": "AddFile", "index_id": self._full, **file})
        self._size += 1
        if self._size == PART:
            self._end_part()
        self._exchange(0)
        self._wait(lambda: len(self._unsent) <= MOST_UNSENT)

    def files(self, is_wanted: Callable[[], bool] = lambda: True) -> tuple[Files, ...]:
        """The index of each part of what it was told, while that `is_wanted`."""
        if self._size:
            self._end_part()
        self._wait(lambda: self._missing <= 0, is_wanted)
        if len(self._indexes) != self._full:
            raise IndexerError(STRANGE)
        return tuple(self._indexes)

    def _end_part(self) -> None:
        """Ask for the index of a part, which it then need not hold any longer."""
        self._ask({"type": "GetFiles", "index_id": self._full})
        self._ask({"type": "DeleteIndex", "index_id": self._full})
        self._full += 1
        self._size = 0

    def _ask(self, payload: dict[str, object]) -> None:
        """Have something sent that has one answer."""
        self._unsent += b64encode(json.dumps({"message_id": 0, "payload": payload}).encode()) + _END
        self._missing += 1

    def _wait(
        self, is_enough: Callable[[], bool], is_wanted: Callable[[], bool] = lambda: True
    ) -> None:
        while not is_enough():
            started = monotonic()
            self._exchange(_POLL_SECONDS)
            self._seconds_left -= monotonic() - started
            if self._seconds_left < 0 or not is_wanted():
                raise IndexerError(LATE)

    def _exchange(self, most_seconds: float) -> None:
        """Send and hear what can be, as soon as anything can."""
        with _running(), PollSelector() as pipes:
            pipes.register(self._heard, EVENT_READ)
            if self._unsent:
                pipes.register(self._told, EVENT_WRITE)
            for key, _ in pipes.select(most_seconds):
                (self._hear if key.fd == self._heard else self._send)()

    def _hear(self) -> None:
        said = os.read(self._heard, 1 << 20)
        if not said:
            raise IndexerError(_reason(self._process, self._said))
        self._said += said
        if _END in said:
            *answers, self._said = self._said.split(_END)
            self._missing -= len(answers)
            self._indexes += filter(None, map(_index_in, answers))

    def _send(self) -> None:
        try:
            del self._unsent[: os.write(self._told, self._unsent)]
        except BrokenPipeError:
            self._unsent.clear()  # why nobody reads it is heard


class Ahead:
    """An indexer that is told what is found on each page, and works while others are drawn."""

    def __init__(self, start: Callable[[str, ExitStack], Indexer] = Indexer) -> None:
        self._start = start
        self._stack = ExitStack()
        self._taken: list[Record] = []
        self._indexer: Indexer | None = None

    def take(self, found: Records, read: tuple[bytes, ...]) -> None:
        """Tell it what was found, with the documents of that; where it fails, `emit` says why."""
        is_first = not self._taken
        self._taken += found.records
        try:
            if found.records and is_first:
                self._indexer = self._start(found.language, self._stack)
            if self._indexer:
                for record, document in zip(found.records, read, strict=True):
                    self._indexer.add(record, document)
        except IndexerError:
            self.close()

    def emit(
        self, records: Records, is_wanted: Callable[[], bool] = lambda: True
    ) -> tuple[Files, ...]:
        """As the function `emit`, which begins only now where this was told of other records."""
        if self._indexer and self._taken == list(records.records):
            return self._indexer.files(is_wanted)
        return emit(records, is_wanted)

    def close(self) -> None:
        """End the indexer where it runs."""
        self._indexer = None
        self._stack.close()


@contextmanager
def _running() -> Iterator[None]:
    """Say of the system's trouble with the program that it cannot be run."""
    try:
        yield
    except OSError as trouble:
        reason = (trouble.strerror or str(trouble)).lower()
        raise IndexerError(f"the indexer cannot be run ({reason})") from trouble


def _packaged() -> Path:
    try:
        from pagefind_bin import get_executable  # noqa: PLC0415 - a build can do without it
    except ImportError:
        raise IndexerError(f"the indexer is not installed (`pip install {PACKAGE}`)") from None
    return Path(get_executable())


def _started(executable: Path, folder: str) -> Popen[bytes]:
    command = [str(executable), "--service"]
    return Popen(command, cwd=folder, env={}, stdin=PIPE, stdout=PIPE, stderr=STDOUT, bufsize=0)  # noqa: S603


def _index_in(answer: bytes | bytearray) -> Files | None:
    """The index that an answer brings, if it is one to that; raises IndexerError."""
    try:
        files = json.loads(b64decode(answer))["payload"].get("files")
        if files is None:
            return None
        return published({file["path"]: b64decode(file["content"]) for file in files})
    except BundleError as trouble:
        raise IndexerError(str(trouble)) from trouble
    except (ValueError, KeyError, TypeError, AttributeError):
        raise IndexerError(STRANGE) from None


def _reason(process: Popen[bytes], said: bytes | bytearray) -> str:
    """Why a service that says no more has ended."""
    with suppress(TimeoutExpired):
        process.wait(_EXIT_SECONDS)
    last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return f"the indexer failed ({last or process.returncode})"


LATE = "the indexer took too long"
STRANGE = "the indexer gave an answer of an unknown form"
_END = b","
