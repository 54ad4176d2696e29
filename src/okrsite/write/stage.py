"""The folder where the next site is made ready, and what a killed build left of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from okrsite.write import files
from okrsite.write.paths import MARKER, STAGE, aside, beside
from okrsite.write.refusals import not_swept
from okrsite.write.state import is_real
from okrsite.write.survey import is_claimed, marker
from okrsite.write.target import Target, refuse


class Stage:
    """A folder beside the output, made when needed.

    It is inside the output where that is a mount point, or where its parent takes no folder. A
    read-only output could still be exchanged; being asked for a folder inside, it says no.
    """

    def __init__(self, output: Path) -> None:
        self.output = output
        self._root: Path | None = None

    @property
    def root(self) -> Path:
        """The folder, which exists and is claimed from the first look at it."""
        if self._root is None:
            self._root = self._make()
            files.create(self._root / MARKER, marker(()))
        return self._root

    @property
    def is_beside(self) -> bool:
        """The folder can trade places with the output."""
        return self.root == beside(self.output)

    def write(self, path: str, data: bytes) -> None:
        """Make a file of the next site ready."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        files.create(file, data)

    def clear(self) -> None:
        """Remove whatever is left of the folder."""
        if self._root is not None:
            for folder in (self._root, self.output / STAGE):
                files.remove_tree(folder, MARKER)

    def _make(self) -> Path:
        inside = self.output / STAGE
        is_read_only = self.output.exists() and not os.access(self.output, os.W_OK)
        if not (self.output.is_mount() or is_read_only):
            try:
                beside(self.output).mkdir()
            except OSError:
                if not self.output.is_dir():
                    raise
            else:
                return beside(self.output)
        inside.mkdir()
        return inside


@contextmanager
def staging(target: Target, output: Path) -> Iterator[Stage]:
    """A stage that is cleared at the end, whatever happens; old ones are swept away before."""
    sweep(target, output)
    stage = Stage(output)
    try:
        yield stage
    finally:
        stage.clear()


def sweep(target: Target, output: Path) -> None:
    """Remove what killed builds left behind, and put back a site that one left aside.

    What is not made by okrsite is refused: OKR510.
    """
    leftovers = [path for path in (aside(output), beside(output)) if os.path.lexists(path)]
    refuse(not_swept(target, path) for path in leftovers if not _is_made_by_us(path))
    if aside(output) in leftovers and not os.path.lexists(output):
        aside(output).rename(output)
    for folder in (*leftovers, output / STAGE):
        files.remove_tree(folder, MARKER)


def _is_made_by_us(folder: Path) -> bool:
    return is_real(folder) and (is_claimed(folder) or not any(folder.iterdir()))
