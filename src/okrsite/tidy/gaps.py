"""Comments and blank lines between entries in, whom each of them belongs to out.

A comment belongs to the entry below it, with the blank lines around it; one that is indented
deeper than the entries belongs to the end of the entry above. What stands at the top of a block,
cut off by a blank line, is about the whole block, and so is what follows its last entry.
"""

import re

_MODELINE = re.compile(r"[ \t]*# yaml-language-server:")


class UnknownLineError(Exception):
    """A line that is no comment where only comments can be."""


def is_comment(line: str) -> bool:
    """Whether nothing but a comment stands on a line."""
    return line.lstrip().startswith("#")


def is_blank(line: str) -> bool:
    """Whether nothing stands on a line."""
    return not line.strip()


def heading(gap: list[str]) -> int:
    """How many lines above the first entry are about the whole block.

    >>> heading(["# Agreed in May", "", "# so far"]), heading(["# so far"]), heading(["", "# x"])
    (2, 0, 0)
    """
    found = 0
    for i, line in enumerate(gap):
        is_cut_off = is_blank(line) and any(map(is_comment, gap[:i]))
        if is_cut_off or _MODELINE.match(line):
            found = i + 1
    return found


def ending(gap: list[str], column: int) -> int:
    """How many lines after an entry are still its own, where entries begin in a column from 0.

    >>> ending(["    # of the entry above", "", "  # of the entry below"], 2)
    1
    """
    found = 0
    for i, line in enumerate(gap):
        if is_comment(line):
            if _indentation(line) <= column:
                break
            found = i + 1
    return found


def only_comments(gap: list[str]) -> list[str]:
    """The same lines, where all of them are comments or blank; else `UnknownLineError`."""
    if not all(is_blank(line) or is_comment(line) for line in gap):
        raise UnknownLineError
    return gap


def indented(gap: list[str], column: int) -> list[str]:
    """The same lines with comments no deeper than a column.

    A deeper one could become part of a text that it comes to stand below.
    """
    return [
        " " * column + line.lstrip() if is_comment(line) and _indentation(line) > column else line
        for line in gap
    ]


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())
