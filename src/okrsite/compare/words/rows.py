"""Values of a series that came, went or were corrected: one sentence for all of them."""

from collections.abc import Iterable, Mapping
from datetime import date

from okrsite.base.numbers import format_dated, format_day
from okrsite.base.words import marked, marked_many, say_in, says_in
from okrsite.compare.facts.walk import own_rows
from okrsite.compare.words.raw import Raw
from okrsite.compare.words.told import Told
from okrsite.model.calendar import Cadence, Period
from okrsite.model.goals import Kind, Kpi, Metric, UnitSeries
from okrsite.model.portfolio import Portfolio
from okrsite.model.series import Rows

_MOST_NAMED = 2


def rows_told(told: Told, raws: tuple[Raw, ...]) -> str:
    """How many values came, were corrected and went, with the latest and the first few corrected.

    Of a note that changed, only the label is told.
    """
    notes = [raw for raw in raws if raw.path[-1] == "note"]
    values = sorted((raw for raw in raws if raw.path[-1] != "note"), key=lambda raw: raw.path[-1])
    labels = _Labels(told, raws)
    parts = [
        _added([raw for raw in values if raw.was is None], told, labels),
        _corrected([raw for raw in values if None not in (raw.was, raw.is_)], told, labels),
        _removed([raw for raw in values if raw.is_ is None], told, labels),
    ]
    if not any(parts):
        parts.append(_noted(notes, told, labels))
    return "; ".join(filter(None, parts))


class _Labels:
    """The periods of a series by their labels, as people say them."""

    def __init__(self, told: Told, raws: tuple[Raw, ...]) -> None:
        self._told = told
        self._periods: dict[str, Period] = {}
        self.counted = _VALUES
        if raws[0].path[0] == "values":
            return
        for portfolio, subject in ((told.before, told.was), (told.after, told.is_)):
            if subject:
                self._periods |= periods(portfolio, subject.kind is Kind.KPI, subject.id)
        kinds = {
            self._periods[label].cadence
            for raw in raws
            if (label := label_of(raw)) in self._periods
        }
        if len(kinds) == 1:
            self.counted = _COUNTED.get(kinds.pop(), _VALUES)

    def name(self, raw: Raw) -> str:
        """A period as people call it."""
        label, language = label_of(raw), self._told.language
        period = self._periods.get(label)
        return (
            period_named(period, language)
            if period
            else format_day(date.fromisoformat(label), language)
        )


def label_of(raw: Raw) -> str:
    """The label of the period that a change is of."""
    return raw.path[-2] if raw.path[-1] == "note" else raw.path[-1]


def periods(portfolio: Portfolio, is_kpi: bool, id_: str) -> dict[str, Period]:  # noqa: FBT001 - one of two shelves
    """The periods of a KPI or a metric and of a KPI's units, by their labels."""
    one: Kpi | Metric | None = portfolio.kpis.get(id_) if is_kpi else portfolio.metrics.get(id_)
    if one is None:
        return {}
    parts: tuple[Kpi | Metric | UnitSeries, ...] = (
        one,
        *(one.units if isinstance(one, Kpi) else ()),
    )
    return {
        str(row.period): row.period
        for part in parts
        if isinstance(part.series.origin, Rows)
        for row in own_rows(part, part.series.origin)
    }


def period_named(period: Period, language: str) -> str:
    """A period as it is spoken of in a sentence.

    >>> from okrsite.model.calendar import period
    >>> period_named(period(Cadence.WEEKLY, date(2026, 11, 20)), "en")
    'week 47 of 2026'
    >>> period_named(period(Cadence.QUARTERLY, date(2026, 11, 20)), "en")
    'Q4 2026'
    """
    if period.cadence is Cadence.WEEKLY:
        year, week, _ = period.start.isocalendar()
        return say_in(language, "week {week} of {year}", week=week, year=year)
    if period.cadence is Cadence.MONTHLY:
        return format_dated(period.start, "MMM y", language)
    if period.cadence is Cadence.QUARTERLY:
        quarter = (period.start.month + 2) // 3
        return say_in(language, "Q{quarter} {year}", quarter=quarter, year=period.start.year)
    if period.cadence is Cadence.HOURLY:
        return f"{format_day(period.start, language)}, {period.hour:02d}:00"
    if period.cadence is Cadence.ANNUAL or period.start != period.end:
        return str(period)
    return format_day(period.end, language)


def _added(raws: list[Raw], told: Told, labels: _Labels) -> str:
    if not raws:
        return ""
    latest = max(raws, key=label_of)
    value = told.value(latest.is_, latest.path)
    count = says_in(told.language, *labels.counted, len(raws))
    message = _LATEST if len(raws) > 1 else _ONE_ADDED
    return told.say(message, count=count, value=value, period=labels.name(latest))


def _corrected(raws: list[Raw], told: Told, labels: _Labels) -> str:
    if not raws:
        return ""
    named = "; ".join(_correction(raw, told, labels) for raw in raws[:_MOST_NAMED])
    count = says_in(told.language, *_VALUES, len(raws))
    more = len(raws) - _MOST_NAMED
    rest = f"; {says_in(told.language, *_MORE, more)}" if more > 0 else ""
    return told.say(_CORRECTED, count=count, which=named) + rest


def _correction(raw: Raw, told: Told, labels: _Labels) -> str:
    was, is_ = told.value(raw.was, raw.path), told.value(raw.is_, raw.path)
    return told.say(_CORRECTION, period=labels.name(raw), was=was, now=is_)


def _removed(raws: list[Raw], told: Told, labels: _Labels) -> str:
    if not raws:
        return ""
    count = says_in(told.language, *labels.counted, len(raws))
    return told.say(_REMOVED, count=count, which=_named(raws, told, labels))


def _noted(raws: list[Raw], told: Told, labels: _Labels) -> str:
    count = says_in(told.language, *_NOTES, len(raws))
    return told.say(_NOTED, count=count, which=_named(raws, told, labels))


def _named(raws: Iterable[Raw], told: Told, labels: _Labels) -> str:
    names = [labels.name(raw) for raw in raws]
    more = len(names) - _MOST_NAMED
    rest = [says_in(told.language, *_MORE, more)] if more > 0 else []
    return ", ".join([*names[:_MOST_NAMED], *rest])


_VALUES = marked_many("{n} value", "{n} values")
_NOTES = marked_many("{n} note", "{n} notes")
_MORE = marked_many("{n} more", "{n} more")
_COUNTED: Mapping[Cadence, tuple[str, str]] = {
    Cadence.HOURLY: marked_many("{n} hour", "{n} hours"),
    Cadence.DAILY: marked_many("{n} day", "{n} days"),
    Cadence.WEEKLY: marked_many("{n} week", "{n} weeks"),
    Cadence.MONTHLY: marked_many("{n} month", "{n} months"),
    Cadence.QUARTERLY: marked_many("{n} quarter", "{n} quarters"),
    Cadence.ANNUAL: marked_many("{n} year", "{n} years"),
}
_LATEST = marked("{count} added, latest {value} for {period}")
_ONE_ADDED = marked("{count} added: {value} for {period}")
_CORRECTED = marked("{count} corrected: {which}")
_CORRECTION = marked("{period} from {was} to {now}")
_REMOVED = marked("{count} removed: {which}")
_NOTED = marked("{count} changed: {which}")
