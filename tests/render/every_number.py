"""Pages read for their numbers: each with what it says it belongs to, and all explanations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_ALONE = {"meta", "link", "br", "img", "input", "hr", "path", "data-"}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NOT_OURS = {"time", "svg", "summary", "a", "h1", "caption", "code", "h2", "h3"}
_WORDS = {"prose", "update-body", "said", "spot", "long"}

Attributes = dict[str, str | None]


@dataclass
class Shown:
    """A text with numbers in it: what it belongs to, who typed it, what it counts."""

    text: str
    number: str = ""
    source: str | None = None
    counts: str = ""


@dataclass
class Reckoned:
    """An explanation as it stands on a page."""

    number: str
    formula: str
    exact: str
    rounding: str
    result: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    words: str = ""
    comparisons: list[tuple[str, bool]] = field(default_factory=list)


class Page(HTMLParser):
    """A page's texts with numbers, its explanations, and the numbers of charts as tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._open: list[tuple[str, Attributes]] = []
        self.shown: list[Shown] = []
        self.reckoned: list[Reckoned] = []
        self.listed: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ALONE:
            return
        attributes = dict(attrs)
        self._open.append((tag, attributes))
        if "reckoning" in (attributes.get("class") or "").split():
            self.reckoned.append(
                Reckoned(
                    str(attributes["data-number"]),
                    attributes.get("data-formula") or "",
                    attributes.get("data-exact") or "",
                    attributes.get("data-rounding") or "",
                )
            )
        elif tag == "data" and self.reckoned:
            name = next(a["data-name"] for _, a in reversed(self._open) if "data-name" in a)
            self.reckoned[-1].inputs[str(name)] = str(attributes["value"])
        elif "data-comparison" in attributes:
            holds = attributes.get("class") == "holds"
            self.reckoned[-1].comparisons.append((str(attributes["data-comparison"]), holds))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing with a text in it."""

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _ in self._open}
        classes = {c for _, a in self._words() for c in (a.get("class") or "").split()}
        if "main" not in tags:
            return
        if "reckoning" in classes:
            reckoned = self.reckoned[-1]
            reckoned.words += data
            if "strong" in tags and not reckoned.result:
                reckoned.result = data
            return
        is_raw = "chart-block" in classes and ("table" in tags or "note" in classes)
        if is_raw:
            number = self._nearest("data-number") or ""
            self.listed[number] = f"{self.listed.get(number, '')} {data}"
        is_head = self._open[-1][0] == "th" and "thead" in tags
        if "embed-number" in classes:
            tags.discard("a")
        if _NUMBER.search(data) and not (tags & _NOT_OURS or classes & _WORDS or is_raw or is_head):
            self.shown.append(
                Shown(
                    " ".join(data.split()),
                    self._nearest("data-number") or "",
                    self._nearest("data-source"),
                    self._nearest("data-counts") or "",
                )
            )

    def _words(self) -> list[tuple[str, Attributes]]:
        """The elements around a text; what a text shows of goals is ours and not the author's."""
        ours = [index for index, (_, a) in enumerate(self._open) if _is_embed(a)]
        return self._open[ours[-1] :] if ours else self._open

    def _nearest(self, name: str) -> str | None:
        return next((a[name] for _, a in reversed(self._open) if name in a), None)


def _is_embed(attributes: Attributes) -> bool:
    return (attributes.get("class") or "").startswith("embed")


def numbers(text: str) -> Iterator[float]:
    """The numbers in a text, as sizes: signs are words here."""
    for found in _NUMBER.findall(text):
        yield float(found.replace(",", ""))
