"""The whole program on one page: read → model → assess → plan → render → write."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePosixPath

from okrsite import __version__
from okrsite.assess.again import JudgedBy, reassessed
from okrsite.assess.assessment import Assessment
from okrsite.assess.checks import check, check_settings, unanswering
from okrsite.assess.judge import assess
from okrsite.base.cache import Cache
from okrsite.base.frozen import Frozen, replace
from okrsite.base.problems import Problems, Severity, describe, together
from okrsite.base.project import CONTENT, FILE_NAME, STATE, THEMES
from okrsite.compare.changes import changed_things
from okrsite.compare.difference import Side
from okrsite.compare.facts.renames import matched
from okrsite.compare.history import NO_HISTORY, History, history
from okrsite.compare.policy.policy import rulings
from okrsite.compare.revision import Repository
from okrsite.model.goals import Kind, Ref
from okrsite.model.known import as_known
from okrsite.model.portfolio import Portfolio, assemble
from okrsite.model.silence import without
from okrsite.model.substitution import substituted
from okrsite.plan.answers import Answer, answer
from okrsite.plan.output import Plan
from okrsite.plan.plan import WARNINGS, plan
from okrsite.plan.preview.preview import preview
from okrsite.plan.preview.state import Planned
from okrsite.plan.scene import Scene
from okrsite.read.library import Library, read, reread
from okrsite.render.badges import BadgeRenderer
from okrsite.render.calendars import CalendarRenderer
from okrsite.render.cards import CardRenderer
from okrsite.render.copy import CopyRenderer
from okrsite.render.feeds import FeedRenderer
from okrsite.render.goals import GoalsRenderer
from okrsite.render.html import PageRenderer
from okrsite.render.sitemaps import SitemapRenderer
from okrsite.render.tables import TableRenderer
from okrsite.render.theme import DEFAULT, Theme, assets, find
from okrsite.write.charts import ChartStore
from okrsite.write.drawing import Drawing
from okrsite.write.publish import Publish, at_once
from okrsite.write.report import Report
from okrsite.write.search import SearchIndex
from okrsite.write.state import HISTORIES
from okrsite.write.target import Target
from okrsite.write.update import Crew, Reached, update


class Wishes(Frozen):
    """What a person asks of a build: its day, its address, and whether warnings stop it.

    `since` is a git revision: the site is then a preview that marks what differs from it.
    Without `wants_history` git is not asked how promises came to be.
    """

    as_of: date | None = None
    base_url: str | None = None
    is_strict: bool = False
    since: str = ""
    wants_history: bool = True


class Draft(Frozen):
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


def draft(
    root: Path,
    wishes: Wishes,
    today: Callable[[str], date],
    reached: Reached = lambda _: None,
) -> Draft:
    """Walk from the author's files to the plan of the site; `today` is asked by timezone.

    `reached` is told each room that is behind, and may raise what ends the walk.
    Raises NoRevisionError where there is no revision to mark the changes since.
    """
    library, problems = read(root, wishes.base_url)
    reached("read")
    settings = library.settings
    as_of = wishes.as_of or settings.as_of or today(settings.timezone)
    theme = find(root, settings.theme, problems)
    asks_git = wishes.wants_history and settings.history.git
    drafted = _drafted(library, problems, as_of, theme, asks_git=asks_git, reached=reached)
    drafted = replace(drafted, is_day_chosen=bool(wishes.as_of or settings.as_of))
    if not (wishes.since and drafted.assessment):
        return drafted
    return _marked(drafted, wishes, asks_git=asks_git)


def _drafted(  # noqa: PLR0913 - all that a draft is made from
    library: Library,
    problems: Problems,
    as_of: date,
    theme: Theme,
    *,
    asks_git: bool,
    at: str = "",
    reached: Reached = lambda _: None,
) -> Draft:
    """What was read as a draft; what is wrong in the past state of a commit is left out of it."""
    assembled, unlinked = assemble(library)
    portfolio = as_known(assembled, as_of)
    reached("assemble")
    found = together(problems, unlinked, check_settings(library))
    judged, planned, past = None, Plan(()), NO_HISTORY
    if at or not found.errors:
        judged = assess(portfolio, as_of)
        reached("assess")
        found = together(found, check(portfolio, judged))
        found = together(found, unanswering(library, portfolio, found.silenced, WARNINGS))
        reached("check")
        past = _history(library, at) if asks_git else NO_HISTORY
        planned, unplanned = plan(
            library, portfolio, judged, found, assets(theme), __version__, past
        )
        found = together(found, without(unplanned, portfolio.silenced))
        reached("plan the site")
    return Draft(
        library,
        portfolio,
        found,
        judged,
        as_of,
        is_day_chosen=True,
        plan=planned,
        theme=theme,
        history=past,
    )


def _history(library: Library, commit: str) -> History:
    """What git remembers of promises up to a commit; what is found is kept beside the charts."""
    kept = ChartStore(library.root / STATE, _MOST_HISTORY, HISTORIES)
    folder, timezone = f"{CONTENT}/objectives", library.settings.timezone
    found = history(library.root, folder, timezone, kept, commit)
    kept.sweep()
    return found


_MOST_HISTORY = 1 << 24
"""The bytes of histories that are kept, those of many commits."""


def _marked(drafted: Draft, wishes: Wishes, *, asks_git: bool) -> Draft:
    """The draft as a preview, which says what differs from a revision."""
    root = drafted.library.root
    commit = Repository(root, "leave out --since").commit(wishes.since)
    before = _planned_at(root, commit, drafted.as_of, wishes.base_url, asks_git=asks_git)
    after = Planned(drafted.library, drafted.portfolio, drafted.plan, drafted.as_of)
    both = before.portfolio, after.portfolio
    things = changed_things(*both, drafted.as_of)
    found = rulings(*both, drafted.as_of, matched(*both))
    return replace(drafted, plan=preview(before, after, Side(wishes.since, commit), things, found))


@lru_cache(maxsize=1)
def _planned_at(
    root: Path, commit: str, as_of: date, base_url: str | None, *, asks_git: bool
) -> Planned:
    """The plan of a commit, kept for as long as only the files of now change."""
    library, problems = Repository(root, "leave out --since").library(commit)
    if base_url is not None:
        settings = library.settings.model_copy(update={"base_url": base_url})
        library = replace(library, settings=settings)
    theme = find(root, DEFAULT, Problems())
    then = _drafted(library, problems, as_of, theme, asks_git=asks_git, at=commit)
    return Planned(then.library, then.portfolio, then.plan, as_of)


def glance(drafted: Draft, inside: PurePosixPath, judged_by: JudgedBy) -> Draft | None:
    """The draft after an edit of one file, with only the pages of what that file tells of.

    `inside` is relative to the content folder. All else comes with the whole draft, which has to
    follow. `judged_by` says of that which objectives are judged by which KPI. None where one file
    is not enough to tell, or where there is an error in it.
    """
    before, again = drafted.library, drafted.plan.again
    library = reread(before, inside)
    anew = library and substituted(drafted.portfolio, before, library, inside, drafted.as_of)
    judged = anew and drafted.assessment and reassessed(drafted.assessment, anew, judged_by)
    if not (again and library and anew and judged):
        return None
    portfolio = anew.portfolio
    objectives = (Ref(Kind.OBJECTIVE, id_) for id_ in anew.objectives)
    kpis = (Ref(Kind.KPI, id_) for id_ in anew.series if id_ in portfolio.kpis)
    wiki = (page for page in portfolio.pages if page.document.inside == inside)
    planned = again(library, portfolio, judged, (*objectives, *kpis, *wiki))
    return replace(drafted, library=library, portfolio=portfolio, assessment=judged, plan=planned)


def explain(drafted: Draft, name: str) -> tuple[Answer, ...]:
    """How the numbers of a thing came about; raises NoSuchThingError."""
    assert drafted.assessment, "what is wrong is not explained"
    return answer(name, Scene(drafted.library, drafted.portfolio, drafted.assessment))


def renderers(theme: Theme, charts: Cache) -> Drawing:
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
    crew: Crew | None = None,
    drawing: Drawing | None = None,
) -> Report:
    """Bring the output folder to the draft; raises OutputError where it cannot be written.

    `state` holds what may be lost between builds; `.okrsite` in the project unless given. Without
    a `crew` this process does everything, and makes the search index where it is not kept.
    """
    root = drafted.library.root
    sources = (root / FILE_NAME, root / CONTENT, root / THEMES)
    target = Target(output, root, sources, state or root / STATE)
    report = update(
        drafted.plan,
        drawing or renderers(drafted.theme, charts),
        target,
        publish,
        crew or Crew(find_index=SearchIndex(target.state)),
    )
    charts.sweep()
    return report
