"""All KPIs together: the vitals page, the scorecard, alerts and gaps."""

from collections import Counter
from collections.abc import Iterable, Sequence

from okrsite.assess.assessment import Gap, KpiAssessment, Word
from okrsite.assess.explain.reckoning import Reckoning, counted
from okrsite.assess.points import Point
from okrsite.assess.vitals import is_attained, is_breached
from okrsite.base.numbers import format_number
from okrsite.base.words import marked
from okrsite.model.calendar import Cadence, Period
from okrsite.model.goals import Kind, Kpi
from okrsite.model.schema import Indicator
from okrsite.plan.bounds import rule_words
from okrsite.plan.effects import closed_words
from okrsite.plan.explained import explained
from okrsite.plan.pages.drivers import leads
from okrsite.plan.pages.kpis import events
from okrsite.plan.paths import ALERTS, SCORECARD, VITALS
from okrsite.plan.rows import goal_row, kpi_badge, kpi_row, kpi_rows
from okrsite.plan.scene import Scene
from okrsite.plan.views.explained import Explained
from okrsite.plan.views.parts import Badge, Count, Group, Head, Link
from okrsite.plan.views.vitals import (
    AlertsView,
    AlertView,
    Cell,
    GapView,
    KpiSet,
    ScorecardView,
    ScoreGroup,
    ScoreRow,
    VitalsView,
)
from okrsite.plan.words import KPI_WORDS, short_period

_COLUMNS = {
    Cadence.HOURLY: 12,
    Cadence.DAILY: 10,
    Cadence.WEEKLY: 13,
    Cadence.MONTHLY: 12,
    Cadence.QUARTERLY: 8,
    Cadence.ANNUAL: 6,
    Cadence.IRREGULAR: 6,
}
_INDICATORS = (
    (Indicator.LEADING, marked("Leading")),
    (Indicator.LAGGING, marked("Lagging")),
)
_TITLES = {
    Cadence.HOURLY: marked("Hour by hour"),
    Cadence.DAILY: marked("Day by day"),
    Cadence.WEEKLY: marked("Week by week"),
    Cadence.MONTHLY: marked("Month by month"),
    Cadence.QUARTERLY: marked("Quarter by quarter"),
    Cadence.ANNUAL: marked("Year by year"),
    Cadence.IRREGULAR: marked("Now and then"),
}


_CAPTIONS = {
    Cadence.HOURLY: marked("KPIs hour by hour"),
    Cadence.DAILY: marked("KPIs day by day"),
    Cadence.WEEKLY: marked("KPIs week by week"),
    Cadence.MONTHLY: marked("KPIs month by month"),
    Cadence.QUARTERLY: marked("KPIs quarter by quarter"),
    Cadence.ANNUAL: marked("KPIs year by year"),
    Cadence.IRREGULAR: marked("KPIs now and then"),
}


def by_title(scene: Scene) -> list[Kpi]:
    """All KPIs, by title."""
    return sorted(scene.portfolio.kpis.values(), key=lambda k: (k.title.casefold(), k.id))


def vitals_page(scene: Scene) -> tuple[Head, VitalsView]:
    """Every KPI, by team in the order of the organisation."""
    groups = []
    for team, kpis in scene.by_team(scene.kpis_by_title, lambda kpi: kpi.team):
        name = scene.team(team) if team else Link(scene.say("Without a team"))
        groups.append(Group(name, kpis=kpi_rows([kpi.id for kpi in kpis], scene)))
    view = VitalsView(
        attention_words(scene),
        _counts(scene),
        tuple(groups),
        _explained(scene),
        leads(scene),
        _kinds(scene),
        _stages(scene),
    )
    return Head(scene.say("Vitals"), section=VITALS, description=view.sentence), view


def _kinds(scene: Scene) -> tuple[KpiSet, ...]:
    """The leading KPIs, then the lagging ones; nothing where there are not both."""
    kpis = by_title(scene)
    found = [
        _set(Link(scene.say(words)), [kpi for kpi in kpis if kpi.fields.indicator is one], scene)
        for one, words in _INDICATORS
    ]
    return tuple(found) if all(one.kpis for one in found) else ()


