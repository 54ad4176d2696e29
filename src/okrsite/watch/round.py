"""One walk of the journey in, what came of it out; an author's mistake and a fault are values."""

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from okrsite import journey
from okrsite.base.problems import Problems, describe
from okrsite.base.project import STATE
from okrsite.compare.revision import NoRevisionError
from okrsite.watch.follow import Follower
from okrsite.write.charts import ChartStore
from okrsite.write.publish import in_place
from okrsite.write.report import Report
from okrsite.write.search import SearchIndex
from okrsite.write.target import OutputError


@dataclass(frozen=True, slots=True)
class Day:
    """The day that a site shows because it is today there."""

    day: date
    timezone: str


@dataclass(frozen=True, slots=True)
class Round:
    """What came of a build.

    `problems` are the reasons why nothing was written; `changed` the files that came, went or
    differ; `notes` what to say besides. `day` is None where the site's day stays as it is.
    """

    problems: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    day: Day | None = None


Build = Callable[[], Round]
"""Builds once; every way in which that may fail is in what it returns."""


def builder(
    root: Path,
    output: Path,
    wishes: journey.Wishes,
    today: Callable[[str], date],
    follower: Follower | None = None,
) -> Build:
    """What builds the project, with the charts kept in memory from one time to the next.

    The search index is left to the follower, which makes it when edits rest.
    """
    charts = ChartStore(root / STATE)
    follower = follower or Follower(SearchIndex(root / STATE), lambda: None)

    def build() -> Round:
        follower.hold()
        made = attempt()
        follower.follow()
        return made

    def attempt() -> Round:
        started = time.perf_counter()
        day = None
        try:
            drafted = journey.draft(root, wishes, today)
            if not drafted.is_day_chosen:
                day = Day(drafted.as_of, drafted.library.settings.timezone)
            if not drafted.is_sound(wishes):
                return Round(problems=_reasons(drafted), day=day)
            report = journey.write(drafted, output, charts, in_place, find_index=follower.find)
        except OutputError as error:
            problems = tuple(describe(problem, lambda _: None) for problem in error.problems)
            return Round(problems=problems, day=day)
        except NoRevisionError as error:
            return Round(problems=(f"error: {error}\n  hint: {error.hint}",), day=day)
        except Exception:  # a fault must not end the watching, so it is shown
            return Round(problems=(f"{FAULT}\n{traceback.format_exc()}",), day=day)
        summary = _summary(report, drafted, time.perf_counter() - started)
        notes = (*drafted.described(drafted.problems.pressing), *report.notes, summary)
        return Round(changed=_changed(report), notes=notes, day=day)

    return build


def _reasons(drafted: journey.Draft) -> tuple[str, ...]:
    """The problems that stop the writing: the errors, or where there are none, the warnings."""
    stopping = drafted.problems.errors or drafted.problems.pressing
    return drafted.described(Problems(stopping))


def _changed(report: Report) -> tuple[str, ...]:
    return tuple(map(str, (*report.written, *report.removed)))


def _summary(report: Report, drafted: journey.Draft, seconds: float) -> str:
    count = len(report.written) + len(report.unchanged)
    return (
        f"{count} files, {len(report.written)} written, {len(report.removed)} removed, "
        f"as of {drafted.as_of}, in {seconds:.2f} s"
    )


FAULT = "this is a fault of okrsite, not of your files; the last good site is untouched"
