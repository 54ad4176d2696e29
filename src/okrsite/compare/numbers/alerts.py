"""Two judged states in, the KPIs that start or stop to ask for attention out."""

from okrsite.assess.assessment import KpiAssessment, Word
from okrsite.assess.vitals import ALARMING, WORST_FIRST
from okrsite.base.words import say_in
from okrsite.compare.difference import Alerting
from okrsite.compare.numbers.judged import Judged
from okrsite.compare.numbers.pairing import Matched, Pair, Pairing
from okrsite.model.goals import Kind


def alertings(before: Judged, after: Judged, matched: Matched) -> tuple[Alerting, ...]:
    """What starts, worst first, and then what stops.

    A KPI starts where it is among the alerts and was not, and where its word becomes a worse one
    of those that alarm; it stops the other way round.
    """
    pairing = Pairing(before.portfolio, after.portfolio, matched)
    found = (_alerting(pair, before, after) for pair in pairing.pairs(Kind.KPI))
    return tuple(sorted((one for one in found if one), key=_order))


def _alerting(pair: Pair, before: Judged, after: Judged) -> Alerting | None:
    was, is_ = _judged(pair.before, before), _judged(pair.after, after)
    starts = _starts(_loudness(was, before), _loudness(is_, after))
    told, side = (is_, after) if is_ else (was, before)
    if starts is None or told is None:
        return None
    return Alerting(
        subject=pair.subject,
        title=side.portfolio.kpis[told.id].title,
        starts=starts,
        was=was.word if was else None,
        is_=is_.word if is_ else None,
        reasons=_reasons(is_, after) if is_ else (),
    )


def _judged(id_: str | None, side: Judged) -> KpiAssessment | None:
    return None if id_ is None else side.assessment.kpis[id_]


def _loudness(judged: KpiAssessment | None, side: Judged) -> tuple[bool, int]:
    """Whether it is among the alerts, and how much its word alarms, 0 where not at all."""
    if judged is None:
        return False, 0
    is_alarming = judged.word in ALARMING and not judged.is_retired
    weight = len(WORST_FIRST) - WORST_FIRST.index(judged.word) if is_alarming else 0
    return judged.id in side.assessment.alerts, weight


def _starts(was: tuple[bool, int], is_: tuple[bool, int]) -> bool | None:
    """Whether something starts or stops; None where it is as loud as before."""
    return None if was == is_ else is_ > was


def _reasons(judged: KpiAssessment, side: Judged) -> tuple[str, ...]:
    """Why it is as it is, and why it is quiet where its word alone would not be."""
    language = side.portfolio.settings.language
    quiet = {"acknowledged": judged.is_acknowledged, "retired": judged.is_retired}
    return (*judged.reasons, *(say_in(language, name) for name, holds in quiet.items() if holds))


def _order(one: Alerting) -> tuple[bool, int, str]:
    words = (Word(word) for word in (one.is_, one.was) if word)
    return not one.starts, min(map(WORST_FIRST.index, words)), one.subject.id
