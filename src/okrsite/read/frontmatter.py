"""Strict YAML 1.2 front matter: text in, a tree of what was typed with the place of every value.

Scalars stay as typed: whether `010` is a number or `NO` a word is decided by the field that
reads it, so nothing is guessed here. What YAML would drop or change in silence is refused by name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

import yaml

from okrsite.base.problems import Place, Problems
from okrsite.read.tree import Mapping, Node, Scalar, Sequence

__all__ = ["COMMA_HINT", "FrontMatter", "Mapping", "Node", "Scalar", "Sequence", "split"]

MAX_BLOCK_BYTES = 64 * 1024
MAX_DEPTH = 20
COMMA_HINT = "a comma inside text? quote it, or put it on its own line"
_OPENING = re.compile(r"---[ \t]*\n")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_COMMENT_IN_TEXT = re.compile(r"[ \t]#(?=[^\s#])")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of a file, and the body after them with the line on which it begins."""

    fields: Mapping
    body: str
    body_line: int


def split(text: str, path: str, problems: Problems) -> FrontMatter | None:
    """A Markdown file as its front matter and its body; nothing where the fields cannot be read.

    Reports whatever YAML would change in silence (OKR010 to OKR022), located.

    >>> problems = Problems()
    >>> found = split("---\\ncode: 010\\n---\\nText\\n", "a.md", problems)
    >>> found.fields.get("code").text, found.body, found.body_line, len(problems)
    ('010', 'Text\\n', 4, 0)
    """
    top = Place(path, 1, 1, 3)
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter(Mapping((), top), text, 1)
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        problems.error("OKR010", top, *_said("OKR010"))
        return None
    block = text[opening.end() : closing.start()]
    if len(block.encode("utf-8", "surrogatepass")) > MAX_BLOCK_BYTES:
        problems.error("OKR011", top, *_said("OKR011"))
        return None
    fields = _Reader(block, path, problems).mapping()
    if fields is None:
        return None
    body_line = text.count("\n", 0, closing.end()) + 2
    return FrontMatter(fields, text[closing.end() + 1 :], body_line)


class _RefusedError(Exception):
    """Reading cannot go on; the problem is already reported."""


