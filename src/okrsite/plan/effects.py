"""What objectives did to KPIs, in words: the gap that is closed, the value before and after."""

from okrsite.assess.assessment import Effect, GapClosed, Reading
from okrsite.base.numbers import Unit, format_number, format_percent, format_value, signed
from okrsite.base.words import say_in
from okrsite.model.goals import Kind, Kpi
from okrsite.plan.scene import Scene
from okrsite.plan.views.goals import Moved
from okrsite.plan.words import DASH, period_words


def closed_words(kpi: str, scene: Scene) -> str:
    """How much of a KPI's gap is closed; nothing where no objective is on it."""
    gap = scene.assessment.gaps_closed.get(kpi)
    return gap_words(gap, scene.portfolio.kpis[kpi].series.unit, scene.language) if gap else ""


def gap_words(gap: GapClosed, unit: Unit, language: str) -> str:
    """How much of a gap is closed, in the unit and as a share.

    >>> from okrsite.model.calendar import Cadence, period
    >>> from datetime import date
    >>> october = period(Cadence.MONTHLY, date(2026, 10, 1))
    >>> gap = GapClosed("x", Reading(october, 32), Reading(october, 35), 40, 0.375)
    >>> gap_words(gap, Unit("%"), "en")
    '3 of 8 points closed, 38%'
    """
    size = abs(gap.target - gap.before.value)
    share = format_percent(gap.share, language, (0.0, 1.0))
    done = abs(gap.share) * size
    if gap.share < 0:
        wider, whole = (
            difference_words(done, unit, language),
            difference_words(size, unit, language),
        )
        return say_in(
            language,
            "{wider} wider than the {whole} it was, {share}",
            wider=wider,
            whole=whole,
            share=share,
        )
    done_words, whole = _amount(done, unit, language), difference_words(size, unit, language)
    return say_in(
        language, "{done} of {whole} closed, {share}", done=done_words, whole=whole, share=share
    )


def difference_words(size: float, unit: Unit, language: str) -> str:
    """The size of a difference: of percents in points, else in the unit.

    >>> difference_words(8, Unit("%"), "en"), difference_words(300, Unit("€"), "en")
    ('8 points', '€300')
    """
    if unit.is_percent:
        return say_in(
            language, "{number} points", number=format_number(size, unit.decimals, language)
        )
    return format_value(size, unit, language)


def _amount(size: float, unit: Unit, language: str) -> str:
    """As `difference_words`, without a unit that follows the number."""
    return format_value(size, unit if unit.currency else Unit("", unit.decimals), language)


def change_words(effect: Effect, kpi: Kpi, language: str) -> str:
    """The change of a KPI while an objective worked on it, with its sign."""
    if effect.change is None:
        return DASH
    return signed(difference_words(effect.change, kpi.series.unit, language), effect.change)


def reading_words(reading: Reading | None, kpi: Kpi, language: str) -> str:
    """A value with its unit, or a dash."""
    return format_value(reading.value, kpi.series.unit, language) if reading else DASH


def moved(objective: str, kpis: list[str], scene: Scene) -> tuple[Moved, ...]:
    """What became of some KPIs while an objective worked on them, in the order of the KPIs."""
    found = {one.kpi: one for one in scene.effects.get(objective, ())}
    return tuple(_moved(found[id_], scene) for id_ in kpis if id_ in found)


def _moved(effect: Effect, scene: Scene) -> Moved:
    kpi = scene.ground.known(effect.kpi, scene.ground.closed_on(effect.objective))
    language = scene.language
    return Moved(
        kpi=scene.link(Kind.KPI, effect.kpi),
        before=reading_words(effect.before, kpi, language),
        before_period=_period(effect.before, language),
        after=reading_words(effect.after, kpi, language),
        after_period=_period(effect.after, language),
        change=change_words(effect, kpi, language),
    )


def _period(reading: Reading | None, language: str) -> str:
    return period_words(reading.period, language) if reading else ""