def _stages(scene: Scene) -> tuple[KpiSet, ...]:
    """The KPIs of each stage of the funnel: the one that counts it, and those that belong to it."""
    found = []
    for one in scene.assessment.funnel:
        stage = scene.portfolio.pillars[one.stage]
        kpis = [kpi for kpi in by_title(scene) if stage.kpi == kpi.id or kpi.pillar == stage.id]
        if kpis:
            found.append(_set(scene.link(Kind.PILLAR, stage.id), kpis, scene))
    return tuple(found)


def _set(name: Link, kpis: Sequence[Kpi], scene: Scene) -> KpiSet:
    judged, language = scene.assessment.kpis, scene.language
    found = ((scene.link(Kind.KPI, k.id), kpi_badge(judged[k.id], language)) for k in kpis)
    return KpiSet(name, tuple(found))


def attention_words(scene: Scene) -> str:
    """How many KPIs need attention, in a sentence."""
    alerts, total = len(scene.assessment.alerts), len(scene.portfolio.kpis)
    if not alerts:
        return scene.say("All {n} KPIs are within their rules.", n=total) if total > 1 else ""
    of_all = scene.says("{n} KPI", "{n} KPIs", total)
    return scene.says(
        "{n} of {kpis} needs attention.", "{n} of {kpis} need attention.", alerts, kpis=of_all
    )


def _counts(scene: Scene) -> tuple[Count, ...]:
    found = Counter(judged.word for judged in scene.assessment.kpis.values())
    return tuple(
        Count(Badge(word.value, scene.say(KPI_WORDS[word])), found[word])
        for word in Word
        if found[word]
    )


def _explained(scene: Scene) -> tuple[Explained, ...]:
    """How many KPIs are in each state and how many need attention, and which."""
    kpis = scene.assessment.kpis
    by_word = [(w, [k.id for k in scene.kpis_by_title if kpis[k.id].word is w]) for w in Word]
    numbers = [
        _counted(word.value, scene.say(KPI_WORDS[word]), ids, scene) for word, ids in by_word if ids
    ]
    if scene.assessment.alerts:
        alerts = scene.assessment.alerts
        numbers.append(_counted("attention", scene.say("Need attention"), alerts, scene))
    numbers.append(
        _counted("all", scene.say("KPIs"), [kpi.id for kpi in scene.kpis_by_title], scene)
    )
    return explained(numbers, scene)


def _counted(name: str, words: str, ids: Sequence[str], scene: Scene) -> Reckoning:
    named = [(scene.portfolio.kpis[id_].title, f"kpi:{id_}/word") for id_ in ids]
    return counted(f"vitals:all/{name}", words, named, scene.language)


def scorecard_page(scene: Scene) -> tuple[Head, ScorecardView]:
    """KPI rows by period columns, one table for each cadence."""
    groups = []
    for cadence in Cadence:
        kpis = [kpi for kpi in scene.kpis_by_title if kpi.series.cadence is cadence]
        if group := _score_group(cadence, kpis, scene):
            groups.append(group)
    return Head(scene.say("Scorecard"), section=SCORECARD), ScorecardView(tuple(groups))


def _score_group(cadence: Cadence, kpis: Sequence[Kpi], scene: Scene) -> ScoreGroup | None:
    judged = [scene.assessment.kpis[kpi.id] for kpi in kpis]
    periods = sorted({p.period for one in judged for p in one.points[-_COLUMNS[cadence] :]})
    periods = periods[-_COLUMNS[cadence] :]
    if not periods:
        return None
    return ScoreGroup(
        title=scene.say(_TITLES[cadence]),
        caption=scene.say(_CAPTIONS[cadence]),
        id=f"score_{cadence.value}",
        periods=tuple(short_period(one, scene.language) for one in periods),
        rows=tuple(
            _score_row(kpi, one, periods, scene) for kpi, one in zip(kpis, judged, strict=True)
        ),
    )


