"""The whole program on one page: read → model → assess → plan → render → write."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from okrsite import __version__
from okrsite.assess.assessment import Assessment
from okrsite.assess.checks import check, check_settings, unanswering
from okrsite.assess.judge import assess
from okrsite.base.cache import Cache
from okrsite.base.problems import Problems, Severity, describe, together
from okrsite.compare.history import NO_HISTORY, History, history
from okrsite.model.known import as_known
from okrsite.model.portfolio import Portfolio, assemble
from okrsite.model.silence import without
from okrsite.plan.answers import Answer, answer
from okrsite.plan.output import Plan
from okrsite.plan.plan import WARNINGS, plan
from okrsite.plan.scene import Scene
from okrsite.read.config import FILE_NAME, Settings
from okrsite.read.library import CONTENT, Library, read
from okrsite.render.badges import BadgeRenderer
from okrsite.render.calendars import CalendarRenderer
from okrsite.render.cards import CardRenderer
from okrsite.render.copy import CopyRenderer
from okrsite.render.feeds import FeedRenderer
from okrsite.render.goals import GoalsRenderer
from okrsite.render.html import PageRenderer
from okrsite.render.sitemaps import SitemapRenderer
from okrsite.render.tables import TableRenderer
from okrsite.render.theme import THEMES, Theme, assets, find
from okrsite.write.charts import ChartStore
from okrsite.write.publish import Publish, at_once
from okrsite.write.report import Report
from okrsite.write.search import FindIndex, SearchIndex
from okrsite.write.state import HISTORIES
from okrsite.write.target import Target
from okrsite.write.update import Renderer, admit, update

STATE = ".okrsite"
OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person asks of a build: its day, its address, and whether warnings stop it.

    Without `wants_history` git is not asked how promises came to be.
    """

    as_of: date | None = None
    base_url: str | None = None
    is_strict: bool = False
    wants_history: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """A site before it is written: what was read, what is wrong with it, what it would hold.

    `assessment` is there where nothing was wrong enough to stop the judging.
    """

    library: Library
    portfolio: Portfolio
    problems: Problems
    assessment: Assessment | None
    as_of: date
    is_day_chosen: bool
    plan: Plan
    theme: Theme
    history: History = NO_HISTORY

    def described(self, problems: Problems) -> tuple[str, ...]:
        """Problems as people read them, in file order."""
        return tuple(describe(problem, self.library.line) for problem in problems)

    def is_sound(self, wishes: Wishes) -> bool:
        """Whether the site may be written."""
        warnings = self.problems.of(Severity.WARNING)
        return not (self.problems.errors or (wishes.is_strict and warnings))


def draft(root: Path, wishes: Wishes, today: Callable[[str], date]) -> Draft:
    """Walk from the author's files to the plan of the site; `today` is asked by timezone."""
    library, problems = read(root, wishes.base_url)
    settings = library.settings
    as_of = wishes.as_of or settings.as_of or today(settings.timezone)
    theme = find(root, settings.theme, problems)
    assembled, unlinked = assemble(library)
    portfolio = as_known(assembled, as_of)
    found = together(problems, unlinked, check_settings(library))
    judged, planned, past = None, Plan(()), NO_HISTORY
    if not found.errors:
        judged = assess(portfolio, as_of)
        found = together(found, check(portfolio, judged))
        found = together(found, unanswering(library, portfolio, found.silenced, WARNINGS))
        past = _history(root, settings, wishes)
        planned, unplanned = plan(
            library, portfolio, judged, found, assets(theme), __version__, past
        )
        found = together(found, without(unplanned, portfolio.silenced))
    is_day_chosen = bool(wishes.as_of or settings.as_of)
    return Draft(library, portfolio, found, judged, as_of, is_day_chosen, planned, theme, past)


def _history(root: Path, settings: Settings, wishes: Wishes) -> History:
    """What git remembers of promises; what is found is kept beside the charts."""
    if not (settings.history.git and wishes.wants_history):
        return NO_HISTORY
    kept = ChartStore(root / STATE, _MOST_HISTORY, HISTORIES)
    found = history(root, f"{CONTENT}/objectives", settings.timezone, kept)
    kept.sweep()
    return found


_MOST_HISTORY = 1 << 24
"""The bytes of histories that are kept, those of many commits."""


def explain(drafted: Draft, name: str) -> tuple[Answer, ...]:
    """How the numbers of a thing came about; raises NoSuchThingError."""
    assert drafted.assessment, "what is wrong is not explained"
    return answer(name, Scene(drafted.library, drafted.portfolio, drafted.assessment))


def renderers(theme: Theme, charts: Cache) -> dict[str, Renderer]:
    """What draws each kind of output."""
    return {
        "page": PageRenderer(theme, charts),
        "copy": CopyRenderer(),
        "goals": GoalsRenderer(),
        "table": TableRenderer(),
        "feed": FeedRenderer(),
        "calendar": CalendarRenderer(),
        "badge": BadgeRenderer(),
        "card": CardRenderer(charts),
        "sitemap": SitemapRenderer(),
    }


def write(  # noqa: PLR0913, PLR0917 - what a caller may know better
    drafted: Draft,
    output: Path,
    charts: ChartStore,
    publish: Publish = at_once,
    state: Path | None = None,
    find_index: FindIndex | None = None,
) -> Report:
    """Bring the output folder to the draft; raises OutputError where it cannot be written.

    `state` holds what may be lost between builds; `.okrsite` in the project unless given. The
    search index is made now where it is not kept, unless `find_index` knows better.
    """
    root = drafted.library.root
    kept = state or root / STATE
    sources = (root / FILE_NAME, root / CONTENT, root / THEMES)
    target = Target(output, root, sources, kept)
    admit(drafted.plan, target)
    index = (find_index or SearchIndex(kept))(drafted.plan.records)
    whole = replace(drafted.plan, outputs=(*drafted.plan.outputs, *index.outputs))
    report = update(whole, renderers(drafted.theme, charts), target, publish)
    charts.sweep()
    return replace(report, notes=(*index.notes, *report.notes))
