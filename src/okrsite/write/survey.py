"""What stands in the output folder: files of ours, files of the user's own, empty folders.

A file is ours where the marker in the folder lists it. All else is the user's own, and a folder
with nothing of ours in it is carried whole, with the empty folders that, say, git wants.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from okrsite.write import files
from okrsite.write.paths import MARKER, STAGE, fault, parents


@dataclass(frozen=True, slots=True)
class Survey:
    """Paths below the output folder, sorted.

    `ours` are files that are listed and there; `own` the user's own, folders of nothing else as
    one path; `hollow` folders without any file in them.
    """

    ours: frozenset[str]
    own: tuple[str, ...]
    hollow: tuple[str, ...]


def survey(output: Path, listed: frozenset[str], planned: Iterable[str]) -> Survey:
    """Look through the output folder, without following links."""
    walk = _Walk(listed, parents(listed) | parents(planned))
    if output.is_dir():
        walk.folder(str(output), "")
    return Survey(frozenset(walk.ours), tuple(sorted(walk.own)), tuple(sorted(walk.hollow)))


def is_claimed(output: Path) -> bool:
    """The folder holds our marker."""
    return os.path.lexists(output / MARKER)


def is_empty(folder: Path) -> bool:
    """The folder holds nothing but perhaps what a killed build left behind."""
    return {entry.name for entry in folder.iterdir()} <= {STAGE}


def marker(paths: Iterable[str]) -> bytes:
    """The marker file that claims a folder and lists what we wrote there."""
    document = {"okrsite": FORMAT, "about": ABOUT, "files": sorted(paths)}
    return json.dumps(document, indent=1).encode() + b"\n"


def listed_in(folder: Path) -> frozenset[str] | None:
    """What the folder's marker lists; None where it has none, or a damaged one."""
    try:
        document: Any = json.loads(files.read(folder / MARKER) or b"null")
        paths = frozenset(document["files"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    is_sound = all(type(path) is str and not fault(path) for path in paths)
    return paths if is_sound and document.get("okrsite") == FORMAT else None


class _Walk:
    """Sorts what it meets into ours, the user's own, and hollow folders."""

    def __init__(self, listed: frozenset[str], shared: frozenset[str]) -> None:
        self._listed = listed
        self._shared = shared
        self.ours: list[str] = []
        self.own: list[str] = []
        self.hollow: list[str] = []

    def folder(self, path: str, prefix: str) -> bool:
        """Walk a folder that may hold files of ours; whether it holds any file at all."""
        held = [self._entry(entry, prefix + entry.name) for entry in os.scandir(path)]
        return any(held)

    def _entry(self, entry: os.DirEntry[str], path: str) -> bool:
        if path in {MARKER, STAGE}:
            return False
        if not entry.is_dir(follow_symlinks=False):
            (self.ours if path in self._listed else self.own).append(path)
            return True
        shared = path in self._shared
        holds = self.folder(entry.path, f"{path}/") if shared else _holds_files(entry.path)
        if not holds:
            self.hollow.append(path)
        elif not shared:
            self.own.append(path)
        return holds


def _holds_files(folder: str) -> bool:
    return any(files for _, _, files in os.walk(folder))


FORMAT = 1
ABOUT = "okrsite wrote the files listed here and replaces them; all others are yours"
