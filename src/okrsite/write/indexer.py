"""Records in, what Pagefind's indexer makes of them out: the one program that a build starts.

It reads the records as small documents from a temporary folder, without any environment, so
that nothing but the records decides.
"""

from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen, TimeoutExpired
from tempfile import TemporaryDirectory
from time import monotonic

from okrsite.base.digest import digest
from okrsite.plan.views.search import Records
from okrsite.render.records import documents

PACKAGE = "pagefind-bin"
MOST_SECONDS = 60.0
_POLL_SECONDS = 0.05


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
    """Every file that the indexer makes; raises IndexerError.

    It is stopped where it takes too long, or as soon as it `is_wanted` no longer.
    """
    end = monotonic() + most_seconds
    try:
        executable = (program or _packaged)()
        with TemporaryDirectory(prefix="okrsite-") as temporary:
            folder = Path(temporary)
            (folder / "site").mkdir()
            for record, document in zip(records.records, documents(records), strict=True):
                (folder / "site" / f"{digest(record.path)}.html").write_bytes(document)
            _run(executable, records.language, folder, lambda: is_wanted() and monotonic() < end)
            return _files(folder / "index")
    except OSError as trouble:
        reason = (trouble.strerror or str(trouble)).lower()
        raise IndexerError(f"the indexer cannot be run ({reason})") from trouble


def _packaged() -> Path:
    try:
        from pagefind_bin import get_executable  # noqa: PLC0415 - a build can do without it
    except ImportError:
        raise IndexerError(f"the indexer is not installed (`pip install {PACKAGE}`)") from None
    return Path(get_executable())


def _run(executable: Path, language: str, folder: Path, may_go_on: Callable[[], bool]) -> None:
    asked = ("--site", "site", "--output-path", "index", "--force-language", language, "--silent")
    command = [str(executable), *asked]
    with Popen(command, cwd=folder, env={}, stdout=PIPE, stderr=STDOUT) as process:  # noqa: S603
        try:
            said = _said(process, may_go_on)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise IndexerError(f"the indexer failed ({last or process.returncode})")


def _said(process: Popen[bytes], may_go_on: Callable[[], bool]) -> bytes:
    while may_go_on():
        with suppress(TimeoutExpired):
            return process.communicate(timeout=_POLL_SECONDS)[0]
    raise IndexerError("the indexer took too long")


def _files(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