def _score_row(
    kpi: Kpi, judged: KpiAssessment, periods: Sequence[Period], scene: Scene
) -> ScoreRow:
    points = {point.period: point for point in judged.points}
    return ScoreRow(
        link=scene.link(Kind.KPI, kpi.id),
        unit=kpi.series.unit.name,
        badge=kpi_badge(judged, scene.language),
        rule=rule_words(kpi, scene.language),
        of=f"kpi:{kpi.id}",
        cells=tuple(_cell(kpi, judged, points.get(one), scene) for one in periods),
    )


def _cell(kpi: Kpi, judged: KpiAssessment, point: Point | None, scene: Scene) -> Cell:
    if point is None or point.value is None:
        return Cell("")
    value = format_number(point.value, kpi.series.unit.decimals, scene.language)
    if point.is_provisional:
        return Cell(value, "", scene.say("provisional"))
    word = judged.word if point == judged.judged else level_word(kpi, point.value)
    if word in (Word.MONITORED, Word.STALE):
        return Cell(value)
    return Cell(value, word.value, scene.say(KPI_WORDS[word]))


def level_word(kpi: Kpi, value: float) -> Word:
    """How a single past value stands against today's bounds and target."""
    if is_breached(value, kpi.critical):
        return Word.CRITICAL
    if is_breached(value, kpi.warn):
        return Word.WARN
    if not kpi.target.is_empty and is_attained(value, kpi.target, strict=kpi.fields.strict):
        return Word.ATTAINED
    return Word.MONITORED if kpi.warn.is_empty and kpi.critical.is_empty else Word.HEALTHY


def alerts_page(scene: Scene) -> tuple[Head, AlertsView]:
    """What is breached and what is done about it; missed KPIs without an objective."""
    kpis = scene.assessment.kpis
    silent = (Word.STALE, Word.NO_DATA)
    loud = [id_ for id_ in scene.assessment.alerts if kpis[id_].word not in silent]
    quiet = [k.id for k in scene.kpis_by_title if kpis[k.id].is_acknowledged]
    stale = [
        k.id
        for k in scene.kpis_by_title
        if (kpis[k.id].is_stale or kpis[k.id].word in silent) and not kpis[k.id].is_retired
    ]
    gaps = scene.assessment.gaps
    view = AlertsView(
        sentence=_alerts_sentence(loud, gaps, scene),
        alerts=tuple(_alert(id_, scene) for id_ in loud),
        acknowledged=tuple(_alert(id_, scene) for id_ in quiet),
        gaps=tuple(_gap(gap, scene) for gap in gaps if not gap.objectives),
        covered=tuple(_gap(gap, scene) for gap in gaps if gap.objectives),
        stale=kpi_rows(stale, scene),
    )
    return Head(scene.say("Alerts and gaps"), section=ALERTS, description=view.sentence), view


def _alerts_sentence(loud: Sequence[str], gaps: Iterable[Gap], scene: Scene) -> str:
    open_gaps = sum(not gap.objectives for gap in gaps)
    if not loud and not open_gaps:
        return scene.say("Nothing is breached and no KPI is missed without somebody on it.")
    alerts = scene.says("{n} alert", "{n} alerts", len(loud))
    if not open_gaps:
        return scene.say("{alerts}, no gaps.", alerts=alerts)
    return scene.says("{alerts}, {n} gap.", "{alerts}, {n} gaps.", open_gaps, alerts=alerts)


def _alert(id_: str, scene: Scene) -> AlertView:
    kpi, judged = scene.portfolio.kpis[id_], scene.assessment.kpis[id_]
    gap = scene.gaps.get(id_)
    since = judged.since
    notes = [note for note in events(kpi, scene) if since and note.day.iso >= since.isoformat()]
    return AlertView(
        kpi=kpi_row(id_, scene),
        reasons=judged.reasons,
        action=scene.maybe_prose(kpi.fields.action, kpi.document, "action"),
        notes=tuple(notes),
        on_it=tuple(goal_row(o, scene).link for o in gap.objectives) if gap else (),
    )


def _gap(gap: Gap, scene: Scene) -> GapView:
    on_it = tuple(goal_row(o, scene) for o in gap.objectives)
    return GapView(kpi_row(gap.kpi, scene), on_it, closed_words(gap.kpi, scene))
