"""Every word of the site goes through the catalogue: in a language without Latin letters, the only
Latin letters left are the author's."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from gettext import NullTranslations
from pathlib import Path

import pytest
from authors import Author, Texts
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from okrsite import journey
from okrsite.base import words
from okrsite.render.html import PageRenderer, _escaped

ROOT = Path(__file__).parents[2]
DAYS = [date(2026, 7, 13), date(2026, 11, 20)]


class Wide(NullTranslations):
    """A language whose every letter is a wide one: what nobody said through it stays narrow.

    `unknown` are the messages that stand in no catalogue, as `scripts/words.py` did not see them.
    """

    def __init__(self, known: Catalog) -> None:
        super().__init__()
        self._known = known
        self.unknown: set[str] = set()

    def gettext(self, message: str) -> str:
        return self._wide(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self._wide(msgid1)
        return wide(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self._wide(message, context)

    def _wide(self, message: str, context: str | None = None) -> str:
        if self._known.get(message, context) is None:
            self.unknown.add(message)
        return wide(message)


def wide(message: str) -> str:
    """A message in wide letters, but for its names.

    >>> wide("as of {day}") == "\uff41\uff53 \uff4f\uff46 {day}"
    True
    """
    parts = re.split(r"(\{\w+\})", message)
    return "".join(
        part
        if part.startswith("{")
        else re.sub("[A-Za-z]", lambda c: chr(ord(c[0]) + 0xFEE0), part)
        for part in parts
    )


@dataclass(frozen=True)
class Read:
    """What there is to read on each page, and what was said that no catalogue has."""

    texts: Mapping[str, list[str]]
    unknown: set[str]


@pytest.fixture(scope="module", params=DAYS, ids=str)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """The example, in wide letters and with Greek months."""
    root = tmp_path_factory.mktemp("wide")
    with (words.CATALOGUES / "en.po").open("rb") as written:
        language = Wide(read_po(written, locale="en"))
    shutil.copytree(ROOT / "content", root / "content")
    settings = (ROOT / "okrsite.toml").read_text("utf-8")
    (root / "okrsite.toml").write_text(settings.replace('"en"', '"el"'), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_catalogue", lambda _: language)
        _escaped.cache_clear()
        drafted = journey.draft(root, journey.Wishes(as_of=request.param), lambda _: request.param)
        renderer = PageRenderer(drafted.theme)
        found = {
            str(output.path): Texts(renderer.render(output.data).decode()).found
            for output in drafted.plan.outputs
            if output.kind == "page"
        }
    _escaped.cache_clear()
    return Read(found, language.unknown)


def test_every_word_that_is_not_an_authors_goes_through_the_catalogue(
    site: Read,
) -> None:
    author = Author(ROOT / "content")
    lost = [
        f"{path}: {text}"
        for path, all_ in site.texts.items()
        for text in dict.fromkeys(all_)
        if not author.says(text)
    ]
    assert lost == []


def test_every_message_that_is_said_stands_in_the_catalogues(site: Read) -> None:
    assert site.unknown == set()
