"""Where the font is by which charts are measured; nothing here imports matplotlib."""

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from okrsite.base.digest import digest_of_bytes


@cache
def font_file(*, is_bold: bool = False) -> Path:
    """DejaVu Sans, as matplotlib brings it."""
    package = find_spec("matplotlib")
    assert package is not None
    assert package.origin is not None
    name = "DejaVuSans-Bold.ttf" if is_bold else "DejaVuSans.ttf"
    return Path(package.origin).with_name("mpl-data") / "fonts" / "ttf" / name


@cache
def stamp() -> tuple[tuple[str, str], ...]:
    """What besides a figure decides a chart's bytes: named versions, matplotlib not imported."""
    return (
        ("matplotlib", version("matplotlib")),
        ("font", digest_of_bytes(font_file().read_bytes())),
    )
