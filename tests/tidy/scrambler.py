"""Takes an ordered project apart, by indentation alone: what `fmt` must be able to undo.

It knows nothing of the code it is meant to test. It reads the plain layout of the example: two
blanks a level, lists indented below their field, and no text over several lines but after `|`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random

IN_TIME = ("values", "expected", "revisions", "events")
OF_THE_AUTHOR = ("updates", "units", "ignore", "milestones")
"""Where names are the author's, and stay in the author's order."""


@dataclass
class Part:
    """An entry: the lines above that go with it, and its own."""

    above: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.own[0].lstrip(" -").partition(":")[0]

    @property
    def holds_entries(self) -> bool:
        return bool(re.search(r":(\s+#.*)?$", self.own[0])) and len(self.own) > 1


def depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def is_remark(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def parts_of(lines: list[str]) -> tuple[list[Part], list[str]]:
    """The entries of a block, and the remarks after the last one."""
    column = min(depth(line) for line in lines if not is_remark(line))
    parts, waiting = [Part()], list[str]()
    for line in lines:
        if is_remark(line) and (depth(line) <= column or waiting or not parts[-1].own):
            waiting.append(line)
        elif depth(line) > column:
            parts[-1].own += [*waiting, line]
            waiting = []
        else:
            parts.append(Part(waiting, [line]))
            waiting = []
    return parts[1:], waiting


def scrambled(lines: list[str], random: Random, name: str = "") -> list[str]:
    """A block with its fields out of order, at every depth, each with its remarks.

    A field without remarks comes first: what stands above the first would be above the block.
    """
    if not any(not is_remark(line) for line in lines):
        return lines
    parts, rest = parts_of(lines)
    is_list = parts[0].own[0].lstrip().startswith("- ")
    for part in parts:
        part.own = _inside(part, random, is_list=is_list)
    above = parts[0].above
    cut = max((i + 1 for i, line in enumerate(above) if i and not line), default=0)
    head, parts[0].above = above[:cut], above[cut:]
    bare = [part for part in parts if not part.above]
    if bare and (name in IN_TIME or not (is_list or name in OF_THE_AUTHOR)):
        first = random.choice(bare)
        others = [part for part in parts if part is not first]
        parts = [first, *random.sample(others, len(others))]
    return [*head, *(line for part in parts for line in part.above + part.own), *rest]


def _inside(part: Part, random: Random, *, is_list: bool) -> list[str]:
    if not is_list:
        if not part.holds_entries:
            return part.own
        return [part.own[0], *scrambled(part.own[1:], random, part.name)]
    column = depth(part.own[0])
    first = " " * (column + 2) + part.own[0][column + 2 :]
    if not re.match(r" *[a-z_-]+:( |$)", first):
        return part.own
    inside = scrambled([first, *part.own[1:]], random)
    return [" " * column + "- " + inside[0][column + 2 :], *inside[1:]]


def out_of_order(text: str, random: Random) -> str:
    """A Markdown file scrambled: fields, line ends, blanks at the end of lines and of the file."""
    if not text.startswith("---\n"):
        return text.replace("\n", "\r\n")
    matter, body = text.removeprefix("---\n").split("---\n", 1)
    fields = scrambled(matter.splitlines(), random) if matter else []
    ragged = [line + random.choice(("", "", " ", "\t ")) if line else line for line in fields]
    kept = ragged if "|" not in matter else fields
    mixed = "\r\n".join(["---", *kept, "--- ", body.replace("\n", "\r\n")])
    return random.choice(("", "\ufeff")) + mixed + random.choice(("", "\r\n\r\n"))


def rows_out_of_order(text: str, random: Random) -> str:
    """A table with its rows shuffled, blank lines between them, and other line ends."""
    header, *rows = text.splitlines()
    random.shuffle(rows)
    ragged = [row + random.choice(("", "\r\n", "  ")) for row in rows]
    return "\r\n".join([header, *ragged])


def remarked(text: str, random: Random) -> str:
    """A Markdown file with remarks in its front matter, each where an author may put one."""
    if not text.startswith("---\n"):
        return text
    matter, body = text.removeprefix("---\n").split("---\n", 1)
    lines = list(_remarked(matter.splitlines(), random, count(1)))
    return "\n".join(["---", *lines, f"---\n{body}"])


def _remarked(lines: list[str], random: Random, numbers: "count[int]") -> Iterator[str]:
    if random.random() < 0.1:
        yield from ("# About the whole file", "")
    text_ends_at = -1
    for i, line in enumerate(lines):
        inside_text = depth(line) > text_ends_at >= 0
        text_ends_at = text_ends_at if inside_text else -1
        blank = " " * depth(line)
        begins_item = line.lstrip().startswith("- ")
        chance = random.random()
        after_dash = i > 0 and lines[i - 1].lstrip().startswith("- ")
        if inside_text:
            yield line
        elif chance < 0.1:
            yield from ([""] if random.random() < 0.3 and i else [])
            yield f"{blank}# remark {next(numbers)} on what follows"
            yield line
        elif chance < 0.2 and not line.endswith("|"):
            yield f"{line}  # remark {next(numbers)} beside it"
        else:
            yield line
        if line.endswith("|") and not inside_text:
            text_ends_at = depth(line) + 2 * begins_item
        ends_block = i + 1 < len(lines) and depth(lines[i + 1]) < depth(line)
        if ends_block and text_ends_at < 0 and not after_dash and random.random() < 0.2:
            yield f"{blank}# remark {next(numbers)} at the end of a block"
