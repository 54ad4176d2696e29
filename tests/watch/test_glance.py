"""What an author looks at comes first: single pages after an edit, and then the whole site."""

import shutil
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from okrsite import journey
from okrsite.assess.again import JudgedBy
from okrsite.watch.round import Builder

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 20)
OBJECTIVE = "content/objectives/2026-q4/guest-book-in-two-minutes.md"
KPI = "content/kpis/api-latency.md"


def today(timezone: str) -> date:
    del timezone
    return DAY


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Builder]:
    root = tmp_path_factory.mktemp("glance") / "project"
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "okrsite.toml", root)
    builder = Builder(root, root / "output", journey.Wishes(), today)
    assert not builder().problems
    return root, builder


def edit(root: Path, path: str, old: str, new: str) -> str:
    """Put other words into a file; its path as an event names it."""
    file = root / path
    text = file.read_text()
    assert old in text, path
    file.write_text(text.replace(old, new, 1))
    return str(file)


def last_number(root: Path, path: str) -> tuple[str, str]:
    """The last row of a table, and the same with another value."""
    row = (root / path).read_text().strip().splitlines()[-1]
    day, _, value = row.rpartition(",")
    return row, f"{day},{float(value) + 7:g}"


def test_the_page_of_an_edited_file_comes_first_and_is_what_the_whole_build_makes(
    built: tuple[Path, Builder],
) -> None:
    root, builder = built
    edits = (
        (OBJECTIVE, "title: ", "title: Now and ", "objectives/guest-book-in-two-minutes.html"),
        (OBJECTIVE, "target: 20", "target: 21", "objectives/guest-book-in-two-minutes.html"),
        (KPI, "warn: 400", "warn: 390", "kpis/api-latency.html"),
        (KPI.replace(".md", ".csv"), *last_number(root, KPI.replace(".md", ".csv")), None),
        (
            "content/handbook/rhythm.md",
            "\n\n",
            "\n\nGlanced at. ",
            "handbook/rhythm.html",
        ),
    )
    for path, old, new, page in edits:
        seen = builder.glance([edit(root, path, old, new)])
        assert (page or "kpis/api-latency.html") in seen
        made = builder()
        assert not made.problems
        assert set(seen) <= set(made.changed)
        assert seen == {one: (root / "output" / one).read_bytes() for one in seen}


def test_what_a_glance_cannot_tell_is_left_to_the_whole_build(built: tuple[Path, Builder]) -> None:
    root, builder = built
    path = edit(root, OBJECTIVE, "owner: lena", "owner: rahul")
    assert builder.glance([path, str(root / "okrsite.toml"), "/elsewhere/a.md"]) == {}
    assert f"objectives/{Path(OBJECTIVE).stem}.html" in builder().changed
    broken = edit(root, OBJECTIVE, "title: ", "tilte: ")
    assert builder.glance([broken]) == {}
    assert builder().problems
    assert builder.glance([edit(root, KPI, "critical: ", "critical: 1")]) == {}
    edit(root, OBJECTIVE, "tilte: ", "title: ")
    assert not builder().problems


def test_a_fault_in_one_file_does_not_hide_the_page_of_another(
    built: tuple[Path, Builder], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, builder = built
    whole = journey.glance

    def faulty(drafted: journey.Draft, inside: PurePosixPath, by: JudgedBy) -> journey.Draft | None:
        assert inside.parts[0] != "objectives", "a fault"
        return whole(drafted, inside, by)

    monkeypatch.setattr(journey, "glance", faulty)
    page = edit(root, "content/handbook/rhythm.md", "\n\n", "\n\nGlanced at again. ")
    assert list(builder.glance([page, str(root / OBJECTIVE)])) == ["handbook/rhythm.html"]
