"""The state of a KPI on a day: one word, since when, and why."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import inf

from okrsite.assess.assessment import KpiAssessment, UnitAssessment, UnitWord, Word
from okrsite.assess.points import Point, Points
from okrsite.assess.series import Book, fresh_until, last_told
from okrsite.assess.sudden import Changes
from okrsite.base.numbers import format_percent, format_value
from okrsite.base.words import marked, say_in
from okrsite.model.calendar import Cadence
from okrsite.model.goals import Bounds, Kpi, UnitSeries
from okrsite.model.schema import EventKind
from okrsite.read.config import Freshness, Settings

_QUIET = (Word.ATTAINED, Word.HEALTHY, Word.MONITORED)
WORST_FIRST = tuple(Word)
"""The words in the order of their weight."""

_CRITICAL = (
    marked("{value} is below the critical threshold of {bound}"),
    marked("{value} is above the critical threshold of {bound}"),
)
_WARNING = (
    marked("{value} is below the warning threshold of {bound}"),
    marked("{value} is above the warning threshold of {bound}"),
)
ALARMING = (Word.CRITICAL, Word.ALERT, Word.WARN, Word.MISSED)


def assess_kpi(kpi: Kpi, book: Book, settings: Settings, as_of: date) -> KpiAssessment:
    """A KPI judged on its last final observation.

    The word is the first that holds: no data, critical, alert, warn, missed, attained, healthy,
    monitored; where the news is old, *stale* takes the place of the last three.
    """
    points = book.points(kpi.id)
    final = points.final
    known = final.known
    judge = _Judge(kpi, settings, as_of, final, known)
    word, since = judge.run()
    is_retired = any(e.kind is EventKind.RETIRED and e.date <= as_of for e in kpi.fields.events)
    grace = grace_days(kpi.grace_days, kpi.series.cadence, settings.freshness)
    fresh = fresh_until(last_told(points), kpi.series.cadence, grace, workdays=kpi.fields.workdays)
    stale = not is_retired and fresh is not None and as_of > fresh
    is_silent = stale and word in _QUIET
    episode = _episode(word, since, fresh)
    return KpiAssessment(
        id=kpi.id,
        unit=kpi.series.unit,
        points=points,
        judged=final[known[-1]] if known else None,
        previous=final[known[-2]] if len(known) > 1 else None,
        word=Word.STALE if is_silent else word,
        is_stale=stale,
        since=episode if is_silent else since.covers.end if since else None,
        reasons=judge.reasons(known[-1]) if known else (say_in(settings.language, "no value yet"),),
        is_acknowledged=_is_acknowledged(kpi, episode, as_of),
        is_retired=is_retired,
        not_yet=bool(known) and judge.is_not_yet(known[-1]),
        units=tuple(_unit(unit, kpi, book, as_of) for unit in kpi.units),
    )


def _unit_word(value: float | None, target: Bounds, kpi: Kpi, as_of: date) -> UnitWord:
    """How a unit of a KPI stands against its own target, which is due when the KPI's is."""
    if value is None:
        return UnitWord.NO_DATA
    if target.is_empty:
        return UnitWord.NO_TARGET
    if is_attained(value, target, strict=kpi.fields.strict):
        return UnitWord.ATTAINED
    target_by = kpi.fields.target_by
    return UnitWord.NOT_YET if target_by and as_of < target_by else UnitWord.MISSED


def _unit(unit: UnitSeries, kpi: Kpi, book: Book, as_of: date) -> UnitAssessment:
    points = book.of(unit.series)
    final = points.final
    judged = final[final.known[-1]] if final.known else None
    word = _unit_word(judged.value if judged else None, unit.target, kpi, as_of)
    return UnitAssessment(unit.label, points, judged, word)


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
    """Whether a value meets its target; the target itself does, unless strict.

    >>> is_attained(40.0, Bounds(low=40.0), strict=False)
    True
    >>> is_attained(40.0, Bounds(low=40.0), strict=True)
    False
    """
    if strict:
        return (target.low is None or value > target.low) and (
            target.high is None or value < target.high
        )
    return not is_breached(value, target)


def _episode(word: Word, since: Point | None, fresh: date | None) -> date | None:
    """The day from which a note covers what is wrong: of a loud word the day that it was first
    judged on, else the first day of silence.
    """
    if since is not None and word in ALARMING:
        return since.covers.end
    return fresh + timedelta(days=1) if fresh else None


def _is_acknowledged(kpi: Kpi, begins: date | None, as_of: date) -> bool:
    """Whether somebody took note of the episode that is running."""
    return begins is not None and any(
        e.kind is EventKind.ACKNOWLEDGED and begins <= e.date <= as_of for e in kpi.fields.events
    )


def _broken(final: Points, bounds: Bounds, in_a_row: int) -> list[bool]:
    """For each observation, whether it and as many before it as the rule asks are outside."""
    if bounds.is_empty:
        return [False] * len(final)
    low = bounds.low if bounds.low is not None else -inf
    high = bounds.high if bounds.high is not None else inf
    found, run = [], 0
    for i, value in enumerate(final.values):
        run = run + 1 if not low <= value <= high and i not in final.gaps else 0
        found.append(run >= in_a_row)
    return found


