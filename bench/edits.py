"""Whether a site built in many small steps is the site built clean, at any size.

`python bench/edits.py --objectives 1000 --edits 2000 --builds 20` edits the made-up company at
random, again and again: numbers, words, rows of tables, files that come, go and change their names;
every third file that is written gets the time of writing that it had. It builds in between, and
compares the last site with one built from nothing.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import portfolio
from dialects import write
from measured import ran

from okrsite.write.verify import differences


def main() -> None:
    """Edit, build, and compare at the end; fails where the two sites differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objectives", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=2000)
    parser.add_argument("--builds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="okrsite-bench-") as folder:
        site = Path(folder) / "project"
        write(site, portfolio.project(asked.objectives))
        editor = Editor(site / "content", Random(asked.seed))
        for number in range(asked.builds):
            for _ in range(asked.edits // asked.builds):
                editor.edit()
            started = time.perf_counter()
            _build(site, site / "output")
            print(f"build {number + 1}: {time.perf_counter() - started:.1f} s", flush=True)
        clean = Path(folder) / "clean"
        write(clean, ((str(f.relative_to(site)), f.read_text()) for f in _sources(site)))
        _build(clean, clean / "output")
        found = differences(site / "output", clean / "output")
    if found:
        sys.exit(f"{len(found)} files differ: {', '.join(found[:10])}")
    print(f"{editor.count} edits, {editor.quiet} of them with the time as it was: the same site")


def _build(project: Path, output: Path) -> None:
    command = (sys.executable, "-m", "okrsite", "build", "--quiet", str(project))
    ran((*command, "--output", str(output)), project)


def _sources(site: Path) -> list[Path]:
    return [site / "okrsite.toml", *(f for f in (site / "content").rglob("*") if f.is_file())]


class Editor:
    """Edits a company at random, each time so that it still builds."""

    def __init__(self, content: Path, random: Random) -> None:
        self._content = content
        self._random = random
        self.count = 0
        self.quiet = 0

    def edit(self) -> None:
        """Do one edit."""
        kinds: tuple[Callable[[], object], ...] = (
            self._number,
            self._number,
            self._row,
            self._words,
            self._add,
            self._remove,
            self._rename,
        )
        self._random.choice(kinds)()
        self.count += 1

    def _number(self) -> None:
        file = self._one("objectives/**/objective-*.md")
        self._put(file, _with_digit(file.read_text(), "target: ", self._random))

    def _row(self) -> None:
        file = self._one("**/*.csv")
        before, comma, value = file.read_text().rstrip("\n").rpartition(",")
        last = str((int(value[-1]) + self._random.randint(1, 9)) % 10)
        self._put(file, f"{before}{comma}{value[:-1]}{last}\n")

    def _words(self) -> None:
        file = self._one("**/*.md")
        text = file.read_text()
        self._put(file, text.rstrip("\n") + f"\nWord {self.count}.\n")

    def _add(self) -> None:
        page = self._content / "notes" / f"note-{self.count}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"---\ntitle: Note {self.count}\n---\nWritten down.\n")

    def _remove(self) -> None:
        if notes := sorted(self._content.glob("notes/*.md")):
            self._random.choice(notes).unlink()

    def _rename(self) -> None:
        if notes := sorted(self._content.glob("notes/*.md")):
            self._random.choice(notes).rename(self._content / "notes" / f"moved-{self.count}.md")

    def _one(self, pattern: str) -> Path:
        return self._random.choice(sorted(self._content.glob(pattern)))

    def _put(self, file: Path, text: str) -> None:
        """Write a file; every third time with the time of writing that it had."""
        before = file.stat()
        file.write_text(text)
        if self.count % 3 == 0:
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
            self.quiet += 1


def _with_digit(text: str, after: str, random: Random) -> str:
    """The text with another digit at the end of a number, so that it is as long as before."""
    at = text.index(after) + len(after)
    end = next((n for n in range(at, len(text)) if not text[n].isdigit()), len(text))
    digit = str((int(text[end - 1]) + random.randint(1, 9)) % 10)
    return text[: end - 1] + digit + text[end:]


if __name__ == "__main__":
    main()
