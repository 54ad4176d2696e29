"""The example is in order, and what is taken apart comes back byte for byte."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from random import Random

import pytest
from scrambler import out_of_order, remarked, rows_out_of_order

from okrsite.tidy.documents import document
from okrsite.tidy.project import look
from okrsite.tidy.shapes import shape_at
from okrsite.tidy.tables import rows

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"


def texts(suffix: str) -> Iterator[tuple[PurePosixPath, str]]:
    """The files of the example, as they are."""
    for file in sorted(CONTENT.rglob(f"*{suffix}")):
        yield PurePosixPath(file.relative_to(CONTENT)), file.read_bytes().decode()


def in_order(text: str, path: PurePosixPath) -> str:
    found = document(text.removeprefix("\ufeff"), str(path), shape_at(path))
    assert not found.problems
    assert not found.reason
    return found.text


@pytest.mark.promise
@pytest.mark.parametrize("folder", [ROOT, ROOT / "src" / "okrsite" / "new" / "repository"])
def test_formatting_the_example_and_the_starter_changes_nothing(folder: Path) -> None:
    found = look([folder])
    assert len(found.looked) > 5
    assert [one.path for one in found.looked if one.is_changed or one.is_left] == []


@pytest.mark.promise
@pytest.mark.parametrize("seed", [1, 2])
def test_a_scrambled_copy_is_restored_byte_for_byte_with_its_comments(seed: int) -> None:
    random = Random(seed)
    moved = 0
    for path, text in texts(".md"):
        ordered = remarked(text, random)
        assert in_order(ordered, path) == ordered, path
        scrambled = out_of_order(ordered, random)
        moved += "\r\n".join(ordered.splitlines()[:-1]) not in scrambled
        assert in_order(scrambled, path) == ordered, path
    assert moved > 300


@pytest.mark.promise
def test_shuffled_tables_are_restored_byte_for_byte() -> None:
    random = Random(3)
    for path, text in texts(".csv"):
        shuffled = rows_out_of_order(text, random)
        assert shuffled != text
        assert rows(shuffled, str(path)).text == text
