"""The program's own sources as one digest: where they change, all is drawn anew."""

from functools import cache
from pathlib import Path

from okrsite.base.digest import digest
from okrsite.base.package import PACKAGE

PAGES = ("base", "model", "plan", "read", "render")
CHARTS = (
    "base",
    "plan/figures.py",
    "render/charts",
    "render/colours.py",
    "render/marks.py",
)


@cache
def sources_digest(*parts: str) -> str:
    """The digest of every module and catalogue in some parts of the program, rooms or files."""
    files = sorted(file for part in parts for file in _modules(PACKAGE / part))
    return digest(tuple((f.relative_to(PACKAGE).as_posix(), f.read_bytes()) for f in files))


def _modules(part: Path) -> tuple[Path, ...]:
    return (*part.rglob("*.py"), *part.rglob("*.po")) if part.is_dir() else (part,)
