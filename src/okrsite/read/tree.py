"""What front matter holds: a tree of texts as typed, each with its place and its last line.

A tree is kept as the texts and the numbers of its nodes, in the order of the file, since a large
portfolio has hundreds of thousands of them. A node is made when somebody asks for it.
"""

from array import array
from collections.abc import Iterator
from enum import IntEnum
from itertools import islice
from sys import intern
from typing import TypeAlias

from okrsite.base.frozen import Frozen
from okrsite.base.problems import Place

_NULLS = ("", "~", "null", "Null", "NULL")


_OFTEN = 32
"""Shorter texts are most likely names and numbers, which recur, so equal ones are kept once."""


class Form(IntEnum):
    """What a node is; a plain scalar stands without quotes."""

    PLAIN = 0
    QUOTED = 1
    SEQUENCE = 2
    MAPPING = 3


_FORM, _LINE, _COLUMN, _LENGTH, _LAST_LINE, _AFTER, _WIDTH = range(7)
"""The numbers of a node in the order in which they are kept; the first node after it is last."""

_MOST_SHORT = 1 << 16
"""Below it a number takes two bytes, as in all but the strangest files."""


class Tree(Frozen, eq=False):
    """The nodes of one front matter, counted from 0 in the order of the file.

    `texts` has one for each node, empty where it is no scalar; a mapping's nodes are its names,
    each before what stands under it.
    """

    path: str
    texts: tuple[str, ...]
    numbers: "array[int]"

    def node(self, index: int) -> "Node":
        """A node by where it stands in the order."""
        return _NODES[self.numbers[index * _WIDTH]](self, index)

    def step(self, index: int, part: str | int) -> int | None:
        """The node under a name of a mapping, or at a position of a list."""
        numbers, texts = self.numbers, self.texts
        form, end = numbers[index * _WIDTH], numbers[index * _WIDTH + _AFTER]
        at = index + 1
        if form == Form.MAPPING:
            name = str(part)
            while at < end:
                if texts[at] == name:
                    return at + 1
                at = numbers[(at + 1) * _WIDTH + _AFTER]
        elif form == Form.SEQUENCE and isinstance(part, int):
            return next(islice(self.inside(index), part, None), None)
        return None

    def inside(self, index: int, names: int = 0) -> Iterator[int]:
        """The nodes right inside one; of a mapping the `names`, each with its node behind it."""
        numbers = self.numbers
        at, end = index + 1, numbers[index * _WIDTH + _AFTER]
        while at < end:
            yield at
            at = numbers[(at + names) * _WIDTH + _AFTER]

    def place(self, index: int) -> Place:
        """Where a node stands."""
        at = index * _WIDTH
        line, column, length = self.numbers[at + _LINE : at + _LAST_LINE]
        return Place(self.path, line, column, length)


class Growing:
    """A tree while it is read: nodes are added in the order of the file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._texts: list[str] = []
        self._numbers: list[int] = []

    def add(self, form: Form, text: str, at: tuple[int, int, int], last_line: int) -> int:
        """A node at a line, a column and over a length; where it stands in the order."""
        index = len(self._texts)
        self._texts.append(intern(text) if len(text) < _OFTEN else text)
        self._numbers += (form, *at, last_line, index + 1)
        return index

    def close(self, index: int, last_line: int) -> None:
        """Say that what was added since a node is in it."""
        self._numbers[index * _WIDTH + _LAST_LINE] = last_line
        self._numbers[index * _WIDTH + _AFTER] = len(self._texts)

    def cut(self, index: int) -> None:
        """Forget the nodes from one on."""
        del self._texts[index:]
        del self._numbers[index * _WIDTH :]

    def text(self, index: int) -> str:
        """What was typed of a scalar."""
        return self._texts[index]

    def line(self, index: int) -> int:
        """The line on which a node begins."""
        return self._numbers[index * _WIDTH + _LINE]

    def last_line(self, index: int) -> int:
        """The line on which a node ends."""
        return self._numbers[index * _WIDTH + _LAST_LINE]

    def tree(self) -> Tree:
        """What has grown."""
        size = "H" if max(self._numbers) < _MOST_SHORT else "I"
        return Tree(self._path, tuple(self._texts), array(size, self._numbers))


class _InTree(Frozen):
    """A node by its tree and where it stands in it."""

    tree: Tree
    index: int

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.tree.place(self.index)

    @property
    def last_line(self) -> int:
        """The line on which it ends."""
        return self.tree.numbers[self.index * _WIDTH + _LAST_LINE]


class Scalar(_InTree):
    """A single value as typed."""

    @property
    def text(self) -> str:
        """What was typed, without quotes."""
        return self.tree.texts[self.index]

    @property
    def is_plain(self) -> bool:
        """Whether it stands without quotes."""
        return self.tree.numbers[self.index * _WIDTH] == Form.PLAIN

    @property
    def is_null(self) -> bool:
        """Whether the author left the value empty."""
        return self.text in _NULLS and self.is_plain


class Sequence(_InTree):
    """A list of nodes."""

    @property
    def items(self) -> "tuple[Node, ...]":
        """The nodes, in the order of the file."""
        tree = self.tree
        return tuple(tree.node(at) for at in tree.inside(self.index))


class Mapping(_InTree):
    """Names, each given once, and their nodes."""

    @property
    def items(self) -> "tuple[tuple[Scalar, Node], ...]":
        """The names and their nodes, in the order of the file."""
        tree = self.tree
        return tuple((Scalar(tree, at), tree.node(at + 1)) for at in tree.inside(self.index, 1))

    def get(self, name: str) -> "Node | None":
        """The node under a name, or nothing."""
        at = self.tree.step(self.index, name)
        return None if at is None else self.tree.node(at)

    def key(self, name: str) -> Scalar | None:
        """The name itself, for its place."""
        at = self.tree.step(self.index, name)
        return None if at is None else Scalar(self.tree, at - 1)


Node: TypeAlias = Scalar | Sequence | Mapping
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"


def plain(node: Node) -> Plain:
    """A node as texts, lists and dicts, without an author's own `x-` fields."""
    return _plain(node.tree.texts, node.tree.numbers, node.index)


def _plain(texts: tuple[str, ...], numbers: "array[int]", index: int) -> Plain:
    form, text = numbers[index * _WIDTH], texts[index]
    if form == Form.PLAIN:
        return None if text in _NULLS else text
    if form == Form.QUOTED:
        return text
    at, end = index + 1, numbers[index * _WIDTH + _AFTER]
    listed: list[Plain] = []
    named: dict[str, Plain] = {}
    while at < end:
        if form == Form.SEQUENCE:
            listed.append(_plain(texts, numbers, at))
        else:
            name, at = texts[at], at + 1
            if not name.startswith("x-"):
                named[name] = _plain(texts, numbers, at)
        at = numbers[at * _WIDTH + _AFTER]
    return listed if form == Form.SEQUENCE else named


def empty(place: Place) -> Mapping:
    """A mapping without any name."""
    growing = Growing(place.path)
    growing.add(Form.MAPPING, "", (place.line, place.column, place.length), 0)
    return Mapping(growing.tree(), 0)


_NODES: dict[int, type[Scalar] | type[Sequence] | type[Mapping]] = {
    Form.PLAIN: Scalar,
    Form.QUOTED: Scalar,
    Form.SEQUENCE: Sequence,
    Form.MAPPING: Mapping,
}
