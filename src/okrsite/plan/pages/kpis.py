"""A KPI's page: its value now, good or bad, since when, and what to do."""

from collections.abc import Iterable, Iterator

from okrsite.assess.assessment import Effect, KpiAssessment
from okrsite.assess.vitals import ALARMING
from okrsite.assess.words import CADENCES
from okrsite.assess.years import year_over_year
from okrsite.base.numbers import format_percent, format_value, signed
from okrsite.base.words import marked
from okrsite.model.goals import Kind, Kpi, Objective
from okrsite.model.schema import Better, EventKind
from okrsite.model.schema import Event as WrittenEvent
from okrsite.plan.belonging import order
from okrsite.plan.bounds import bounds_words
from okrsite.plan.drawn.kpis import FLAGGED, kpi_chart
from okrsite.plan.drawn.stacks import stack_chart
from okrsite.plan.effects import change_words, closed_words, difference_words, reading_words
from okrsite.plan.explanations import kpi_explained
from okrsite.plan.extras import extras
from okrsite.plan.pages.drivers import driven_by, drivers_of, pairs_of
from okrsite.plan.paths import VITALS
from okrsite.plan.rows import goal_row, kpi_badge, value_words
from okrsite.plan.scene import Scene
from okrsite.plan.units import units, units_sentence
from okrsite.plan.views.parts import Fact, Head, Note
from okrsite.plan.views.vitals import KpiView, Touched
from okrsite.plan.words import EVENT_WORDS, INDICATORS, period_words


def kpi_page(kpi: Kpi, scene: Scene) -> tuple[Head, KpiView]:
    """All that is known of a KPI on the day."""
    judged = scene.assessment.kpis[kpi.id]
    portfolio, language = scene.portfolio, scene.language
    cycles = [portfolio.cycles[id_] for id_ in sorted(portfolio.cycles)]
    chart = kpi_chart(kpi, cycles, scene.ground)
    point = judged.judged
    view = KpiView(
        title=kpi.title,
        label=scene.say("KPI") if kpi.target.is_empty else scene.say("Success metric"),
        badge=kpi_badge(judged, language),
        value=value_words(point, kpi.series.unit, language),
        period=period_words(point.period, language) if point else "",
        since=scene.maybe_day(judged.since),
        change=change_since(kpi, judged, scene),
        year=_year(kpi, judged, scene),
        reasons=judged.reasons,
        action=scene.maybe_prose(kpi.fields.action, kpi.document, "action")
        if judged.word in ALARMING
        else None,
        facts=tuple(_facts(kpi, scene)),
        chart=chart,
        stack=stack_chart(kpi, scene.ground),
        events=events(kpi, scene),
        units=units(kpi, judged, scene),
        units_sentence=units_sentence(judged, scene),
        driven=driven_by(kpi.id, scene),
        drivers=drivers_of(kpi.id, scene),
        pairs=pairs_of(kpi.id, scene),
        touched=tuple(_touched(kpi, scene)),
        key_results=tuple(
            scene.link(
                Kind.KEY_RESULT,
                kr.key,
                f"{scene.portfolio.objectives[kr.objective].title}: {kr.title}",
            )
            for kr in scene.readers.get(kpi.id, ())
        ),
        gap=_gap(kpi, scene),
        closed=closed_words(kpi.id, scene),
        body=scene.body(kpi.document, scene.path(Kind.KPI, kpi.id), level=3, prefix="about_"),
        extras=extras(kpi.document),
        id=kpi.id,
        file=kpi.document.path,
        explained=kpi_explained(kpi, scene),
    )
    head = Head(
        title=kpi.title,
        kind=view.label,
        description=f"{kpi.title}: {chart.sentence}"
        if chart
        else scene.say("{title}: no value yet", title=kpi.title),
        section=VITALS,
        crumbs=tuple(link for link in (scene.team(kpi.team),) if link.text),
        edit=scene.edit(kpi.document),
    )
    return head, view


def events(kpi: Kpi, scene: Scene) -> tuple[Note, ...]:
    """What happened to a KPI up to the day, newest first; corrections are numbered."""
    known = sorted((e for e in kpi.fields.events if e.date <= scene.as_of), key=lambda e: e.date)
    numbers: dict[int, int] = {}
    for index, event in enumerate(known):
        if event.kind in FLAGGED and event.kind is not EventKind.REDEFINED:
            numbers[index] = len(numbers) + 1
    found = [_note(event, kpi, numbers.get(i, 0), scene) for i, event in enumerate(known)]
    return tuple(reversed(found))


def _note(event: WrittenEvent, kpi: Kpi, number: int, scene: Scene) -> Note:
    index = kpi.fields.events.index(event)
    place = kpi.document.place("events", index)
    by = scene.person(event.by.rpartition(":")[2]) if event.by else None
    text = scene.prose(event.note or "", kpi.document, place)
    said = f"{place.path}:{place.line}"
    return Note(scene.day(event.date), scene.say(EVENT_WORDS[event.kind]), text, by, number, said)


def change_since(kpi: Kpi, judged: KpiAssessment, scene: Scene) -> str:
    """How the last value differs from the one before."""
    now, before = judged.judged, judged.previous
    if not now or not before or now.value is None or before.value is None:
        return ""
    unit, language = kpi.series.unit, scene.language
    period = period_words(before.period, language)
    if now.value == before.value:
        return scene.say("unchanged from {period}", period=period)
    value = format_value(before.value, unit, language)
    if now.value > before.value:
        return scene.say("up from {value}, {period}", value=value, period=period)
    return scene.say("down from {value}, {period}", value=value, period=period)


