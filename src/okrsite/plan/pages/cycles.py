"""The cycles and the home page: a time box at a glance."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from okrsite.assess.explain.reckoning import counted
from okrsite.model.goals import CheckIn, Cycle, Kind, Review
from okrsite.model.organisation import BACKLOG
from okrsite.plan.drawn.small import status_chart
from okrsite.plan.explained import explained
from okrsite.plan.explanations import cycle_explained
from okrsite.plan.navigation import newest_first
from okrsite.plan.pages.report.scope import has_report
from okrsite.plan.pages.rhythm import rhythm
from okrsite.plan.pages.scores import scores_rows, scores_view, sweet_spot_words
from okrsite.plan.pages.vitals import attention_words
from okrsite.plan.paths import CYCLES, HOME, prose_path, report_path
from okrsite.plan.rows import goal_rows, kpi_rows
from okrsite.plan.scene import Scene
from okrsite.plan.tallies import counts, tally_explained, tally_view
from okrsite.plan.updates import told, update_view
from okrsite.plan.views.explained import Explained
from okrsite.plan.views.goals import CycleView, Focus, Heat, HeatRow, HomeView
from okrsite.plan.views.organisation import CycleRow, CyclesListView
from okrsite.plan.views.parts import Body, Chart, Count, Fact, GoalRow, Head, Link, Said
from okrsite.plan.words import DASH, EVERY, PILLAR_KINDS, TROUBLED, pillar_order
from okrsite.read.library import Document

_NEWS_DAYS = 14
_MOST_UPDATES = 8
_MOST_NEWS = 6
_MOST_OTHERS = 8


def cycle_page(cycle: Cycle, scene: Scene) -> tuple[Head, CycleView]:
    """All objectives of a cycle, and how they stand by team."""
    ids = scene.goals_in(cycle.id)
    of = f"cycle:{cycle.id}"
    tally = tally_view(ids, scene, of)
    closed = cycle.is_closed(scene.as_of)
    view = CycleView(
        title=cycle.title,
        first_day=scene.maybe_day(cycle.first_day),
        last_day=scene.maybe_day(cycle.last_day),
        closed_on=scene.maybe_day(cycle.closed_on),
        when=when_words(cycle, scene),
        is_closed=closed,
        tally=tally,
        scores=scores_view(cycle.id, scene),
        explained=cycle_explained(cycle, ids, scene),
        heat=_heat(cycle, ids, scene),
        rhythm=rhythm(cycle, ids, scene),
        focus=tuple(_focus(ids, scene)),
        goals=goal_rows(ids, scene),
        not_doing=tuple(not_doing(cycle, scene)),
        body=scene.body(cycle.document, scene.path(Kind.CYCLE, cycle.id), level=3, prefix="about_"),
        parent=scene.cycle(cycle.parent) if cycle.parent else None,
        parts=tuple(scene.cycle(id_) for id_ in _parts(cycle, scene)),
        reviews=tuple(
            review_links(scene, cycle=cycle.id, until=cycle.closed_on if closed else None)
        ),
        facts=tuple(_facts(cycle, scene)),
        file=cycle.document.path if cycle.document else "",
    )
    head = Head(
        cycle.title,
        scene.say("Cycle"),
        f"{cycle.title}: {tally.sentence}",
        CYCLES,
        edit=scene.edit(cycle.document),
    )
    return head, view


def cycles_page(scene: Scene) -> tuple[Head, CyclesListView]:
    """The cycles, the newest first."""
    shown = [id_ for id_ in newest_first(scene) if scene.path(Kind.CYCLE, id_)]
    rows = tuple(_cycle_row(scene.portfolio.cycles[id_], scene) for id_ in shown)
    scores = tuple(row for id_ in shown for row in scores_rows(id_, scene))
    return Head(scene.say("Cycles"), section=CYCLES), CyclesListView(
        rows, scores, sweet_spot_words(scene)
    )


def home_page(front: Document | None, scene: Scene) -> tuple[Head, HomeView]:
    """The current cycle at a glance: how far, how many in each state, what needs attention.

    `front` is the file of the page's own text.
    """
    portfolio, current = scene.portfolio, scene.assessment.current_cycle
    cycle = portfolio.cycles.get(current)
    ids = scene.goals_in(current)
    ids = ids or sorted(portfolio.objectives)
    of = f"cycle:{current}"
    troubled = attention(ids, scene)
    urgent = {row.link.path for row in troubled}
    since = scene.as_of - timedelta(days=_NEWS_DAYS)
    recent = [c for c in portfolio.checkins if since < c.day <= scene.as_of]
    updates = [u for c in portfolio.checkins if c.day <= scene.as_of for u in c.updates if u.note]
    view = HomeView(
        title=cycle.title if cycle and cycle.id != BACKLOG else portfolio.settings.title,
        cycle=scene.cycle(current) if cycle and cycle.id != BACKLOG else None,
        when=when_words(cycle, scene) if cycle else "",
        tally=tally_view(ids, scene, of),
        explained=_explained(cycle, ids, scene) if cycle else (),
        body=scene.body(front, HOME, level=3, prefix="about_"),
        attention=troubled,
        others=tuple(row for row in goal_rows(ids, scene) if row.link.path not in urgent)
        if len(ids) <= _MOST_OTHERS or not scene.path(Kind.CYCLE, current)
        else (),
        vitals=kpi_rows(scene.assessment.alerts, scene),
        vitals_sentence=attention_words(scene) if portfolio.kpis else "",
        attention_words=scene.says("{n} objective", "{n} objectives", len(troubled)),
        vitals_words=scene.says("{n} vital sign", "{n} vital signs", len(scene.assessment.alerts)),
        needing=len(troubled) + len(scene.assessment.alerts),
        chart=status_by_team(ids, scene),
        wins=news(recent, "wins", scene),
        setbacks=news(recent, "setbacks", scene),
        blockers=news(recent, "blockers", scene),
        updates=tuple(update_view(u, scene) for u in updates[:_MOST_UPDATES]),
        since=scene.day(since),
    )
    return Head(
        portfolio.settings.title,
        section=HOME,
        description=view.tally.sentence,
        edit=scene.edit(front),
    ), view


def when_words(cycle: Cycle, scene: Scene) -> str:
    """Where the day lies in a cycle."""
    first_day, last_day, as_of = cycle.first_day, cycle.last_day, scene.as_of
    if first_day is None or last_day is None:
        return scene.say("Without days")
    total = (last_day - first_day).days + 1
    if as_of < first_day:
        return scene.say("Starts on {day}", day=scene.day(first_day).words)
    if as_of <= last_day:
        return scene.say("Day {day} of {days}", day=(as_of - first_day).days + 1, days=total)
    if cycle.closed_on is None:
        return scene.say("Over")
    closed_on = scene.day(cycle.closed_on).words
    if as_of < cycle.closed_on:
        return scene.say("Over, closes on {day}", day=closed_on)
    return scene.say("Closed on {day}", day=closed_on)


def review_links(
    scene: Scene, *, cycle: str = "", team: str = "", until: date | None = None
) -> list[Link]:
    """The reviews of a cycle or a team up to a day, else today, the newest first."""
    last = until or scene.as_of
    found = [
        review
        for review in scene.portfolio.reviews
        if (not cycle or review.cycle == cycle)
        and (not team or review.team == team)
        and review.is_known(last)
    ]
    found.sort(key=lambda r: (r.day.toordinal() if r.day else 0, r.document.path), reverse=True)
    return [Link(review_title(review, scene), prose_path(review)) for review in found]


def review_title(review: Review, scene: Scene) -> str:
    """A review by what it reviews, where its author gave it no name."""
    if review.document.fields.get("title"):
        return review.title
    what = scene.team(review.team).text if review.team else ""
    cycle = scene.cycle(review.cycle).text
    if what:
        return scene.say("Review of {cycle}: {team}", cycle=cycle, team=what)
    return scene.say("Review of {cycle}", cycle=cycle)


def _cycle_row(cycle: Cycle, scene: Scene) -> CycleRow:
    first_day, last_day = cycle.first_day, cycle.last_day
    days = (
        scene.say("{low} to {high}", low=scene.day(first_day).words, high=scene.day(last_day).words)
        if (first_day and last_day)
        else ""
    )
    state = when_words(cycle, scene)
    tally = tally_view(scene.goals_in(cycle.id), scene, f"cycle:{cycle.id}")
    return CycleRow(scene.cycle(cycle.id), days, state, tally)


def _parts(cycle: Cycle, scene: Scene) -> list[str]:
    found = [c for c in scene.portfolio.cycles.values() if c.parent == cycle.id]
    found.sort(key=lambda c: (c.first_day.toordinal() if c.first_day else 0, c.id))
    return [c.id for c in found if scene.path(Kind.CYCLE, c.id)]


def _explained(cycle: Cycle, ids: Sequence[str], scene: Scene) -> tuple[Explained, ...]:
    """How the numbers of a cycle came about, and how many teams it has."""
    names = [(_team(team, scene).text, "") for team, _ in _by_team(ids, scene)]
    count = counted(f"cycle:{cycle.id}/teams", scene.say("Teams"), names, scene.language)
    teams = (count,) if names else ()
    return (*cycle_explained(cycle, ids, scene), *explained(teams, scene))


def _team(team: str, scene: Scene) -> Link:
    return scene.team(team) if team else Link(scene.say("Without a team"))


def _facts(cycle: Cycle, scene: Scene) -> list[Fact]:
    if cycle.first_day is None:
        return []
    found = [Fact(scene.say("Check-ins"), scene.say(EVERY[cycle.rhythm]))]
    if cycle.targets_fixed_on:
        found.append(Fact(scene.say("Targets fixed on"), day=scene.day(cycle.targets_fixed_on)))
    if cycle.closed_on:
        is_closed = cycle.is_closed(scene.as_of)
        word = scene.say("Closed on") if is_closed else scene.say("Closes on")
        found.append(Fact(word, day=scene.day(cycle.closed_on)))
    if has_report(cycle.id, scene):
        whole = Link(scene.say("Report on {cycle}", cycle=cycle.title), report_path(cycle.id))
        found.append(Fact(scene.say("Report"), links=(whole,)))
    return found


def _focus(ids: Sequence[str], scene: Scene) -> Iterator[Focus]:
    """The pillars that a cycle's objectives hang on, each with those that do."""
    on_it: dict[str, list[str]] = {}
    for row in goal_rows(ids, scene):
        objective = scene.portfolio.objectives[row.bar.of.partition(":")[2]]
        above = [ref.id for ref in objective.parents if ref.kind is Kind.PILLAR]
        for id_ in dict.fromkeys(filter(None, (objective.pillar, *above))):
            on_it.setdefault(id_, []).append(objective.id)
    pillars = [one for id_, one in scene.portfolio.pillars.items() if id_ in on_it]
    for pillar in sorted(pillars, key=pillar_order):
        goals = tuple(scene.link(Kind.OBJECTIVE, id_) for id_ in on_it[pillar.id])
        yield Focus(scene.link(Kind.PILLAR, pillar.id), scene.say(PILLAR_KINDS[pillar.kind]), goals)


