"""Paths of the output folder: which are sound, which are one file on some machine, and which
folders beside it are ours."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import normalize

MARKER = ".okrsite.json"
STAGE = ".okrsite-new"


def fault(path: str) -> str:
    """Why a path cannot be a file of the site; empty where it can.

    >>> fault("goals/growth/index.html")
    ''
    >>> fault("goals/../../etc/passwd")
    'climbs out of its folder with `..`'
    """
    return next((reason for is_bad, reason in _FAULTS if is_bad(path)), "")


def fold(path: str) -> str:
    """The path as a file system sees it that knows neither case nor Unicode forms.

    >>> fold("Über.html") == fold("u\\u0308ber.html")
    True
    """
    return normalize("NFC", normalize("NFD", path).casefold())


def parents(paths: Iterable[str]) -> frozenset[str]:
    """Every folder that the paths lie in, however deep.

    >>> sorted(parents(["a/b/c.html", "d.html"]))
    ['a', 'a/b']
    """
    return frozenset(folder for path in paths for folder in folders(path))


def folders(path: str) -> Iterator[str]:
    """The folders that a path lies in, from the top.

    >>> list(folders("a/b/c.html"))
    ['a', 'a/b']
    """
    end = path.find("/")
    while end >= 0:
        yield path[:end]
        end = path.find("/", end + 1)


def beside(output: Path) -> Path:
    """Where the next site is made.

    >>> beside(Path("/p/site")).as_posix()
    '/p/.site.okrsite-new'
    """
    return output.with_name(f".{output.name}.okrsite-new")


def aside(output: Path) -> Path:
    """Where the old site waits between two renames."""
    return output.with_name(f".{output.name}.okrsite-old")


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_long(path: str) -> bool:
    return any(len(part.encode()) > LONGEST for part in path.split("/"))


LONGEST = 255  # bytes in a file name, on every file system in use

_FAULTS = (
    (lambda path: not _is_text(path), "is not text in UTF-8"),
    (lambda path: "\0" in path, "holds a NUL character"),
    (lambda path: "\\" in path, "holds a backslash"),
    (lambda path: path.startswith("/"), "is absolute"),
    (lambda path: ".." in path.split("/"), "climbs out of its folder with `..`"),
    (lambda path: not {"", "."}.isdisjoint(path.split("/")), "is not a plain path"),
    (lambda path: path.split("/")[0] in {MARKER, STAGE}, "is a name that okrsite keeps for itself"),
    (_is_long, f"has a name of more than {LONGEST} bytes"),
)
