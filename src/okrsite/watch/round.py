"""One walk of the journey in, what came of it out; an author's mistake and a fault are values."""

import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from os.path import realpath, relpath
from pathlib import Path, PurePosixPath

from okrsite import journey
from okrsite.assess.again import JudgedBy, judged_by
from okrsite.base.frozen import Frozen
from okrsite.base.problems import Problems, describe
from okrsite.base.project import CONTENT, STATE
from okrsite.compare.revision import NoRevisionError
from okrsite.watch.follow import Follower
from okrsite.write.charts import ChartStore
from okrsite.write.drawing import Drawing, Drawn, Hands, Work, alone
from okrsite.write.publish import in_place
from okrsite.write.report import Report
from okrsite.write.search import SearchIndex
from okrsite.write.target import OutputError
from okrsite.write.update import PUBLISHED, Crew


class Day(Frozen):
    """The day that a site shows because it is today there."""

    day: date
    timezone: str


class Round(Frozen):
    """What came of a build.

    `problems` are the reasons why nothing was written; `changed` the files that came, went or
    differ; `notes` what to say besides. `day` is None where the site's day stays as it is. One
    that `is_given_up` wrote nothing, as there was another edit.
    """

    problems: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    day: Day | None = None
    is_given_up: bool = False


Build = Callable[[], Round]
"""Builds once; every way in which that may fail is in what it returns."""

Glance = Callable[[Iterable[str]], tuple[str, ...]]
"""Brings the pages of edited files up to date where that can be had at once; those that differ."""


class Builder:
    """Builds the project, and remembers the last build for the next glance.

    The search index is left to the follower, which makes it when edits rest. `is_overtaken` tells
    whether there was an edit since a build began, which then is given up, but not for ever.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - a project, and who is asked about it
        self,
        root: Path,
        output: Path,
        wishes: journey.Wishes,
        today: Callable[[str], date],
        follower: Follower | None = None,
        hands: Hands = alone,
        is_overtaken: Callable[[], bool] = lambda: False,
    ) -> None:
        self._root = root
        self._output = output
        self._wishes = wishes
        self._today = today
        self._follower = follower or Follower(SearchIndex(root / STATE), lambda: None)
        self._hands = hands
        self._is_overtaken = is_overtaken
        self._charts = ChartStore(root / STATE)
        self._given_up = 0
        self._last: journey.Draft | None = None
        self._drawing: Drawing = {}
        self._judged_by: JudgedBy = {}

    def __call__(self) -> Round:
        """A build of the whole site, which may be given up, as there is another edit."""
        self._follower.hold()
        try:
            made = self._attempt()
        except _Overtaken:
            self._given_up += 1
            return Round(is_given_up=True)
        self._given_up = 0
        if made.problems:
            self._last = None
        self._follower.follow()
        return made

    def glance(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Bring the pages of edited files up to date, and nothing else; which of them differ.

        What an author looks at after an edit is there at once, however large the site. Nothing is
        done where that takes a whole build, which has to follow in any case.
        """
        changed: list[str] = []
        for inside in filter(None, map(self._inside, sorted(paths))):
            try:
                changed += self._glance(inside)
            except Exception:  # the whole build comes upon it again, and tells
                break
        return tuple(changed)

    def _glance(self, inside: PurePosixPath) -> tuple[str, ...]:
        drafted = self._last and journey.glance(self._last, inside, self._judged_by)
        if not drafted:
            return ()
        self._last = drafted
        return journey.put(drafted, self._output, self._drawing)

    def _attempt(self) -> Round:
        started = time.perf_counter()
        day = None
        try:
            drafted = journey.draft(self._root, self._wishes, self._today, self._go_on)
            if not drafted.is_day_chosen:
                day = Day(drafted.as_of, drafted.library.settings.timezone)
            if not drafted.is_sound(self._wishes):
                return Round(problems=_reasons(drafted), day=day)
            report = self._write(drafted)
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

    def _write(self, drafted: journey.Draft) -> Report:
        drawing = journey.renderers(drafted.theme, self._charts)
        crew = Crew(self._attentive, self._follower.find, self._go_on)
        report = journey.write(
            drafted, self._output, self._charts, in_place, crew=crew, drawing=drawing
        )
        self._last, self._drawing = drafted, drawing
        self._judged_by = judged_by(drafted.portfolio)
        return report

    def _inside(self, path: str) -> PurePosixPath | None:
        """A file as seen from the content folder; None for any other."""
        content = Path(realpath(self._root)) / CONTENT
        return PurePosixPath(relpath(path, content)) if path.startswith(f"{content}/") else None

    def _attentive(self, work: Work) -> Iterator[Drawn]:
        """Draw until there is another edit."""
        for drawn in self._hands(work):
            self._go_on("a file")
            yield drawn

    def _go_on(self, reached: str) -> None:
        may_end = reached != PUBLISHED and self._given_up < MOST_GIVEN_UP
        if may_end and self._is_overtaken():
            raise _Overtaken


class _Overtaken(BaseException):
    """There is an edit that the build which goes on knows nothing of."""


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


MOST_GIVEN_UP = 5
FAULT = "this is a fault of okrsite, not of your files; the last good site is untouched"