def _year(kpi: Kpi, judged: KpiAssessment, scene: Scene) -> str:
    """How the last value differs from that of a year before."""
    found = year_over_year(kpi, judged)
    if found is None:
        return ""
    unit, language = kpi.series.unit, scene.language
    before = format_value(found.before.value, unit, language)
    change = signed(difference_words(found.change, unit, language), found.change)
    period = period_words(found.before.period, language)
    return scene.say(
        "{change} on a year before: {before}, {period}", change=change, before=before, period=period
    )


def _facts(kpi: Kpi, scene: Scene) -> Iterator[Fact]:
    yield from _whose(kpi, scene)
    yield from _meaning(kpi, scene)
    yield from _rules(kpi, scene)
    yield from _relations(kpi, scene)


def _whose(kpi: Kpi, scene: Scene) -> Iterator[Fact]:
    if kpi.owner:
        yield Fact(scene.say("Owner"), links=(scene.person(kpi.owner),))
    if kpi.team:
        also = tuple(scene.team(id_.rpartition(":")[2]) for id_ in kpi.fields.also_for)
        yield Fact(scene.say("Team"), links=(scene.team(kpi.team), *also))


def _meaning(kpi: Kpi, scene: Scene) -> Iterator[Fact]:
    if kpi.fields.activity:
        yield Fact(scene.say("Judges"), kpi.fields.activity)
    for label, name in (
        (scene.say("Definition"), "definition"),
        (scene.say("Decides"), "decision"),
        (scene.say(_TEST_QUESTIONS[kpi.better]), "if_it_worsens"),
    ):
        if text := getattr(kpi.fields, name):
            yield Fact(label, body=scene.maybe_prose(text, kpi.document, name))


def _rules(kpi: Kpi, scene: Scene) -> Iterator[Fact]:
    unit, language = kpi.series.unit, scene.language
    if target := bounds_words(kpi.target, unit, language):
        yield Fact(scene.say("Target"), target)
    if kpi.fields.target_by:
        yield Fact(scene.say("Target by"), day=scene.day(kpi.fields.target_by))
    for label, bounds in (
        (scene.say("Warning"), kpi.warn),
        (scene.say("Critical"), kpi.critical),
    ):
        if words := bounds_words(bounds, unit, language, is_breach=True):
            yield Fact(label, words)
    if kpi.sudden_change:
        yield Fact(scene.say("Sudden change"), _sudden_change(kpi, scene))
    yield Fact(scene.say("Counted"), scene.say(CADENCES[kpi.series.cadence]))
    if kpi.fields.indicator:
        yield Fact(scene.say("Indicator"), scene.say(INDICATORS[kpi.fields.indicator]))
    if kpi.fields.formula:
        yield Fact(scene.say("Formula"), kpi.fields.formula)


def _relations(kpi: Kpi, scene: Scene) -> Iterator[Fact]:
    if kpi.pillar:
        yield Fact(scene.say("Pillar"), links=(scene.link(Kind.PILLAR, kpi.pillar),))
    if kpi.supports:
        yield Fact(scene.say("Supports"), links=tuple(scene.link_to(ref) for ref in kpi.supports))
    promoted = (kpi.fields.promoted_from or "").rpartition(":")[2]
    if promoted in scene.key_results:
        yield Fact(scene.say("Began as"), links=(scene.link(Kind.KEY_RESULT, promoted),))


_TEST_QUESTIONS = {
    Better.HIGHER: marked("If it falls"),
    Better.LOWER: marked("If it rises"),
    Better.WITHIN: marked("If it leaves its band"),
}
"""The test question follows the direction that is good."""


def _sudden_change(kpi: Kpi, scene: Scene) -> str:
    rule = kpi.sudden_change
    assert rule
    size = (
        format_percent(rule.worse_by, scene.language)
        if rule.is_share
        else format_value(rule.worse_by, kpi.series.unit, scene.language)
    )
    base = scene.say("the mean of the {n} periods before", n=rule.base)
    if rule.base < 2:
        base = scene.say("the period before") if rule.base else scene.say("the year before")
    return scene.say("more than {size} worse than {base}", size=size, base=base)


def _touched(kpi: Kpi, scene: Scene) -> Iterable[Touched]:
    """The objectives that set out to move the KPI, newest cycle first."""
    cycles = scene.portfolio.cycles
    effects = scene.effects_on.get(kpi.id, {})

    def age(objective: Objective) -> tuple[int, tuple[bool, int, str, str]]:
        last_day = cycles[objective.cycle].last_day
        return (-last_day.toordinal() if last_day else 0, order(objective))

    for objective in sorted(scene.objectives_by_kpi.get(kpi.id, []), key=age):
        effect = effects.get(objective.id, Effect(objective.id, kpi.id, None, None))
        yield Touched(
            goal_row(objective.id, scene),
            reading_words(effect.before, kpi, scene.language),
            reading_words(effect.after, kpi, scene.language),
            change_words(effect, kpi, scene.language),
        )


def _gap(kpi: Kpi, scene: Scene) -> str:
    gap = scene.gaps.get(kpi.id)
    if gap is None or gap.objectives:
        return ""
    return scene.say("No running objective is on it: this is a gap.")
