"""Keeps the catalogues in step with the code: one file per language, all words of the site.

    python scripts/words.py            writes src/okrsite/base/languages/*.po anew
    python scripts/words.py --check    says what is out of step or not translated, and fails

Messages that are new come without a translation, those that nothing says any more go.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
ENGLISH = "en"
"""Whose words are the messages themselves: its file only lists them."""
CATALOGUES = ROOT / "src" / "okrsite" / "base" / "languages"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...]] = {
    "say": (1,),
    "_say": (1,),
    "says": (1, 2),
    "say_as": ((1, "c"), 2),
    "say_in": (2,),
    "says_in": (2, 3),
    "say_as_in": ((2, "c"), 3),
    "marked": (1,),
    "marked_many": (1, 2),
    "marked_as": ((1, "c"), 2),
}

_HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {catalogue.locale}\\n"
"Plural-Forms: {catalogue.plural_forms}\\n"

"""


def extracted() -> Catalog:
    """Every message of the code and of the packaged templates, with the files that say it."""
    catalogue = Catalog(locale="en", project="okrsite", fuzzy=False)
    for path, method in _sources():
        with path.open("rb") as source:
            for _, message, _, context in extract(method, source, KEYWORDS, options={}):
                place = (path.relative_to(ROOT).as_posix(), 0)
                catalogue.add(message, locations=[place], context=context)
    return catalogue


def _sources() -> Iterator[tuple[Path, str]]:
    for room in ("assess", "base", "compare", "plan", "render"):
        for path in sorted((ROOT / "src" / "okrsite" / room).rglob("*.py")):
            yield path, "python"
    for path in sorted((ROOT / "themes").rglob("*.html")):
        yield path, "jinja2"


def updated(path: Path, found: Catalog) -> Catalog:
    """A catalogue with exactly the messages found, its translations kept."""
    with path.open("rb") as written:
        catalogue = read_po(written, locale=path.stem)
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """A catalogue as it is kept: by message, without dates and line numbers."""
    text = BytesIO()
    write_po(text, catalogue, width=100, sort_output=True, omit_header=True, include_lineno=False)
    return _HEAD.format(catalogue=catalogue).encode() + text.getvalue()


def main(arguments: list[str]) -> int:
    """Write or check all catalogues."""
    found, is_check = extracted(), "--check" in arguments
    stale, untold = [], []
    for path in sorted(CATALOGUES.glob("*.po")):
        catalogue = updated(path, found)
        new = written(catalogue)
        if path.read_bytes() != new:
            stale.append(path.name)
            if not is_check:
                path.write_bytes(new)
        if path.stem != ENGLISH:
            untold += [f"{path.name}: {message}" for message in untranslated(catalogue)]
    print(*untold, sep="\n", end="\n" if untold else "")
    print(
        f"{len(found)} messages, {len(untold)} untranslated; {', '.join(stale) or 'no file'} stale"
    )
    return 1 if is_check and (stale or untold) else 0


def untranslated(catalogue: Catalog) -> list[str]:
    """The messages that a language has no words for, or not for every number."""
    return [str(one.id) for one in catalogue if one.id and not all(_forms(one, catalogue))]


def _forms(message: Message, catalogue: Catalog) -> tuple[str | None, ...]:
    if not message.pluralizable:
        return (str(message.string or ""),)
    said = tuple(message.string or ())
    return (*said, *[None] * (catalogue.num_plurals - len(said)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
