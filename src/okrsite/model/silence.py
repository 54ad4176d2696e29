"""Findings that an author has silenced, each in its own file and with a reason."""

from collections.abc import Iterable

from okrsite.base.problems import Problems, Severity
from okrsite.read.library import Document
from okrsite.read.tree import Mapping

Silenced = frozenset[tuple[str, str]]
"""Pairs of a file's path and a finding's code."""


def silenced(documents: Iterable[Document]) -> Silenced:
    """What the documents' `ignore: {OKR210: why}` name."""
    return frozenset((one.path, code) for one in documents for code in ignored_codes(one))


def ignored_codes(document: Document) -> tuple[str, ...]:
    """The codes under a document's `ignore`, in the order of the file."""
    ignored = document.fields.get("ignore")
    return tuple(code.text for code, _ in ignored.items) if isinstance(ignored, Mapping) else ()


def without(problems: Problems, ignored: Silenced) -> Problems:
    """The problems without the silenced ones, which they still name; an error cannot be."""
    kept, answered = [], list(problems.silenced)
    for found in problems:
        is_answered = (found.place.path, found.code) in ignored
        if is_answered and found.severity is not Severity.ERROR:
            answered.append(found)
        else:
            kept.append(found)
    return Problems(kept, answered)
