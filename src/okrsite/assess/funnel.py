"""The growth funnel: its stages, and how many of each go on to the next."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from okrsite.assess.assessment import Conversion, FunnelStage, Passage
from okrsite.assess.series import Book
from okrsite.assess.words import CADENCES
from okrsite.base.numbers import Unit
from okrsite.base.words import say_in
from okrsite.model.calendar import Cadence, coarser, is_finer
from okrsite.model.goals import Kind, Kpi, Objective, Pillar, Ref
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import PillarKind, Stage


def funnel(portfolio: Portfolio, book: Book, current_cycle: str) -> tuple[FunnelStage, ...]:
    """The stages in their order; nothing where no KPI counts any of them."""
    stages = [p for p in portfolio.pillars.values() if p.kind is PillarKind.STAGE]
    stages.sort(key=lambda p: (p.order, p.title.casefold(), p.id))
    if not any(stage.kpi in portfolio.kpis for stage in stages):
        return ()
    ways = {one.id: conversion(one, other, portfolio, book) for one, other in pairwise(stages)}
    current = [o for o in portfolio.objectives.values() if o.cycle == current_cycle]
    return tuple(
        FunnelStage(
            stage=stage.id,
            kpi=stage.kpi if stage.kpi in portfolio.kpis else "",
            objectives=_in_focus(stage, current),
            conversion=ways.get(stage.id),
        )
        for stage in stages
    )


def _in_focus(stage: Pillar, objectives: Iterable[Objective]) -> tuple[str, ...]:
    ref = Ref(Kind.PILLAR, stage.id)
    return tuple(
        sorted(
            o.id
            for o in objectives
            if o.stage is Stage.ACTIVE and (o.pillar == stage.id or ref in o.parents)
        )
    )


def conversion(one: Pillar, other: Pillar, portfolio: Portfolio, book: Book) -> Conversion:
    """The way from a stage of the funnel to the next."""
    uncounted = [stage.title for stage in (one, other) if stage.kpi not in portfolio.kpis]
    if uncounted:
        return Conversion(one.id, other.id, None, _uncounted(uncounted, portfolio))
    this, following = portfolio.kpis[one.kpi], portfolio.kpis[other.kpi]
    cadence = coarser(this.series.cadence, following.series.cadence)
    language = portfolio.settings.language
    why_not = _incomparable(this, following, cadence, language)
    if why_not:
        return Conversion(one.id, other.id, None, why_not)
    passage, why_not = _passage(this, following, cadence, book, language)
    return Conversion(one.id, other.id, passage, why_not)


def _uncounted(stages: Sequence[str], portfolio: Portfolio) -> str:
    language = portfolio.settings.language
    names = stages[0]
    if len(stages) > 1:
        names = say_in(language, "{one} or {other}", one=stages[0], other=stages[1])
    return say_in(language, "no KPI counts {stage}", stage=names)


def _incomparable(this: Kpi, following: Kpi, cadence: Cadence, language: str) -> str:
    """Why the values of two KPIs are not counts of one kind; empty where they are."""
    units = this.series.unit, following.series.unit
    if any(unit.is_percent for unit in units):
        return say_in(language, "a percentage is no count")
    if units[0].name != units[1].name and any(unit.currency for unit in units):
        one, other = (_named(unit, language) for unit in units)
        return say_in(language, "{one} and {other} are not the same unit", one=one, other=other)
    for kpi in (this, following):
        if is_finer(kpi.series.cadence, cadence) and kpi.series.aggregate is None:
            return say_in(
                language,
                "{kpi} is {finer} and has no rule to become {coarser}",
                kpi=kpi.title,
                finer=say_in(language, CADENCES[kpi.series.cadence]),
                coarser=say_in(language, CADENCES[cadence]),
            )
    return ""


def _named(unit: Unit, language: str) -> str:
    return unit.name or say_in(language, "a bare number")


def _passage(
    this: Kpi, following: Kpi, cadence: Cadence, book: Book, language: str
) -> tuple[Passage | None, str]:
    """The next stage's value over this one's, in the latest period that both have.

    One for which some of the finer values are missing serves only where no other does.
    """
    values, next_values = book.reduced(this.id, cadence), book.reduced(following.id, cadence)
    common = values.keys() & next_values.keys()
    if not common:
        return None, say_in(language, "they have no period in common")
    whole = {one for one in common if values[one].is_whole and next_values[one].is_whole}
    period = max(whole or common, key=lambda one: (one.end, one))
    value, next_value = values[period].value, next_values[period].value
    if value == 0:
        return None, say_in(
            language, "{kpi} counts nothing in {period}", kpi=this.title, period=period
        )
    is_whole = period in whole
    return Passage(period, value, next_value, next_value / value, is_whole=is_whole), ""
