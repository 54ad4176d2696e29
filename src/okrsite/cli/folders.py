"""A folder in, the same out where it has goals."""

from pathlib import Path

from okrsite.base.project import CONTENT, FILE_NAME
from okrsite.cli.telling import fail, shown


def with_goals(folder: Path) -> Path:
    """A folder that has goals, or the settings of some; the end where it has neither."""
    if not (folder / CONTENT).is_dir() and not (folder / FILE_NAME).is_file():
        fail(
            f"there are no goals in {shown(folder)}: it has no folder `{CONTENT}`",
            "name the folder that has one, or begin with okrsite init",
        )
    return folder
