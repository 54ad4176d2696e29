"""Reviews and wiki pages: prose with a title."""

import re
from collections.abc import Iterable

from okrsite.model.goals import Kind, Review, WikiPage
from okrsite.model.organisation import as_words
from okrsite.model.references import Directory
from okrsite.model.schema import PageFields, ReviewFields
from okrsite.model.written import Written
from okrsite.read.library import Document


def reviews(files: Iterable[Written[ReviewFields]], directory: Directory) -> tuple[Review, ...]:
    """The reviews, in the order of their files."""
    return tuple(
        Review(
            title=file.fields.title or _heading(file.document) or "Review",
            cycle=directory.one(file.fields.cycle, Kind.CYCLE, file.at("cycle")),
            team=directory.maybe(file.fields.team, Kind.TEAM, file.at("team")),
            day=file.fields.date,
            author=directory.maybe(file.fields.author, Kind.PERSON, file.at("author")),
            document=file.document,
        )
        for file in files
    )


def wiki_pages(files: Iterable[Written[PageFields]]) -> tuple[WikiPage, ...]:
    """The wiki pages, in the order of their files."""
    return tuple(
        WikiPage(
            title=file.fields.title
            or _heading(file.document)
            or as_words(file.document.inside.stem),
            tags=file.fields.tags,
            document=file.document,
        )
        for file in files
    )


def _heading(document: Document) -> str:
    """The first heading of a body, as plain text."""
    found = re.search(r"^#\s+(.+?)\s*#*$", document.body.text, re.MULTILINE)
    return re.sub(r"[*_`]", "", found[1]) if found else ""
