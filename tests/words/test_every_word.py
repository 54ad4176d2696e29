"""Every word of the site goes through the catalogue: in a language without Latin letters, the only
Latin letters left are the author's."""

import re
import shutil
from collections.abc import Mapping
from datetime import date
from gettext import NullTranslations
from pathlib import Path

import pytest
from authors import Author, Texts

from okrsite import journey
from okrsite.base import words
from okrsite.render.html import PageRenderer, _escaped

ROOT = Path(__file__).parents[2]
DAYS = [date(2026, 7, 13), date(2026, 11, 20)]


class Wide(NullTranslations):
    """A language whose every letter is a wide one: what nobody said through it stays narrow."""

    def gettext(self, message: str) -> str:
        return wide(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return wide(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
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


@pytest.fixture(scope="module", params=DAYS, ids=str)
def texts(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, list[str]]:
    """What there is to read on each page of the example, in wide letters and with Greek months."""
    root = tmp_path_factory.mktemp("wide")
    shutil.copytree(ROOT / "content", root / "content")
    settings = (ROOT / "okrsite.toml").read_text("utf-8")
    (root / "okrsite.toml").write_text(settings.replace('"en"', '"el"'), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_catalogue", lambda _: Wide())
        _escaped.cache_clear()
        drafted = journey.draft(root, journey.Wishes(as_of=request.param), lambda _: request.param)
        renderer = PageRenderer(drafted.theme)
        found = {
            str(output.path): Texts(renderer.render(output.data).decode()).found
            for output in drafted.plan.outputs
            if output.kind == "page"
        }
    _escaped.cache_clear()
    return found


def test_every_word_that_is_not_an_authors_goes_through_the_catalogue(
    texts: Mapping[str, list[str]],
) -> None:
    author = Author(ROOT / "content")
    lost = [
        f"{path}: {text}"
        for path, all_ in texts.items()
        for text in dict.fromkeys(all_)
        if not author.says(text)
    ]
    assert lost == []
