"""Drawn charts are found again, and nothing that was tampered with is believed."""

import os
from multiprocessing import get_context
from pathlib import Path
from struct import pack

import pytest

from okrsite.base.cache import Cache
from okrsite.base.digest import digest, digest_of_bytes
from okrsite.write.charts import MOST_SMALL, MOST_UNSAVED, ChartStore

ONE, TWO, THREE = digest(1), digest(2), digest(3)


def kept(state: Path, things: dict[str, bytes]) -> Path:
    """The only file of a store in which things were kept."""
    store = ChartStore(state)
    for fingerprint, data in things.items():
        store.put(fingerprint, data)
    store.save()
    [path] = (state / "charts").iterdir()
    return path


def test_a_chart_is_found_again_at_once_and_by_the_next_build(tmp_path: Path) -> None:
    store: Cache = ChartStore(tmp_path / ".okrsite")
    assert store.get(ONE) is None
    store.put(ONE, b"<svg/>\n")
    assert store.get(ONE) == b"<svg/>\n"
    assert isinstance(store, ChartStore)
    store.save()
    assert store.get(ONE) == b"<svg/>\n"
    assert ChartStore(tmp_path / ".okrsite").get(ONE) == b"<svg/>\n"


def test_many_charts_are_few_files(tmp_path: Path) -> None:
    path = kept(tmp_path, {digest(number): b"%d" % number for number in range(500)})
    later = ChartStore(tmp_path)
    assert [later.get(digest(number)) for number in range(500)] == [b"%d" % n for n in range(500)]
    assert path.stat().st_size < 500 * 60


def test_the_same_charts_are_one_file_however_often_they_are_kept(tmp_path: Path) -> None:
    once = kept(tmp_path, {ONE: b"<svg/>", TWO: b"<svg></svg>"})
    assert kept(tmp_path, {ONE: b"<svg/>", TWO: b"<svg></svg>"}) == once


@pytest.mark.promise
@pytest.mark.parametrize("size", [0, 1, 8, 13, 20, 60, 114])
def test_a_file_that_is_cut_short_holds_nothing(tmp_path: Path, size: int) -> None:
    path = kept(tmp_path, {ONE: b"<svg/>", TWO: b"<svg/>"})
    whole = path.read_bytes()
    assert len(whole) == 116
    path.write_bytes(whole[:size])
    store = ChartStore(tmp_path)
    assert store.get(ONE) is store.get(TWO) is None
    store.put(ONE, b"<svg/>")
    store.put(TWO, b"<svg/>")
    store.sweep()
    assert path.read_bytes() == whole


@pytest.mark.promise
def test_only_the_chart_that_was_tampered_with_is_drawn_again(tmp_path: Path) -> None:
    path = kept(tmp_path, {ONE: b"<svg/>", TWO: b"<svg></svg>"})
    path.write_bytes(path.read_bytes().replace(b"<svg/>", b"<svg?>"))
    store = ChartStore(tmp_path)
    assert store.get(ONE) is None
    assert store.get(TWO) == b"<svg></svg>"
    store.put(ONE, b"<svg/>")
    store.save()
    assert ChartStore(tmp_path).get(ONE) == b"<svg/>"


@pytest.mark.promise
def test_an_index_that_was_tampered_with_is_not_believed(tmp_path: Path) -> None:
    path = kept(tmp_path, {ONE: b"<svg/>", TWO: b"<svg></svg>"})
    path.write_bytes(path.read_bytes().replace(bytes.fromhex(ONE), bytes.fromhex(THREE)))
    assert ChartStore(tmp_path).get(THREE) is ChartStore(tmp_path).get(TWO) is None


@pytest.mark.promise
def test_an_index_that_leads_out_of_its_file_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "charts").mkdir()
    for start, size in ((0, 1 << 62), (1 << 63, 1), ((1 << 64) - 1, 1 << 63)):
        entry = bytes.fromhex(ONE) + pack(">QQ", start, size) + bytes(16)
        for count in (1, 2, 1 << 57, (1 << 64) - 1):
            index = entry + pack(">Q", count)
            (tmp_path / "charts" / f"{digest_of_bytes(index)}.pack").write_bytes(index)
    assert ChartStore(tmp_path).get(ONE) is None


@pytest.mark.promise
def test_a_link_or_a_pipe_in_a_packs_place_is_neither_followed_nor_waited_for(
    tmp_path: Path,
) -> None:
    name = kept(tmp_path / "real", {ONE: b"<svg/>"}).name
    pipe = kept(tmp_path / "other", {TWO: b"<svg/>"}).name
    (tmp_path / "charts").mkdir()
    (tmp_path / "charts" / name).symlink_to(tmp_path / "real" / "charts" / name)
    os.mkfifo(tmp_path / "charts" / pipe)
    store = ChartStore(tmp_path)
    assert store.get(ONE) is store.get(TWO) is None
    store.put(ONE, b"<svg/>")
    store.save()
    store.put(TWO, b"<svg/>")
    store.save()
    assert not (tmp_path / "charts" / name).is_symlink()
    assert ChartStore(tmp_path).get(ONE) == ChartStore(tmp_path).get(TWO) == b"<svg/>"


