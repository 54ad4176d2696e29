"""Drawn charts are found again, and nothing that was tampered with is believed."""

import os
from pathlib import Path

import pytest

from okrsite.base.cache import Cache
from okrsite.base.digest import digest
from okrsite.write.charts import ChartStore

ONE, TWO, THREE = digest(1), digest(2), digest(3)


def test_a_chart_is_found_again_by_the_next_build(tmp_path: Path) -> None:
    store: Cache = ChartStore(tmp_path / ".okrsite")
    assert store.get(ONE) is None
    store.put(ONE, b"<svg/>\n")
    assert store.get(ONE) == b"<svg/>\n"
    assert ChartStore(tmp_path / ".okrsite").get(ONE) == b"<svg/>\n"


@pytest.mark.promise
@pytest.mark.parametrize("damage", [b"", b"<svg/>", b"0" * 32, b"0" * 32 + b"\n<svg/>", b"\xff\n"])
def test_a_chart_that_is_cut_short_or_forged_is_drawn_again(tmp_path: Path, damage: bytes) -> None:
    ChartStore(tmp_path).put(ONE, b"<svg/>")
    (tmp_path / "charts" / ONE).write_bytes(damage)
    assert ChartStore(tmp_path).get(ONE) is None


@pytest.mark.promise
def test_a_link_or_a_pipe_in_a_charts_place_is_neither_followed_nor_waited_for(
    tmp_path: Path,
) -> None:
    (tmp_path / "charts").mkdir()
    secret = tmp_path / "secret"
    secret.write_text("secret")
    (tmp_path / "charts" / ONE).symlink_to(secret)
    os.mkfifo(tmp_path / "charts" / TWO)
    store = ChartStore(tmp_path)
    assert store.get(ONE) is store.get(TWO) is None
    store.put(ONE, b"<svg/>")
    store.put(TWO, b"<svg/>")
    assert secret.read_text() == "secret"
    assert ChartStore(tmp_path).get(ONE) == ChartStore(tmp_path).get(TWO) == b"<svg/>"


@pytest.mark.promise
def test_a_linked_folder_is_left_alone_and_memory_serves(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / ".okrsite").mkdir()
    (tmp_path / ".okrsite" / "charts").symlink_to(elsewhere)
    store = ChartStore(tmp_path / ".okrsite")
    store.put(ONE, b"<svg/>")
    store.sweep()
    assert store.get(ONE) == b"<svg/>"
    assert store.get(TWO) is None
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
    store.sweep()
    assert store.get(ONE) == b"<svg/>"


def test_the_charts_unused_for_longest_go_first(tmp_path: Path) -> None:
    store = ChartStore(tmp_path)
    for age, fingerprint in enumerate((ONE, TWO, THREE)):
        store.put(fingerprint, b"x" * 100)
        os.utime(tmp_path / "charts" / fingerprint, (age, age))
    (tmp_path / "charts" / f"{ONE}.123").write_text("left by a killed build")
    later = ChartStore(tmp_path, most_bytes=300)
    assert later.get(ONE) is not None
    later.sweep()
    names = {path.name for path in (tmp_path / "charts").iterdir()}
    assert names == {ONE, THREE}


def test_memory_is_bounded_as_the_folder_is(tmp_path: Path) -> None:
    store = ChartStore(tmp_path, most_bytes=150)
    store.put(ONE, b"x" * 100)
    store.put(TWO, b"x" * 100)
    store.sweep()
    assert [store.get(ONE), store.get(TWO)].count(None) >= 1
