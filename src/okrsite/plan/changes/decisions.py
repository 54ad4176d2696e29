"""A difference in, the lines that ask for a decision out, the heaviest first."""

from collections.abc import Iterator, Mapping

from okrsite.base.problems import Problem, Severity
from okrsite.base.words import marked, say_in
from okrsite.compare.difference import Alerting, Difference, Measure, Shift, Subject, ThingChange
from okrsite.plan.changes.lines import Line, Sign
from okrsite.plan.changes.sentences import told, verdict_words
from okrsite.plan.changes.things import goalposts, is_redefined

_MEASURES = tuple(Measure)


def decisions(difference: Difference) -> tuple[Line, ...]:
    """What the policy rules, which goalposts moved and KPIs were redefined, what starts to alert.

    A goalpost's line says what its move did to the numbers of the thing itself.
    """
    moved = [change for change in difference.things if goalposts(change)]
    moved.sort(key=is_redefined)
    shifts = own_shifts(difference)
    return (
        *_rulings(difference.rulings),
        *(_goalpost(one, shifts.get(one.subject, ()), difference.language) for one in moved),
        *(_alert(one, difference.language) for one in difference.alerts if one.starts),
    )


def calmed(difference: Difference) -> tuple[Line, ...]:
    """The KPIs that no longer ask for attention."""
    return tuple(_alert(one, difference.language) for one in difference.alerts if not one.starts)


def finding(problem: Problem, sign: Sign) -> Line:
    """A finding or a ruling as a line; the hint says what would help."""
    return Line(sign, "", (problem.message,), str(problem.place), problem.hint)


def own_shifts(difference: Difference) -> Mapping[Subject, tuple[Shift, ...]]:
    """What became of the numbers of each thing itself, progress before scores."""
    found: dict[Subject, tuple[Shift, ...]] = {}
    for one in sorted(difference.shifts, key=lambda one: _MEASURES.index(one.measure)):
        found[one.subject] = (*found.get(one.subject, ()), one)
    return found


def _rulings(rulings: tuple[Problem, ...]) -> Iterator[Line]:
    for severity, sign in ((Severity.ERROR, Sign.ERROR), (Severity.WARNING, Sign.WARNING)):
        yield from (finding(one, sign) for one in rulings if one.severity is severity)


def _goalpost(change: ThingChange, shifts: tuple[Shift, ...], language: str) -> Line:
    """What moved of a thing's goalposts, and what that did to its numbers."""
    moved = [one for one in goalposts(change) if one.sentence]
    sign = Sign.REDEFINED if is_redefined(change) else Sign.GOALPOST
    words = "; ".join(one.sentence for one in moved)
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
    start = (
        say_in(language, "starts to alert") if one.starts else say_in(language, "alerts no more")
    )
    sign = Sign.ALERT if one.starts else Sign.NEWS
    return Line(sign, one.title, (f"{start}: {words}", *one.reasons))


_STARTS = marked("starts to alert")
_STOPS = marked("alerts no more")
