"""`goals.json` holds what the site shows, in a shape that a published schema holds it to."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from small_project import AS_OF, LONE, SITE, Planned, planned

from okrsite import journey
from okrsite.exporting import data as exported
from okrsite.plan.exports.records import ValueRecord
from okrsite.plan.exports.schema import schema_text
from okrsite.render.goals import GoalsRenderer

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads(schema_text())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
DAYS = [date(2026, 4, 20), date(2026, 7, 13), date(2026, 11, 20), date(2027, 3, 1)]


def written(site: Planned) -> Any:
    """The file as a program reads it."""
    (output,) = (o for o in site.plan.outputs if o.kind == "goals")
    return json.loads(GoalsRenderer().render(output.data), parse_constant=pytest.fail)


def faults(data: object) -> list[str]:
    return [f"{list(error.path)}: {error.message}" for error in VALIDATOR.iter_errors(data)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    return planned(tmp_path_factory.mktemp("site"), SITE)


def test_the_schema_is_a_schema_and_describes_every_field() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for kind, one in [("whole", SCHEMA), *SCHEMA["$defs"].items()]:
        assert one["additionalProperties"] is False, kind
        assert one["required"] == list(one["properties"]), kind
        for name, field in one["properties"].items():
            assert field["description"], f"{kind}.{name}"


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_example_is_valid_on_every_day(day: date) -> None:
    drafted = journey.draft(ROOT, journey.Wishes(as_of=day), lambda _: day)
    data = exported.goals_file(drafted)
    assert data is not None
    found = json.loads(data, parse_constant=pytest.fail)
    assert faults(found) == []
    assert found["as_of"] == day.isoformat()
    pages = {str(output.path) for output in drafted.plan.outputs}
    assert {path.partition("#")[0] for path in _pages(found)} <= pages


def _pages(found: object) -> Iterator[str]:
    """Every path that a record gives as its page."""
    if isinstance(found, list):
        for one in found:
            yield from _pages(one)
    elif isinstance(found, dict):
        if found.get("page"):
            yield found["page"]
        for one in found.values():
            yield from _pages(one)


@pytest.mark.parametrize("files", [SITE, {"objectives/a.md": LONE}], ids=["of every kind", "lone"])
def test_a_small_site_is_valid(tmp_path: Path, files: dict[str, str]) -> None:
    assert faults(written(planned(tmp_path, files))) == []


def test_what_is_in_it_is_what_the_pages_show(site: Planned) -> None:
    data = written(site)
    objective = next(one for one in data["objectives"] if one["id"] == "self-serve")
    assert objective["status"] == "at-risk"
    assert objective["verdict"] == "at-risk"
    assert objective["guardrails"] == ["tickets"]
    assert objective["parents"] == [{"kind": "pillar", "id": "win-small-business"}]
    signups = objective["key_results"][0]
    assert signups["id"] == "self-serve#signups"
    assert (signups["start"], signups["value"], signups["target"]) == (800, 1450, 2000)
    assert signups["progress"] == pytest.approx(650 / 1200)
    assert signups["values"] == [
        {"date": "2026-10-16", "value": 950},
        {"date": "2026-11-20", "value": 1450},
    ]
    kpi = next(one for one in data["kpis"] if one["id"] == "activation")
    assert (kpi["state"], kpi["value"], kpi["period"]) == ("critical", 24, "2026-10")
    assert [point["value"] for point in kpi["series"]] == [33, 29, 24]
    assert [event["kind"] for event in kpi["events"]] == ["redefined", "correction"]


def test_nothing_that_is_dated_later_is_in_it(site: Planned) -> None:
    assert max(one["date"] for one in written(site)["checkins"]) <= AS_OF.isoformat()
    assert "Tomorrow" not in json.dumps(written(site))


def test_a_check_in_has_the_value_that_was_said(tmp_path: Path) -> None:
    files = {
        "objectives/self-serve.md": LONE,
        "checkins/2026-11-19-ana.md": "---\nupdates: {self-serve#sign-ups-per-week: 950}\n---\n",
    }
    ((checkin),) = written(planned(tmp_path, files))["checkins"]
    assert checkin["updates"][0]["value"] == 950
    assert checkin["updates"][0]["line"] == 2


SPOILT: dict[str, Callable[[Any], object]] = {
    "an unknown field": lambda data: data["objectives"][0].update(extra=1),
    "a field that is missing": lambda data: data["kpis"][0].pop("state"),
    "a number as text": lambda data: data["objectives"][0].update(weight="1"),
    "a word of no list": lambda data: data["objectives"][0].update(status="fine"),
    "a day that is none": lambda data: data.update(as_of="2026-02-30"),
    "a share above one": lambda data: data["objectives"][0].update(progress=1.2),
    "another version": lambda data: data.update(version=2),
    "null where something is": lambda data: data["site"].update(title=None),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_the_schema_refuses(site: Planned, spoil: Callable[[Any], object]) -> None:
    data = written(site)
    assert faults(data) == []
    spoil(data)
    assert len(faults(data)) == 1


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    record = ValueRecord(AS_OF, value)
    with pytest.raises(ValueError, match="not JSON compliant"):
        GoalsRenderer().render(record)


def test_a_change_of_one_goal_changes_one_line(tmp_path: Path) -> None:
    before = planned(tmp_path / "a", SITE)
    files = SITE | {"objectives/platform.md": SITE["objectives/platform.md"] + "Why: nights.\n"}
    after = planned(tmp_path / "b", files)
    lines = [set(_goals(one).splitlines()) for one in (before, after)]
    assert len(lines[1] - lines[0]) == 1


def test_the_documentation_names_every_list_and_field_of_the_whole() -> None:
    text = (ROOT / "docs" / "data.md").read_text("utf-8")
    assert {name for name in SCHEMA["properties"] if f"`{name}`" not in text} == {"$schema"}


def _goals(site: Planned) -> bytes:
    (output,) = (o for o in site.plan.outputs if o.kind == "goals")
    return GoalsRenderer().render(output.data)
