"""The coverage page: which objective improves, is measured by, guards or reads which KPI."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from okrsite.base.words import marked
from okrsite.model.goals import Kind, Kpi, Objective
from okrsite.plan.aligned import chosen
from okrsite.plan.belonging import order
from okrsite.plan.navigation import has_alignment
from okrsite.plan.paths import ALIGNMENT, COVERAGE
from okrsite.plan.rows import kpi_badge
from okrsite.plan.scene import Scene
from okrsite.plan.views.alignment import Cover, CoverageView, CoverRow
from okrsite.plan.views.parts import Head, Link
from okrsite.plan.words import KPI_WORDS

_MOST_COLUMNS = 30
_MOST_NAMED = 20


class _Deed(NamedTuple):
    """What an objective can do for a KPI: its mark, its word, and whether it is work on it."""

    mark: str
    word: str
    is_work: bool


_IMPROVES = _Deed("↗", marked("improves"), is_work=True)
_READS = _Deed("→", marked("reads"), is_work=True)
_MEASURED = _Deed("=", marked("measured by"), is_work=False)
_GUARDS = _Deed("◇", marked("guards"), is_work=False)


_Work = tuple[Objective, tuple[_Deed, ...]]


def has_coverage(scene: Scene) -> bool:
    """Whether any objective of the current cycle has to do with a KPI."""
    return bool(_work(_objectives(scene), scene))


def coverage_page(scene: Scene) -> tuple[Head, CoverageView]:
    """KPIs as rows, those that nobody works on first; objectives as columns where few."""
    objectives = _objectives(scene)
    work = _work(objectives, scene)
    kpis = [kpi for kpi in scene.kpis_by_title if not scene.assessment.kpis[kpi.id].is_retired]
    concerned = {one.id for found in work.values() for one, _ in found}
    columns = [o for o in objectives if o.id in concerned]
    if len(columns) > _MOST_COLUMNS:
        columns = []
    rows = [(kpi, _is_idle(work.get(kpi.id, ()))) for kpi in kpis]
    sentence = _sentence(rows, scene)
    view = CoverageView(
        sentence=sentence,
        columns=_links(columns, scene),
        idle=tuple(_row(kpi, columns, work, scene) for kpi in _worst_first(rows, scene)),
        worked_on=tuple(_row(kpi, columns, work, scene) for kpi, is_idle in rows if not is_idle),
        without=_links([o for o in objectives if o.id not in concerned], scene)[:_MOST_COLUMNS],
    )
    crumbs = (Link(scene.say("How goals align"), ALIGNMENT),) if has_alignment(scene) else ()
    return Head(scene.say("Coverage of KPIs"), "", sentence, COVERAGE, crumbs), view


def _worst_first(rows: Sequence[tuple[Kpi, bool]], scene: Scene) -> list[Kpi]:
    """The KPIs that no objective works on, those in the worst state first."""
    words = list(KPI_WORDS)
    idle = [kpi for kpi, is_idle in rows if is_idle]
    return sorted(idle, key=lambda kpi: words.index(scene.assessment.kpis[kpi.id].word))


def _sentence(rows: Sequence[tuple[Kpi, bool]], scene: Scene) -> str:
    said = scene.says(
        "{n} KPI with the objectives that have to do with it.",
        "{n} KPIs with the objectives that have to do with them.",
        len(rows),
    )
    idle = sum(is_idle for _, is_idle in rows)
    if idle:
        said += " " + scene.says(
            "On {n} of them no objective works.", "On {n} of them no objective works.", idle
        )
    return said


def _objectives(scene: Scene) -> list[Objective]:
    found = chosen(scene.assessment.current_cycle, scene)
    return sorted(found.values(), key=order)


def _links(objectives: Sequence[Objective], scene: Scene) -> tuple[Link, ...]:
    return tuple(scene.link(Kind.OBJECTIVE, one.id) for one in objectives)


def _work(objectives: Sequence[Objective], scene: Scene) -> Mapping[str, list[_Work]]:
    """What the objectives do for each KPI, in their order."""
    found: dict[str, list[_Work]] = {}
    for one in objectives:
        deeds: dict[str, list[_Deed]] = {}
        for deed, names in _named(one):
            for name in sorted(names & scene.portfolio.kpis.keys()):
                deeds.setdefault(name, []).append(deed)
        for name, done in deeds.items():
            found.setdefault(name, []).append((one, tuple(done)))
    return found


def _named(objective: Objective) -> Iterator[tuple[_Deed, set[str]]]:
    fields = objective.fields
    yield _IMPROVES, _bare(fields.improves)
    yield _READS, {kr.source for kr in objective.key_results}
    yield _MEASURED, _bare(fields.measured_by)
    yield _GUARDS, _bare(fields.guardrails)


def _bare(names: Sequence[str]) -> set[str]:
    return {name.rpartition(":")[2] for name in names}


def _is_idle(work: Sequence[_Work]) -> bool:
    return not any(deed.is_work for _, deeds in work for deed in deeds)


def _row(
    kpi: Kpi, columns: Sequence[Objective], work: Mapping[str, Sequence[_Work]], scene: Scene
) -> CoverRow:
    """With columns a cell for each, else the objectives that do something, as far as named."""
    found = work.get(kpi.id, ())
    deeds = {one.id: done for one, done in found}
    shown = columns or [one for one, _ in found[:_MOST_NAMED]]
    has_more = not columns and len(found) > _MOST_NAMED
    return CoverRow(
        kpi=scene.link(Kind.KPI, kpi.id),
        badge=kpi_badge(scene.assessment.kpis[kpi.id], scene.language),
        covers=tuple(
            Cover(
                scene.link(Kind.OBJECTIVE, one.id),
                tuple((deed.mark, scene.say(deed.word)) for deed in deeds.get(one.id, ())),
            )
            for one in shown
        ),
        more=scene.link(Kind.KPI, kpi.id, scene.say("and others")) if has_more else None,
    )
