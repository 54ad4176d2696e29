"""A KPI beside itself a year earlier."""

from okrsite.assess.assessment import KpiAssessment, Reading
from okrsite.assess.points import Point, Points
from okrsite.base.frozen import Frozen
from okrsite.model.calendar import Cadence, Period, year_before
from okrsite.model.goals import Kpi
from okrsite.model.schema import EventKind


class YearOverYear(Frozen):
    """The last value of a KPI, and that of the same period a year earlier."""

    now: Reading
    before: Reading

    @property
    def change(self) -> float:
        """The value now less the one before, in the unit of the KPI."""
        return self.now.value - self.before.value


def year_over_year(kpi: Kpi, judged: KpiAssessment) -> YearOverYear | None:
    """How a KPI compares with a year earlier; nothing where it was counted otherwise then.

    Of yearly values it would say what the change from the period before says.
    """
    point = judged.judged
    if point is None or point.value is None or point.period.cadence is Cadence.ANNUAL:
        return None
    then = year_before(point.period)
    found = _at(then, judged.points) if then else None
    if then is None or found is None or found.value is None:
        return None
    redefined = (e.date for e in kpi.fields.events if e.kind is EventKind.REDEFINED)
    if any(found.period.end < day <= point.period.end for day in redefined):
        return None
    return YearOverYear(Reading(point.period, point.value), Reading(then, found.value))


def _at(period: Period, points: Points) -> Point | None:
    """The point of a period, where it has one."""
    near = points.periods.ending(period.start, period.end)
    return next((points[i] for i in near if points.periods[i] == period), None)
