"""Where the program itself lies: its sources, and the themes that come with it."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
"""The folder of the sources."""


def themes() -> Path:
    """The themes that come with the program; beside the sources in a checkout."""
    installed = PACKAGE / "themes"
    return installed if installed.is_dir() else PACKAGE.parents[1] / "themes"
