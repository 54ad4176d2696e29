"""A difference in, the lines that ask for a decision out, the heaviest first."""

from collections.abc import Mapping

from okrsite.base.frozen import replace
from okrsite.base.problems import Problem, Severity
from okrsite.base.words import marked, say_in
from okrsite.compare.difference import Alerting, Difference, Measure, Shift, Subject, ThingChange
from okrsite.plan.changes.lines import Line, Sign
from okrsite.plan.changes.sentences import told, verdict_words
from okrsite.plan.changes.things import goalpost_sentences, goalposts, is_redefined

_MEASURES = tuple(Measure)


def decisions(difference: Difference) -> tuple[Line, ...]:
    """What the policy rules and files answer, goalposts that moved, KPIs redefined, or alerting.

    A goalpost's line says what its move did to the numbers of the thing itself. What the policy
    rules of it, at the same place, makes it heavier and is not told a second time.
    """
    moved = [change for change in difference.things if goalposts(change)]
    of_goalposts = _by_goalpost(difference.rulings, moved)
    told_there = {one for rulings in of_goalposts.values() for one in rulings}
    shifts, language = own_shifts(difference), difference.language
    lines = [
        *(finding(one, RULED[one.severity]) for one in difference.rulings if one not in told_there),
        *(finding(one, Sign.ERROR) for one in difference.appeared if is_error(one)),
        *(_answered(one, language) for one in difference.answered),
        *(
            _ruled(_goalpost(one, shifts.get(one.subject, ()), language), of_goalposts.get(one, ()))
            for one in moved
        ),
        *(_alert(one, language) for one in difference.alerts if one.starts),
    ]
    deciding = (line for line in lines if line.sign is not Sign.NEWS)
    return tuple(sorted(deciding, key=lambda line: _RANKS[line.sign]))


RULED = {
    Severity.ERROR: Sign.ERROR,
    Severity.WARNING: Sign.WARNING,
    Severity.ADVICE: Sign.NEWS,
}
"""What a ruling asks for; one that a project has made advice asks for nothing."""

_RANKS = {sign: rank for rank, sign in enumerate(Sign)}


def calmed(difference: Difference) -> tuple[Line, ...]:
    """The KPIs that no longer ask for attention."""
    return tuple(_alert(one, difference.language) for one in difference.alerts if not one.starts)


def finding(problem: Problem, sign: Sign) -> Line:
    """A finding or a ruling as a line; the hint says what would help."""
    place = str(problem.place)
    return Line(sign, "", (problem.message,), place, problem.hint, code=problem.code)


def is_error(problem: Problem) -> bool:
    """Whether a finding is an error: what it is about is not read, and so held to nothing."""
    return problem.severity is Severity.ERROR


def _answered(problem: Problem, language: str) -> Line:
    """A ruling that a file answers, which fails nothing, and which nobody should overlook."""
    line = finding(replace(problem, hint=""), Sign.ANSWERED)
    reason = say_in(language, "answered in the file: {reason}", reason=problem.hint)
    return replace(line, sentences=(*line.sentences, reason))


def own_shifts(difference: Difference) -> Mapping[Subject, tuple[Shift, ...]]:
    """What became of the numbers of each thing itself, progress before scores."""
    found: dict[Subject, tuple[Shift, ...]] = {}
    for one in sorted(difference.shifts, key=lambda one: _MEASURES.index(one.measure)):
        found[one.subject] = (*found.get(one.subject, ()), one)
    return found


def _by_goalpost(
    rulings: tuple[Problem, ...], moved: list[ThingChange]
) -> Mapping[ThingChange, tuple[Problem, ...]]:
    """The rulings on each thing whose goalposts moved, by the line that says so.

    A line on which several things moved is nobody's.
    """
    owners: dict[tuple[str, int], set[ThingChange]] = {}
    for change in moved:
        for one in goalposts(change) if _is_told(change) else ():
            owners.setdefault((one.place.path, one.place.line), set()).add(change)
    found: dict[ThingChange, tuple[Problem, ...]] = {}
    for ruling in rulings:
        on_line = owners.get((ruling.place.path, ruling.place.line), set())
        if len(on_line) == 1 and RULED[ruling.severity] is not Sign.NEWS:
            (change,) = on_line
            found[change] = (*found.get(change, ()), ruling)
    return found


def _is_told(change: ThingChange) -> bool:
    return any(one.sentence for one in goalposts(change))


def _ruled(line: Line, rulings: tuple[Problem, ...]) -> Line:
    """A goalpost's line as heavy as what is ruled of it, with what would help."""
    if not rulings:
        return line
    sign = min((RULED[one.severity] for one in rulings), key=_RANKS.__getitem__)
    hints = dict.fromkeys(one.hint for one in rulings if one.hint)
    codes = dict.fromkeys(one.code for one in rulings)
    return replace(line, sign=sign, hint="; ".join(hints), code=", ".join(codes))


def _goalpost(change: ThingChange, shifts: tuple[Shift, ...], language: str) -> Line:
    """What moved of a thing's goalposts, and what that did to its numbers."""
    moved = [one for one in goalposts(change) if one.sentence]
    sign = Sign.REDEFINED if is_redefined(change) else Sign.GOALPOST
    words = "; ".join(goalpost_sentences(change))
    effects = (told(one, language) for one in shifts)
    place = str(moved[0].place if moved else change.place)
    return Line(sign, change.title, tuple(filter(None, (words, *effects))), place)


def _alert(one: Alerting, language: str) -> Line:
    """A KPI that starts or stops to ask for attention, and why."""
    is_ = verdict_words(one.is_, language) if one.is_ else say_in(language, "gone")
    if one.was is None:
        words = is_
    else:
        was = verdict_words(one.was, language)
        words = say_in(language, "{now}, was {before}", now=is_, before=was)
    start = say_in(language, _STARTS if one.starts else _STOPS)
    sign = Sign.ALERT if one.starts else Sign.NEWS
    of = f"{one.subject.kind}:{one.subject.id}"
    return Line(sign, one.title, (f"{start}: {words}", *one.reasons), of=of)


_STARTS = marked("starts to alert")
_STOPS = marked("alerts no more")
