"""How goals and KPIs are measured and judged: the pages of the manual, day by day."""

from datetime import date
from textwrap import indent

import pytest
from documents import Case, cases
from judging import judged
from projects import Project

from okrsite.assess.assessment import Assessment
from okrsite.assess.points import Point
from okrsite.base.numbers import format_value
from okrsite.model.goals import KeyResult, Kpi


def _share(value: float | None) -> str:
    return "\N{EN DASH}" if value is None else f"{value:.3f}"


def _key_result(project: Project, day: date) -> str:
    assessment = project.assess(day)
    (key_result,) = (kr for kr in project.portfolio.key_results.values() if kr.objective == "grow")
    return _key_result_line(key_result, assessment)


def _key_result_line(key_result: KeyResult, assessment: Assessment) -> str:
    found = assessment.key_results[key_result.key]
    value = "" if found.value is None else f"{format_value(found.value, key_result.unit, 'en')}: "
    first = "" if found.first_progress is None else f" (first promise {found.first_progress:.3f})"
    running = "" if found.running is None else f", running {_share(found.running.share)}"
    mark = ", outdated" if found.is_outdated else ""
    return (
        f"{value}{_share(found.progress)}{first} of {_share(found.expected)}{running}, "
        f"pace {found.pace}, shown {found.status}{mark}"
    )


@pytest.mark.parametrize("case", cases("measures.md"), ids=str)
def test_a_key_result_on_a_day(case: Case) -> None:
    fields = indent(case.blocks["key result"], "    ")[4:]
    goal = f"---\ntitle: Grow\nowner: ana\nkey_results:\n  - {fields}\n---\n"
    case.expect(judged(case, {"content/objectives/2026-q4/grow.md": goal}, _key_result))


def _objectives(project: Project, day: date) -> str:
    lines = []
    for found in project.assess(day).objectives.values():
        score = f", score {found.score:.2f}" if found.score is not None else ""
        given = f", given {found.given_score:.2f}" if found.given_score is not None else ""
        word = f", {found.word}" if found.word else ""
        said = f", by the numbers {found.by_items}" if found.verdict else ""
        breached = f", breached {', '.join(found.breached)}" if found.breached else ""
        lines.append(
            f"{found.id} {_share(found.progress)} of {_share(found.expected)}, "
            f"{found.status}{said}{breached}{score}{given}{word}"
        )
    return "\n            ".join(lines)


@pytest.mark.parametrize("case", cases("objectives.md"), ids=str)
def test_an_objective_on_a_day(case: Case) -> None:
    case.expect(judged(case, {}, _objectives))


def _kpi(project: Project, day: date) -> str:
    found = project.assess(day).kpis["sales"]
    since = f" since {found.since}" if found.since else ""
    marks = [
        name
        for name, holds in (
            ("stale", found.is_stale),
            ("not yet", found.not_yet),
            ("acknowledged", found.is_acknowledged),
            ("retired", found.is_retired),
        )
        if holds
    ]
    return "; ".join([f"{found.word}{since}", *marks, *found.reasons])


@pytest.mark.parametrize("case", cases("vitals.md"), ids=str)
def test_a_kpi_on_a_day(case: Case) -> None:
    files = {"content/kpis/sales.md": f"---\n{case.blocks['kpi']}\n---\n"}
    case.expect(judged(case, files, _kpi))


def _point(point: Point, kpi: Kpi) -> str:
    value = "gap" if point.value is None else format_value(point.value, kpi.series.unit, "en")
    provisional = " provisional" if point.is_provisional else ""
    present = f" ({point.present} of {point.expected})" if point.expected else ""
    note = f" [{' '.join(point.note.split())}]" if point.note else ""
    return f"{point.period}: {value}{provisional}{present}{note}"


def _series(project: Project, day: date) -> str:
    kpi = project.portfolio.kpis["sales"]
    points = project.assess(day).kpis["sales"].points
    return ", ".join(_point(point, kpi) for point in points)


@pytest.mark.parametrize("case", cases("series.md"), ids=str)
def test_a_series_on_a_day(case: Case) -> None:
    files = {"content/kpis/sales.md": f"---\n{case.blocks['kpi']}\n---\n"}
    case.expect(judged(case, files, _series))
