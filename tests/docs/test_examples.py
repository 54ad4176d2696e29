"""The worked examples: what each is typed as, and what the program shows on the day."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import indent

import pytest
from documents import Case, cases
from projects import Project, project_of

from okrsite.assess.assessment import (
    Assessment,
    Forecast,
    KeyResultAssessment,
    KpiAssessment,
    ObjectiveAssessment,
    Status,
    Word,
)
from okrsite.assess.points import Point
from okrsite.base.numbers import Unit, format_day, format_number, format_percent, format_value
from okrsite.model.goals import KeyResult, Kpi
from okrsite.plan.rows import bar, judged_badge, kpi_badge
from okrsite.plan.views.parts import Badge
from okrsite.plan.words import DASH, KPI_WORDS, STATUS_WORDS

PAGE = Path(__file__).parents[2] / "docs" / "examples.md"
EXAMPLES = cases(str(PAGE))
PLACES = {
    "key result": "content/objectives/2026-q4/grow.md",
    "objective": "content/objectives/2026-q4/grow.md",
    "kpi": "content/kpis/sales.md",
}
"""Where a block without a path stands."""


@pytest.mark.parametrize("case", EXAMPLES, ids=str)
def test_a_worked_example_is_what_the_program_shows(case: Case) -> None:
    head, *lines = case.table
    assert head[-3:] == ("on", "shows", "why")
    for *settings, day, shows, why in lines:
        files = _files(case, dict(zip(head[:-3], settings, strict=True)))
        project = project_of(files)
        assert project.printed(project.problems) == ""
        assert why
        said = set(_said(case, project, project.assess(date.fromisoformat(day))))
        assert set(shows.split(", ")) - said == set(), (day, shows, sorted(said))


def _files(case: Case, settings: dict[str, str]) -> dict[str, str]:
    """The files of an example, with other values of the fields that its table names."""
    files = {}
    for name, written in case.blocks.items():
        text = written
        for field, value in settings.items():
            if name == _place_of(field, case):
                text = _with(text, field, value)
        if name == "key result":
            text = f"title: Grow\nowner: ana\nkey_results:\n  - {indent(text, '    ')[4:]}"
        is_table = name.endswith(".toml")
        files[PLACES.get(name, name)] = text if is_table else f"---\n{text}\n---\n"
    return files


def _place_of(field: str, case: Case) -> str:
    """The block that has the field: what the example is about, before the files beside it."""
    ordered = sorted(case.blocks, key=lambda name: name not in PLACES)
    return next(name for name in ordered if re.search(rf"\b{field}\b", case.blocks[name]))


def _with(text: str, field: str, value: str) -> str:
    """The text with another value where the field stands first; `{}` takes the field out."""
    pattern = rf"\b{field}(: | )(\{{[^}}]*\}}|= \S+|[^\s,}}]+)"
    if value == "{}":
        return re.sub(rf"^{pattern}\n", "", text, flags=re.MULTILINE)
    return re.sub(pattern, lambda found: f"{field}{found[1]}{value}", text, count=1)


def _said(case: Case, project: Project, assessment: Assessment) -> Iterator[str]:
    """All that the site says of what an example is about."""
    if "kpi" in case.blocks:
        yield from _said_of_kpi(project.portfolio.kpis["sales"], assessment.kpis["sales"])
    elif "objective" in case.blocks:
        yield from _said_of_objective(assessment.objectives["grow"])
        for id_, judged in assessment.objectives.items():
            yield f"{id_} {bar(judged.progress, judged.expected, 'en', id_).words}"
    else:
        (key_result,) = project.portfolio.objectives["grow"].key_results
        yield from _said_of_key_result(key_result, assessment.key_results[key_result.key])


def _said_of_key_result(key_result: KeyResult, judged: KeyResultAssessment) -> Iterator[str]:
    progress = bar(judged.progress, judged.expected, "en", "")
    yield progress.words
    yield f"expected {progress.expected}"
    yield _badge_words(judged_badge(judged, "en"))
    yield f"computed {STATUS_WORDS[judged.pace]}"
    if judged.verdict:
        yield f"verdict {STATUS_WORDS[Status(judged.verdict)]}"
    if judged.value is not None:
        yield f"value {format_value(judged.value, key_result.unit, 'en')}"
    if judged.confidence is not None:
        yield f"confidence {judged.confidence}"
    if judged.running and judged.running.value is not None:
        yield f"this period so far {format_value(judged.running.value, key_result.unit, 'en')}"
    if judged.first_progress is not None:
        yield f"against the first promise {format_percent(judged.first_progress, 'en')}"
    yield from _said_of_forecast(judged.forecast, key_result.unit)


def _said_of_forecast(forecast: Forecast | None, unit: Unit) -> Iterator[str]:
    if forecast is None:
        yield "no forecast"
        return
    yield f"forecast {format_value(forecast.value_at_due, unit, 'en')}"
    met = forecast.meets_on
    yield f"target met on {format_day(met, 'en')}" if met else "not at this pace"


def _said_of_objective(judged: ObjectiveAssessment) -> Iterator[str]:
    yield bar(judged.progress, judged.expected, "en", "").words
    if judged.word:
        yield judged.word
    else:
        yield _badge_words(judged_badge(judged, "en"))
    yield f"computed {STATUS_WORDS[judged.by_items]}"
    yield from (f"guardrail {id_}" for id_ in judged.breached)
    yield "no score" if judged.score is None else f"score {format_number(judged.score, 2, 'en')}"
    if judged.given_score is not None:
        yield f"given {format_number(judged.given_score, 2, 'en')}"


def _said_of_kpi(kpi: Kpi, judged: KpiAssessment) -> Iterator[str]:
    yield _badge_words(kpi_badge(judged, "en"))
    if judged.since:
        yield f"since {format_day(judged.since, 'en')}"
    if judged.not_yet:
        yield "not yet"
    yield from (_point_words(point, kpi.series.unit) for point in judged.points)


def _point_words(point: Point, unit: Unit) -> str:
    value = "no value" if point.value is None else format_value(point.value, unit, "en")
    notes = (
        "provisional" if point.is_provisional else "",
        f"{point.present} of {point.expected}" if point.expected else "",
        point.note,
    )
    return f"{point.period}: {_badge_words(Badge('', value, ', '.join(filter(None, notes))))}"


def _badge_words(badge: Badge) -> str:
    return f"{badge.word} ({badge.note})" if badge.note else badge.word


def test_the_examples_show_every_word_and_no_value_at_all() -> None:
    shown = {
        part.partition(" (")[0]
        for case in EXAMPLES
        for row in case.table[1:]
        for part in row[-2].split(", ")
    }
    words = {*STATUS_WORDS.values(), *KPI_WORDS.values(), "partly", DASH}
    assert words <= shown, sorted(words - shown)
    assert len(KPI_WORDS) == len(Word)


def test_no_two_examples_have_the_same_heading() -> None:
    titles = [case.title for case in EXAMPLES]
    assert sorted(set(titles)) == sorted(titles)
