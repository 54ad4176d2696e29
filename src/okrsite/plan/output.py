"""One file of the site as a promise: where it goes and all that may influence its bytes."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import TypeAlias

from okrsite.plan.views.search import NO_RECORDS, Records

Plain: TypeAlias = (
    "bool | int | float | str | bytes | date | datetime | PurePosixPath"
    " | tuple[Plain, ...] | object | None"
)
"""Frozen dataclasses, tuples, text, bytes, numbers, dates, enums; `base.digest` is the judge."""


@dataclass(frozen=True, slots=True)
class Output:
    """A planned file: `path` below the output folder, `kind` of renderer, `data` its argument."""

    path: PurePosixPath
    kind: str
    data: Plain


@dataclass(frozen=True, slots=True)
class Plan:
    """Every file of the site, in path order; paths are unique, case-insensitively.

    `records` are what search finds; its index becomes outputs too, once it is made.
    """

    outputs: tuple[Output, ...]
    records: Records = NO_RECORDS
