"""Text by anybody in, the same text out as Markdown of GitHub and GitLab that means nothing else.

A comment is read by those who trust the bot that writes it, and its texts come by pull request.
So no text may become markup, an element, a link or a picture, nor call somebody: what begins a
mention, a reference or an emoji is held apart by a word joiner, which takes no room.
"""

import re
from html import escape

_JOINER = "\N{WORD JOINER}"
_LETTERS = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "|": "&#124;",
        "\\": "&#92;",
        "`": "&#96;",
        "$": "&#36;",
        "*": r"\*",
        "_": r"\_",
        "[": r"\[",
        "]": r"\]",
        "~": r"\~",
    }
)
_CALLS = re.compile(
    r"""
    (?<=@)                              # @team, ana@example.com
    | (?<=[\#!%~$&^])(?=[\w"])          # #12, and what GitLab knows: !12, %plan, ~label, $3, &4
    | (?<=:)(?=(?:[\w+-]*[A-Za-z_][\w+-]*|100|1234|[+-]1):)  # :tada:
    | (?<=:)(?=//)                      # https://
    | (?i:(?<=\bwww)(?=\.))             # www.example.com
    | (?<=[A-Z]-)(?=\d)                 # GH-12, and keys of trackers
    """,
    re.VERBOSE,
)
_ADDRESSES = re.compile(r"(?<=@)|(?<=:)(?=//)|(?i:(?<=\bwww)(?=\.))")
"""What becomes a link even where it is code."""
_COMMIT = re.compile(r"\b[0-9a-f]{7,}\b")
"""What may be the name of a commit, which would become a link to it."""
_PIECE = re.compile(".{1,6}")


def markdown_text(text: str) -> str:
    r"""A text inside a paragraph, a list or a table.

    >>> markdown_text("<b> *all* of [it](x)")
    '&lt;b&gt; \\*all\\* of \\[it\\](x)'
    >>> markdown_text("ask @ana about #12") == "ask @\u2060ana about #\u206012"
    True
    """
    return _literal(_apart(text))


def html_text(text: str) -> str:
    """A text inside an element, where Markdown is not read.

    >>> html_text("</summary> *a*")
    '&lt;/summary&gt; *a*'
    """
    return escape(_apart(text))


def coded(text: str) -> str:
    """As `markdown_text`, for a message of ours: what it puts in backticks is set as code.

    Nobody is called from within code, so what is to be copied from there has no joiners.

    >>> coded("`a_b` is new, `c")
    '<code>a\\\\_b</code> is new, &#96;c'
    """
    parts = re.split(r"`([^`]*)`", " ".join(text.split()))
    return "".join(
        f"<code>{_literal(_ADDRESSES.sub(_JOINER, part))}</code>"
        if n % 2
        else _literal(_calm(part))
        for n, part in enumerate(parts)
    )


def _literal(text: str) -> str:
    return text.translate(_LETTERS)


def _apart(text: str) -> str:
    """On one line, and calm."""
    return _calm(" ".join(text.split()))


def _calm(text: str) -> str:
    """With joiners where a reader of comments would see a call."""
    called = _CALLS.sub(_JOINER, text)
    return _COMMIT.sub(lambda found: _JOINER.join(_PIECE.findall(found[0])), called)
