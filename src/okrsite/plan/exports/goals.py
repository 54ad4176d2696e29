"""A scene in, everything that the site shows out: the records of `goals.json`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from okrsite.assess.assessment import KeyResultAssessment, KpiAssessment, ObjectiveAssessment
from okrsite.assess.judge import tally
from okrsite.base.frozen import fields
from okrsite.compare.history import Commit, Move, Terms
from okrsite.model.goals import (
    Bounds,
    CheckIn,
    Cycle,
    KeyResult,
    Kind,
    Kpi,
    Metric,
    Objective,
    Person,
    Pillar,
    Ref,
    Review,
    Team,
    Update,
    WikiPage,
)
from okrsite.model.schema import Decision, Event
from okrsite.plan.drawn.kpis import shown_points
from okrsite.plan.exports import records
from okrsite.plan.pages.cycles import review_title
from okrsite.plan.pages.prose import is_home
from okrsite.plan.paths import prose_path
from okrsite.plan.scene import Scene
from okrsite.read.library import Document

T = TypeVar("T")


def goals(scene: Scene, version: str) -> records.GoalsRecord:
    """Everything that the site shows, sorted by id and the check-ins by day."""
    portfolio, as_of = scene.portfolio, scene.as_of
    settings = portfolio.settings
    return records.GoalsRecord(
        schema=records.SCHEMA_NAME,
        version=records.VERSION,
        generator=f"okrsite {version}",
        as_of=as_of,
        site=records.SiteRecord(
            title=settings.title,
            language=scene.language_tag,
            address=settings.base_url or None,
            company=settings.company.name or None,
            current_cycle=scene.assessment.current_cycle or None,
        ),
        objectives=objectives(scene),
        kpis=kpis(scene),
        metrics=tuple(_metrics(scene)),
        cycles=tuple(_cycles(scene)),
        teams=tuple(_team(one, scene) for one in _by_id(portfolio.teams)),
        people=tuple(_person(one, scene) for one in _by_id(portfolio.people)),
        pillars=tuple(_pillar(one, scene) for one in _by_id(portfolio.pillars)),
        checkins=checkins(scene),
        reviews=tuple(_review(one, scene) for one in portfolio.reviews if one.is_known(as_of)),
        pages=tuple(_page(one) for one in portfolio.pages if not is_home(one)),
    )


def objectives(scene: Scene) -> tuple[records.ObjectiveRecord, ...]:
    """All objectives, by id."""
    return tuple(_objective(one, scene) for one in _by_id(scene.portfolio.objectives))


def key_results(scene: Scene) -> tuple[records.KeyResultRecord, ...]:
    """The key results of all objectives, in the order of these."""
    every = _by_id(scene.portfolio.objectives)
    return tuple(_key_result(kr, scene) for one in every for kr in one.key_results)


def kpis(scene: Scene) -> tuple[records.KpiRecord, ...]:
    """All KPIs, by id."""
    return tuple(_kpi(one, scene) for one in _by_id(scene.portfolio.kpis))


def checkins(scene: Scene) -> tuple[records.CheckInRecord, ...]:
    """The check-ins by the day; a value is known where its key result is."""
    said = {(u.goal, u.place): u for kr in scene.key_results.values() for u in kr.updates}
    return tuple(
        _checkin(one, [said.get((u.goal, u.place), u) for u in one.updates])
        for one in scene.portfolio.checkins
        if one.day <= scene.as_of
    )


def series(kpi: Kpi, scene: Scene) -> tuple[records.PointRecord, ...]:
    """The periods that the chart of a KPI shows, in time."""
    return tuple(
        records.PointRecord(
            str(point.period),
            point.period.start,
            point.period.end,
            point.value,
            point.is_provisional,
            point.note or None,
        )
        for point in shown_points(kpi, scene.assessment.kpis[kpi.id])
    )


def _objective(one: Objective, scene: Scene) -> records.ObjectiveRecord:
    fields, judged = one.fields, scene.assessment.objectives[one.id]
    return records.ObjectiveRecord(
        id=one.id,
        title=one.title,
        page=_path(Kind.OBJECTIVE, one.id, scene),
        file=one.document.path,
        owner=one.owner or None,
        contributors=_ids(fields.contributors),
        team=one.team or None,
        cycle=one.cycle,
        parents=_refs(one.parents),
        depends_on=_refs(one.depends_on),
        contributes=fields.contributes,
        pillar=one.pillar or None,
        ambition=one.ambition,
        intent=fields.intent,
        priority=fields.priority,
        weight=one.weight,
        stage=one.stage,
        carried_from=_id(fields.carried_from),
        improves=_ids(fields.improves),
        measured_by=_ids(fields.measured_by),
        guardrails=_ids(fields.guardrails),
        as_of=judged.as_of,
        progress=judged.progress,
        expected=judged.expected,
        computed_status=judged.by_items,
        verdict=judged.verdict,
        status=judged.status,
        outdated=judged.is_outdated,
        counts=judged.counts,
        breached_guardrails=judged.breached,
        weakest=judged.weakest,
        updated_on=judged.last_update,
        closed=judged.is_closed,
        score=judged.score,
        given_score=judged.given_score,
        result=judged.word or None,
        decision=_decision(one, judged),
        text=_text(one.document),
        key_results=tuple(_key_result(kr, scene) for kr in one.key_results),
    )


def _decision(one: Objective, judged: ObjectiveAssessment) -> Decision | None:
    """What was decided by the day of the page."""
    closing = one.closing(judged.as_of) if judged.is_closed else None
    return closing.decision if closing else None


def _key_result(kr: KeyResult, scene: Scene) -> records.KeyResultRecord:
    judged = scene.assessment.key_results[kr.key]
    promise, forecast, known = judged.promise, judged.forecast, scene.promises(kr)
    is_dropped = kr.is_dropped(judged.as_of)
    return records.KeyResultRecord(
        id=kr.key,
        title=kr.title,
        page=_path(Kind.KEY_RESULT, kr.key, scene),
        file=kr.place.path,
        line=kr.place.line,
        owner=kr.owner or None,
        type=kr.type,
        unit=kr.unit.name or None,
        start=promise.start,
        target=promise.target,
        low=promise.low,
        high=promise.high,
        commit=None if kr.fields.commit is None else float(kr.fields.commit),
        stretch=None if kr.fields.stretch is None else float(kr.fields.stretch),
        value=judged.value,
        label=judged.label or None,
        progress=judged.progress,
        first_progress=judged.first_progress,
        expected=judged.expected,
        pace=judged.pace,
        verdict=judged.verdict,
        status=judged.status,
        outdated=judged.is_outdated,
        counts=judged.counts,
        confidence=judged.confidence,
        first_day=promise.first_day,
        due=promise.due,
        weight=promise.weight,
        updated_on=judged.last_update,
        dropped_on=kr.dropped_on if is_dropped else None,
        measured_by=kr.source or None,
        values=records.ValueRecords(judged.measured.days, judged.measured.values.tobytes()),
        milestones=_milestones(judged),
        forecast=records.ForecastRecord(
            forecast.value_at_due, forecast.half_width, forecast.meets_on
        )
        if forecast
        else None,
        promised=_commit(known.first) if known.first else None,
        moves=tuple(_move(move) for move in known.moves),
    )


def _move(move: Move) -> records.MoveRecord:
    return records.MoveRecord(
        day=move.day,
        was=_terms(move.was),
        now=_terms(move.now),
        reason=move.told.reason or None if move.told else None,
        unexplained=move.lacks_reason,
        commits=tuple(_commit(one) for one in move.commits),
    )


def _terms(terms: Terms) -> records.TermsRecord:
    parts = {name: getattr(terms, name) for name in fields(records.TermsRecord)}
    return records.TermsRecord(**parts)


def _commit(commit: Commit) -> records.CommitRecord:
    return records.CommitRecord(commit.id, commit.day, commit.author or None)


def _milestones(judged: KeyResultAssessment) -> tuple[records.MilestoneRecord, ...]:
    done = judged.steps_done
    return tuple(
        records.MilestoneRecord(
            id=step.id,
            title=step.title,
            weight=step.weight,
            due=step.due or judged.promise.due,
            done=step.id in done,
            done_on=done.get(step.id),
        )
        for step in judged.promise.steps
    )


def _kpi(one: Kpi, scene: Scene) -> records.KpiRecord:
    fields, judged = one.fields, scene.assessment.kpis[one.id]
    point = judged.judged
    return records.KpiRecord(
        id=one.id,
        title=one.title,
        page=_path(Kind.KPI, one.id, scene),
        file=one.document.path,
        owner=one.owner or None,
        team=one.team or None,
        also_for=_ids(fields.also_for),
        pillar=one.pillar or None,
        parent=one.parent or None,
        unit=one.series.unit.name or None,
        cadence=one.series.cadence,
        better=one.better,
        indicator=fields.indicator,
        warn=_bounds(one.warn),
        critical=_bounds(one.critical),
        target=_bounds(one.target),
        target_by=fields.target_by,
        formula=fields.formula,
        definition=fields.definition,
        state=judged.word,
        since=judged.since,
        stale=judged.is_stale,
        acknowledged=judged.is_acknowledged,
        retired=judged.is_retired,
        reasons=judged.reasons,
        value=point.value if point else None,
        period=str(point.period) if point else None,
        objectives=tuple(sorted(o.id for o in scene.objectives_by_kpi.get(one.id, ()))),
        events=tuple(
            _event(event)
            for event in sorted(fields.events, key=lambda event: event.date)
            if event.date <= scene.as_of
        ),
        units=_units(one, judged),
        series=series(one, scene),
        text=_text(one.document),
    )


def _event(event: Event) -> records.EventRecord:
    return records.EventRecord(event.date, event.kind, event.note or None, _id(event.by))


def _units(kpi: Kpi, judged: KpiAssessment) -> tuple[records.UnitRecord, ...]:
    return tuple(
        records.UnitRecord(
            label=unit.label,
            owner=unit.owner or None,
            state=one.word,
            value=one.judged.value if one.judged else None,
            period=str(one.judged.period) if one.judged else None,
            target=_bounds(unit.target),
        )
        for unit, one in zip(kpi.units, judged.units, strict=True)
    )


def _metrics(scene: Scene) -> Iterator[records.MetricRecord]:
    """The metrics that the pages name: those that key results read."""
    read: dict[str, list[str]] = {}
    for key, kr in sorted(scene.key_results.items()):
        read.setdefault(kr.source, []).append(key)
    for one in _by_id(scene.portfolio.metrics):
        if one.id in read:
            yield _metric(one, read[one.id])


def _metric(one: Metric, readers: Iterable[str]) -> records.MetricRecord:
    series = one.series
    return records.MetricRecord(
        one.id, one.title, series.unit.name or None, series.cadence, tuple(readers)
    )


def _cycles(scene: Scene) -> Iterator[records.CycleRecord]:
    goals: dict[str, list[Objective]] = {}
    for objective in scene.portfolio.objectives.values():
        goals.setdefault(objective.cycle, []).append(objective)
    for one in _by_id(scene.portfolio.cycles):
        if one.id in goals or scene.path(Kind.CYCLE, one.id):
            yield _cycle(one, goals.get(one.id, []), scene)


def _cycle(one: Cycle, inside: list[Objective], scene: Scene) -> records.CycleRecord:
    found, scores = tally(scene.assessment, inside), scene.assessment.scores.get(one.id)
    return records.CycleRecord(
        id=one.id,
        title=one.title,
        page=_path(Kind.CYCLE, one.id, scene),
        file=one.document.path if one.document else None,
        parent=one.parent or None,
        start=one.first_day,
        end=one.last_day,
        checkin_every=one.rhythm,
        targets_fixed_on=one.targets_fixed_on,
        closed_on=one.closed_on,
        closed=one.is_closed(scene.as_of),
        progress=found.progress,
        expected=found.expected,
        net_confidence=found.net_confidence,
        mean_score=scores.mean if scores else None,
        not_doing=one.not_doing,
        text=_text(one.document),
    )


def _team(one: Team, scene: Scene) -> records.TeamRecord:
    return records.TeamRecord(
        id=one.id,
        title=one.title,
        page=_path(Kind.TEAM, one.id, scene),
        file=one.document.path if one.document else None,
        kind=one.kind,
        parent=one.parent or None,
        lead=one.lead or None,
        text=_text(one.document),
    )


def _person(one: Person, scene: Scene) -> records.PersonRecord:
    return records.PersonRecord(
        id=one.id,
        name=one.name,
        page=_path(Kind.PERSON, one.id, scene),
        file=one.document.path if one.document else None,
        team=one.team or None,
        text=_text(one.document),
    )


def _pillar(one: Pillar, scene: Scene) -> records.PillarRecord:
    return records.PillarRecord(
        id=one.id,
        title=one.title,
        page=_path(Kind.PILLAR, one.id, scene),
        file=one.document.path,
        kind=one.kind,
        order=one.order,
        kpi=one.kpi or None,
        parent=one.parent or None,
        text=_text(one.document),
    )


def _checkin(one: CheckIn, updates: Iterable[Update]) -> records.CheckInRecord:
    return records.CheckInRecord(
        date=one.day,
        author=one.author,
        file=one.document.path,
        updates=tuple(map(_update, updates)),
        wins=one.wins,
        setbacks=one.setbacks,
        blockers=one.blockers,
    )


def _update(said: Update) -> records.UpdateRecord:
    kind = Kind.KEY_RESULT if "#" in said.goal else Kind.OBJECTIVE
    return records.UpdateRecord(
        goal=records.RefRecord(kind, said.goal),
        line=said.place.line,
        value=said.value,
        label=said.label or None,
        done=said.done,
        done_on=said.done_on,
        confidence=said.confidence,
        expected_score=said.expect,
        verdict=said.verdict,
        note=said.note or None,
    )


def _review(one: Review, scene: Scene) -> records.ReviewRecord:
    return records.ReviewRecord(
        title=review_title(one, scene),
        page=prose_path(one),
        file=one.document.path,
        cycle=one.cycle,
        team=one.team or None,
        date=one.day,
        author=one.author or None,
    )


def _page(one: WikiPage) -> records.PageRecord:
    return records.PageRecord(one.title, prose_path(one), one.document.path, one.tags)


def _by_id(things: Mapping[str, T]) -> Iterator[T]:
    return (things[id_] for id_ in sorted(things))


def _path(kind: Kind, id_: str, scene: Scene) -> str | None:
    return scene.path(kind, id_) or None


def _text(document: Document | None) -> str | None:
    return (document.body.text.strip() or None) if document else None


def _id(name: str | None) -> str | None:
    """A name as it was typed, `kpi:mrr` or `mrr`, as an id."""
    return name.rpartition(":")[2] if name else None


def _ids(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.rpartition(":")[2] for name in names))


def _refs(refs: Iterable[Ref]) -> tuple[records.RefRecord, ...]:
    return tuple(records.RefRecord(ref.kind, ref.id) for ref in refs)


def _bounds(bounds: Bounds) -> records.BoundsRecord | None:
    return None if bounds.is_empty else records.BoundsRecord(bounds.low, bounds.high)
