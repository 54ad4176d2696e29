"""A difference in, its headline out: how much there is to decide, and how much else happened."""

from collections import Counter
from collections.abc import Iterator

from okrsite.base.words import marked_many, says_in
from okrsite.compare.difference import Deed, Difference, What
from okrsite.model.goals import Kind
from okrsite.plan.changes.decisions import RULED, is_error
from okrsite.plan.changes.lines import Sign
from okrsite.plan.changes.rows import consequences, moved
from okrsite.plan.changes.things import goalposts, is_redefined, wholes

_SIGNS = {
    Sign.ERROR: marked_many("{n} error", "{n} errors"),
    Sign.WARNING: marked_many("{n} warning", "{n} warnings"),
    Sign.ANSWERED: marked_many("{n} finding answered", "{n} findings answered"),
    Sign.GOALPOST: marked_many("{n} goalpost moved", "{n} goalposts moved"),
    Sign.REDEFINED: marked_many("{n} KPI redefined", "{n} KPIs redefined"),
    Sign.ALERT: marked_many("{n} KPI starts to alert", "{n} KPIs start to alert"),
}
_GOALS = {
    (Kind.OBJECTIVE, Deed.REMOVED): marked_many("{n} objective removed", "{n} objectives removed"),
    (Kind.OBJECTIVE, Deed.CLOSED): marked_many("{n} objective closed", "{n} objectives closed"),
    (Kind.OBJECTIVE, Deed.CARRIED): marked_many(
        "{n} objective carried forward", "{n} objectives carried forward"
    ),
    (Kind.OBJECTIVE, Deed.ADDED): marked_many("{n} new objective", "{n} new objectives"),
    (Kind.KPI, Deed.REMOVED): marked_many("{n} KPI removed", "{n} KPIs removed"),
    (Kind.KPI, Deed.ADDED): marked_many("{n} new KPI", "{n} new KPIs"),
}


def counts_to_decide(difference: Difference) -> tuple[str, ...]:
    """How much asks for a decision, the heaviest first."""
    moved = [change for change in difference.things if goalposts(change)]
    redefined = sum(map(is_redefined, moved))
    rulings = Counter(RULED[one.severity] for one in difference.rulings)
    numbers = {
        Sign.ERROR: rulings[Sign.ERROR] + sum(map(is_error, difference.appeared)),
        Sign.WARNING: rulings[Sign.WARNING],
        Sign.ANSWERED: len(difference.answered),
        Sign.GOALPOST: len(moved) - redefined,
        Sign.REDEFINED: redefined,
        Sign.ALERT: sum(one.starts for one in difference.alerts),
    }
    language = difference.language
    return tuple(
        says_in(language, *_SIGNS[sign], number) for sign, number in numbers.items() if number
    )


def counts_besides(difference: Difference) -> tuple[str, ...]:
    """How much else there is, in the order in which it is told."""
    found = _others(difference)
    return tuple(says_in(difference.language, *pair, number) for pair, number in found if number)


def _others(difference: Difference) -> Iterator[tuple[tuple[str, str], int]]:
    numbers = len(moved(difference)) + len(consequences(difference))
    yield marked_many("{n} number moved", "{n} numbers moved"), numbers
    told = wholes(difference.things)
    deeds = Counter((one.subject.kind, one.deed) for one in told)
    for deed, pair in _GOALS.items():
        yield pair, deeds[deed]
    others = [
        one
        for one in told
        if one.subject.kind is not What.CHECK_IN
        and not goalposts(one)
        and (one.subject.kind, one.deed) not in _GOALS
    ]
    yield marked_many("{n} other change", "{n} other changes"), len(others)
    check_ins = sum(one.subject.kind is What.CHECK_IN for one in difference.things)
    yield marked_many("{n} check-in", "{n} check-ins"), check_ins
    yield (
        marked_many("{n} new finding", "{n} new findings"),
        sum(not is_error(one) for one in difference.appeared),
    )
    yield marked_many("{n} finding gone", "{n} findings gone"), len(difference.vanished)
