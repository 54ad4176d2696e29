"""One walk of the journey in, what came of it out; an author's mistake and a fault are values."""

import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from os.path import realpath, relpath
from pathlib import Path, PurePosixPath

from okrsite import journey
from okrsite.assess.again import JudgedBy, judged_by
from okrsite.base.frozen import Frozen
from okrsite.base.problems import Problems, describe
from okrsite.base.project import CONTENT, STATE
from okrsite.compare.revision import NoRevisionError
from okrsite.watch.follow import LateIndex
from okrsite.write.charts import ChartStore
from okrsite.write.drawing import Drawing, Drawn, Hands, Work, alone
from okrsite.write.publish import in_place
from okrsite.write.report import Report
from okrsite.write.search import SearchIndex
from okrsite.write.target import OutputError
from okrsite.write.update import Crew, Reached


class Day(Frozen):
    """The day that a site shows because it is today there."""

    day: date
    timezone: str


class Round(Frozen):
    """What came of a build.

    `problems` are the reasons why nothing was written; `changed` the files that came, went or
    differ; `notes` what to say besides. `day` is None where the site's day stays as it is.
    """

    problems: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    day: Day | None = None


Pages = Mapping[str, bytes]
"""Files of a site by their paths in it."""


class Builder:
    """Builds the project, and remembers the last build for the next glance.

    The search `index` may be one of before, which is made when edits rest.
    """

    def __init__(
        self,
        root: Path,
        output: Path,
        wishes: journey.Wishes,
        today: Callable[[str], date],
        hands: Hands = alone,
    ) -> None:
        self.index = LateIndex(SearchIndex(root / STATE))
        self._root = root
        self._output = output
        self._wishes = wishes
        self._today = today
        self._hands = hands
        self._charts = ChartStore(root / STATE)
        self._last: journey.Draft | None = None
        self._drawing: Drawing = {}
        self._judged_by: JudgedBy = {}

    def __call__(self, reached: Reached = lambda _: None) -> Round:
        """A build of the whole site; `reached` is told each stage and file, and may end it."""
        self._last = None  # so that two drafts are never held at once
        started = time.perf_counter()
        day = None
        try:
            drafted = journey.draft(self._root, self._wishes, self._today, reached)
            if not drafted.is_day_chosen:
                day = Day(drafted.as_of, drafted.library.settings.timezone)
            if not drafted.is_sound(self._wishes):
                return Round(problems=_reasons(drafted), day=day)
            report = self._write(drafted, reached)
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

    def glance(self, paths: Iterable[str]) -> Pages:
        """The pages of edited files as they will be, and nothing else.

        What an author looks at after an edit is there at once, however large the site. There is
        none where that takes a whole build, which has to follow in any case.
        """
        pages: dict[str, bytes] = {}
        for inside in filter(None, map(self._inside, sorted(paths))):
            try:
                pages |= self._glance(inside)
            except Exception:  # the whole build comes upon it again, and tells
                break
        return pages

    def rehearse(self) -> frozenset[str]:
        """Glance at a file of each folder, so that all is at hand that a glance is made with.

        Which files these are.
        """
        documents = self._last.library.documents if self._last else ()
        by_folder = {one.inside.parts[:-1][:1]: one.path for one in documents}
        paths = frozenset(f"{realpath(self._root)}/{path}" for path in by_folder.values())
        self.glance(paths)
        return paths

    def _glance(self, inside: PurePosixPath) -> Pages:
        drafted = self._last and journey.glance(self._last, inside, self._judged_by)
        if not drafted:
            return {}
        self._last = drafted
        return {
            str(one.path): self._drawing[one.kind].render(one.data) for one in drafted.plan.outputs
        }

    def _write(self, drafted: journey.Draft, reached: Reached) -> Report:
        drawing = journey.renderers(drafted.theme, self._charts)
        crew = Crew(partial(self._attentive, reached), self.index.find, reached)
        report = journey.write(
            drafted, self._output, self._charts, in_place, crew=crew, drawing=drawing
        )
        self._last, self._drawing = drafted, drawing
        self._judged_by = judged_by(drafted.portfolio)
        return report

    def _attentive(self, reached: Reached, work: Work) -> Iterator[Drawn]:
        """Draw, and tell of every file, as drawing is what takes long."""
        for drawn in self._hands(work):
            reached(drawn.path)
            yield drawn

    def _inside(self, path: str) -> PurePosixPath | None:
        """A file as seen from the content folder; None for any other."""
        content = Path(realpath(self._root)) / CONTENT
        return PurePosixPath(relpath(path, content)) if path.startswith(f"{content}/") else None


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