class _Judge:
    """The words for each final observation of one KPI, by their position in time."""

    def __init__(
        self,
        kpi: Kpi,
        settings: Settings,
        as_of: date,
        final: Points,
        known: Sequence[int],
    ) -> None:
        self._kpi = kpi
        self._settings = settings
        self._as_of = as_of
        self._final = final
        self._known = known
        rule = kpi.sudden_change
        self._changes = Changes(kpi, rule, final) if rule else None
        thresholds = kpi.fields.thresholds
        in_a_row = thresholds.periods if thresholds else 1
        self._is_critical = _broken(final, kpi.critical, in_a_row)
        self._is_warned = _broken(final, kpi.warn, in_a_row)

    def run(self) -> tuple[Word, Point | None]:
        """The word of the last observation, and the first of the unbroken run in it."""
        if not self._known:
            return Word.NO_DATA, None
        first = self._known[-1]
        word = self.word(first)
        for index in reversed(self._known[:-1]):
            if self.word(index) is not word:
                break
            first = index
        return word, self._final[first]

    def word(self, index: int) -> Word:
        """The first word that holds for an observation."""
        kpi = self._kpi
        if self._is_critical[index]:
            return Word.CRITICAL
        if self._changes and self._changes.at(index).is_sudden:
            return Word.ALERT
        if self._is_warned[index]:
            return Word.WARN
        if not kpi.target.is_empty:
            if is_attained(self._value(index), kpi.target, strict=kpi.fields.strict):
                return Word.ATTAINED
            return Word.HEALTHY if self.is_not_yet(index) else Word.MISSED
        has_rule = self._changes or not (kpi.warn.is_empty and kpi.critical.is_empty)
        return Word.HEALTHY if has_rule else Word.MONITORED

    def is_not_yet(self, index: int) -> bool:
        """Whether the target has not to be met yet, and is not."""
        kpi = self._kpi
        if kpi.target.is_empty or kpi.fields.target_by is None:
            return False
        is_last = index == self._known[-1]
        day = self._as_of if is_last else self._final.covers[index].end
        is_met = is_attained(self._value(index), kpi.target, strict=kpi.fields.strict)
        return not is_met and day < kpi.fields.target_by

    def reasons(self, index: int) -> tuple[str, ...]:
        """Why the word is what it is, as sentences with the values in them."""
        kpi, found = self._kpi, []
        if self._is_critical[index]:
            found.append(self._breach(index, _CRITICAL, kpi.critical))
        elif self._is_warned[index]:
            found.append(self._breach(index, _WARNING, kpi.warn))
        if self._changes:
            found += self._change(index, self._changes)
        if not kpi.target.is_empty:
            found.append(self._target(index))
        return tuple(found)

    def _value(self, index: int) -> float:
        value = self._final.value(index)
        assert value is not None
        return value

    def _breach(self, index: int, sides: tuple[str, str], bounds: Bounds) -> str:
        value = self._value(index)
        is_low = bounds.low is not None and value < bounds.low
        bound = bounds.low if is_low else bounds.high
        assert bound is not None
        value_, bound_ = self._words(value), self._words(bound)
        return self.say(sides[not is_low], value=value_, bound=bound_)

    def _change(self, index: int, changes: Changes) -> list[str]:
        change = changes.at(index)
        if change.why_not:
            why = self.say(change.why_not)
            return [self.say("sudden change is not judged: {why}", why=why)]
        if not change.is_sudden:
            return []
        size = self._words(change.worse)
        if change.share:
            size = format_percent(change.share, self._settings.language)
        value, base = self._words(self._value(index)), self._words(change.base)
        return [
            self.say(
                "{value} is {size} worse than {what} ({base})",
                value=value,
                size=size,
                what=changes.base_words(self._settings.language),
                base=base,
            )
        ]

    def _target(self, index: int) -> str:
        value, aim = self._words(self._value(index)), self._aim()
        if is_attained(self._value(index), self._kpi.target, strict=self._kpi.fields.strict):
            return self.say("{value} meets the target of {aim}", value=value, aim=aim)
        if self.is_not_yet(index):
            return self.say("the target of {aim} is not due yet", aim=aim)
        return self.say("{value} misses the target of {aim}", value=value, aim=aim)

    def _aim(self) -> str:
        bounds = (self._kpi.target.low, self._kpi.target.high)
        ends = [self._words(bound) for bound in bounds if bound is not None]
        if len(ends) == 1:
            return ends[0]
        return self.say("{low} to {high}", low=ends[0], high=ends[1])

    def say(self, message: str, /, **values: str) -> str:
        """A message in the site's language."""
        return say_in(self._settings.language, message, **values)

    def _words(self, value: float) -> str:
        return format_value(value, self._kpi.series.unit, self._settings.language)
