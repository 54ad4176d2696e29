"""A KPI's rules: thresholds, targets, sudden changes and times, checked where they were written."""

import re

from pydantic_core import PydanticCustomError

from okrsite.base.numbers import Unit
from okrsite.base.problems import Problems
from okrsite.model.calendar import MEAN_YEAR
from okrsite.model.goals import Bounds, SuddenChange
from okrsite.model.schema import Better, KpiFields, read_amount
from okrsite.model.series import check_percent
from okrsite.model.written import Written
from okrsite.read.library import Spot

_DURATION = re.compile(r"([0-9]{1,4})\s*(day|week|month|quarter|year)s?")
_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
_MEAN_DAYS = {
    "day": 1.0,
    "week": 7.0,
    "month": MEAN_YEAR / 12,
    "quarter": MEAN_YEAR / 4,
    "year": MEAN_YEAR,
}
_BASE = re.compile(r"previous|last year|mean of ([1-9][0-9]?)")


class Rules:
    """Reads the rules of one KPI's file."""

    def __init__(self, written: Written[KpiFields], unit: Unit, problems: Problems) -> None:
        self._written = written
        self._fields = written.fields
        self._unit = unit
        self._problems = problems

    def thresholds(self) -> tuple[Bounds, Bounds]:
        """The bounds of warning and of critical; reports a wrong order, which is never swapped."""
        thresholds = self._fields.thresholds
        if thresholds is None:
            return Bounds(), Bounds()
        at = self._written.at("thresholds")
        warn = self.bounds(thresholds.warn, at.at("warn"))
        critical = self.bounds(thresholds.critical, at.at("critical"))
        self._check_order(warn, critical, at)
        if thresholds.periods < 1:
            self._problems.error(
                "OKR103", at.at("for").place, "`for`: expected a number of periods, 1 or more"
            )
        return warn, critical

    def bounds(self, value: object, at: Spot) -> Bounds:
        """A threshold or target as bounds: one number, or a pair where the KPI is kept within."""
        if value is None:
            return Bounds()
        if self._fields.better is Better.WITHIN:
            return self._pair(value, at)
        number = self._amount(value, at, str(at.loc[-1]))
        is_higher = self._fields.better is Better.HIGHER
        return Bounds(low=number) if is_higher else Bounds(high=number)

    def _pair(self, value: object, at: Spot) -> Bounds:
        name = str(at.loc[-1])
        if not isinstance(value, list) or len(value) != 2:
            self._problems.error(
                "OKR117",
                at.place,
                f"`{name}`: expected a pair, low first",
                hint="a KPI with `better: within` is kept between two values",
            )
            return Bounds()
        low, high = (self._amount(item, at.at(i), name) for i, item in enumerate(value))
        if low is not None and high is not None and low >= high:
            self._problems.error("OKR116", at.place, f"`{name}`: the lower value comes first")
            return Bounds()
        return Bounds(low, high)

    def _amount(self, value: object, at: Spot, name: str) -> float | None:
        if not isinstance(value, str):
            self._problems.error(
                "OKR117",
                at.place,
                f"`{name}`: expected one number",
                hint="a pair needs `better: within`",
            )
            return None
        try:
            number = read_amount(value)
        except PydanticCustomError as error:
            hint = (error.context or {}).get("hint", "")
            self._problems.error("OKR103", at.place, f"`{name}`: {error.message()}", hint)
            return None
        return float(check_percent(number, self._unit, at, self._problems))

    def _check_order(self, warn: Bounds, critical: Bounds, at: Spot) -> None:
        is_low_wrong = _is_above(critical.low, warn.low)
        if is_low_wrong or _is_above(warn.high, critical.high):
            side = "above" if is_low_wrong else "below"
            self._problems.error(
                "OKR116",
                at.at("critical").place,
                f"`critical` lies {side} `warn`, so it could never be worse",
                hint="critical is the worse of the two",
                others=(at.at("warn").place,),
            )

    def sudden_change(self) -> SuddenChange | None:
        """What counts as a sudden change, if anything."""
        rule = self._fields.sudden_change
        if rule is None:
            return None
        at = self._written.at("sudden_change")
        base = _BASE.fullmatch(rule.than)
        if not base:
            self._problems.error(
                "OKR103",
                at.at("than").place,
                "`than`: expected `previous`, `mean of 4` or `last year`",
            )
            return None
        size = _size(rule.worse_by)
        if size <= 0:
            self._problems.error(
                "OKR103",
                at.at("worse_by").place,
                "`worse_by`: expected a share such as `15%`, or a number above 0",
            )
            return None
        periods = int(base[1]) if base[1] else 1 if rule.than == "previous" else 0
        is_share = rule.worse_by.endswith("%")
        return SuddenChange(size / 100 if is_share else size, is_share, periods)

    def days(self, text: str | None, at: Spot) -> int | None:
        """A time such as `3 days`, `2 months` or `1 quarter`, in whole days."""
        found = self._duration(text, at)
        return found[0] * _DAYS[found[1]] if found else None

    def lag_days(self, text: str | None, at: Spot) -> float:
        """A lag such as `2 months`, in days of the mean month, quarter and year; 0 for none."""
        found = self._duration(text, at)
        return found[0] * _MEAN_DAYS[found[1]] if found else 0.0

    def _duration(self, text: str | None, at: Spot) -> tuple[int, str] | None:
        if text is None:
            return None
        found = _DURATION.fullmatch(text)
        if not found:
            self._problems.error("OKR103", at.place, f"`{text}`: expected a time such as `3 days`")
            return None
        return int(found[1]), found[2]


def _size(text: str) -> float:
    try:
        return float(read_amount(text))
    except PydanticCustomError:
        return -1.0


def _is_above(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and one > other
