"""Lines and the tree read from them in, the same lines with every block in order out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from okrsite.model.calendar import Period
from okrsite.model.labels import UnreadableLabelError, read_label
from okrsite.model.series import moment
from okrsite.read.tree import Mapping, Node, Scalar, Sequence
from okrsite.tidy.gaps import (
    UnknownLineError,
    ending,
    heading,
    indented,
    is_comment,
    only_comments,
)
from okrsite.tidy.shapes import Shape

Block: TypeAlias = Mapping | Sequence


@dataclass(slots=True)
class _Entry:
    """A field or an item with all lines that go where it goes: those above it, and its own."""

    node: Node
    shape: Shape
    first: int
    name: str = ""
    above: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)


class Lines:
    """The lines of a file; a line is counted from 1, as its editor counts it."""

    def __init__(self, lines: list[str], fiscal_year_starts: int | None) -> None:
        self._lines = lines
        self._fiscal_year_starts = fiscal_year_starts

    def in_order(self, block: Mapping, shape: Shape, first: int, last: int) -> list[str]:
        """The lines from `first` to `last`, which hold a block, with it in order.

        Raises `UnknownLineError` where a line is neither an entry's nor a comment.
        """
        above, lines = self._arranged(block, shape, first, last)
        return above + lines

    def _arranged(
        self, block: Block, shape: Shape, first: int, last: int
    ) -> tuple[list[str], list[str]]:
        """What goes above the first of the lines, where that begins with a dash; and the lines."""
        column = block.place.column - 1
        entries = self._entries(block, shape)
        top = self._between(first - 1, entries[0].first)
        head = heading(top)
        entries[0].above = indented(top[head:], column)
        bottom = self._share_out(entries, column, last)
        dash = self._line(entries[0].first)[:column]
        return self._joined(entries, self._order(entries, block, shape), dash, top[:head], bottom)

    def _joined(
        self,
        entries: list[_Entry],
        order: list[int],
        dash: str,
        head: list[str],
        bottom: list[str],
    ) -> tuple[list[str], list[str]]:
        """A block put together; a dash before it stays before whatever comes first."""
        above: list[str] = []
        if dash.strip():
            width = len(dash)
            first, leader = entries[0], entries[order[0]]
            first.own[0] = " " * width + first.own[0][width:]
            leader.own[0] = dash + leader.own[0][width:]
            above = indented(leader.above, width - len(dash.lstrip()))
            leader.above = []
        lines = [line for i in order for line in entries[i].above + entries[i].own]
        return above, head + lines + bottom

    def _share_out(self, entries: list[_Entry], column: int, last: int) -> list[str]:
        """Give every entry its lines, in order themselves; the lines after the last remain."""
        for one, following in pairwise(entries):
            gap = self._between(_end(one), following.first)
            own = ending(gap, column)
            following.above = indented(gap[own:], column)
            self._fill(one, _end(one) + own)
        gap = self._between(_end(entries[-1]), last + 1)
        own = ending(gap, column)
        self._fill(entries[-1], _end(entries[-1]) + own)
        return gap[own:]

    def _fill(self, entry: _Entry, last: int) -> None:
        """Take the lines of an entry up to its last one, and what its first item had above it."""
        node, first = entry.node, entry.first
        if not self._is_block(node):
            entry.own = self._lines[first - 1 : last]
            return
        assert not isinstance(node, Scalar)
        if node.place.line == first:
            above, entry.own = self._arranged(node, entry.shape, first, last)
            entry.above += above
        else:
            above, inside = self._arranged(node, entry.shape, first + 1, last)
            entry.own = [self._line(first), *above, *inside]

    def _entries(self, block: Block, shape: Shape) -> list[_Entry]:
        if isinstance(block, Sequence):
            return self._items(block, shape)
        entries = [
            _Entry(value, shape.below(key.text), key.place.line, key.text)
            for key, value in block.items
        ]
        if any(key.place.column != block.place.column for key, _ in block.items):
            raise UnknownLineError
        return entries

    def _items(self, block: Sequence, shape: Shape) -> list[_Entry]:
        found: list[_Entry] = []
        for node in block.items:
            after = _end(found[-1]) if found else block.place.line - 1
            first = self._dash(after + 1, node.place.line, block.place.column - 1)
            found.append(_Entry(node, shape.of_entries, first))
        return found

    def _dash(self, first: int, last: int, column: int) -> int:
        """The line on which an item's dash stands."""
        for number in range(first, last + 1):
            line = self._line(number)
            if line[column : column + 1] == "-" and not is_comment(line):
                return number
        raise UnknownLineError

    def _order(self, entries: list[_Entry], block: Block, shape: Shape) -> list[int]:
        positions = list(range(len(entries)))
        if shape.is_in_time:
            dated = self._moments(entries, block)
            return sorted(positions, key=dated.__getitem__) if dated else positions
        if isinstance(block, Sequence) or not shape.names:
            return positions
        rank = {name: i for i, name in enumerate(shape.names)}
        return sorted(positions, key=lambda i: rank.get(entries[i].name, len(rank)))

    def _moments(self, entries: list[_Entry], block: Block) -> list[Period]:
        """When each entry is; nothing where one of them does not say so."""
        label: Callable[[_Entry], str] = _date if isinstance(block, Sequence) else _name
        try:
            return [moment(read_label(label(one), self._fiscal_year_starts)) for one in entries]
        except UnreadableLabelError:
            return []

    def _is_block(self, node: Node) -> bool:
        """Whether a value has entries on lines of their own."""
        if isinstance(node, Scalar) or not node.items:
            return False
        return self._line(node.place.line)[node.place.column - 1] not in "{["

    def _between(self, last: int, first: int) -> list[str]:
        """The lines after one and before another, all of them comments or blank."""
        return only_comments(self._lines[last : first - 1])

    def _line(self, number: int) -> str:
        return self._lines[number - 1]


def _end(entry: _Entry) -> int:
    return max(entry.first, entry.node.last_line)


def _name(entry: _Entry) -> str:
    return entry.name


def _date(entry: _Entry) -> str:
    node = entry.node.get("date") if isinstance(entry.node, Mapping) else None
    return node.text.strip() if isinstance(node, Scalar) else ""
