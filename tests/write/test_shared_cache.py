"""What was drawn elsewhere is taken from a shared place, believed no sooner and never needed."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fsspec
import pytest
from click.testing import CliRunner, Result
from commands import write
from site_under_test import tree_of

from okrsite.base.digest import digest
from okrsite.cli import building
from okrsite.cli.build import build
from okrsite.render import charts
from okrsite.write import indexer, packs, shared, unchanged
from okrsite.write.bundle import Files
from okrsite.write.charts import MOST_SMALL, ChartStore
from okrsite.write.shared import SharedCache

PROJECT = {
    "content/kpis/sign-ups.md": "---\ntitle: Sign-ups\nowner: ana\ncadence: weekly\n"
    "values: {2026-W44: 34, 2026-W45: 31, 2026-W46: 33}\n---\n",
}
TICK_NS = 10**7
ONE, TWO, THREE = digest(1), digest(2), digest(3)


@pytest.fixture(params=["file", "memory"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty place: on a disk, where files grow, and one that takes whole objects."""
    if request.param == "file":
        yield f"file://{tmp_path}/shared place/[okrsite]"
        return
    yield "memory://bucket/okrsite"
    fsspec.filesystem("memory").rm("/bucket", recursive=True)


@dataclass
class Machine:
    """A state folder of its own, and what it says of the shared place."""

    state: Path
    location: str
    notes: tuple[str, ...] = ()

    def works(self, *things: str) -> list[str]:
        """Fetch, draw what is not there, and send; what was drawn."""
        cache = SharedCache(self.location, self.state)
        cache.fetch()
        store = ChartStore(self.state)
        drawn = [thing for thing in things if store.get(thing) is None]
        for thing in drawn:
            store.put(thing, f"<svg>{thing}</svg>".encode())
        store.sweep()
        cache.send()
        self.notes = cache.notes
        return drawn


def names_in(location: str) -> list[str]:
    """The files in a shared place, by their full names."""
    files, root = fsspec.core.url_to_fs(location)
    return sorted(files.find(root))


