"""Killed at any moment, a build leaves one whole site, and readers never meet another."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path, PurePosixPath

import pytest
from site_under_test import Tree, differing, killed, tree_of

from okrsite.plan.output import Output, Plain, Plan
from okrsite.write.ledger import Stamp
from okrsite.write.publish import Publish, at_once, in_place
from okrsite.write.target import Target
from okrsite.write.update import update

PAGES = 40
WAYS = pytest.mark.parametrize("way", [at_once, in_place])


class Echo:
    def stamp(self, data: Plain) -> Stamp:
        return ()

    def render(self, data: Plain) -> bytes:
        assert isinstance(data, str)
        return data.encode()


class Versions:
    """A site whose every page carries the version it was built at, but for one that stays."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = root / "site"

    def build(self, version: int, way: Publish = at_once, pages: int = PAGES) -> None:
        names = ["index.html", f"only/{version}/here.html"]
        names += [f"goals/g{n}/index.html" for n in range(pages)]
        texts = {"same.html": "same", **dict.fromkeys(names, f"version {version}")}
        outputs = tuple(Output(PurePosixPath(p), "echo", text) for p, text in texts.items())
        target = Target(self.site, self.root, (), self.root / ".okrsite")
        update(Plan(outputs), {"echo": Echo()}, target, way)

    def litter(self) -> list[str]:
        return sorted({path.name for path in self.root.iterdir()} - {"site", ".okrsite"})


def clean(root: Path, version: int, pages: int) -> Tree:
    folder = root / f"clean{version}"
    folder.mkdir(parents=True)
    site = Versions(folder)
    site.build(version, pages=pages)
    return tree_of(site.site)


@WAYS
@pytest.mark.promise
def test_killed_at_any_step_the_next_build_makes_the_site_whole(
    way: Publish, tmp_path: Path
) -> None:
    wanted = [clean(tmp_path / "clean", version, 3) for version in range(2)]
    for step in count(1):
        root = tmp_path / str(step)
        root.mkdir()
        site = Versions(root)
        site.build(0, pages=3)
        was_killed = killed(partial(site.build, 1, way, pages=3), step)
        if way is at_once:
            assert tree_of(site.site) in wanted, step
        if not was_killed:
            break
        site.build(1, way, pages=3)
        assert not differing(tree_of(site.site), wanted[1]), step
        assert site.litter() == [], step
    assert step > 15


@pytest.mark.promise
def test_killed_at_any_step_the_first_build_needs_no_hand_work(tmp_path: Path) -> None:
    wanted = clean(tmp_path / "clean", 0, 3)
    for step in count(1):
        root = tmp_path / str(step)
        root.mkdir()
        site = Versions(root)
        was_killed = killed(partial(site.build, 0, pages=3), step)
        assert tree_of(site.site) in ({}, wanted), step
        if not was_killed:
            break
        site.build(0, pages=3)
        assert tree_of(site.site) == wanted, step
        assert site.litter() == [], step
    assert step > 10


@pytest.mark.promise
def test_readers_meet_whole_sites_only_while_builds_are_killed_at_random(tmp_path: Path) -> None:
    site = Versions(tmp_path)
    site.build(0)
    started = time.monotonic()
    site.build(1)
    long = time.monotonic() - started
    chance = random.Random(20261123)
    with reading(site.site) as complaints:
        for version in range(2, 52):
            child = forked(partial(site.build, version))
            time.sleep(chance.uniform(0, 1.3 * long))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            assert version_of(os.open(site.site, os.O_RDONLY)) in range(version + 1)
    assert complaints() == ""
    site.build(99)
    assert version_of(os.open(site.site, os.O_RDONLY)) == 99
    assert site.litter() == []


@pytest.mark.promise
def test_two_builds_at_once_give_one_site(tmp_path: Path) -> None:
    site = Versions(tmp_path)
    site.build(0)
    builders = [forked(partial(build_all, site, range(first, 20, 2))) for first in (1, 2)]
    for builder in builders:
        assert os.waitstatus_to_exitcode(os.waitpid(builder, 0)[1]) == 0
    assert version_of(os.open(site.site, os.O_RDONLY)) in {18, 19}
    assert site.litter() == []
    site.build(18)
    assert tree_of(site.site) == clean(tmp_path / "clean", 18, PAGES)


@pytest.mark.promise
def test_the_reader_of_these_tests_would_notice_a_mix(tmp_path: Path) -> None:
    site = Versions(tmp_path)
    site.build(0)
    with reading(site.site) as complaints:
        build_all(site, range(1, 40), in_place)
    assert "version" in complaints()


def build_all(site: Versions, versions: Iterable[int], way: Publish = at_once) -> None:
    for version in versions:
        site.build(version, way)


def forked(action: Callable[[], object]) -> int:
    """Run the action in a child; exit code 0 where it ended well."""
    child = os.fork()
    if not child:
        code = 1
        try:
            action()
            code = 0
        finally:
            os._exit(code)
    return child


class reading:  # noqa: N801 - reads as a sentence
    """A reader in a process of its own, who looks at the site until the block ends."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._said, say = os.pipe()
        self._reader = forked(lambda: self._look(say))
        os.close(say)

    def __enter__(self) -> Callable[[], str]:
        return lambda: self._complaints

    def __exit__(self, *_: object) -> None:
        os.kill(self._reader, signal.SIGTERM)
        os.waitpid(self._reader, 0)
        with os.fdopen(self._said) as said:
            self._complaints = said.read()

    def _look(self, say: int) -> None:
        try:
            while True:
                (self._site / "index.html").read_text()
                (self._site / "goals" / "g7" / "index.html").read_text()
                version_of(os.open(self._site, os.O_RDONLY), self._site)
        except (OSError, AssertionError) as complaint:
            os.write(say, repr(complaint).encode())


def version_of(folder: int, path: Path | None = None) -> int:
    """The one version of all that is in an open folder; -1 where it was retired meanwhile."""
    try:
        versions = set(_texts(folder)) - {"same"}
    except FileNotFoundError:
        if path is None or os.fstat(folder).st_ino == path.stat().st_ino:
            raise
        return -1
    finally:
        os.close(folder)
    assert len(versions) == 1, versions
    return int(versions.pop().removeprefix("version "))


def _texts(folder: int) -> Iterator[str]:
    for name in ("index.html", "same.html", *(f"goals/g{n}/index.html" for n in range(PAGES))):
        with open(os.open(name, os.O_RDONLY, dir_fd=folder)) as file:  # noqa: PTH123
            yield file.read()
