"""Planning: the vital signs worst first, what each is short of, and which goals are on it."""

from json import dumps

from okrsite.assess.explain.gaps import MARKS
from okrsite.assess.explain.reckoning import counted
from okrsite.assess.shortfall import shortfall
from okrsite.assess.vitals import WORST_FIRST
from okrsite.model.goals import Kpi
from okrsite.model.references import NOBODY
from okrsite.plan.effects import difference_words
from okrsite.plan.explained import explained
from okrsite.plan.pages.kpis import change_since
from okrsite.plan.paths import PLANNING
from okrsite.plan.rows import goal_rows, kpi_row
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Head
from okrsite.plan.views.vitals import PlanningRow, PlanningView

_OF = "planning:all"


def planning_page(scene: Scene) -> tuple[Head, PlanningView]:
    """Every KPI that is not retired; of those equally bad, one that nobody is on comes first."""
    judged = scene.assessment.kpis
    kpis = [kpi for kpi in scene.portfolio.kpis.values() if not judged[kpi.id].is_retired]
    open_gaps = [gap.kpi for gap in scene.assessment.gaps if not gap.objectives]

    def badness(kpi: Kpi) -> tuple[int, bool, str, str]:
        rank = WORST_FIRST.index(judged[kpi.id].word)
        return rank, kpi.id not in open_gaps, kpi.title.casefold(), kpi.id

    rows = tuple(
        _row(kpi, is_open=kpi.id in open_gaps, scene=scene) for kpi in sorted(kpis, key=badness)
    )
    named = [(scene.portfolio.kpis[id_].title, f"kpi:{id_}/word") for id_ in open_gaps]
    numbers = (
        (counted(f"{_OF}/open", scene.say("Without an objective"), named, scene.language),)
        if named
        else ()
    )
    view = PlanningView(_sentence(len(open_gaps), scene), explained(numbers, scene), rows)
    head = Head(scene.say("Planning"), section=PLANNING, description=view.sentence)
    return head, view


def _sentence(open_gaps: int, scene: Scene) -> str:
    if not open_gaps:
        return scene.say("Every KPI that misses its target or is critical has an objective on it.")
    return scene.says(
        "{n} KPI misses its target or is critical, and no running objective is on it.",
        "{n} KPIs miss their target or are critical, and no running objective is on them.",
        open_gaps,
    )


def _row(kpi: Kpi, *, is_open: bool, scene: Scene) -> PlanningRow:
    judged = scene.assessment.kpis[kpi.id]
    on_it = [o.id for o in scene.objectives_by_kpi.get(kpi.id, ()) if scene.is_current(o)]
    short = shortfall(kpi, judged)
    words = ""
    if short:
        size = difference_words(short.size, kpi.series.unit, scene.language)
        words = scene.say("{size} to {mark}", size=size, mark=scene.say(MARKS[short.mark]))
    title = dumps(scene.say("Mend: {kpi}", kpi=kpi.title), ensure_ascii=False)
    fields = f"title: {title}\nowner: {NOBODY}\nimproves: [{kpi.id}]"
    create = scene.new_url(*scene.new_objective(f"mend-{kpi.id}", fields)) if is_open else ""
    return PlanningRow(
        kpi=kpi_row(kpi.id, scene),
        change=change_since(kpi, judged, scene),
        short=words,
        on_it=goal_rows(on_it, scene),
        is_open=is_open,
        create=create,
    )
