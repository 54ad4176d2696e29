"""Strict YAML 1.2 front matter: text in, a tree of what was typed with the place of every value.

Scalars stay as typed: whether `010` is a number or `NO` a word is decided by the field that
reads it, so nothing is guessed here. What YAML would drop or change in silence is refused by name.
"""

import re
from collections.abc import Callable
from typing import NoReturn, cast

import yaml

from okrsite.base.frozen import Frozen
from okrsite.base.problems import Place, Problems
from okrsite.read.tree import Form, Growing, Mapping, Node, Scalar, Sequence, empty

__all__ = ["COMMA_HINT", "FrontMatter", "Mapping", "Node", "Scalar", "Sequence", "split"]

MAX_BLOCK_BYTES = 64 * 1024
MAX_DEPTH = 20
COMMA_HINT = "a comma inside text? quote it, or put it on its own line"
_OPENING = re.compile(r"---[ \t]*\n")
_FENCE = re.compile(r"\n---[ \t]*$", re.MULTILINE)
_COMMENT_IN_TEXT = re.compile(r"[ \t]#(?=[^\s#])")


class FrontMatter(Frozen):
    """The fields of a file's text, and where the body after them begins: its sign and its line."""

    fields: Mapping
    text: str
    body_start: int
    body_line: int

    @property
    def body(self) -> str:
        """The text after the fields."""
        return self.text[self.body_start :]


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
        return FrontMatter(empty(top), text, 0, 1)
    closing = _FENCE.search(text, opening.end() - 1)
    if closing is None:
        problems.error("OKR010", top, *_said("OKR010"))
        return None
    block = text[opening.end() : closing.start() + 1]
    if len(block.encode("utf-8", "surrogatepass")) > MAX_BLOCK_BYTES:
        problems.error("OKR011", top, *_said("OKR011"))
        return None
    fields = _Reader(block, path, problems).mapping()
    if fields is None:
        return None
    body_line = text.count("\n", 0, closing.end()) + 2
    return FrontMatter(fields, text, closing.end() + 1, body_line)


class _RefusedError(Exception):
    """Reading cannot go on; the problem is already reported."""


class _Reader:
    """Builds the tree from YAML's events, which still know anchors, tags and styles."""

    def __init__(self, block: str, path: str, problems: Problems) -> None:
        self._block = block
        self._lines = block.split("\n")
        self._may_lose_text = "#" in block
        self._path = path
        self._problems = problems
        self._tree = Growing(path)

    def mapping(self) -> Mapping | None:
        """The block as a mapping; an empty one where it holds nothing."""
        try:
            self._document(yaml.CSafeLoader(self._block))
        except _RefusedError:
            return None
        except yaml.YAMLError as error:
            self._report_syntax(error)
            return None
        node = self._tree.tree().node(0)
        if isinstance(node, Scalar) and node.is_null:
            return empty(node.place)
        if not isinstance(node, Mapping):
            self._problems.error("OKR012", node.place, *_said("OKR012"))
            return None
        return node

    def _document(self, loader: yaml.CSafeLoader) -> None:
        self._next = cast("Callable[[], yaml.Event]", loader.get_event)
        try:
            self._next()
            start = self._next()
            if isinstance(start, yaml.StreamEndEvent):
                self._tree.add(Form.PLAIN, "", (2, 1, 1), 2)
                return
            self._node(self._next(), 0)
            self._next()
            after = self._next()
            if isinstance(after, yaml.DocumentStartEvent):
                self._refuse("OKR013", after)
        finally:
            loader.dispose()

    def _node(self, event: yaml.Event, depth: int) -> int:
        """Take in a value with all that is in it; where it stands in the tree."""
        if depth > MAX_DEPTH:
            self._refuse("OKR014", event)
        if isinstance(event, yaml.AliasEvent):
            self._refuse("OKR015", event, f"`*{event.anchor}` is a YAML alias")
        assert isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent))
        if event.anchor:
            self._refuse("OKR015", event, f"`&{event.anchor}` is a YAML anchor")
        if event.tag:
            self._refuse("OKR016", event, f"`{event.tag}` is a YAML tag")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _scalar(self, event: yaml.ScalarEvent) -> int:
        form, text = Form.PLAIN, event.value
        if event.style:
            form = Form.QUOTED
            text = text.strip("\n") if event.style in ("|", ">") else text
        elif text and self._may_lose_text:
            self._check_comment(event)
        return self._tree.add(form, text, _stretch(event), self._last_line(event))

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
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        if start.line == end.line:
            return start.line + 2
        last = min(end.line if end.column else end.line - 1, len(self._lines) - 1)
        while last > start.line and not self._lines[last].strip():
            last -= 1
        return max(last, start.line) + 2

    def _sequence(self, event: yaml.CollectionStartEvent, depth: int) -> int:
        tree = self._tree
        index = at = tree.add(Form.SEQUENCE, "", _stretch(event), 0)
        while not isinstance(item := self._next(), yaml.SequenceEndEvent):
            at = self._node(item, depth + 1)
        tree.close(index, self._last_line(item) if event.flow_style else tree.last_line(at))
        return index

    def _mapping(self, event: yaml.CollectionStartEvent, depth: int) -> int:
        tree = self._tree
        index = tree.add(Form.MAPPING, "", _stretch(event), 0)
        last = tree.line(index)
        seen: dict[str, yaml.Event] = {}
        while not isinstance(item := self._next(), yaml.MappingEndEvent):
            key = self._key(item, depth)
            inside = self._next()
            last = tree.last_line(self._node(inside, depth + 1))
            name = tree.text(key)
            if name in seen:
                self._report_twin(name, item, seen[name])
                tree.cut(key)
            elif event.flow_style and _is_nothing(inside):
                place = self._place(item)
                self._problems.error("OKR018", place, f"`{name}` has no value", COMMA_HINT)
                tree.cut(key)
            else:
                seen[name] = item
        tree.close(index, self._last_line(item) if event.flow_style else last)
        return index

    def _key(self, event: yaml.Event, depth: int) -> int:
        index = self._node(event, depth + 1)
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse("OKR019", event)
        if event.value == "<<" and not event.style:
            self._refuse("OKR015", event, "`<<` is a YAML merge")
        return index

    def _report_twin(self, name: str, again: yaml.Event, first: yaml.Event) -> None:
        self._problems.error(
            "OKR020",
            self._place(again),
            f"`{name}` is given twice",
            hint="keep one of the two",
            mark="given again",
            others=(self._place(first),),
        )

    def _place(self, event: yaml.Event) -> Place:
        return Place(self._path, *_stretch(event))

    def _refuse(self, code: str, event: yaml.Event, found: str = "") -> NoReturn:
        message, hint = _said(code)
        self._problems.error(code, self._place(event), found + message, hint)
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


def _stretch(event: yaml.Event) -> tuple[int, int, int]:
    """The line and the column in the file where a value begins, and how far it goes."""
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    line, column = start.line, start.column
    length = end.column - column if end.line == line else 1
    return line + 2, column + 1, length or 1


def _is_nothing(event: yaml.Event) -> bool:
    """Whether a value is only its absence."""
    return isinstance(event, yaml.ScalarEvent) and not event.style and not event.value


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