def not_doing(cycle: Cycle, scene: Scene) -> list[Body]:
    """What a cycle leaves undone on purpose."""
    document = cycle.document
    if document is None:
        return []
    return [
        scene.prose(text, document, document.place("not_doing", index))
        for index, text in enumerate(cycle.not_doing)
    ]


def _by_team(ids: Sequence[str], scene: Scene) -> list[tuple[str, tuple[str, ...]]]:
    objectives = scene.portfolio.objectives
    return scene.by_team(ids, lambda id_: objectives[id_].team)


def status_by_team(ids: Sequence[str], scene: Scene) -> Chart | None:
    """Objectives by status, one bar a team."""
    rows = [
        (_team(team, scene).text, counts(inside, scene)) for team, inside in _by_team(ids, scene)
    ]
    sentence = _status_sentence(counts(ids, scene), len(rows), scene)
    return status_chart(rows, sentence, scene.language)


def _status_sentence(found: Sequence[Count], teams: int, scene: Scene) -> str:
    counted_ = ", ".join(f"{count.number} {count.badge.word}" for count in found)
    return scene.says("{counts}, in {n} team", "{counts}, in {n} teams", teams, counts=counted_)


def _heat(cycle: Cycle, ids: Sequence[str], scene: Scene) -> Heat | None:
    """Teams by statuses, as a table."""
    teams = _by_team(ids, scene)
    if len(teams) < 2:
        return None
    statuses = [count.badge for count in counts(ids, scene)]
    rows: list[HeatRow] = []
    whys: list[Explained] = []
    for team, inside in teams:
        of = f"heat:{cycle.id}.{team}"
        numbers = {count.badge: count.number for count in counts(inside, scene)}
        tally = tally_view(inside, scene, of)
        whys += tally_explained(inside, scene, of, with_expected=False)
        rows.append(
            HeatRow(
                team=_team(team, scene),
                cells=tuple(str(numbers[badge]) if badge in numbers else "" for badge in statuses),
                total=str(len(inside)),
                progress=tally.bar.words if tally.bar else DASH,
                confidence=tally.confidence or DASH,
                of=of,
            )
        )
    return Heat(tuple(statuses), tuple(rows), tuple(whys))


def attention(ids: Sequence[str], scene: Scene) -> tuple[GoalRow, ...]:
    """The objectives that ask for attention, worst first; their order within by priority."""
    judged = scene.assessment.objectives
    known = {scene.path(Kind.OBJECTIVE, id_): judged[id_].status for id_ in ids}
    found = [row for row in goal_rows(ids, scene) if known[row.link.path] in TROUBLED]
    return tuple(sorted(found, key=lambda row: TROUBLED.index(known[row.link.path])))


def news(checkins: Sequence[CheckIn], what: str, scene: Scene) -> tuple[Said, ...]:
    """The first wins, setbacks or blockers of check-ins."""
    found = (said for checkin in checkins for said in told(checkin, what, scene))
    return tuple(islice(found, _MOST_NEWS))
