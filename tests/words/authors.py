"""What of a page's text is its author's: their titles, names, units and sentences, and places."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from okrsite.assess.pace import PRESETS

_WORDS = re.compile(r"[A-Za-z]")
_PLACES = re.compile(
    r"[\w./@#-]+\.(?:csv|md|toml|json|xml|ics|svg)(?::\d+)?|\d{4}-(?:[WQ])?\d\d?(?:-\d\d)?|OKR\d{3}"
)
_NUMBERS = re.compile(r"[-+−]?\d[\d.,]*\s?%?")
_BETWEEN = re.compile(r"[^\x20-\x7eÀ-ɏ“”’…–—]+")
_MARKS = re.compile(r"[;,:·()|=×÷<>≤≥→+“”{}]| / |\. ")
_MARKUP = re.compile(r"[*_`\[\]]")
_ENOUGH = 3
_MOST_NAMES = 4
_NUMBERED = re.compile(r"[a-z].*\d|\d.*[a-z]")
_READ = {"title", "aria-label", "data-label", "alt"}
_THEIRS = {"prose", "update-body", "said", "spot", "finding-words"}
_ALONE = {"meta", "link", "br", "img", "input", "hr"}


class Line(str):
    """A line in a drawing, which may be a part of a title that did not fit into one."""

    __slots__ = ()


class Texts(HTMLParser):
    """Every text that a reader meets on a page, but for prose and the lines of files."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._open: list[tuple[str, set[str], bool]] = []
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if not self._is_theirs():
            self.found += [value for name, value in attributes.items() if name in _READ]
            if attributes.get("name") == "description":
                self.found.append(attributes["content"])
        if tag not in _ALONE:
            is_english = tag != "html" and attributes.get("lang") == "en"
            self._open.append((tag, set(attributes.get("class", "").split()), is_english))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A shape of a drawing: nothing to read."""

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._is_theirs() and not self._is_title_of_a_box() and _WORDS.search(data):
            text = " ".join(data.split())
            self.found.append(Line(text) if self._open[-1][0] == "text" else text)

    def _is_title_of_a_box(self) -> bool:
        """Whether it is a line of a title in the alignment picture: the second is part of one."""
        classes = {name for _, names, _ in self._open for name in names}
        return "alignment" in classes and self._open[-1][0] == "text" and "small" not in classes

    def _is_theirs(self) -> bool:
        return any(
            tag in ("code", "script", "style") or classes & _THEIRS or is_english
            for tag, classes, is_english in self._open
        )


class Author:
    """What the files of a project say, as whole values and as running text."""

    def __init__(self, root: Path) -> None:
        files = [f for f in sorted(root.rglob("*")) if f.suffix in (".md", ".csv", ".toml")]
        texts = [file.read_text("utf-8") for file in files]
        running = " ".join(" ".join(texts).replace(">-", " ").split()).casefold()
        self._text = running + _MARKUP.sub("", running)
        self._values = {value for text in texts for value in _values(text)}
        stems = {file.stem.casefold() for file in files}
        self._values |= stems | {stem.replace("-", " ") for stem in stems}
        self._values |= {_initials(name) for name in sorted(self._values)}
        self._values |= set(PRESETS)
        numbered = [value for value in self._values if _NUMBERED.search(value)]
        self._numbered = sorted(numbered, key=lambda value: (-len(value), value))

    def says(self, text: str) -> bool:
        """Whether all Latin letters of a text are somebody's own."""
        if isinstance(text, Line) and self._is_part(text.casefold()):
            return True
        return all(self._says(part) for part in _BETWEEN.split(_PLACES.sub(" ", text)))

    def _is_part(self, line: str) -> bool:
        """Whether a value begins or ends with the words of a line."""
        return any(
            f"{one} ".startswith(f"{line} ") or one.endswith(f" {line}") for one in self._values
        )

    def _says(self, part: str) -> bool:
        if self._is_own(part):
            return True
        part = part.casefold()
        for value in (one for one in self._numbered if one in part):
            part = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", "|", part)
        pieces = _MARKS.split(_NUMBERS.sub("|", part))
        return all(self._is_own(piece) for piece in pieces)

    def _is_own(self, piece: str) -> bool:
        words = piece.strip(" .,;:…'\"-–—?!%&").casefold()
        if not _WORDS.search(words) or len(words) == 1 or words in self._values:
            return True
        is_cut = piece.rstrip().endswith("…")
        if is_cut and any(value.startswith(words) for value in self._values):
            return True
        return len(words.split()) >= _ENOUGH and words in self._text


def _initials(name: str) -> str:
    """Of two names or more, the first and the last letter that a name begins with."""
    names = name.split()
    return names[0][0] + names[-1][0] if 1 < len(names) < _MOST_NAMES else name


def _values(text: str) -> Iterator[str]:
    """The whole values of a file: of `key: value`, of lists, of cells."""
    for line in text.splitlines():
        found = re.sub(r"^\s*(?:- )*(?:[\w#.-]+: +|[\w-]+ = )?", "", line).strip()
        for value in (found, line.strip(), *re.split(r"[,\[\]{}]|: ", line)):
            yield value.strip(" '\"#.-*%&").casefold()
