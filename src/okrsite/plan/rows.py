"""Statuses, bars and the lines of lists, as every page shows them."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from okrsite.assess.assessment import (
    KeyResultAssessment,
    KpiAssessment,
    ObjectiveAssessment,
    Status,
    Word,
)
from okrsite.assess.explain.kpi_values import number_of
from okrsite.assess.points import Point
from okrsite.assess.scoring import final_score
from okrsite.assess.words import STAGES
from okrsite.base.frozen import replace
from okrsite.base.numbers import Unit, format_percent, format_score, format_value
from okrsite.base.text import slug
from okrsite.base.words import marked, say_in
from okrsite.model.goals import KeyResult, Kind, Objective
from okrsite.model.organisation import BACKLOG
from okrsite.model.schema import Stage
from okrsite.plan.belonging import order
from okrsite.plan.bounds import rule_words
from okrsite.plan.drawn.small import sparkline
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import (
    Badge,
    Bar,
    GoalRow,
    KeyResultRow,
    KpiRow,
)
from okrsite.plan.words import (
    DASH,
    INDICATORS,
    KPI_WORDS,
    RESULT_WORDS,
    STATUS_WORDS,
    period_words,
)


@cache
def status_badge(status: Status, language: str) -> Badge:
    """A status as it is called."""
    return Badge(status.value, say_in(language, STATUS_WORDS[status]))


def judged_badge(judged: KeyResultAssessment | ObjectiveAssessment, language: str) -> Badge:
    """How a goal stands; at risk and off track stay where the news is old, and say so."""
    badge = status_badge(judged.status, language)
    is_marked = judged.is_outdated and judged.status is not Status.OUTDATED
    return replace(badge, note=say_in(language, "outdated")) if is_marked else badge


def objective_badge(objective: Objective, judged: ObjectiveAssessment, language: str) -> Badge:
    """An objective's status; one that does not count says why."""
    if judged.status is Status.NONE:
        return Badge(Status.NONE.value, say_in(language, _uncounted(objective)))
    if judged.word:
        return Badge(_CLOSED[judged.word], say_in(language, RESULT_WORDS[judged.word]))
    return judged_badge(judged, language)


def state_id(id_: str, scene: Scene) -> str:
    """The state of an objective as a part of ids and addresses, the same in every language."""
    objective, judged = scene.portfolio.objectives[id_], scene.assessment.objectives[id_]
    return slug(objective_badge(objective, judged, "en").word)


_CLOSED = {"achieved": "achieved", "partly": "at-risk", "missed": "missed"}
"""The mark of a closed objective's word."""


def _uncounted(objective: Objective) -> str:
    if objective.stage is not Stage.ACTIVE:
        return STAGES[objective.stage]
    return marked("backlog") if objective.cycle == BACKLOG else STATUS_WORDS[Status.NONE]


def kpi_badge(judged: KpiAssessment, language: str) -> Badge:
    """A KPI's word, with what else is true of it."""
    notes = [
        marked("stale") if judged.is_stale and judged.word is not Word.STALE else "",
        marked("acknowledged") if judged.is_acknowledged else "",
        marked("retired") if judged.is_retired else "",
    ]
    said = ", ".join(say_in(language, note) for note in notes if note)
    return Badge(judged.word.value, say_in(language, KPI_WORDS[judged.word]), said)


def bar(progress: float | None, expected: float | None, language: str, of: str) -> Bar:
    """Progress of something against what was expected, both 0..1 or unknown."""
    return Bar(
        fill=_percent(progress),
        tick=-1 if expected is None else _percent(expected),
        words=share_words(progress, language),
        expected="" if expected is None else format_percent(expected, language),
        is_over=progress is not None and progress > 1,
        is_pending=progress is None,
        of=of,
    )


def objective_bar(judged: ObjectiveAssessment, language: str) -> Bar:
    """An objective's progress; nothing is expected any more of one that is closed."""
    is_running = judged.counts and not judged.is_closed
    expected = judged.expected if is_running else None
    return bar(judged.progress, expected, language, f"objective:{judged.id}")


def _percent(share: float | None) -> int:
    return 0 if share is None else round(100 * min(1.0, max(0.0, share)))


def goal_rows(ids: Iterable[str], scene: Scene) -> tuple[GoalRow, ...]:
    """Objectives as a list, by priority and title."""
    objectives = scene.portfolio.objectives
    chosen = sorted((objectives[id_] for id_ in set(ids)), key=order)
    return tuple(goal_row(objective.id, scene) for objective in chosen)


def goal_row(id_: str, scene: Scene) -> GoalRow:
    """An objective in a list; the same object wherever it stands."""
    if id_ not in scene.goal_rows:
        scene.goal_rows[id_] = _goal_row(id_, scene)
    return scene.goal_rows[id_]


