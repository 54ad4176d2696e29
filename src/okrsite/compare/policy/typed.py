"""What an author wrote, once more on one line, so that a hint can be pasted."""

import json
import re

from okrsite.read.tree import Mapping, Node, Scalar

_PLAIN = re.compile(r"[\w+.€$£-][\w+.%/-]*( [\w+.%/-]+)*")


def on_one_line(node: Node | None) -> str:
    """A value in flow form, quoted where it must be; nothing is a list of nothing.

    >>> from okrsite.base.problems import Problems
    >>> from okrsite.read.frontmatter import split
    >>> found = split("---\\ntarget: 2,000\\nwas: {due: 2026-12-15}\\n---\\n", "a.md", Problems())
    >>> [on_one_line(node) for _, node in found.fields.items]
    ['"2,000"', '{due: 2026-12-15}']
    """
    if isinstance(node, Scalar):
        return _scalar(node)
    if isinstance(node, Mapping):
        items = (f"{_scalar(key)}: {on_one_line(value)}" for key, value in node.items)
        return f"{{{', '.join(items)}}}"
    return f"[{', '.join(on_one_line(item) for item in node.items)}]" if node else "[]"


def _scalar(scalar: Scalar) -> str:
    """A single value as it may stand between commas."""
    if scalar.is_plain and _PLAIN.fullmatch(scalar.text):
        return scalar.text
    return json.dumps(scalar.text, ensure_ascii=False)
