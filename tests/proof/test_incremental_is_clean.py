"""Whatever was edited, killed, lost or tampered with: the site is the site built clean."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from site_under_test import differences, differing
from toy_site import EDITS, Page, Pages, ToySite

from okrsite.base.digest import digest
from okrsite.plan.output import Plain
from okrsite.write import drawing, publish, update
from okrsite.write.ledger import Fingerprint
from okrsite.write.publish import Change, Publish, at_once, in_place
from okrsite.write.survey import Survey, survey
from okrsite.write.target import OutputError

MEMORY = Path("/dev/shm")


def scratch() -> "TemporaryDirectory[str]":
    """A folder for thousands of small sites, in memory where the system has that."""
    return TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)


@pytest.fixture
def home() -> Iterator[Path]:
    with scratch() as folder:
        yield Path(folder)


@pytest.mark.promise
@pytest.mark.parametrize("first", EDITS)
def test_after_every_pair_of_edits_the_site_is_the_site_built_clean(first: str, home: Path) -> None:
    assert not list(differences(lambda: ToySite(home), [first], EDITS))


@pytest.mark.promise
@pytest.mark.parametrize("kind", EDITS)
def test_watching_after_every_edit_the_site_is_the_site_built_clean(kind: str, home: Path) -> None:
    pairs = differences(lambda: ToySite(home, in_place), [kind], WHILE_WATCHING)
    assert not list(pairs)


class AnyHistory(RuleBasedStateMachine):
    """Edits in any number and order before each build, in either way of publishing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = scratch()
        self.site = ToySite(Path(self.folder.name))

    @rule(
        kinds=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=4),
        way=st.sampled_from([at_once, in_place]),
    )
    def edit_and_build(self, kinds: list[str], way: Publish) -> None:
        for kind in kinds:
            self.site.edit(kind)
        self.site.update(way)

    @invariant()
    def the_site_is_the_site_built_clean(self) -> None:
        assert not differing(self.site.tree(), self.site.clean_tree())

    def teardown(self) -> None:
        self.folder.cleanup()


AnyHistory.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestAnyHistory = pytest.mark.promise(AnyHistory.TestCase)


def test_a_build_that_removes_nothing_is_caught(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = update._change

    def without_pruning(*arguments: Any) -> Change:
        change = whole(*arguments)
        return dataclasses.replace(change, stale=(), own=(*change.own, *change.stale))

    monkeypatch.setattr(update, "_change", without_pruning)
    assert is_caught(home)


def test_a_ledger_trusted_without_the_disk_is_caught(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trusted(past: update._Past) -> dict[str, Fingerprint]:
        return {path: entry.fingerprint for path, entry in past.ledger.items()}

    monkeypatch.setattr(update._Past, "current", property(trusted))
    assert is_caught(home)


def test_a_stamp_without_includes_is_caught(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pages, "closure", lambda self, name: (name,))
    assert is_caught(home)


@pytest.mark.parametrize("forgotten", [field.name for field in dataclasses.fields(Page)])
def test_a_digest_that_forgets_a_field_is_caught(
    forgotten: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing: dict[str, Any] = {forgotten: ""}

    def forgetful(data: Plain, name: str) -> str:
        told = dataclasses.replace(data, **nothing) if isinstance(data, Page) else data
        return digest(told, name)

    monkeypatch.setattr(drawing, "digest", forgetful)
    assert is_caught(home)


def test_a_hidden_input_of_a_template_is_caught(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Pages.render

    def peeking(self: Pages, data: Plain) -> bytes:
        data_files = (self._theme.parent / "data").iterdir()
        return whole(self, data) + b"".join(path.read_bytes() for path in sorted(data_files))

    monkeypatch.setattr(Pages, "render", peeking)
    assert is_caught(home)


@pytest.mark.parametrize("way", [at_once, in_place])
def test_empty_folders_left_behind_are_caught(
    way: Publish, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = survey

    def blind(*arguments: Any) -> Survey:
        return dataclasses.replace(whole(*arguments), hollow=())

    monkeypatch.setattr(update, "survey", blind)
    monkeypatch.setattr(publish, "folders", lambda path: ())
    assert is_caught(home, way)


def test_a_marker_that_is_written_last_only_is_caught(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = publish._claim
    calls: list[int] = []

    def late(*arguments: Any) -> None:
        calls.append(1)
        if len(calls) % 2 == 0:
            whole(*arguments)

    monkeypatch.setattr(publish, "_claim", late)
    assert is_caught(home, in_place)


def is_caught(home: Path, way: Publish = at_once) -> bool:
    """The walk over all pairs of edits, up to the first that comes out wrong."""
    try:
        return any(True for _ in differences(lambda: ToySite(home, way), EDITS, EDITS))
    except OutputError:
        return True


WHILE_WATCHING = (
    "re-parent",
    "delete",
    "file to folder",
    "output to folder",
    "stray folder",
    "killed in place",
)
"""The edits that replacing file by file could get wrong where exchanging the whole does not."""
