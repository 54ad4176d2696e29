"""Messages in the language of a site: the English text is looked up in a catalogue.

A message stands in the code and the templates as its English text, and in `languages/<code>.po`
with its translation; `scripts/words.py` keeps those files in step with the code. A message that a
language does not have stays English. See `docs/languages.md`.
"""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from okrsite.base.numbers import format_number

CATALOGUES = Path(__file__).parent / "languages"
"""The folder of the catalogues, one file per language."""


def say_in(language: str, message: str, /, **values: object) -> str:
    """A message in a language, its `{names}` filled in with `values`.

    >>> say_in("en", "as of {day}", day="20 Nov 2026")
    'as of 20 Nov 2026'
    >>> say_in("en", "100% of {what", what="it is not a format without values")
    Traceback (most recent call last):
    ...
    ValueError: expected '}' before end of string
    """
    found = _translated(language, message)
    return found.format(**values) if values else found


def say_as_in(language: str, context: str, message: str, /, **values: object) -> str:
    """As `say_in`, for a message that says different things in different places.

    >>> say_as_in("en", "status", "open")
    'open'
    """
    found = _catalogue(language).pgettext(context, message)
    return found.format(**values) if values else found


def says_in(language: str, one: str, many: str, number: int, /, **values: object) -> str:
    """A message about a number of things: `{n}` is the number by the language's custom.

    >>> says_in("en", "{n} objective", "{n} objectives", 1)
    '1 objective'
    >>> says_in("en", "{n} objective", "{n} objectives", 1200)
    '1,200 objectives'
    """
    found = plural_in(language, one, many, number)
    return found.format(n=format_number(number, 0, language), **values)


def plural_in(language: str, one: str, many: str, number: int) -> str:
    """The form of a message that a number of things asks for, its names not filled in.

    >>> plural_in("en", "{n} objective", "{n} objectives", 2)
    '{n} objectives'
    """
    return _catalogue(language).ngettext(one, many, number)


def marked(message: str) -> str:
    """A message of a table, to be said later: marks it for `scripts/words.py`, and is itself."""
    return message


def marked_as(context: str, message: str) -> str:
    """As `marked`, for `say_as_in` in the same context."""
    del context
    return message


def marked_many(one: str, many: str) -> tuple[str, str]:
    """As `marked`, for a message about a number of things: `says_in(language, *pair, number)`."""
    return one, many


@lru_cache(maxsize=20_000)
def _translated(language: str, message: str) -> str:
    return _catalogue(language).gettext(message)


@lru_cache(maxsize=32)
def _catalogue(language: str) -> NullTranslations:
    file = CATALOGUES / f"{_base(language)}.po"
    if _base(language) == "en" or not file.is_file():
        return NullTranslations()
    with file.open("rb") as written:
        catalogue = read_po(written, locale=_base(language))
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _base(language: str) -> str:
    """The language without its country: `de` of `de-AT`."""
    return language.replace("_", "-").partition("-")[0]