@pytest.mark.promise
def test_a_linked_folder_is_left_alone(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / ".okrsite").mkdir()
    (tmp_path / ".okrsite" / "charts").symlink_to(elsewhere)
    store = ChartStore(tmp_path / ".okrsite")
    store.put(ONE, b"<svg/>")
    assert store.get(ONE) == b"<svg/>"
    store.sweep()
    assert store.get(ONE) is store.get(TWO) is None
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("name", ["../escape", "", "A" * 32, ONE + "0", f"{ONE}\n"])
def test_only_a_fingerprint_names_a_chart(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="is not a fingerprint"):
        ChartStore(tmp_path).put(name, b"")
    with pytest.raises(ValueError, match="is not a fingerprint"):
        ChartStore(tmp_path).get(name)


def test_a_disk_that_takes_nothing_costs_time_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = ChartStore(tmp_path / "file" / ".okrsite")
    store.put(ONE, b"<svg/>")
    assert store.get(ONE) == b"<svg/>"
    store.sweep()
    assert store.get(ONE) is None


def test_processes_that_draw_at_the_same_time_keep_all_that_they_drew(tmp_path: Path) -> None:
    store = ChartStore(tmp_path)
    store.put(ONE, b"before")
    workers = [get_context("fork").Process(target=_draw, args=(store, n)) for n in (10, 20, 30)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(list((tmp_path / "charts").iterdir())) == 3
    store.sweep()
    assert len(list((tmp_path / "charts").iterdir())) == 4
    assert store.get(ONE) == b"before"
    for number in (10, 20, 30):
        assert store.get(digest(number)) == ChartStore(tmp_path).get(digest(number)) == b"drawn"


def _draw(store: ChartStore, number: int) -> None:
    store.get(digest(number))
    store.put(digest(number), b"drawn")


@pytest.mark.promise
def test_a_build_that_is_killed_loses_what_it_held_and_nothing_else(tmp_path: Path) -> None:
    chart = bytes(MOST_UNSAVED // 2)
    worker = get_context("fork").Process(target=_draw_and_die, args=(tmp_path, chart))
    worker.start()
    worker.join()
    store = ChartStore(tmp_path)
    assert [store.get(f) is not None for f in (ONE, TWO, THREE)] == [True, True, False]


def _draw_and_die(state: Path, chart: bytes) -> None:
    store = ChartStore(state)
    for fingerprint, data in ((ONE, chart), (TWO, chart + b"!"), (THREE, b"the last")):
        store.put(fingerprint, data)
    os._exit(9)


def test_what_was_saved_is_no_longer_held(tmp_path: Path) -> None:
    path = kept(tmp_path, {ONE: b"<svg/>"})
    store = ChartStore(tmp_path)
    assert store.get(ONE) == b"<svg/>"
    path.unlink()
    assert store.get(ONE) is None


def test_the_charts_unused_for_longest_go_first(tmp_path: Path) -> None:
    for age, fingerprint in enumerate((ONE, TWO, THREE)):
        store = ChartStore(tmp_path)
        store.put(fingerprint, b"x" * 100)
        store.save()
        for path in (tmp_path / "charts").iterdir():
            if path.stat().st_mtime > 10:
                os.utime(path, (age, age))
    (tmp_path / "charts" / f"{ONE}.123").write_text("left by a killed build")
    (tmp_path / "charts" / ONE).write_text("kept by an earlier version")
    later = ChartStore(tmp_path, most_bytes=350)
    assert later.get(ONE) is not None
    later.sweep()
    assert [later.get(f) is not None for f in (ONE, TWO, THREE)] == [True, False, True]
    assert len(list((tmp_path / "charts").iterdir())) == 2


def test_the_few_charts_of_each_of_many_edits_become_one_file(tmp_path: Path) -> None:
    edits = [digest(number) for number in range(3 * MOST_SMALL)]
    store = ChartStore(tmp_path)
    for number, edit in enumerate(edits):
        store.put(edit, b"edit %d" % number)
        store.sweep()
        assert len(list((tmp_path / "charts").iterdir())) <= MOST_SMALL
    for each in (store, ChartStore(tmp_path)):
        assert [each.get(edit) for edit in edits] == [b"edit %d" % n for n in range(len(edits))]


def test_what_another_build_put_together_is_still_found(tmp_path: Path) -> None:
    store = ChartStore(tmp_path)
    store.put(ONE, b"<svg/>")
    store.sweep()
    assert store.get(ONE) == b"<svg/>"
    for number in range(10, 11 + MOST_SMALL):
        another = ChartStore(tmp_path)
        another.put(digest(number), b"<svg/>")
        another.sweep()
    store.sweep()
    assert store.get(ONE) == b"<svg/>"
