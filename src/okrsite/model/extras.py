"""Fields of an author's own: every `x-…` is kept, and shown as name and text."""

from collections.abc import Iterator

from okrsite.read.library import Document
from okrsite.read.tree import Mapping, Node, Scalar, Sequence

_MARK = "x-"


def extras(document: Document, *loc: str | int) -> tuple[tuple[str, str], ...]:
    """The `x-…` fields of a file, or of the fields at `loc` in it, as (name, text) to show.

    Names lose their mark and read as words. A list of texts becomes one text, a nested shape
    one pair for each text in it: `x-risk: {owner: ana}` is ("Risk / owner", "ana"). A field
    without a value is left out.
    """
    node = document.node(*loc)
    if not isinstance(node, Mapping):
        return ()
    return tuple(
        pair
        for name, value in node.items
        if name.text.startswith(_MARK) and len(name.text) > len(_MARK)
        for pair in _flat(_words(name.text), value)
    )


def _words(name: str) -> str:
    words = name.removeprefix(_MARK).replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _flat(name: str, node: Node) -> Iterator[tuple[str, str]]:
    if isinstance(node, Scalar):
        if not node.is_null:
            yield name, node.text.strip()
    elif isinstance(node, Mapping):
        for key, value in node.items:
            yield from _flat(f"{name} / {key.text}", value)
    elif all(isinstance(item, Scalar) for item in node.items):
        yield name, _joined(node)
    else:
        for number, item in enumerate(node.items, 1):
            yield from _flat(f"{name} / {number}", item)


def _joined(node: Sequence) -> str:
    texts = (item.text for item in node.items if isinstance(item, Scalar) and not item.is_null)
    return ", ".join(texts)
