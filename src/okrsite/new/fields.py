"""Front matter as it is written: names and values in, the lines of it out.

`read.frontmatter` reads every text back as it was given, once `base.text.clean` has cleaned it.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

from okrsite.base.frozen import Frozen
from okrsite.base.text import clean
from okrsite.read.tree import Mapping, Node, Scalar

_STEP = "  "
_WIDTH = 100
_PLAIN = re.compile(r"[^\W_][^\n\t]*|[-+]?[0-9][0-9.]*%?")
_MARKED = re.compile(r":( |$)| #")
_IN_FLOW = re.compile(r"[,\[\]{}:#]")
_NULLS = ("null", "Null", "NULL")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


class Comment(Frozen):
    """A line for whoever writes on: a hint, or a field that may be added."""

    text: str


class Blank(Frozen):
    """A field that is still to be filled, with what helps to fill it."""

    hint: str = ""


class Group(Frozen):
    """Fields under names, in their order; `in_flow` on one line, in braces."""

    entries: tuple["tuple[str, Value] | Comment", ...]
    in_flow: bool = False


Value: TypeAlias = "str | Blank | Group | tuple[Value, ...]"


def page(group: Group, body: str = "") -> str:
    """A Markdown file: the fields between their fences, and the text after them.

    >>> page(Group((("title", "Grow: faster"), ("kpis", ("a", "b")))), "Why.")
    '---\\ntitle: "Grow: faster"\\nkpis: [a, b]\\n---\\nWhy.\\n'
    """
    text = f"{clean(body).strip()}\n" if body.strip() else ""
    return "\n".join(["---", *_lines(group), "---", text])


def scalar(text: str, *, in_flow: bool = False) -> str:
    """A text on one line: as it is where YAML reads it so, else in quotes.

    >>> scalar("Sign-ups per week"), scalar("Update #2"), scalar("a, b", in_flow=True)
    ('Sign-ups per week', '"Update #2"', '"a, b"')
    >>> print(scalar('"Now": the end'))
    '"Now": the end'
    """
    cleaned = clean(text)
    is_plain = (
        _PLAIN.fullmatch(cleaned)
        and not _MARKED.search(cleaned)
        and cleaned == cleaned.strip()
        and cleaned not in _NULLS
        and not (in_flow and _IN_FLOW.search(cleaned))
    )
    return cleaned if is_plain else _quoted(cleaned)


def from_node(node: Node) -> Value:
    """What was read, to be written again; what stands behind no name stays as it was typed."""
    if isinstance(node, Scalar):
        return Blank() if node.is_null else node.text
    if isinstance(node, Mapping):
        return Group(tuple((name.text, from_node(value)) for name, value in node.items))
    return tuple(from_node(item) for item in node.items)


def _quoted(text: str) -> str:
    """A text in quotes, of the kind that it does not hold itself where that will do."""
    if '"' in text and "\n" not in text and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPES.get(sign, sign) for sign in text) + '"'


def _lines(group: Group) -> Iterator[str]:
    for entry in group.entries:
        if isinstance(entry, Comment):
            yield from (f"# {line}".rstrip() for line in clean(entry.text).split("\n"))
        else:
            name, value = entry
            yield from _field(scalar(name), value)


def _field(name: str, value: Value) -> Iterator[str]:
    if isinstance(value, Blank):
        yield f"{name}:" + (f"  # {' '.join(clean(value.hint).split())}" if value.hint else "")
    elif isinstance(value, str):
        yield from _text(name, value)
    elif (flow := _flow(value)) is not None:
        yield f"{name}: {flow}"
    else:
        yield f"{name}:"
        inner = _lines(value) if isinstance(value, Group) else _items(value)
        yield from (_STEP + line if line else line for line in inner)


def _text(name: str, text: str) -> Iterator[str]:
    """A text beside its name, or as a block below it where it has several lines."""
    cleaned = clean(text)
    lines = cleaned.split("\n")
    if len(lines) == 1 or any(line != line.rstrip() for line in lines) or not _begins(lines):
        yield f"{name}: {scalar(cleaned)}"
        return
    yield f"{name}: |"
    yield from (_STEP + line if line else line for line in lines)


def _begins(lines: list[str]) -> bool:
    """Whether a block may hold the lines: it shows its indent by its first, and drops its ends."""
    return bool(lines[0] and lines[-1]) and not lines[0][0].isspace()


def _items(values: "tuple[Value, ...]") -> Iterator[str]:
    for value in values:
        first, *rest = _item(value)
        yield f"- {first}"
        yield from (_STEP + line if line else line for line in rest)


def _item(value: Value) -> list[str]:
    if isinstance(value, Group):
        return [_flow(value) or ""] if value.in_flow else list(_lines(value))
    if isinstance(value, tuple):
        return [_flow(value, forced=True) or ""]
    if isinstance(value, Blank):
        return ['""']
    head, *rest = _text("x", value)
    return [head.removeprefix("x: "), *rest]


def _flow(value: "Group | tuple[Value, ...]", *, forced: bool = False) -> str | None:
    """A value on one line, where that is asked for, or where it is a short list of words."""
    if isinstance(value, Group):
        if not (value.in_flow or forced or not value.entries):
            return None
        pairs = (entry for entry in value.entries if not isinstance(entry, Comment))
        inner = (f"{scalar(name, in_flow=True)}: {_inside(one)}" for name, one in pairs)
        return f"{{{', '.join(inner)}}}"
    text = f"[{', '.join(_inside(one) for one in value)}]"
    is_short = all(isinstance(one, str) and " " not in one for one in value) and len(text) < _WIDTH
    return text if forced or is_short else None


def _inside(value: Value) -> str:
    if isinstance(value, str):
        return scalar(value, in_flow=True)
    return '""' if isinstance(value, Blank) else _flow(value, forced=True) or ""
