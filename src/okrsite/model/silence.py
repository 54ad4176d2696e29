"""Findings that an author has silenced, each in its own file and with a reason."""

from collections.abc import Iterable

from okrsite.base.problems import Problems, Severity
from okrsite.read.library import Document
from okrsite.read.tree import Mapping

Silenced = frozenset[tuple[str, str]]
"""Pairs of a file's path and a finding's code."""


def silenced(documents: Iterable[Document]) -> Silenced:
    """What the documents' `ignore: {OKR210: why}` name."""
    found: set[tuple[str, str]] = set()
    for document in documents:
        ignored = document.fields.get("ignore")
        if isinstance(ignored, Mapping):
            found.update((document.path, code.text) for code, _ in ignored.items)
    return frozenset(found)


def without(problems: Problems, ignored: Silenced) -> Problems:
    """The problems without the silenced ones; an error cannot be silenced."""
    return Problems(
        found
        for found in problems
        if found.severity is Severity.ERROR or (found.place.path, found.code) not in ignored
    )
