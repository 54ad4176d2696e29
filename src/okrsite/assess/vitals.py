"""The state of a KPI on a day: one word, since when, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from okrsite.assess.assessment import KpiAssessment, Point, Word
from okrsite.assess.series import Book, is_stale
from okrsite.base.numbers import format_percent, format_value
from okrsite.model.calendar import Cadence, Period, following, year_before
from okrsite.model.goals import Bounds, Kpi
from okrsite.model.schema import Better, EventKind
from okrsite.read.config import Freshness, Settings

_QUIET = (Word.ATTAINED, Word.HEALTHY, Word.MONITORED)
WORST_FIRST = tuple(Word)
"""The words in the order of their weight."""

ALARMING = (Word.CRITICAL, Word.ALERT, Word.WARN, Word.MISSED)


@dataclass(frozen=True, slots=True)
class _Base:
    """What a value is compared with for a sudden change; `why_not` where it cannot be."""

    value: float | None
    words: str
    why_not: str = ""


def assess_kpi(kpi: Kpi, book: Book, settings: Settings, as_of: date) -> KpiAssessment:
    """A KPI judged on its last final observation."""
    points = book.points(kpi.id)
    final = [p for p in points if not p.is_provisional]
    judge = _Judge(kpi, settings, as_of, final)
    known = [i for i, p in enumerate(final) if p.value is not None]
    word, since = judge.run(known)
    is_retired = any(e.kind is EventKind.RETIRED and e.date <= as_of for e in kpi.fields.events)
    stale = not is_retired and is_stale(
        points,
        kpi.series.cadence,
        grace_days(kpi.grace_days, kpi.series.cadence, settings.freshness),
        as_of,
        workdays=kpi.fields.workdays,
    )
    return KpiAssessment(
        id=kpi.id,
        points=points,
        judged=final[known[-1]] if known else None,
        previous=final[known[-2]] if len(known) > 1 else None,
        word=Word.STALE if stale and word in _QUIET else word,
        is_stale=stale,
        since=since.covers.end if since else None,
        reasons=judge.reasons(known[-1]) if known else ("no value yet",),
        is_acknowledged=_is_acknowledged(kpi, word, since, as_of),
        is_retired=is_retired,
        not_yet=bool(known) and judge.is_not_yet(known[-1]),
        unit_points={unit.label: book.of(unit.series) for unit in kpi.units},
    )


def grace_days(own: int | None, cadence: Cadence, settings: Freshness) -> int:
    """How many days after the end of a period its value may come."""
    if own is not None:
        return own
    return 0 if cadence is Cadence.IRREGULAR else int(getattr(settings, cadence.value))


def is_breached(value: float, bounds: Bounds) -> bool:
    """Whether a value lies strictly outside; the bound itself is still good.

    >>> is_breached(25.0, Bounds(low=25.0)), is_breached(24.9, Bounds(low=25.0))
    (False, True)
    """
    return (bounds.low is not None and value < bounds.low) or (
        bounds.high is not None and value > bounds.high
    )


def is_attained(value: float, target: Bounds, *, strict: bool) -> bool:
    """Whether a value meets its target; the target itself does, unless strict."""
    if strict:
        return (target.low is None or value > target.low) and (
            target.high is None or value < target.high
        )
    return not is_breached(value, target)


def _is_acknowledged(kpi: Kpi, word: Word, since: Point | None, as_of: date) -> bool:
    """Whether somebody took note of the episode that is running."""
    if since is None or word not in ALARMING:
        return False
    return any(
        e.kind is EventKind.ACKNOWLEDGED and since.covers.start <= e.date <= as_of
        for e in kpi.fields.events
    )


class _Judge:
    """The words for each final observation of one KPI."""

    def __init__(self, kpi: Kpi, settings: Settings, as_of: date, final: Sequence[Point]) -> None:
        self._kpi = kpi
        self._settings = settings
        self._as_of = as_of
        self._final = final
        self._by_period = {p.period: p.value for p in final}

    def run(self, known: list[int]) -> tuple[Word, Point | None]:
        """The word of the last observation, and the first of the unbroken run in it."""
        if not known:
            return Word.NO_DATA, None
        word = self.word(known[-1])
        first = known[-1]
        for index in reversed(known[:-1]):
            if self.word(index) is not word:
                break
            first = index
        return word, self._final[first]

    def word(self, index: int) -> Word:
        """The first word that holds for an observation."""
        kpi, value = self._kpi, self._value(index)
        if self._has_breached(index, kpi.critical):
            return Word.CRITICAL
        if self._change(index) is not None:
            return Word.ALERT
        if self._has_breached(index, kpi.warn):
            return Word.WARN
        has_target = not kpi.target.is_empty
        if has_target and is_attained(value, kpi.target, strict=kpi.fields.strict):
            return Word.ATTAINED
        if has_target and not self.is_not_yet(index):
            return Word.MISSED
        has_rule = has_target or kpi.sudden_change or not (kpi.warn.is_empty and kpi.critical.is_empty)
        return Word.HEALTHY if has_rule else Word.MONITORED

    def is_not_yet(self, index: int) -> bool:
        """Whether the target has not to be met yet, and is not."""
        kpi = self._kpi
        if kpi.target.is_empty or kpi.fields.target_by is None:
            return False
        is_last = index == len(self._final) - 1
        day = self._as_of if is_last else self._final[index].covers.end
        met = is_attained(self._value(index), kpi.target, strict=kpi.fields.strict)
        return not met and day < kpi.fields.target_by

    def reasons(self, index: int) -> tuple[str, ...]:
        """Why the word is what it is, as sentences with the values in them."""
        kpi, found = self._kpi, []
        for name, bounds in (("critical", kpi.critical), ("warning", kpi.warn)):
            if self._has_breached(index, bounds):
                found.append(self._breach(index, name, bounds))
                break
        if change := self._change(index):
            found.append(change)
        if why_not := self._why_not(index):
            found.append(why_not)
        if not kpi.target.is_empty:
            found.append(self._target(index))
        return tuple(found)

    def _value(self, index: int) -> float:
        value = self._final[index].value
        assert value is not None
        return value

    def _has_breached(self, index: int, bounds: Bounds) -> bool:
        thresholds = self._kpi.fields.thresholds
        if thresholds is None or bounds.is_empty:
            return False
        first = index - thresholds.periods + 1
        if first < 0:
            return False
        values = [self._final[i].value for i in range(first, index + 1)]
        return all(value is not None and is_breached(value, bounds) for value in values)

    def _breach(self, index: int, name: str, bounds: Bounds) -> str:
        value = self._value(index)
        is_low = bounds.low is not None and value < bounds.low
        bound = bounds.low if is_low else bounds.high
        assert bound is not None
        side = "below" if is_low else "above"
        return f"{self._words(value)} is {side} the {name} threshold of {self._words(bound)}"

    def _target(self, index: int) -> str:
        target, value = self._kpi.target, self._value(index)
        if target.low is not None and target.high is not None:
            aim = f"{self._words(target.low)} to {self._words(target.high)}"
        else:
            bound = target.low if target.low is not None else target.high
            assert bound is not None
            aim = self._words(bound)
        if is_attained(value, target, strict=self._kpi.fields.strict):
            return f"{self._words(value)} meets the target of {aim}"
        if self.is_not_yet(index):
            return f"the target of {aim} is not due yet"
        return f"{self._words(value)} misses the target of {aim}"

    def _words(self, value: float) -> str:
        return format_value(value, self._kpi.series.unit, self._settings.language)

    def _change(self, index: int) -> str | None:
        """The sudden change at an observation in words, where there is one."""
        rule = self._kpi.sudden_change
        base = self._base(index)
        if rule is None or base is None or base.value is None:
            return None
        difference = self._value(index) - base.value
        if self._kpi.better is Better.WITHIN:
            worse = abs(difference)
        else:
            worse = -difference if self._kpi.better is Better.HIGHER else difference
        limit = rule.worse_by * abs(base.value) if rule.is_share else rule.worse_by
        if worse <= limit + 1e-9 * max(1.0, abs(limit)):
            return None
        size = (
            format_percent(worse / abs(base.value), self._settings.language)
            if rule.is_share
            else self._words(worse)
        )
        return (f"{self._words(self._value(index))} is {size} worse than {base.words} "
                f"({self._words(base.value)})")

    def _why_not(self, index: int) -> str:
        base = self._base(index)
        return f"sudden change is not judged: {base.why_not}" if base and base.why_not else ""

    def _base(self, index: int) -> _Base | None:
        rule = self._kpi.sudden_change
        if rule is None:
            return None
        point = self._final[index]
        periods, words = self._base_periods(point, rule.base)
        values = [(p, self._by_period.get(p)) for p in periods]
        known = [(p, v) for p, v in values if v is not None]
        if not known or len(known) * 2 < len(periods):
            return _Base(None, words, "there is nothing to compare with")
        if any(self._is_before_break(p, point) for p, _ in known):
            return _Base(None, words, "the KPI was redefined since")
        mean = sum(v for _, v in known) / len(known)
        if rule.is_share and mean == 0:
            return _Base(None, words, "a share of 0 has no meaning")
        return _Base(mean, words)

    def _base_periods(self, point: Point, base: int) -> tuple[list[Period], str]:
        if base == 0:
            before = year_before(point.period)
            return ([before] if before else []), "a year before"
        if point.period.cadence is Cadence.IRREGULAR:
            at = next(i for i, p in enumerate(self._final) if p is point)
            earlier = [p.period for p in self._final[max(0, at - base) : at]]
        else:
            earlier = [following(point.period, -step) for step in range(base, 0, -1)]
        return earlier, "the period before" if base == 1 else f"the mean of the {base} before"

    def _is_before_break(self, base: Period, point: Point) -> bool:
        return any(
            e.kind is EventKind.REDEFINED and base.end < e.date <= point.covers.end
            for e in self._kpi.fields.events
        )
