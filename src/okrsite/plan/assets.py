"""Files that are published: the theme's, which are trusted, and the content's as they are."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from okrsite.base.frozen import Frozen
from okrsite.plan.slim import slim_script, slim_style

_SLIM = {".css": slim_style, ".js": slim_script}
STYLES = PurePosixPath("assets/site.css")
_FIRST = ("site.css", "charts.css")


class ThemeAsset(Frozen):
    """A file of the theme's `assets/` folder; `inside` is relative to that folder."""

    inside: PurePosixPath
    content: bytes


class Copy(Frozen):
    """A file's bytes."""

    content: bytes


def published(assets: Iterable[ThemeAsset]) -> tuple[tuple[PurePosixPath, Copy], ...]:
    """The theme's files below `assets/`; its top stylesheets are one, so that a page asks once.

    The order of the stylesheets is site, charts, then any other by name. What only people read
    in style sheets and scripts is left out.

    >>> names = (PurePosixPath("b.css"), PurePosixPath("site.css"))
    >>> css = [ThemeAsset(name, f"{name.stem} {{ }}".encode()) for name in names]
    >>> published(css)
    ((PurePosixPath('assets/site.css'), Copy(content=b'site{}b{}')),)
    """
    ordered = sorted(assets, key=lambda asset: asset.inside.parts)
    styles = sorted((a for a in ordered if _is_style(a)), key=_rank)
    found = [
        (PurePosixPath("assets") / a.inside, Copy(_slim(a))) for a in ordered if a not in styles
    ]
    if styles:
        found.append((STYLES, Copy(b"".join(map(_slim, styles)))))
    return tuple(sorted(found, key=lambda one: one[0]))


def _slim(asset: ThemeAsset) -> bytes:
    """The file without what only people read; as it is where it is not text in UTF-8."""
    slim = _SLIM.get(asset.inside.suffix)
    try:
        return slim(asset.content.decode()).encode() if slim else asset.content
    except UnicodeDecodeError:
        return asset.content


def _is_style(asset: ThemeAsset) -> bool:
    return asset.inside.suffix == ".css" and len(asset.inside.parts) == 1


def _rank(asset: ThemeAsset) -> tuple[int, str]:
    name = asset.inside.name
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)
