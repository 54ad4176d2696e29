"""Records in, what Pagefind's indexer makes of them out: the one program that a build starts.

It reads the records as small documents from a temporary folder, without any environment, so
that nothing but the records decides. It runs as the service that Pagefind's own libraries talk
to: thousands of files come back in one answer, and none of them by way of the disk.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from os import read
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from subprocess import PIPE, STDOUT, Popen, TimeoutExpired
from tempfile import TemporaryDirectory
from time import monotonic
from typing import NoReturn

from okrsite.base.digest import digest
from okrsite.plan.views.search import Records
from okrsite.render.records import documents

PACKAGE = "pagefind-bin"
MOST_SECONDS = 60.0
_POLL_SECONDS = 0.05
_EXIT_SECONDS = 1.0

Files = dict[str, bytes]
"""Bytes by path, relative to the folder of the index."""

Finish = Callable[[Callable[[], bool]], Files]
"""Waits for all files of an index, as long as they are wanted; raises IndexerError."""


class IndexerError(Exception):
    """There is no index, for a reason in words."""


def indexer_version() -> str:
    """Which indexer would be used; empty where there is none."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return ""


@contextmanager
def indexing(
    records: Records,
    most_seconds: float = MOST_SECONDS,
    program: Callable[[], Path] | None = None,
) -> Iterator[Finish]:
    """The indexer at work on records, while the caller does something else.

    What it gives waits for the index, and is told whatever went wrong. The indexer is stopped
    where that takes too long, as soon as nobody wants the index, and in any case at the end.
    """
    with TemporaryDirectory(prefix="okrsite-") as folder:
        try:
            process = _started(records, Path(folder), (program or _packaged)())
        except IndexerError as trouble:
            yield partial(_fail, str(trouble))
            return
        except OSError as trouble:
            reason = (trouble.strerror or str(trouble)).lower()
            yield partial(_fail, f"the indexer cannot be run ({reason})")
            return
        with process:
            try:
                yield partial(_finished, process, most_seconds)
            finally:
                process.kill()


def _packaged() -> Path:
    try:
        from pagefind_bin import get_executable  # noqa: PLC0415 - a build can do without it
    except ImportError:
        raise IndexerError(f"the indexer is not installed (`pip install {PACKAGE}`)") from None
    return Path(get_executable())


def _started(records: Records, folder: Path, executable: Path) -> Popen[bytes]:
    """The service, which was told all that it is to do."""
    site = folder / "site"
    site.mkdir()
    for record, document in zip(records.records, documents(records), strict=True):
        (site / f"{digest(record.path)}.html").write_bytes(document)
    command = [str(executable), "--service"]
    process = Popen(command, cwd=folder, env={}, stdin=PIPE, stdout=PIPE, stderr=STDOUT, bufsize=0)  # noqa: S603
    assert process.stdin
    with suppress(BrokenPipeError):  # its answers will say why
        process.stdin.write(b"".join(_messages(records.language, site)))
    return process


def _messages(language: str, site: Path) -> Iterator[bytes]:
    asked = (
        {"type": "NewIndex", "config": {"force_language": language}},
        {"type": "AddDir", "index_id": 0, "path": str(site)},
        {"type": "GetFiles", "index_id": 0},
    )
    for number, payload in enumerate(asked):
        message = {"message_id": number, "payload": payload}
        yield b64encode(json.dumps(message).encode()) + _END


def _finished(process: Popen[bytes], most_seconds: float, is_wanted: Callable[[], bool]) -> Files:
    end = monotonic() + most_seconds
    said = _said(process, lambda: is_wanted() and monotonic() < end)
    try:
        *_, last = (json.loads(b64decode(answer))["payload"] for answer in said.split(_END)[:-1])
        files = {file["path"]: b64decode(file["content"]) for file in last["files"]}
    except (ValueError, KeyError, TypeError):
        raise IndexerError("the indexer gave an answer of an unknown form") from None
    return dict(sorted(files.items()))


def _said(process: Popen[bytes], may_go_on: Callable[[], bool]) -> bytes:
    """All answers."""
    assert process.stdout
    said, missing = [], _ANSWERS
    with DefaultSelector() as ready:
        ready.register(process.stdout, EVENT_READ)
        while missing > 0:
            if not may_go_on():
                _fail("the indexer took too long")
            if ready.select(_POLL_SECONDS):
                said.append(read(process.stdout.fileno(), 1 << 20))
                missing -= said[-1].count(_END)
                if not said[-1]:
                    _fail(_reason(process, b"".join(said)))
    return b"".join(said)


def _reason(process: Popen[bytes], said: bytes) -> str:
    """Why a service that says no more has ended."""
    with suppress(TimeoutExpired):
        process.wait(_EXIT_SECONDS)
    last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return f"the indexer failed ({last or process.returncode})"


def _fail(reason: str, _: object = None) -> NoReturn:
    raise IndexerError(reason)


_END = b","
_ANSWERS = 3
