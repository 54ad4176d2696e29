"""Where a theme's files are: the project's own folder first, then the one that is packaged.

A theme is trusted, like the configuration. A project may override single templates and files;
whatever it does not have is taken from the packaged theme of that name, and at last the default.
"""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from okrsite.base import package
from okrsite.base.frozen import Frozen
from okrsite.base.problems import Place, Problems, did_you_mean
from okrsite.base.project import THEMES
from okrsite.plan.assets import ThemeAsset

DEFAULT = "default"
_TEMPLATES, _ASSETS = "templates", "assets"


class Theme(Frozen):
    """The folders of a theme, the one that wins first."""

    folders: tuple[Path, ...]

    @property
    def templates(self) -> tuple[Path, ...]:
        """Where templates are looked for, in this order."""
        return tuple(folder / _TEMPLATES for folder in self.folders)


class Texts(Frozen):
    """A theme's templates away from its folders: their texts by name, those that win first."""

    templates: tuple[Mapping[str, str], ...]


def find(root: Path, name: str, problems: Problems) -> Theme:
    """The theme of a project; an unknown name is reported, and the default taken."""
    own, packaged = root / THEMES, package.themes()
    wanted = [own / name, packaged / name]
    found = [folder for folder in wanted if folder.is_dir()] if _is_plain(name) else []
    if not found and name != DEFAULT:
        known = [f.name for base in (own, packaged) if base.is_dir() for f in base.iterdir()]
        problems.error(
            "OKR531",
            Place("okrsite.toml"),
            f"there is no theme `{name}`",
            hint=did_you_mean(name, known) or f"known are {', '.join(sorted(set(known)))}",
        )
    default = packaged / DEFAULT
    return Theme(tuple(dict.fromkeys((*found, default))))


def assets(theme: Theme) -> tuple[ThemeAsset, ...]:
    """Every file below `assets/`, in path order; of two with one name the winning folder's."""
    found: dict[PurePosixPath, Path] = {}
    for folder in reversed(theme.folders):
        base = folder / _ASSETS
        for file in sorted(base.rglob("*")) if base.is_dir() else ():
            inside = PurePosixPath(file.relative_to(base).as_posix())
            if file.is_file() and not any(part.startswith(".") for part in inside.parts):
                found[inside] = file
    return tuple(ThemeAsset(inside, found[inside].read_bytes()) for inside in sorted(found))


def _is_plain(name: str) -> bool:
    return bool(name) and "/" not in name and "\\" not in name and not name.startswith(".")
