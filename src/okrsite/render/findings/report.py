"""What a check came to, as every format takes it."""

from collections.abc import Callable
from datetime import date

from okrsite.base.frozen import Frozen
from okrsite.base.problems import Problem, Problems
from okrsite.render.findings.baseline import Entry


class Report(Frozen):
    """The findings to show, and what became of the others.

    `known` are those of the baseline, `gone` its entries that no longer occur; `reasons` say why
    the check fails, and are empty where it does not. `prefix` leads from the folder in which the
    check runs to the project (`goals/`), `files` is the number of Markdown files read.
    """

    shown: Problems
    known: tuple[Problem, ...]
    gone: tuple[Entry, ...]
    reasons: tuple[str, ...]
    as_of: date
    files: int
    prefix: str
    version: str


Format = Callable[[Report], str]
"""A report as a document that a machine reads, complete where nothing was found as well."""
