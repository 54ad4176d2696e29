"""Example documents: pages of the manual whose cases are tests.

A case is a heading of the second or a lower level and the fenced blocks under it. The first word
after a fence is the language, the rest names the block: a path (`content/kpis/a.md`) or a word
(`expected`). Blocks above the first such heading belong to every case.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = Path(__file__).parent
_FENCE = re.compile(r"(`{3,})(?:(\S+)(?: +(.+))?)?")


@dataclass(frozen=True)
class Case:
    """A case of a document: its heading, and its blocks by name."""

    document: Path
    title: str
    blocks: Mapping[str, str]

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
    found: list[Case] = []
    title = ""
    shared: dict[str, str] = {}
    blocks: dict[str, str] = {}
    lines = iter(document.read_text(encoding="utf-8").split("\n"))
    for line in lines:
        if heading := re.fullmatch(r"##+ (.+)", line):
            if not title:
                shared = dict(blocks)
            elif len(blocks) > len(shared):
                found.append(Case(document, title, blocks))
            title, blocks = heading[1], dict(shared)
        elif fence := _FENCE.fullmatch(line):
            text = []
            while (inner := next(lines)) != fence[1]:
                text.append(inner)
            blocks[fence[3] or fence[2] or ""] = "\n".join(text)
    if len(blocks) > len(shared):
        found.append(Case(document, title, blocks))
    return found


def rows(name: str) -> list[tuple[str, ...]]:
    """The rows of every table in a document, without their heads; backticks around cells go."""
    found = []
    lines = (EXAMPLES / name).read_text(encoding="utf-8").split("\n")
    for line in lines:
        is_rule = re.fullmatch(r"\|[ |:-]+\|", line)
        if line.startswith("|") and not is_rule:
            cells = re.split(r"(?<!\\)\|", line.strip("|"))
            found.append(tuple(cell.strip().strip("`").replace("\\|", "|") for cell in cells))
        elif is_rule:
            found.pop()
    return found


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
