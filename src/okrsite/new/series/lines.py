"""A text as its lines, each with its own end, so that what is not changed stays as it is."""

import re

from okrsite.base.text import clean
from okrsite.new.files import CannotWriteError

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")


def lines_of(raw: str) -> list[str]:
    """The lines with their ends; together they are the text.

    >>> lines_of("a\\r\\nb")
    ['a\\r\\n', 'b']
    """
    return _LINE.findall(raw)


def bare(line: str) -> str:
    """A line without its end."""
    return line.rstrip("\r\n")


def end_of(line: str) -> str:
    """How a line ends: empty where the file ends without one."""
    return line[len(bare(line)) :]


def insert_after(lines: list[str], index: int, text: str) -> list[str]:
    """The lines with one more after `index` of them, which ends as the line before it does."""
    before = lines[index - 1] if index else ""
    end = end_of(before) or end_of(lines[0] if lines else "") or "\n"
    kept = lines[:index]
    if before and not end_of(before):
        kept[-1] = before + end
    return [*kept, text + end, *lines[index:]]


def plain(lines: list[str], number: int, path: str) -> str:
    """A line by its number from 1; raises CannotWriteError where its columns cannot be counted."""
    line = bare(lines[number - 1])
    if clean(line) != line:
        raise CannotWriteError(
            f"{path}:{number} holds signs that are read otherwise than they stand",
            "write the value by hand",
        )
    return line
