"""Records in, what Pagefind's indexer makes of them out: the one program that a build starts.

It runs as the service that Pagefind's own libraries talk to, without any environment, so that
nothing but the records decides. It is sent them as small documents, in their order, and answers
with all files at once: none of them goes by way of the disk, whose order of files would be
another on every machine.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from subprocess import PIPE, STDOUT, Popen, TimeoutExpired
from tempfile import TemporaryDirectory
from time import monotonic

from okrsite.base.digest import digest
from okrsite.plan.views.search import Records
from okrsite.render.records import documents

PACKAGE = "pagefind-bin"
MOST_SECONDS = 60.0
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


def emit(
    records: Records,
    is_wanted: Callable[[], bool] = lambda: True,
    most_seconds: float = MOST_SECONDS,
    program: Callable[[], Path] | None = None,
) -> dict[str, bytes]:
    """Every file that the indexer makes, by its path; raises IndexerError.

    It is stopped where it takes too long, or as soon as it `is_wanted` no longer.
    """
    end = monotonic() + most_seconds
    executable = (program or _packaged)()
    try:
        with (
            TemporaryDirectory(prefix="okrsite-") as folder,
            _started(executable, folder) as process,
        ):
            try:
                said = _said(process, records, lambda: is_wanted() and monotonic() < end)
            finally:
                process.kill()
    except OSError as trouble:
        reason = (trouble.strerror or str(trouble)).lower()
        raise IndexerError(f"the indexer cannot be run ({reason})") from trouble
    try:
        *_, last = (json.loads(b64decode(answer))["payload"] for answer in said.split(_END)[:-1])
        return {file["path"]: b64decode(file["content"]) for file in last["files"]}
    except (ValueError, KeyError, TypeError):
        raise IndexerError("the indexer gave an answer of an unknown form") from None


def _packaged() -> Path:
    try:
        from pagefind_bin import get_executable  # noqa: PLC0415 - a build can do without it
    except ImportError:
        raise IndexerError(f"the indexer is not installed (`pip install {PACKAGE}`)") from None
    return Path(get_executable())


def _started(executable: Path, folder: str) -> Popen[bytes]:
    command = [str(executable), "--service"]
    return Popen(command, cwd=folder, env={}, stdin=PIPE, stdout=PIPE, stderr=STDOUT, bufsize=0)  # noqa: S603


def _messages(records: Records) -> Iterator[bytes]:
    """What the indexer is asked, one thing after the other; each has an answer."""
    yield _message({"type": "NewIndex", "config": {"force_language": records.language}})
    for record, document in zip(records.records, documents(records), strict=True):
        file = {"url": f"/{digest(record.path)}.html", "file_contents": document.decode()}
        yield _message({"type": "AddFile", "index_id": 0, **file})
    yield _message({"type": "GetFiles", "index_id": 0})


def _message(payload: dict[str, object]) -> bytes:
    return b64encode(json.dumps({"message_id": 0, "payload": payload}).encode()) + _END


def _said(process: Popen[bytes], records: Records, may_go_on: Callable[[], bool]) -> bytes:
    """All answers, which come while there is still more to ask."""
    assert process.stdin
    assert process.stdout
    asked, answered = process.stdin.fileno(), process.stdout.fileno()
    os.set_blocking(asked, False)
    messages, unsent, said = _messages(records), b"", [b""]
    missing = len(records.records) + 2
    with DefaultSelector() as ready:
        ready.register(answered, EVENT_READ)
        ready.register(asked, EVENT_WRITE)
        while missing > 0:
            if not may_go_on():
                raise IndexerError("the indexer took too long")
            for key, _ in ready.select(_POLL_SECONDS):
                if key.fd == answered:
                    said.append(os.read(answered, 1 << 20))
                    missing -= said[-1].count(_END)
                    if not said[-1]:
                        raise IndexerError(_reason(process, b"".join(said)))
                    continue
                unsent = unsent or b"".join(islice(messages, _AT_ONCE))
                sent = _sent(asked, unsent)
                unsent = unsent[sent:]
                if not sent:
                    ready.unregister(asked)
    return b"".join(said)


def _sent(pipe: int, data: bytes) -> int:
    """How much of it was taken; nothing where nobody reads any more."""
    with suppress(BrokenPipeError):
        return os.write(pipe, data)
    return 0


def _reason(process: Popen[bytes], said: bytes) -> str:
    """Why a service that says no more has ended."""
    with suppress(TimeoutExpired):
        process.wait(_EXIT_SECONDS)
    last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return f"the indexer failed ({last or process.returncode})"


_END = b","
_AT_ONCE = 50  # messages
