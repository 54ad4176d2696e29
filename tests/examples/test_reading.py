"""How front matter, labels and numbers are read: the pages of the manual, row by row."""

from collections.abc import Iterator

import pytest
from documents import Case, cases, rows

from okrsite.base.problems import Problems
from okrsite.model.cells import bare, read_cell
from okrsite.model.labels import UnreadableLabelError, read_label
from okrsite.model.schema import DecimalMark
from okrsite.read.frontmatter import split
from okrsite.read.tree import Mapping, Node, Scalar


def _texts(node: Node, name: str = "") -> Iterator[str]:
    """Every text of a tree, with its name, its place, and `(nothing)` where it is empty."""
    if isinstance(node, Scalar):
        text = "(nothing)" if node.is_null else node.text.replace("\n", "\\n")
        yield f"{name}  {node.place.line}:{node.place.column}  {text}"
    elif isinstance(node, Mapping):
        for key, value in node.items:
            yield from _texts(value, f"{name}.{key.text}".lstrip("."))
    else:
        for i, item in enumerate(node.items):
            yield from _texts(item, f"{name}[{i}]")


@pytest.mark.parametrize("case", cases("frontmatter.md"), ids=str)
def test_front_matter_is_read_as_typed(case: Case) -> None:
    problems = Problems()
    found = split(f"---\n{case.blocks['yaml']}\n---\n", "notes.md", problems)
    assert found
    assert not list(problems)
    case.expect("\n".join(_texts(found.fields)))


@pytest.mark.parametrize(("label", "cadence", "first", "last"), rows("labels.md"))
def test_a_label_means_its_whole_period(label: str, cadence: str, first: str, last: str) -> None:
    period = read_label(label, 4)
    assert (period.cadence, str(period.start), str(period.end)) == (cadence, first, last)


@pytest.mark.parametrize(("label", "why"), rows("refused-labels.md"))
def test_a_label_that_could_mean_two_things_is_refused(label: str, why: str) -> None:
    with pytest.raises(UnreadableLabelError) as refused:
        read_label(label, None)
    assert str(refused.value) == why


@pytest.mark.parametrize(("cell", "point", "comma"), rows("numbers.md"))
def test_a_cell_is_read_with_one_decimal_mark_or_the_other(
    cell: str, point: str, comma: str
) -> None:
    found = [read_cell(bare(cell)[0], mark) for mark in (DecimalMark.POINT, DecimalMark.COMMA)]
    assert ["" if number is None else str(number) for number in found] == [point, comma]
