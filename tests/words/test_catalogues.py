"""The catalogues: whole, in step with the code, and with the names that each message asks for."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from small_project import planned

from okrsite.base.numbers import Unit, format_day, format_percent, format_value
from okrsite.base.project import THEMES
from okrsite.base.words import CATALOGUES, say_as_in, say_in, says_in
from okrsite.model.calendar import Cadence, period
from okrsite.plan.words import period_words, short_period
from okrsite.render.html import PageRenderer
from okrsite.render.theme import Theme

ROOT = Path(__file__).parents[2]
LANGUAGES = sorted(path.stem for path in CATALOGUES.glob("*.po"))
NAMES = re.compile(r"\{(\w+)\}")


def catalogue(language: str) -> Catalog:
    """The messages of a language."""
    with (CATALOGUES / f"{language}.po").open("rb") as written:
        return read_po(written, locale=language)


def _forms(said: object) -> list[str]:
    return (
        [said] if isinstance(said, str) else list(said) if isinstance(said, (list, tuple)) else []
    )


def test_catalogues_are_in_step_with_the_code_and_fully_translated() -> None:
    script = ROOT / "scripts" / "words.py"
    told = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout
    assert "en" in LANGUAGES
    assert "de" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_names_of_its_message(language: str) -> None:
    for message in catalogue(language):
        for form in _forms(message.string):
            if message.id and form:
                found, asked = set(NAMES.findall(form)), _names(message)
                assert asked - {"n"} <= found <= asked, message.id


def _names(message: Message) -> set[str]:
    return {name for form in _forms(message.id) for name in NAMES.findall(form)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_filled_in(language: str) -> None:
    for message in catalogue(language):
        for form in (*_forms(message.id), *_forms(message.string)):
            form.format(**dict.fromkeys(_names(message), "…"))


def test_a_language_that_nobody_translated_yet_speaks_english_with_its_own_numbers() -> None:
    assert say_in("fr", "as of {day}", day=format_day(date(2026, 11, 20), "fr")) == (
        "as of 20 nov. 2026"
    )


def test_a_country_speaks_its_language() -> None:
    assert say_in("de_AT", "on track") == say_in("de-CH", "on track") == "im Plan"


def test_one_message_may_say_different_things_in_different_places() -> None:
    assert (say_as_in("de", "day", "From"), say_as_in("de", "origin", "From")) == ("Ab", "Aus")


def test_a_number_of_things_follows_the_language() -> None:
    one_and_many = ("{n} day late", "{n} days late")
    assert says_in("de", *one_and_many, 1) == "1 Tag zu spät"
    assert says_in("de", *one_and_many, 1200) == "1.200 Tage zu spät"


def test_german_dates_and_numbers_follow_german_custom() -> None:
    day = date(2026, 11, 20)
    assert format_day(day, "de") == "20. Nov. 2026"
    assert format_percent(0.4, "de") == "40\N{NO-BREAK SPACE}%"
    assert format_value(1200, Unit("€"), "de") == "1.200\N{NO-BREAK SPACE}€"
    assert period_words(period(Cadence.WEEKLY, day), "de") == "Woche bis 22. Nov. 2026"
    assert period_words(period(Cadence.MONTHLY, day), "de") == "Nov. 2026"
    assert short_period(period(Cadence.WEEKLY, day), "de") == "22. Nov."


GERMAN = {
    "okrsite.toml": 'title = "Ziele"\nlanguage = "de"\n',
    "people/anna.md": "---\nname: Anna Groß\n---\n",
    "cycles/q4.md": "---\ntitle: Q4\nstart: 2026-10-01\nend: 2026-12-31\n---\n",
    "objectives/schneller.md": """---
title: Antworten vor dem Mittag
owner: anna
cycle: q4
key_results:
  - title: Anteil beantworteter Fragen
    start: 40
    target: 80
    unit: "%"
    values: {2026-10-01: 40, 2026-11-16: 60}
---
""",
}


def test_a_german_project_is_a_german_site(tmp_path: Path) -> None:
    theme = Theme((ROOT / THEMES / "default",))
    built = planned(tmp_path, GERMAN)
    page = built.pages["objectives/schneller.html"]
    html = PageRenderer(theme).render(page).decode()
    assert '<html lang="de">' in html
    assert "50\N{NO-BREAK SPACE}% des Weges, 5 Punkte hinter dem Plan" in html
    assert "60\N{NO-BREAK SPACE}% von 80\N{NO-BREAK SPACE}%, 91\N{NO-BREAK SPACE}% vom Plan" in html
    assert "Stand <time datetime" in html
    assert "Zum Text springen" in html
