"""Example documents: pages of the manual whose cases are tests.

A case is a heading of the second or a lower level and the fenced blocks under it. The first word
after a fence is the language, the rest names the block: a path (`content/kpis/a.md`) or a word
(`expected`). A path alone on a line, in backticks, names the block after it. Blocks above the
first such heading belong to every case.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

EXAMPLES = Path(__file__).parent
_PATH = re.compile(r"`([\w./-]+)`")
_RULE = re.compile(r"\|[ |:-]+\|")
_FENCE = re.compile(r"(`{3,})(?:(\S+)(?: +(.+))?)?")


@dataclass(frozen=True)
class Case:
    """A case of a document: its heading, its blocks by name, the lines of its tables."""

    document: Path
    title: str
    blocks: Mapping[str, str]
    table: tuple[tuple[str, ...], ...] = ()

    def __str__(self) -> str:
        return f"{self.document.stem}: {self.title}"

    @property
    def files(self) -> dict[str, str]:
        """The blocks that are files of a project."""
        named = self.blocks.items()
        return {name: text for name, text in named if "/" in name or name.endswith(".toml")}

    def expect(self, found: str, name: str = "expected") -> None:
        """Compare a text with the block of that name.

        With UPDATE_EXAMPLES=1 in the environment the document is written anew instead: read
        the difference before you commit it.
        """
        if os.environ.get("UPDATE_EXAMPLES") and found != self.blocks[name]:
            _replace(self, name, found)
            return
        assert found == self.blocks[name]


def cases(name: str) -> list[Case]:
    """The cases of a document, by its path below this folder."""
    document = EXAMPLES / name
    shared, *sections = _sections(document)
    return [
        Case(document, one.title, {**shared.blocks, **one.blocks}, tuple(one.table))
        for one in sections
        if one.blocks
    ]


def shared(name: str) -> Mapping[str, str]:
    """The blocks that belong to every case of a document, by name."""
    return _sections(EXAMPLES / name)[0].blocks


def rows(name: str) -> list[tuple[str, ...]]:
    """The rows of every table in a document, without their heads; backticks around cells go."""
    found: list[tuple[str, ...]] = []
    for line in (EXAMPLES / name).read_text(encoding="utf-8").split("\n"):
        if _RULE.fullmatch(line):
            found.pop()
        elif line.startswith("|"):
            found.append(_cells(line))
    return found


@dataclass
class _Section:
    """What stands under a heading."""

    title: str
    blocks: dict[str, str] = field(default_factory=dict)
    table: list[tuple[str, ...]] = field(default_factory=list)


def _sections(document: Path) -> list[_Section]:
    """The parts of a document; the first is what stands above all headings."""
    found, named = [_Section("")], ""
    lines = iter(document.read_text(encoding="utf-8").split("\n"))
    for line in lines:
        if heading := re.fullmatch(r"##+ (.+)", line):
            found.append(_Section(heading[1]))
        elif fence := _FENCE.fullmatch(line):
            text = "\n".join(takewhile(fence[1].__ne__, lines))
            found[-1].blocks[fence[3] or named or fence[2] or ""] = text
            named = ""
        elif path := _PATH.fullmatch(line):
            named = path[1]
        elif line.startswith("|") and not _RULE.fullmatch(line):
            found[-1].table.append(_cells(line))
    return found


def _cells(line: str) -> tuple[str, ...]:
    cells = re.split(r"(?<!\\)\|", line.strip("|"))
    return tuple(cell.strip().strip("`").replace("\\|", "|") for cell in cells)


def _replace(case: Case, name: str, found: str) -> None:
    text = case.document.read_text(encoding="utf-8")
    start = re.search(rf"^##+ {re.escape(case.title)}$", text, re.MULTILINE)
    assert start, case
    block = re.compile(rf"^(`{{3,}})(\S+ )?{re.escape(name)}\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
    old = block.search(text, start.end())
    assert old, case
    opening = text[old.start() : old.start(3)]
    new = f"{opening}{found}\n{old[1]}"
    case.document.write_text(text[: old.start()] + new + text[old.end() :], encoding="utf-8")
