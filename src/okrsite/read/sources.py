"""The content folder as it lies on disk: which files there are, and what is refused."""

import os
import stat
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from okrsite.base.frozen import Frozen
from okrsite.base.problems import Place, Problems
from okrsite.base.text import clean

MAX_BYTES = {".md": 1 << 20, ".csv": 64 << 20}
MAX_ASSET_BYTES = 10 << 20
ASSETS = (".avif", ".gif", ".jpeg", ".jpg", ".pdf", ".png", ".webp")
_MAX_NAME_BYTES = 240
_UNSAFE = set('\\"<>|*?:')


class Source(Frozen):
    """A file of the content folder; `path` is relative to it."""

    path: PurePosixPath
    file: Path


def scan(folder: Path, prefix: str, problems: Problems) -> tuple[Source, ...]:
    """Every file that may be read, in path order; hidden files and folders are left alone."""
    found = sorted(_walk(folder, PurePosixPath(), prefix, problems), key=lambda s: s.path.parts)
    _refuse_twins(found, prefix, problems)
    return tuple(found)


def text(source: Source, prefix: str, problems: Problems) -> str | None:
    """A file's text, cleaned; nothing where it is not UTF-8 or too large."""
    content = content_bytes(source, prefix, problems)
    if content is None:
        return None
    plain = content.removeprefix(BOM_UTF8)
    try:
        return clean(plain.decode())
    except UnicodeDecodeError as error:
        line = plain.count(b"\n", 0, error.start) + 1
        column = error.start - plain.rfind(b"\n", 0, error.start)
        problems.error(
            "OKR001",
            Place(f"{prefix}/{source.path}", line, column),
            "the file is not UTF-8 text",
            hint="save it again as UTF-8",
        )
        return None


def content_bytes(source: Source, prefix: str, problems: Problems) -> bytes | None:
    """A file's bytes; nothing where it is too large or cannot be read."""
    place = Place(f"{prefix}/{source.path}")
    limit = MAX_BYTES.get(source.path.suffix, MAX_ASSET_BYTES)
    try:
        with source.file.open("rb", buffering=0) as file:
            is_large = os.fstat(file.fileno()).st_size > limit
            content = b"" if is_large else file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        problems.error("OKR002", place, f"the file cannot be read: {error.strerror}")
        return None
    if is_large:
        problems.error(
            "OKR003",
            place,
            f"the file is larger than {limit >> 20} MiB",
            hint="split it, or keep it elsewhere and link to it",
        )
        return None
    return content


def _walk(folder: Path, inside: PurePosixPath, prefix: str, problems: Problems) -> Iterator[Source]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.error(
            "OKR002", Place(f"{prefix}/{inside}"), f"the folder cannot be read: {error.strerror}"
        )
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        path = inside / entry.name
        if _is_refused(entry, f"{prefix}/{path}", problems):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), path, prefix, problems)
        else:
            yield Source(path, Path(entry.path))


def _is_refused(entry: "os.DirEntry[str]", shown: str, problems: Problems) -> bool:
    reason = odd_name(entry.name)
    if reason:
        safe = shown.encode("utf-8", "backslashreplace").decode()
        problems.error(
            "OKR004",
            Place(clean(safe)),
            f"the name {reason}",
            hint="rename it with letters, digits, blanks and hyphens",
        )
        return True
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except FileNotFoundError:
        return True
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return False
    kind = "a symbolic link" if stat.S_ISLNK(mode) else "not a regular file"
    problems.error(
        "OKR005",
        Place(shown),
        f"this is {kind}, which is not followed",
        hint="copy the file into the content folder",
    )
    return True


def odd_name(name: str) -> str:
    """What is wrong with a file's name; nothing where it can be stored everywhere."""
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        return "is not UTF-8 text"
    if clean(name) != unicodedata.normalize("NFC", name):
        return "holds invisible signs"
    if any(char in _UNSAFE for char in name) or "\n" in name or "\t" in name:
        return "holds a sign that not every system can store"
    return f"is longer than {_MAX_NAME_BYTES} bytes" if size > _MAX_NAME_BYTES else ""


def _refuse_twins(sources: list[Source], prefix: str, problems: Problems) -> None:
    seen: dict[str, Source] = {}
    for source in sources:
        key = unicodedata.normalize("NFC", str(source.path)).casefold()
        if key in seen:
            first = Place(f"{prefix}/{seen[key].path}")
            problems.error(
                "OKR006",
                Place(f"{prefix}/{source.path}"),
                "the name differs from another only by case or Unicode form",
                hint="rename one of the two",
                others=(first,),
            )
        seen.setdefault(key, source)