class _Reader:
    """Builds the tree from YAML's events, which still know anchors, tags and styles."""

    def __init__(self, block: str, path: str, problems: Problems) -> None:
        self._lines = block.split("\n")
        self._path = path
        self._problems = problems
        self._events = _events(block)

    def mapping(self) -> Mapping | None:
        """The block as a mapping; an empty one where it holds nothing."""
        try:
            node = self._document()
        except _RefusedError:
            return None
        except yaml.YAMLError as error:
            self._report_syntax(error)
            return None
        if isinstance(node, Scalar) and node.is_null:
            return Mapping((), node.place)
        if not isinstance(node, Mapping):
            self._problems.error("OKR012", node.place, *_said("OKR012"))
            return None
        return node

    def _document(self) -> Node:
        next(self._events)
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            return Scalar("", is_plain=True, place=Place(self._path, 2, 1))
        node = self._node(next(self._events), 0)
        next(self._events)
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._refuse("OKR013", self._place(after))
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        place = self._place(event)
        if depth > MAX_DEPTH:
            self._refuse("OKR014", place)
        if isinstance(event, yaml.AliasEvent):
            self._refuse("OKR015", place, f"`*{event.anchor}` is a YAML alias")
        assert isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent))
        if event.anchor:
            self._refuse("OKR015", place, f"`&{event.anchor}` is a YAML anchor")
        if event.tag:
            self._refuse("OKR016", place, f"`{event.tag}` is a YAML tag")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        in_flow = bool(event.flow_style)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place, depth, in_flow=in_flow)
        assert isinstance(event, yaml.MappingStartEvent)
        return self._mapping(place, depth, in_flow=in_flow)

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Scalar:
        is_plain = not event.style
        if is_plain and event.value:
            self._check_comment(event)
        is_block = event.style in ("|", ">")
        text = event.value.strip("\n") if is_block else event.value
        return Scalar(text, is_plain, place, self._last_line(event))

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        """`Update #2` is a comment to YAML and text to its author."""
        end = event.end_mark
        assert end is not None
        line = self._lines[end.line] if end.line < len(self._lines) else ""
        found = _COMMENT_IN_TEXT.match(line, end.column)
        if found:
            lost = line[found.end() - 1 :]
            place = Place(self._path, end.line + 2, found.end(), len(lost))
            message, hint = _said("OKR017")
            self._problems.error("OKR017", place, f"`{lost.strip()}` {message}", hint)

    def _last_line(self, event: yaml.Event) -> int:
        """The line on which a value ends; the empty lines after a block of text are not its own."""
        end = event.end_mark
        assert end is not None
        last = min(end.line if end.column else end.line - 1, len(self._lines) - 1)
        start = event.start_mark.line if event.start_mark else 0
        while last > start and not self._lines[last].strip():
            last -= 1
        return max(last, start) + 2

    def _sequence(self, place: Place, depth: int, *, in_flow: bool) -> Sequence:
        items: list[Node] = []
        while not isinstance(item := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(item, depth + 1))
        last = self._last_line(item) if in_flow else items[-1].last_line
        return Sequence(tuple(items), place, last)

    def _mapping(self, place: Place, depth: int, *, in_flow: bool) -> Mapping:
        items: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        last = place.line
        while not isinstance(item := next(self._events), yaml.MappingEndEvent):
            key = self._key(item, depth)
            value = self._node(next(self._events), depth + 1)
            last = value.last_line
            if key.text in seen:
                self._report_twin(key, seen[key.text])
            elif in_flow and isinstance(value, Scalar) and value.is_plain and not value.text:
                self._problems.error("OKR018", key.place, f"`{key.text}` has no value", COMMA_HINT)
            else:
                seen[key.text] = key
                items.append((key, value))
        return Mapping(tuple(items), place, self._last_line(item) if in_flow else last)

    def _key(self, event: yaml.Event, depth: int) -> Scalar:
        key = self._node(event, depth + 1)
        if not isinstance(key, Scalar):
            self._refuse("OKR019", key.place)
        if key.is_plain and key.text == "<<":
            self._refuse("OKR015", key.place, "`<<` is a YAML merge")
        return key

    def _report_twin(self, key: Scalar, first: Scalar) -> None:
        self._problems.error(
            "OKR020",
            key.place,
            f"`{key.text}` is given twice",
            hint="keep one of the two",
            mark="given again",
            others=(first.place,),
        )

    def _place(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        length = end.column - start.column if start.line == end.line else 1
        return Place(self._path, start.line + 2, start.column + 1, max(1, length))

    def _refuse(self, code: str, place: Place, found: str = "") -> NoReturn:
        message, hint = _said(code)
        self._problems.error(code, place, found + message, hint)
        raise _RefusedError

    def _report_syntax(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, column = (mark.line, mark.column) if mark else (0, 0)
        text = self._lines[line] if line < len(self._lines) else ""
        before = text[: column + 1]
        if "\t" in before and not before.strip():
            place = Place(self._path, line + 2, before.index("\t") + 1)
            self._problems.error("OKR021", place, *_said("OKR021"))
            return
        said = str(getattr(error, "problem", None) or "a sign that YAML does not allow")
        if "nesting depth" in said:
            self._problems.error(
                "OKR014", Place(self._path, line + 2, column + 1), *_said("OKR014")
            )
            return
        self._problems.error(
            "OKR022",
            Place(self._path, line + 2, column + 1),
            f"this cannot be read as YAML: {said}",
            _syntax_hint(said),
        )


def _events(block: str) -> Iterator[yaml.Event]:
    loader = yaml.CSafeLoader(block)
    try:
        while (event := loader.get_event()) is not None:
            yield event
    finally:
        loader.dispose()


def _syntax_hint(said: str) -> str:
    for found, hint in _SYNTAX_HINTS:
        if found in said:
            return hint
    return "a text with `: ` or a leading sign goes in quotes"


def _said(code: str) -> tuple[str, str]:
    return _REFUSALS[code]


_SYNTAX_HINTS = (
    ("mapping values are not allowed", "a text that holds `: ` goes in quotes"),
    ("did not find expected ',' or", COMMA_HINT),
    ("did not find expected key", "check the indentation of this line and the one above"),
    ("cannot start any token", "a text that begins with this sign goes in quotes"),
    ("unexpected end of stream", "a quote or bracket is not closed"),
)
_REFUSALS = {
    "OKR010": (
        "the front matter has no closing `---`",
        "end it with a line `---` before the text",
    ),
    "OKR011": ("the front matter is larger than 64 KiB", "move long text into the body"),
    "OKR012": ("the front matter is not a list of fields", "write `title: …` on a line of its own"),
    "OKR013": ("a second YAML document begins here", "keep one block of fields in a file"),
    "OKR014": (
        f"the fields are nested deeper than {MAX_DEPTH} levels",
        "a field of okrsite needs at most five",
    ),
    "OKR015": (
        ", which is not read",
        "write the value out; a text that begins with this sign goes in quotes",
    ),
    "OKR016": (", which is not read", "a text that begins with `!` goes in quotes"),
    "OKR017": (
        "would be lost: after a blank, `#` begins a comment",
        "quote the whole text, or write a comment as `# …` with a blank",
    ),
    "OKR019": ("a field's name must be a word", "a text with brackets goes in quotes"),
    "OKR021": ("a tab is used to indent", "indent with blanks"),
}