def _goal_row(id_: str, scene: Scene) -> GoalRow:
    objective = scene.portfolio.objectives[id_]
    judged = scene.assessment.objectives[id_]
    score = final_score(judged)
    return GoalRow(
        link=scene.link(Kind.OBJECTIVE, id_),
        badge=objective_badge(objective, judged, scene.language),
        bar=objective_bar(judged, scene.language),
        owner=scene.person(objective.owner),
        team=scene.team(objective.team),
        cycle=scene.cycle(objective.cycle),
        score="" if score is None else format_score(score, scene.language),
        is_sweet=id_ in scene.sweet,
        why=_why(judged, scene),
        is_quiet=not judged.counts,
    )


def _why(judged: ObjectiveAssessment, scene: Scene) -> str:
    """The shortest reason for a status that asks for attention."""
    if judged.breached and judged.counts:
        names = [scene.portfolio.kpis[id_].title for id_ in judged.breached]
        return scene.say("guardrail critical: {kpis}", kpis=scene.ground.all_of(names))
    if judged.status not in (Status.OFF_TRACK, Status.AT_RISK, Status.MISSED, Status.OUTDATED):
        return ""
    if judged.verdict:
        return scene.say("the owner's call")
    key_results = scene.key_results
    objectives = scene.portfolio.objectives
    titles = [
        key_results[id_].title if id_ in key_results else objectives[id_].title
        for id_ in judged.weakest
    ]
    if len(titles) < 2:
        return "".join(titles)
    if len(titles) == 2:
        return scene.say("{title} and another", title=titles[0])
    return scene.say("{title} and others", title=titles[0])


def key_result_row(key: str, scene: Scene) -> KeyResultRow:
    """A key result in a list."""
    kr, judged = scene.key_results[key], scene.assessment.key_results[key]
    return KeyResultRow(
        link=scene.link(Kind.KEY_RESULT, key),
        objective=scene.link(Kind.OBJECTIVE, kr.objective),
        badge=judged_badge(judged, scene.language),
        bar=bar(judged.progress, judged.expected, scene.language, f"key-result:{key}"),
        values=_current_of_target(kr, judged, scene),
    )


def _current_of_target(kr: KeyResult, judged: KeyResultAssessment, scene: Scene) -> str:
    if judged.value is None:
        return ""
    current = format_value(judged.value, kr.unit, scene.language)
    if judged.promise.target is None:
        return current
    target = format_value(judged.promise.target, kr.unit, scene.language)
    return scene.say("{current} of {target}", current=current, target=target)


def standing(kr: KeyResult, judged: KeyResultAssessment, language: str) -> str:
    """The value of a key result; its progress where it is not measured in numbers."""
    if judged.value is not None:
        return format_value(judged.value, kr.unit, language)
    return share_words(judged.progress, language)


def share_words(share: float | None, language: str) -> str:
    """A share in percent, or a dash."""
    return DASH if share is None else format_percent(share, language)


def value_words(point: Point | None, unit: Unit, language: str) -> str:
    """The value of a period with its unit, or a dash."""
    if point is None or point.value is None:
        return DASH
    return format_value(point.value, unit, language)


def kpi_rows(ids: Iterable[str], scene: Scene, closed_on: date | None = None) -> tuple[KpiRow, ...]:
    """KPIs as a list, in the order given: today, or as they stood when a cycle closed."""
    return tuple(kpi_row(id_, scene, closed_on) for id_ in ids)


def kpi_row(id_: str, scene: Scene, closed_on: date | None = None) -> KpiRow:
    """A KPI in a list; the same object wherever it stands."""
    key = id_, closed_on
    if key not in scene.kpi_rows:
        scene.kpi_rows[key] = _kpi_row(*key, scene)
    return scene.kpi_rows[key]


def _kpi_row(id_: str, closed_on: date | None, scene: Scene) -> KpiRow:
    kpi, judged = scene.ground.known(id_, closed_on), scene.ground.kpi(id_, closed_on)
    point, language = judged.judged, scene.language
    return KpiRow(
        link=scene.link(Kind.KPI, id_),
        badge=kpi_badge(judged, language),
        value=value_words(point, kpi.series.unit, language),
        period=period_words(point.period, language) if point and point.value is not None else "",
        spark=sparkline(kpi.title, judged.points, kpi.series.unit, language),
        since=scene.maybe_day(judged.since),
        rule=rule_words(kpi, language),
        owner=scene.person(kpi.owner),
        team=scene.team(kpi.team),
        indicator=scene.say(INDICATORS[kpi.fields.indicator]) if kpi.fields.indicator else "",
        of=number_of(id_, closed_on),
        why=judged.reasons[0] if judged.reasons else "",
        is_muted=judged.is_acknowledged or judged.is_retired,
    )
