"""Strict YAML 1.2 front matter: text in, a tree of what was typed with the place of every value.

Scalars stay as typed: whether `010` is a number or `NO` a word is decided by the field that
reads it, so nothing is guessed here. What YAML would drop or change in silence is refused by name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn, TypeAlias

import yaml

from okrsite.base.problems import Place, Problems

MAX_BLOCK_BYTES = 64 * 1024
MAX_DEPTH = 20
_NULLS = ("", "~", "null", "Null", "NULL")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_COMMENT_IN_TEXT = re.compile(r"[ \t]#(?=[^\s#])")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as typed; `is_plain` where it stands without quotes."""

    text: str
    is_plain: bool
    place: Place

    @property
    def is_null(self) -> bool:
        """Whether the author left the value empty."""
        return self.is_plain and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their nodes, in the order of the file."""

    items: tuple[tuple[Scalar, "Node"], ...]
    place: Place

    def get(self, key: str) -> "Node | None":
        """The node under a key, or nothing."""
        return next((node for name, node in self.items if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        """The key itself, for its place."""
        return next((name for name, _ in self.items if name.text == key), None)


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of a file, and the body after them with the line on which it begins."""

    fields: Mapping
    body: str
    body_line: int


def split(text: str, path: str, problems: Problems) -> FrontMatter | None:
    """A Markdown file as its front matter and its body; nothing where the fields cannot be read."""
    nowhere = Place(path, 1, 1)
    if not re.match(r"---[ \t]*\n", text):
        return FrontMatter(Mapping((), nowhere), text, 1)
    opening = text.index("\n") + 1
    closing = _FENCE.search(text, opening)
    if closing is None:
        problems.error("OKR010", nowhere, "the front matter has no closing `---`",
                       hint="end it with a line `---` before the text")
        return None
    block = text[opening : closing.start()]
    if len(block.encode()) > MAX_BLOCK_BYTES:
        problems.error("OKR011", nowhere, "the front matter is larger than 64 KiB",
                       hint="move long text into the body")
        return None
    fields = _Reader(block, path, problems).mapping()
    if fields is None:
        return None
    body = text[closing.end() + 1 :]
    return FrontMatter(fields, body, text.count("\n", 0, closing.end()) + 2)


class _Refused(Exception):
    """Reading cannot go on; the problem is already reported."""


