"""Matplotlib, imported so that nothing of the reader's machine reaches a card.

Importing matplotlib as it comes makes folders in the home directory, lists every font of the
machine with `fc-list` and takes over the settings of whoever runs it. Here it finds a folder of
its own instead, which is gone after the import, with a list of no fonts, because a card
names its font's file; and the few settings that reach pixels are stated. Importing this module
costs about half a second, so only drawing a card does it.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from typing import Any

_FOLDER = "MPLCONFIGDIR"
_VERSION_OF_LIST = re.compile(r"^    __version__ = ['\"]([\w.]+)['\"]", re.MULTILINE)


@contextmanager
def _own_folder() -> Iterator[FilePath]:
    """A folder for matplotlib's configuration and cache while it is imported."""
    before = os.environ.get(_FOLDER)
    with TemporaryDirectory(prefix="okrsite-") as folder:
        os.environ[_FOLDER] = folder
        try:
            yield FilePath(folder)
        finally:
            os.environ.pop(_FOLDER)
            if before is not None:
                os.environ[_FOLDER] = before


def _list_no_fonts(folder: FilePath) -> None:
    """Write the list of fonts that matplotlib would else make by asking the machine."""
    module = find_spec("matplotlib.font_manager")
    source = FilePath(module.origin).read_text("utf-8") if module and module.origin else ""
    for version in _VERSION_OF_LIST.findall(source):
        no_fonts = {
            "__class__": "FontManager",
            "_version": version,
            "_FontManager__default_weight": "normal",
            "default_size": None,
            "defaultFamily": {"ttf": "DejaVu Sans", "afm": "Helvetica"},
            "afmlist": [],
            "ttflist": [],
        }
        (folder / f"fontlist-v{version}.json").write_text(json.dumps(no_fonts), "utf-8")


with _own_folder() as _folder:
    import matplotlib

    _list_no_fonts(_folder)
    from matplotlib.backends import backend_agg
    from matplotlib.font_manager import FontProperties
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

matplotlib.rcParams.update(
    {
        "agg.path.chunksize": 0,
        "path.simplify": False,
        "text.hinting": "none",
    }
)

RendererAgg: Any = backend_agg.RendererAgg  # its module comes without types

__all__ = [
    "Affine2D",
    "FontProperties",
    "Path",
    "RendererAgg",
]
