"""An author's own `x-` fields, of any shape, as lines of text."""

from okrsite.plan.views.parts import Fact
from okrsite.read.frontmatter import Mapping, Node, Scalar
from okrsite.read.library import Document


def extras(document: Document | None, *loc: str | int) -> tuple[Fact, ...]:
    """The `x-` fields of a mapping in the front matter, in their order."""
    node = document.node(*loc) if document else None
    if not isinstance(node, Mapping):
        return ()
    return tuple(
        Fact(_label(key.text), _flat(value))
        for key, value in node.items
        if key.text.startswith("x-")
    )


def _label(key: str) -> str:
    words = key.removeprefix("x-").replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or key


def _flat(node: Node) -> str:
    """Any shape on one line: `a, b` for a list, `key: value` for a mapping."""
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    if isinstance(node, Mapping):
        return "; ".join(f"{key.text}: {_flat(value)}" for key, value in node.items)
    return ", ".join(_flat(item) for item in node.items)