class _Reader:
    """Builds the tree from YAML's events, which still know anchors, tags and styles."""

    def __init__(self, block: str, path: str, problems: Problems) -> None:
        self._lines = block.split("\n")
        self._path = path
        self._problems = problems
        self._events = self._parse(block)

    def mapping(self) -> Mapping | None:
        """The block as a mapping; an empty one where it holds nothing."""
        try:
            node = self._document()
        except _Refused:
            return None
        except yaml.MarkedYAMLError as error:
            self._report_syntax(error)
            return None
        if isinstance(node, Scalar) and node.is_null:
            return Mapping((), node.place)
        if not isinstance(node, Mapping):
            self._problems.error("OKR012", node.place, "the front matter is not a list of fields",
                                 hint="write `title: …` on a line of its own")
            return None
        return node

    def _parse(self, block: str) -> Iterator[yaml.Event]:
        loader = yaml.CSafeLoader(block)
        try:
            while (event := loader.get_event()) is not None:
                yield event
        finally:
            loader.dispose()

    def _document(self) -> Node:
        next(self._events)
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            return Scalar("", True, Place(self._path, 2, 1))
        node = self._node(next(self._events), 0, in_flow=False)
        next(self._events)
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._refuse("OKR013", self._place(after), "a second YAML document begins here",
                         "keep one block of fields in a file")
        return node

    def _node(self, event: yaml.Event, depth: int, *, in_flow: bool) -> Node:
        place = self._place(event)
        if depth > MAX_DEPTH:
            self._refuse("OKR014", place, f"the fields are nested deeper than {MAX_DEPTH} levels",
                         "a field of okrsite needs at most five")
        if isinstance(event, yaml.AliasEvent):
            self._refuse("OKR015", place, f"`*{event.anchor}` is a YAML alias, which is not read",
                         "write the value out")
        assert isinstance(event, yaml.NodeEvent)
        if event.anchor:
            self._refuse("OKR015", place, f"`&{event.anchor}` is a YAML anchor, which is not read",
                         "a text that begins with `&` goes in quotes")
        assert isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent))
        if event.tag:
            self._refuse("OKR016", place, f"`{event.tag}` is a YAML tag, which is not read",
                         "a text that begins with `!` goes in quotes")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, place, depth)
        assert isinstance(event, yaml.MappingStartEvent)
        return self._mapping(event, place, depth)

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Scalar:
        is_plain = event.style is None or event.style == ""
        if is_plain and event.value:
            self._check_comment(event)
        return Scalar(event.value.strip("\n") if event.style in ("|", ">") else event.value,
                      is_plain, place)

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        """`Update #2` is a comment to YAML and text to its author."""
        end = event.end_mark
        assert end is not None
        line = self._lines[end.line]
        found = _COMMENT_IN_TEXT.match(line, end.column)
        if found:
            place = Place(self._path, end.line + 2, found.end(), len(line) - found.end() + 1)
            self._problems.error(
                "OKR017", place, f"`{line[found.end() - 1 :].strip()}` would be lost: "
                "after a blank, `#` begins a comment",
                hint="quote the whole text, or write a comment as `# …` with a blank")

    def _sequence(self, event: yaml.SequenceStartEvent, place: Place, depth: int) -> Sequence:
        items = []
        while not isinstance(item := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(item, depth + 1, in_flow=bool(event.flow_style)))
        return Sequence(tuple(items), place)

    def _mapping(self, event: yaml.MappingStartEvent, place: Place, depth: int) -> Mapping:
        items: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        while not isinstance(item := next(self._events), yaml.MappingEndEvent):
            key = self._key(item, seen, depth)
            value = self._node(next(self._events), depth + 1, in_flow=bool(event.flow_style))
            if event.flow_style and isinstance(value, Scalar) and value.is_plain and not value.text:
                self._problems.error("OKR018", key.place, f"`{key.text}` has no value",
                                     hint=COMMA_HINT)
            items.append((key, value))
        return Mapping(tuple(items), place)

    def _key(self, event: yaml.Event, seen: dict[str, Scalar], depth: int) -> Scalar:
        key = self._node(event, depth + 1, in_flow=False)
        if not isinstance(key, Scalar):
            self._refuse("OKR019", key.place, "a field's name must be a word",
                         "a text with brackets goes in quotes")
        if key.is_plain and key.text == "<<":
            self._refuse("OKR015", key.place, "`<<` is a YAML merge, which is not read",
                         "write the fields out")
        if key.text in seen:
            self._problems.error("OKR020", key.place, f"`{key.text}` is given twice",
                                 hint="keep one of the two", mark="given again",
                                 others=(seen[key.text].place,))
        seen.setdefault(key.text, key)
        return key

    def _place(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        length = end.column - start.column if start.line == end.line else 1
        return Place(self._path, start.line + 2, start.column + 1, max(1, length))

    def _refuse(self, code: str, place: Place, message: str, hint: str) -> NoReturn:
        self._problems.error(code, place, message, hint=hint)
        raise _Refused

    def _report_syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        text = self._lines[line] if line < len(self._lines) else ""
        before = text[: column + 1]
        if "\t" in before and not before.strip():
            self._problems.error("OKR021", Place(self._path, line + 2, before.index("\t") + 1),
                                 "a tab is used to indent", hint="indent with blanks")
            return
        self._problems.error("OKR022", Place(self._path, line + 2, column + 1),
                             f"this cannot be read as YAML: {error.problem}", hint=_syntax_hint(error))


COMMA_HINT = "a comma inside text? quote it, or put it on its own line"


def _syntax_hint(error: yaml.MarkedYAMLError) -> str:
    for found, hint in _SYNTAX_HINTS:
        if found in (error.problem or ""):
            return hint
    return "a text with `: ` or a leading sign goes in quotes"


_SYNTAX_HINTS = (
    ("mapping values are not allowed", "a text that holds `: ` goes in quotes"),
    ("did not find expected ',' or", COMMA_HINT),
    ("did not find expected key", "check the indentation of this line and the one above"),
    ("cannot start any token", "a text that begins with this sign goes in quotes"),
    ("unexpected end of stream", "a quote or bracket is not closed"),
)