def rewritten(location: str, old: bytes, new: bytes) -> None:
    """Every pack of a place with other bytes in it."""
    files, _ = fsspec.core.url_to_fs(location)
    for name in names_in(location):
        files.pipe_file(name, files.cat_file(name).replace(old, new))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by each chart that is drawn and each index that is made in this process."""
    found: list[str] = []
    draw, files = charts.draw, indexer.Indexer.files

    def counted(figure: Any) -> str:
        found.append("chart")
        return draw(figure)

    def indexed(*arguments: Any) -> tuple[Files, ...]:
        found.append("index")
        return files(*arguments)

    monkeypatch.setattr(charts, "draw", counted)
    monkeypatch.setattr(indexer.Indexer, "files", indexed)
    return found


def built(root: Path, location: str, *words: str) -> Result:
    """What came of a build of a project, which is made where it is missing."""
    if not root.is_dir():
        write(root, PROJECT)
    asked = ("--as-of", "2026-11-20", "--cache", location, *words)
    done = CliRunner().invoke(build, [str(root), *asked], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done


@pytest.mark.promise
def test_a_second_machine_draws_nothing_and_makes_the_same_site(
    tmp_path: Path, location: str, drawn: list[str]
) -> None:
    built(tmp_path / "one", location)
    assert {"chart", "index"} <= set(drawn)
    drawn.clear()
    said = built(tmp_path / "two", location, "--profile").output
    assert not drawn
    assert "fetch from the shared cache" in said
    assert "not of full use" not in said
    assert tree_of(tmp_path / "one/output") == tree_of(tmp_path / "two/output")


def test_a_place_that_cannot_be_reached_is_a_note_of_that_build_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    write(tmp_path / "one", PROJECT)
    monkeypatch.setattr(unchanged, "SLACK_NS", TICK_NS)
    time.sleep(4 * TICK_NS / 1e9)
    unreachable = f"file://{tmp_path}/file/below"
    first, *others = built(tmp_path / "one", unreachable).stdout.splitlines()
    assert first.startswith(f"the shared cache `{unreachable}` is not of full use: ")
    assert len(others) == 1
    monkeypatch.setattr(building, "build_anew", None)
    [again] = built(tmp_path / "one", unreachable).stdout.splitlines()
    assert "0 written" in again


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("nonsense://bucket/okrsite", "Protocol not known: nonsense"),
        ("file:///proc/version/none", "Not a directory"),
        ("hdfs://ana:secret@nowhere.invalid/okrsite", ""),
    ],
)
def test_what_is_wrong_with_a_place_is_said_without_passwords(
    tmp_path: Path, location: str, reason: str
) -> None:
    machine = Machine(tmp_path, location)
    assert machine.works(ONE) == [ONE]
    [note] = machine.notes
    assert reason in note
    assert "secret" not in note
    assert "\n" not in note


def test_without_the_extra_a_note_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    machine = Machine(tmp_path, "memory://bucket/okrsite")
    assert machine.works(ONE) == [ONE]
    assert "pip install 'okrsite[shared-cache]'" in machine.notes[0]


def test_a_place_that_does_not_answer_is_not_waited_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "SECONDS", 0.05)
    monkeypatch.setattr(fsspec.get_filesystem_class("memory"), "ls", lambda *_, **__: time.sleep(1))
    machine = Machine(tmp_path, "memory://bucket/okrsite")
    assert machine.works(ONE) == [ONE]
    assert "no answer within 0 seconds" in machine.notes[0]


def test_a_place_that_cannot_be_written_to_is_fetched_from(
    tmp_path: Path, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Machine(tmp_path / "one", location).works(ONE) == [ONE]
    files, _ = fsspec.core.url_to_fs(location)
    monkeypatch.setattr(type(files), "pipe_file", _refuse)
    reader = Machine(tmp_path / "two", location)
    assert reader.works(ONE) == []
    assert not reader.notes
    writer = Machine(tmp_path / "three", location)
    assert writer.works(ONE, TWO) == [TWO]
    assert "Access Denied" in writer.notes[0]


def _refuse(*_: object, **__: object) -> None:
    raise PermissionError("Access Denied")


@pytest.mark.promise
@pytest.mark.parametrize(
    ("old", "new"),
    [(b"<svg>", b"<evil"), (bytes.fromhex(ONE), bytes.fromhex(THREE)), (b"</svg>", b"")],
)
def test_a_pack_that_was_forged_there_is_not_taken_and_is_made_good(
    tmp_path: Path, location: str, old: bytes, new: bytes
) -> None:
    assert Machine(tmp_path / "one", location).works(ONE, TWO) == [ONE, TWO]
    rewritten(location, old, new)
    machine = Machine(tmp_path / "two", location)
    assert machine.works(ONE, TWO) == [ONE, TWO]
    assert "1 of its packs cannot be used" in machine.notes[0]
    healed = Machine(tmp_path / "three", location)
    assert healed.works(ONE, TWO, THREE) == [THREE]
    assert healed.notes == ()


@pytest.mark.promise
def test_what_somebody_made_up_whole_is_found_by_verify(tmp_path: Path) -> None:
    place = tmp_path / "place"
    built(tmp_path / "one", str(place))
    for path in (place / "charts").iterdir():
        pack = packs.opened(path)
        assert pack
        made_up = {key: (pack.read(key) or b"").replace(b"<svg", b"<svx") for key in pack.places}
        path.unlink()
        packs.write(place / "charts", made_up)
    there = tree_of(place)
    with pytest.raises(RuntimeError, match=r"kpis/sign-ups\.html"):
        built(tmp_path / "two", str(place), "--verify")
    assert tree_of(place) == there


def test_what_is_no_pack_is_left_alone(tmp_path: Path, location: str) -> None:
    Machine(tmp_path / "one", location).works(ONE)
    [path] = names_in(location)
    files, _ = fsspec.core.url_to_fs(location)
    folder, _, name = path.rpartition("/")
    for strange in ("README", f"{'0' * 32}.new", f"{'0' * 32}.pack.gz"):
        files.pipe_file(f"{folder}/{strange}", b"x" * 99)
    files.makedirs(f"{folder}/{'0' * 32}.pack", exist_ok=True)
    machine = Machine(tmp_path / "two", location)
    assert machine.works(ONE) == []
    assert machine.notes == ()
    assert [path.name for path in sorted((tmp_path / "two/charts").iterdir())] == [name]


def test_what_was_put_together_is_neither_fetched_nor_sent_again(
    tmp_path: Path, location: str
) -> None:
    number = MOST_SMALL + 1
    for thing in map(digest, range(number)):
        assert Machine(tmp_path / "one", location).works(thing) == [thing]
    there = names_in(location)
    assert len(there) == number
    for _ in range(2):
        assert Machine(tmp_path / "two", location).works(*map(digest, range(number))) == []
        assert len(list((tmp_path / "two/charts").iterdir())) == 1
        assert names_in(location) == there


def test_not_more_is_fetched_than_is_of_use(
    tmp_path: Path, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for thing in (ONE, TWO, THREE):
        Machine(tmp_path / thing, location).works(thing)
        time.sleep(0.02)
    there = names_in(location)
    monkeypatch.setattr(shared, "AT_ONCE", 1)
    monkeypatch.setattr(shared, "MOST_BYTES", {"charts": 250})
    assert Machine(tmp_path / "new", location).works(ONE, TWO, THREE) == [ONE]
    assert names_in(location) == there


@pytest.mark.promise
def test_machines_that_share_at_the_same_time_do_not_mind(tmp_path: Path, location: str) -> None:
    machines = [Machine(tmp_path / str(number), location) for number in range(4)]
    things = [digest(number) for number in range(40)]
    with ThreadPoolExecutor(len(machines)) as pool:
        works = [
            pool.submit(machine.works, *things[number * 10 :], *things[: number * 5])
            for number, machine in enumerate(machines)
        ]
    assert all(set(work.result()) <= set(things) for work in works)
    assert not any(machine.notes for machine in machines)
    assert all(name.endswith(".pack") for name in names_in(location))
    assert Machine(tmp_path / "later", location).works(*things) == []


def test_nothing_is_written_where_the_state_leads_elsewhere(tmp_path: Path, location: str) -> None:
    Machine(tmp_path / "one", location).works(ONE)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "two").symlink_to(tmp_path / "elsewhere")
    assert Machine(tmp_path / "two", location).works(ONE) == [ONE]
    assert not list((tmp_path / "elsewhere").iterdir())


def test_fsspec_is_not_imported_before_it_is_asked_for() -> None:
    program = "import okrsite.write.shared, sys; assert 'fsspec' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_place_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "one", PROJECT)
    monkeypatch.setenv("OKRSITE_CACHE", str(tmp_path / "place"))
    done = CliRunner().invoke(build, [str(tmp_path / "one"), "--as-of", "2026-11-20"])
    assert done.exit_code == 0
    assert list((tmp_path / "place/charts").iterdir())
