"""Files that are published as they are: the theme's, which are trusted, and the content's."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

STYLES = PurePosixPath("assets/site.css")
_FIRST = ("site.css", "charts.css")


@dataclass(frozen=True, slots=True)
class ThemeAsset:
    """A file of the theme's `assets/` folder; `inside` is relative to that folder."""

    inside: PurePosixPath
    content: bytes


@dataclass(frozen=True, slots=True)
class Copy:
    """A file's bytes."""

    content: bytes


def published(assets: Iterable[ThemeAsset]) -> tuple[tuple[PurePosixPath, Copy], ...]:
    """The theme's files below `assets/`; its top stylesheets are one, so that a page asks once.

    The order of the stylesheets is site, charts, then any other by name.

    >>> css = [ThemeAsset(PurePosixPath(n), n.encode()) for n in ("b.css", "site.css")]
    >>> published(css)
    ((PurePosixPath('assets/site.css'), Copy(content=b'site.css\\nb.css')),)
    """
    ordered = sorted(assets, key=lambda asset: asset.inside.parts)
    styles = sorted((a for a in ordered if _is_style(a)), key=_rank)
    found = [
        (PurePosixPath("assets") / a.inside, Copy(a.content)) for a in ordered if a not in styles
    ]
    if styles:
        found.append((STYLES, Copy(b"\n".join(style.content for style in styles))))
    return tuple(sorted(found, key=lambda one: one[0]))


def _is_style(asset: ThemeAsset) -> bool:
    return asset.inside.suffix == ".css" and len(asset.inside.parts) == 1


def _rank(asset: ThemeAsset) -> tuple[int, str]:
    name = asset.inside.name
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)
