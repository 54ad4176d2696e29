"""The proof that a site built in small steps is the site built clean, for any site.

A site under test is a project on disk that can be edited in named ways and built. Whoever has
one calls `differences`: it walks every ordered pair of edits, with and without a build between,
and says after which the site on disk is not what a clean build makes.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Protocol

Tree = dict[str, bytes]
"""Every file below a folder with its bytes; folders as a path with a slash and no bytes."""


class SiteUnderTest(Protocol):
    """A project on disk, built once when it is made."""

    def edit(self, kind: str) -> None:
        """Change the project, or what is on disk of its site, in one of the ways it knows."""

    def build(self) -> None:
        """Bring the site up to date."""

    def tree(self) -> Tree:
        """The site on disk."""

    def clean_tree(self) -> Tree:
        """The site as a clean build makes it, and whatever files of the user's own lie in it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where incremental is not clean: the steps that led there and what differs."""

    steps: tuple[str, ...]
    what: tuple[str, ...]


BUILD = "build"


def differences(
    new_site: Callable[[], SiteUnderTest], firsts: Iterable[str], seconds: Iterable[str]
) -> Iterator[Difference]:
    """Walk every pair of edits, with and without a build between; what came out wrong."""
    for first, second in product(firsts, seconds):
        for steps in ((first, second, BUILD), (first, BUILD, second, BUILD)):
            site = new_site()
            what = walk(site, steps)
            if what:
                yield Difference(steps, what)


def walk(site: SiteUnderTest, steps: Iterable[str]) -> tuple[str, ...]:
    """Take the steps; what differs from a clean build in the end."""
    for step in steps:
        if step == BUILD:
            site.build()
        else:
            site.edit(step)
    return differing(site.tree(), site.clean_tree())


def differing(one: Tree, other: Tree) -> tuple[str, ...]:
    """The paths that two trees do not have in common, byte for byte."""
    return tuple(sorted(path for path in one | other if one.get(path) != other.get(path)))


def tree_of(folder: Path) -> Tree:
    """All that is in a folder, links unfollowed."""
    tree: Tree = {}
    for path, folders, files in os.walk(folder):
        here = Path(path)
        for name in folders:
            tree[f"{(here / name).relative_to(folder).as_posix()}/"] = b""
        for name in files:
            file = here / name
            key = file.relative_to(folder).as_posix()
            tree[key] = str(file.readlink()).encode() if file.is_symlink() else file.read_bytes()
    return tree


def killed(action: Callable[[], object], before_step: int) -> bool:
    """Run the action in a process that kills itself before the n-th time it changes the disk.

    True where it was killed, False where it ended before.
    """
    child = os.fork()
    if not child:
        try:
            _die_before(before_step)
            action()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def _die_before(step: int) -> None:
    left = step

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if not _changes_the_disk(event, arguments):
            return
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def _changes_the_disk(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "open":
        flags = arguments[2]
        return isinstance(flags, int) and bool(flags & os.O_CREAT)
    if event == "ctypes.dlsym":
        return arguments[1] == "renameat2"
    return event in {"os.mkdir", "os.link", "os.rename", "os.remove", "os.rmdir", "os.chmod"}
