"""The objectives of a report: their scores in a table, and what happened to each."""

from collections.abc import Iterator

from okrsite.assess.assessment import KeyResultAssessment, ObjectiveAssessment
from okrsite.base.numbers import format_score
from okrsite.model.goals import KeyResult, Kind, Objective, Update
from okrsite.model.schema import Decision
from okrsite.plan.belonging import order
from okrsite.plan.drawn.small import small_plan
from okrsite.plan.pages.measures import values
from okrsite.plan.pages.objectives import (
    closing_reason,
    lineage,
    objective_sentence,
)
from okrsite.plan.pages.promises import revisions
from okrsite.plan.pages.report.scope import Scope, has_team_report
from okrsite.plan.paths import report_path
from okrsite.plan.rows import goal_row, judged_badge, share_words
from okrsite.plan.scene import Scene
from okrsite.plan.updates import update_view
from okrsite.plan.views.goals import Revision
from okrsite.plan.views.parts import Badge, Body, Link
from okrsite.plan.views.report import Carried, Chapter, ResultLine, ScoreLine, Story
from okrsite.plan.words import DASH, DECISION_WORDS

MOST_IN_FULL = 40
"""A report on more objectives leaves what happened to each to the reports of the teams."""
MOST_AT_LENGTH = 12
"""A report on more objectives leaves their purpose, and all but the last note, to the teams'."""
_NOTES = 3


def score_lines(scope: Scope, scene: Scene) -> tuple[ScoreLine, ...]:
    """The objectives as a table, by priority and title; none of more than anybody reads."""
    if not is_in_full(scope):
        return ()
    return tuple(_score_line(one, scope, scene) for one in _in_order(scope, scene))


def is_in_full(scope: Scope) -> bool:
    """Whether a report tells of each of its objectives."""
    return bool(scope.team) or len(scope.ids) <= MOST_IN_FULL


def chapters(scope: Scope, scene: Scene) -> tuple[Chapter, ...]:
    """What happened to each objective, team by team."""
    if not is_in_full(scope):
        return ()
    return tuple(
        Chapter(
            scene.team(team).text if team else "",
            tuple(_story(one, scope, scene) for one in inside),
        )
        for team, inside in scene.by_team(_in_order(scope, scene), lambda one: one.team)
    )


def carried(scope: Scope, scene: Scene) -> tuple[Carried, ...]:
    """The objectives that go on later, and those that are to go on and do not yet."""
    return tuple(_carried(scope, scene))


def _in_order(scope: Scope, scene: Scene) -> list[Objective]:
    return sorted((scene.portfolio.objectives[id_] for id_ in scope.ids), key=order)


def _score_line(objective: Objective, scope: Scope, scene: Scene) -> ScoreLine:
    judged, row = scene.assessment.objectives[objective.id], goal_row(objective.id, scene)
    return ScoreLine(
        link=row.link,
        team=_team(objective, scope, scene),
        owner=row.owner,
        badge=row.badge,
        bar=row.bar,
        computed=_score(judged.score, scene),
        given=_score(judged.given_score, scene),
        decision=_decision_words(objective, scope, scene),
    )


def _team(objective: Objective, scope: Scope, scene: Scene) -> Link:
    """The team of an objective, leading to its own report where it has one."""
    name = scene.team(objective.team)
    has_report = has_team_report(scope.cycle.id, objective.team, scene)
    return Link(name.text, report_path(scope.cycle.id, objective.team)) if has_report else name


def _score(score: float | None, scene: Scene) -> str:
    return "" if score is None else format_score(score, scene.language)


def _decision(objective: Objective, scope: Scope) -> Decision | None:
    """What was decided by the close; nothing while it is open."""
    closing = objective.closing(scope.day) if scope.is_closed else None
    return closing.decision if closing else None


def _decision_words(objective: Objective, scope: Scope, scene: Scene) -> str:
    decision = _decision(objective, scope)
    return scene.say(DECISION_WORDS[decision]) if decision else ""


def _story(objective: Objective, scope: Scope, scene: Scene) -> Story:
    judged, row = scene.assessment.objectives[objective.id], goal_row(objective.id, scene)
    is_long = bool(scope.team) or len(scope.ids) <= MOST_AT_LENGTH
    said = _notes(objective, judged, scene)
    return Story(
        link=row.link,
        badge=row.badge,
        sentence=objective_sentence(judged, scene),
        owner=row.owner,
        why=_why(objective, scene) if is_long else None,
        results=tuple(_result(kr, scene) for kr in objective.key_results),
        updates=tuple(update_view(u, scene) for u in said[: _NOTES if is_long else 1]),
        revisions=tuple(_revisions(objective, scene)),
        closing_reason=closing_reason(objective, judged, scene) if judged.is_closed else None,
        lineage=tuple(lineage(objective, scene)),
        of=row.bar.of,
        file=objective.document.path,
    )


def _why(objective: Objective, scene: Scene) -> Body | None:
    """The first paragraph of what it is for, where it is one."""
    path = scene.path(Kind.OBJECTIVE, objective.id)
    body = scene.body(objective.document, path, level=5)
    first = body.text.strip().partition("\n\n")[0] if body else ""
    is_plain = first[:1].isalnum() or first[:1] in "“\"'*_[("
    return Body(first, body.links, level=5) if body and is_plain else None


def _notes(objective: Objective, judged: ObjectiveAssessment, scene: Scene) -> list[Update]:
    """What was said of an objective and its key results, the newest first."""
    results = scene.assessment.key_results
    said = [u for kr in objective.key_results for u in results[kr.key].updates if u.note]
    said += [u for u in judged.updates if u.note]
    return sorted(said, key=lambda u: (-u.day.toordinal(), u.goal, u.place.path))


def _result(kr: KeyResult, scene: Scene) -> ResultLine:
    judged = scene.assessment.key_results[kr.key]
    start, current, target = _way(kr, judged, scene)
    is_dropped = kr.is_dropped(judged.as_of)
    badge = judged_badge(judged, scene.language)
    return ResultLine(
        title=kr.title,
        badge=Badge("none", scene.say("dropped")) if is_dropped else badge,
        start=start,
        current=current,
        target=target,
        progress=share_words(judged.progress, scene.language),
        chart=small_plan(kr, judged, scene.language, scene.promises(kr).moves),
        of=f"key-result:{kr.key}",
    )


def _way(kr: KeyResult, judged: KeyResultAssessment, scene: Scene) -> tuple[str, str, str]:
    """Start, current and target; what would say nothing new is empty."""
    start, current, target = values(kr, judged, scene)
    if start in (DASH, current):
        start = ""
    return start, current, "" if current == target else target


def _revisions(objective: Objective, scene: Scene) -> Iterator[tuple[str, Revision]]:
    """The promises that moved with a reason, or lack one; what was drafted is not told."""
    for kr in objective.key_results:
        for one in revisions(kr, objective, scene):
            if one.lacks_reason or one.is_told:
                yield kr.title, one


def _carried(scope: Scope, scene: Scene) -> Iterator[Carried]:
    for objective in _in_order(scope, scene):
        after = scene.successors.get(objective.id, ())
        if after or _decision(objective, scope) in _GOES_ON:
            decision = _decision_words(objective, scope, scene)
            to = tuple(_in_its_cycle(id_, scene) for id_ in after)
            yield Carried(scene.link(Kind.OBJECTIVE, objective.id), decision, to)


def _in_its_cycle(id_: str, scene: Scene) -> Link:
    row = goal_row(id_, scene)
    return Link(f"{row.link.text} ({row.cycle.text})", row.link.path)


_GOES_ON = (Decision.KEEP, Decision.MODIFY)
