"""The text of a file in, its tidy text out, or the same text and what stands in the way."""

from okrsite.base.frozen import Frozen
from okrsite.base.problems import Problem


class Tidied(Frozen):
    """A file's text as it should be; as it is, where problems or a reason say why it was left."""

    text: str
    problems: tuple[Problem, ...] = ()
    reason: str = ""


UNPLACED = "a line of its front matter is neither a field nor a comment on a line of its own"
"""Why a file is left: its author can help."""

INVISIBLE = "its front matter holds invisible signs, which are not read; take them out"
"""Why a file is left: its lines are not those that are read."""

NOT_THE_SAME = "in order it would not mean the same; this is a fault of okrsite, please report it"
"""Why a file is left: its author cannot help."""


def even(text: str) -> str:
    """A text with one kind of line end, and one of them at its end.

    >>> even("a\\r\\nb\\n\\n\\n"), even("a"), even("")
    ('a\\nb\\n', 'a\\n', '')
    """
    lined = text.replace("\r\n", "\n").replace("\r", "\n")
    ended = lined.rstrip("\n")
    return f"{ended}\n" if ended else ""
