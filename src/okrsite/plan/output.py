"""One file of the site as a promise: where it goes and all that may influence its bytes."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import TypeAlias

from okrsite.assess.assessment import Assessment
from okrsite.base.frozen import Frozen
from okrsite.model.goals import Ref, WikiPage
from okrsite.model.portfolio import Portfolio
from okrsite.plan.views.search import Record, Records
from okrsite.read.library import Library

Plain: TypeAlias = (
    "bool | int | float | str | bytes | date | datetime | PurePosixPath"
    " | tuple[Plain, ...] | object | None"
)
"""`Frozen` classes, tuples, text, bytes, numbers, dates, enums; `base.digest` is the judge."""


class Output(Frozen):
    """A planned file: `path` below the output folder, `kind` of renderer, `data` its argument."""

    path: PurePosixPath
    kind: str
    data: Plain


class Later(Frozen):
    """A planned file whose data is made each time that it is asked for, and kept by nobody.

    So a site of any size is planned a file at a time, in any order and in any process.
    """

    path: PurePosixPath
    kind: str
    make: Callable[[], Plain]

    @property
    def data(self) -> Plain:
        """What the renderer is given."""
        return self.make()


AnyOutput: TypeAlias = Output | Later


def nothing_found(data: Plain) -> tuple[Record, ...]:
    """What search finds on a site that has none."""
    del data
    return ()


Again: TypeAlias = Callable[[Library, Portfolio, Assessment, tuple[Ref | WikiPage, ...]], "Plan"]
"""Plans the pages of some things anew, of a portfolio that differs in nothing but their content."""


class Plan(Frozen):
    """Every file of the site, in path order; paths are unique, case-insensitively.

    `found_on` tells what search finds on a file with such data, in `language`; the index becomes
    outputs too, once it is made. `again` plans single pages after an edit.
    """

    outputs: tuple[AnyOutput, ...]
    found_on: Callable[[Plain], tuple[Record, ...]] = nothing_found
    language: str = "en"
    again: Again | None = None

    @property
    def pages(self) -> tuple[AnyOutput, ...]:
        """The outputs on which there may be something to find."""
        return tuple(one for one in self.outputs if one.kind == "page")

    @property
    def others(self) -> tuple[AnyOutput, ...]:
        """All outputs but the pages, what is still to be made first, as that takes longest."""
        found = (one for one in self.outputs if one.kind != "page")
        return tuple(sorted(found, key=lambda one: isinstance(one, Output)))

    @property
    def records(self) -> Records:
        """What search finds on all files."""
        found = (record for one in self.pages for record in self.found_on(one.data))
        return Records(self.language, tuple(found))
