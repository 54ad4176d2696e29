"""A cycle and what was said in it in, the file of its review out: filled with what is known."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import PurePosixPath

from okrsite.assess.assessment import Assessment, ObjectiveAssessment
from okrsite.assess.scoring import final_score
from okrsite.base.text import slug
from okrsite.model.goals import CheckIn, Cycle, Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import Stage
from okrsite.new.fields import Comment, Group, Value, page
from okrsite.new.files import CannotWriteError, NewFile, Scaffold


def review(
    cycle: Cycle, team: str, author: str, portfolio: Portfolio, assessment: Assessment
) -> Scaffold:
    """The file of a cycle's review, or of a team's part in it.

    It holds how each objective ended, the wins and setbacks that check-ins told of, and room for
    what will be done otherwise. Raises CannotWriteError.
    """
    for one in portfolio.reviews:
        if one.cycle == cycle.id and one.team == team:
            raise CannotWriteError(
                f"the review is written already: {one.document.path}", "write on in it"
            )
    name = team or slug(portfolio.settings.company.name or "review")
    path = PurePosixPath("reviews", cycle.id, f"{name}.md")
    objectives = _objectives(cycle, team, portfolio)
    said = tuple(_checkins(cycle, objectives, team, portfolio, assessment.as_of))
    return Scaffold((NewFile(path, _text(cycle, team, author, objectives, said, assessment)),))


def _text(  # noqa: PLR0913, PLR0917 - the parts of a review
    cycle: Cycle,
    team: str,
    author: str,
    objectives: list[Objective],
    said: tuple[CheckIn, ...],
    assessment: Assessment,
) -> str:
    fields: list[tuple[str, Value] | Comment] = [("cycle", cycle.id)]
    if team:
        fields.append(("team", team))
    fields.append(("date", str(assessment.as_of)))
    fields.append(("author", author) if author else Comment("author: who writes it"))
    scores = [_ended(one, assessment.objectives[one.id], assessment.as_of) for one in objectives]
    wins = [line for one in said for line in _quoted(one, one.wins)]
    setbacks = [line for one in said for line in _quoted(one, one.setbacks)]
    sections = (
        ("Scores", scores or ["- No objective of this cycle"]),
        ("Wins", wins or ["-"]),
        ("Setbacks", setbacks or ["-"]),
        ("Adjustments", ["-"]),
    )
    body = "\n\n".join(f"## {title}\n\n" + "\n".join(lines) for title, lines in sections)
    return page(Group(tuple(fields)), body)


def _objectives(cycle: Cycle, team: str, portfolio: Portfolio) -> list[Objective]:
    found = [
        one
        for one in portfolio.objectives.values()
        if one.cycle == cycle.id and one.stage is not Stage.DRAFT and (not team or one.team == team)
    ]
    return sorted(found, key=lambda one: (one.team, one.title.casefold(), one.id))


def _checkins(
    cycle: Cycle, objectives: Iterable[Objective], team: str, portfolio: Portfolio, day: date
) -> Iterator[CheckIn]:
    """What was said in the cycle, oldest first; of a team by those who work or own there."""
    owners = {kr.owner for one in objectives for kr in one.key_results}
    owners |= {one.owner for one in _objectives(cycle, team, portfolio)}
    owners |= {one.id for one in portfolio.people.values() if team and one.team == team}
    last = min(day, cycle.closed_on or day)
    for one in reversed(portfolio.checkins):
        is_inside = (cycle.first_day or last) <= one.day <= last
        if is_inside and (not team or one.author in owners):
            yield one


def _ended(objective: Objective, judged: ObjectiveAssessment, day: date) -> str:
    """How an objective ended, or how it stands while its cycle runs."""
    score = final_score(judged) if judged.is_closed else judged.progress
    parts = ["no number" if score is None else f"{score:.2f}"]
    if judged.word:
        parts.append(judged.word)
    closing = objective.closing(day)
    if closing and closing.decision:
        parts.append(f"decided: {closing.decision}")
    return f"- [[objective:{objective.id}]]: {', '.join(parts)}"


def _quoted(checkin: CheckIn, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield f"- {' '.join(text.split())} ([[person:{checkin.author}]], {checkin.day})"
