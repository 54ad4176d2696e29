"""The documentation says what the program does: every field, every setting, every command."""

import inspect
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NamedTuple

import pytest
from click import Command, Context, Group
from click.testing import CliRunner
from pydantic import BaseModel, ValidationError

from okrsite.assess.assessment import Assessment
from okrsite.assess.forecast import forecast
from okrsite.assess.judge import assess
from okrsite.assess.points import measurements
from okrsite.base.problems import Problems, describe
from okrsite.journey import Wishes, draft
from okrsite.model import schema
from okrsite.model.portfolio import assemble
from okrsite.model.schema.meanings import MEANINGS
from okrsite.plan.embeds.tables import TABLES
from okrsite.plan.views.organisation import ProseView
from okrsite.plan.views.pages import Page
from okrsite.read.config import Settings
from okrsite.read.frontmatter import Mapping, Node, Scalar, split
from okrsite.read.library import read
from okrsite.tidy.project import look

ROOT = Path(__file__).parents[2]
FIELDS = ROOT / "docs" / "front-matter.md"
TEXTS = ROOT / "docs" / "pages.md"
STARTER = ROOT / "src" / "okrsite" / "new" / "repository" / "okrsite.toml"
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
AS_OF = date(2026, 11, 20)

SECTIONS = {
    "File": "Every file",
    "SeriesFields": "Numbers of a KPI or a metric",
    "ObjectiveFields": "Objective",
    "KeyResultFields": "Key result",
    "Milestone": "Milestone",
    "Initiative": "Initiative",
    "Revision": "Revision",
    "Was": "Was",
    "Dropped": "Dropped",
    "Closing": "Closing",
    "KpiFields": "KPI",
    "Thresholds": "Thresholds",
    "SuddenChange": "Sudden change",
    "KpiUnit": "Unit of a KPI",
    "LeadsTo": "Leads to",
    "Benchmark": "Benchmark",
    "Event": "Event",
    "MetricFields": "Metric",
    "CheckInFields": "Check-in",
    "UpdateFields": "Update",
    "CycleFields": "Cycle",
    "TeamFields": "Team",
    "PersonFields": "Person",
    "PillarFields": "Pillar",
    "ReviewFields": "Review",
    "PageFields": "Page",
}
"""The heading under which a group of fields is described."""

NOT_WRITTEN = {"Fields", "Milestones", "StrayFields"}
"""Groups that no author meets: the base of all, `milestones:` as one, a page gone astray."""


class Row(NamedTuple):
    """A row of a table: the name in its first cell, and the cells after it."""

    name: str
    cells: tuple[str, ...]


def models() -> tuple[type[BaseModel], ...]:
    """Every group of fields that the schema knows, in one module or in a folder of them."""
    modules = [schema]
    for found in iter_modules(getattr(schema, "__path__", ())):
        modules.append(import_module(f"{schema.__name__}.{found.name}"))
    return tuple(
        dict.fromkeys(
            value
            for module in modules
            for value in vars(module).values()
            if inspect.isclass(value)
            and issubclass(value, BaseModel)
            and value.__module__.startswith(schema.__name__)
            and value.__name__ not in NOT_WRITTEN
        )
    )


def own_fields(model: type[BaseModel]) -> dict[str, str]:
    """The fields that a group adds to its base: by the name an author writes, the attribute."""
    inherited = {name for base in model.__mro__[1:] for name in getattr(base, "model_fields", ())}
    return {
        field.alias or name: name
        for name, field in model.model_fields.items()
        if name not in inherited
    }


def section(heading: str) -> str:
    """The text under a heading, up to the next one, without its examples."""
    text = re.sub(r"^```.*?^```$", "", FIELDS.read_text(), flags=re.M | re.S)
    found = re.search(rf"^##+ {re.escape(heading)}$\n(.*?)(?=^##|\Z)", text, re.M | re.S)
    assert found, f"docs/front-matter.md has no heading {heading!r}"
    return found[1]


def rows(text: str) -> tuple[Row, ...]:
    """The rows of the tables of fields and of settings."""
    found = []
    for table in re.findall(r"^\| (?:field|key) \|.*\n\| ---.*\n((?:\|.*\n)+)", text, re.M):
        for line in table.splitlines():
            name, *cells = (cell.strip() for cell in line.strip("| ").split(" | "))
            found.append(Row(name.strip("`"), tuple(cells)))
    return tuple(found)


def files_in(page: Path) -> dict[str, str]:
    """The full examples of a page: a path alone in backticks, then a fenced block."""
    found = re.findall(r"^`([\w./-]+)`\n\n```\w+\n(.*?)^```$", page.read_text(), re.M | re.S)
    return dict(found)


def judged(page: Path, root: Path) -> tuple[Assessment, tuple[str, ...]]:
    """The examples of a page as one project: how it stands, and every error in it."""
    for path, text in files_in(page).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    library, unread = read(root)
    portfolio, unlinked = assemble(library)
    errors = Problems((*unread, *unlinked)).errors
    return assess(portfolio, AS_OF), tuple(describe(p, library.line) for p in errors)


def plain(node: Node) -> object:
    """Fields as typed, for a group of fields to take."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.items}
    return [plain(item) for item in node.items]


def settings_of(table: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Every setting by its dotted name, with its default."""
    for name, field in table.model_fields.items():
        inner = field.annotation
        if inspect.isclass(inner) and issubclass(inner, BaseModel):
            yield from settings_of(inner, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", field.default


def test_every_group_of_fields_has_a_heading() -> None:
    assert {model.__name__ for model in models()} == set(SECTIONS)


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_field_is_described_and_nothing_else_is(model: type[BaseModel]) -> None:
    described = [row.name for row in rows(section(SECTIONS[model.__name__]))]
    assert described == list(dict.fromkeys(described)), "a field is described twice"
    assert set(described) == set(own_fields(model))


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_example_of_a_field_is_taken_by_it(model: type[BaseModel]) -> None:
    refused = []
    for row in rows(section(SECTIONS[model.__name__])):
        if row.name not in own_fields(model):
            continue
        problems = Problems()
        matter = split(f"---\n{row.cells[-1].strip('`')}\n---\n", "docs", problems)
        if matter is None or len(problems) or not matter.fields.get(row.name):
            refused.append(row.cells[-1])
            continue
        try:
            model.model_validate(plain(matter.fields))
        except ValidationError as error:
            refused += [row.cells[-1] for one in error.errors() if one["type"] != "missing"]
    assert not refused


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_an_editor_shows_the_meaning_that_the_manual_has(model: type[BaseModel]) -> None:
    told = {row.name: row.cells[2] for row in rows(section(SECTIONS[model.__name__]))}
    for name in own_fields(model):
        plain_text = re.sub(r"\*+|\[([^\]]*)\]\([^)]*\)", r"\1", told[name]).strip()
        assert MEANINGS[model.__name__][name] == plain_text, name


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_required_fields_are_marked_so(model: type[BaseModel]) -> None:
    own = own_fields(model)
    marked = {
        row.name
        for row in rows(section(SECTIONS[model.__name__]))
        if row.name in own and row.cells[1] == "*required*"
    }
    assert marked == {name for name, at in own.items() if model.model_fields[at].is_required()}


def test_every_setting_is_described_with_its_default() -> None:
    described = {row.name: row.cells[0] for row in rows(section("okrsite.toml"))}
    known = dict(settings_of(Settings))
    assert set(described) == set(known)
    for name, default in known.items():
        if default is None:
            assert described[name] == "none", name
        else:
            written = tomllib.loads(f"x = {described[name].strip('`')}")["x"]
            assert written == (list(default) if isinstance(default, tuple) else default), name


def test_the_starter_has_every_setting() -> None:
    assert set(flat(starter())) == {name for name, _ in settings_of(Settings)}


def test_every_setting_of_the_starter_is_taken_when_its_sign_is_removed() -> None:
    Settings.model_validate(starter())


def starter() -> dict[str, Any]:
    """The starter's settings with the sign of a comment taken from every key."""
    return tomllib.loads(re.sub(r"^# (?=\w+ = )", "", STARTER.read_text(), flags=re.M))


def flat(table: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict) and value:
            yield from flat(value, f"{prefix}{name}.")
        elif not isinstance(value, dict) or prefix:
            yield f"{prefix}{name}"


@pytest.mark.parametrize("page", [ROOT / "README.md", FIELDS], ids=lambda page: page.name)
def test_the_examples_of_a_page_are_a_project_without_errors(page: Path, tmp_path: Path) -> None:
    _, errors = judged(page, tmp_path)
    assert not errors, "\n\n".join(errors)


@pytest.mark.parametrize("page", [page for page in PAGES if files_in(page)], ids=lambda p: p.name)
def test_the_examples_of_a_page_stand_in_the_order_of_fmt(page: Path, tmp_path: Path) -> None:
    for path, text in files_in(page).items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    assert [one.path for one in look([tmp_path]).looked if one.is_changed or one.is_left] == []


def test_the_example_of_embeds_is_a_site_without_problems(tmp_path: Path) -> None:
    text = TEXTS.read_text()
    files = files_in(TEXTS)
    files |= re.findall(r"^`([\w./-]+)`\n\n````\w+\n(.*?)^````$", text, re.MULTILINE | re.DOTALL)
    for path, written in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(written)
    drafted = draft(tmp_path, Wishes(as_of=AS_OF), lambda _: AS_OF)
    assert drafted.described(drafted.problems.pressing) == ()
    page = next(o.data for o in drafted.plan.outputs if str(o.path) == "handbook/how-we-grow.html")
    assert isinstance(page, Page)
    assert isinstance(page.view, ProseView)
    shown = {one.name for one in page.view.body.embeds}
    assert shown == set(re.findall(r"^\| `+ `*\{(\w+)\}", text, re.MULTILINE))


def test_every_option_of_a_table_is_described() -> None:
    listed = TEXTS.read_text().split("### Tables")[1].split("###")[0]
    written = re.findall(r"^\| `([\w-]+)` \| (.+?) \|", listed, re.MULTILINE)
    described = {name: set(re.findall(r"`(\w+)`", options)) for name, options in written}
    assert described == {name: set(table.options) for name, table in TABLES.items()}


def test_every_kind_of_file_has_a_full_example() -> None:
    folders = {path.split("/")[1] for path in files_in(FIELDS) if path.endswith(".md")}
    assert set(schema.KINDS) <= folders
    assert "handbook" in folders


def test_the_worked_examples_of_progress_are_what_is_computed(tmp_path: Path) -> None:
    """Each line of the table with one value said is written, said and computed."""
    text = (ROOT / "docs" / "numbers.md").read_text()
    found = re.findall(r"^\| \w+ \| `(.+?)` \| ([\d.]+|audited) \| (.+?) \|$", text, re.MULTILINE)
    assert len(found) >= 5
    lines = ["title: A", "owner: ana", "cycle: 2026-q4", "key_results:"]
    said, expected = [], {}
    for number, (written, value, result) in enumerate(found):
        fields = f"milestones: {written}" if written.startswith("{") else written
        fields = fields.replace("`, `", ", ")
        lines.append(f"  - {{id: k{number}, title: K, {fields}}}")
        said.append(f"  a#k{number}: {value}")
        last = re.findall(r"\d\.\d\d", result)[-1]
        expected[f"a#k{number}"] = float(last)
    goal, update = tmp_path / "content/objectives/a.md", tmp_path / "content/checkins"
    goal.parent.mkdir(parents=True)
    update.mkdir(parents=True)
    goal.write_text("\n".join(["---", *lines, "---", ""]))
    (update / "2026-11-20-ana.md").write_text("\n".join(["---", "updates:", *said, "---", ""]))
    portfolio, problems = assemble(read(tmp_path)[0])
    assert not len(problems)
    key_results = assess(portfolio, AS_OF).key_results
    computed = {key: round(kr.progress or 0.0, 2) for key, kr in key_results.items()}
    assert computed == expected


def test_the_worked_example_of_a_forecast_is_what_is_computed() -> None:
    text = (ROOT / "docs" / "numbers.md").read_text().partition("## Forecast")[2]
    found = re.findall(r"^\| (\d+) November \| (\d+) \|", text, re.MULTILINE)
    told = measurements((date(2026, 11, int(day)), float(value)) for day, value in found)
    line = forecast(told, 800.0, 2000.0, date(2026, 12, 31))
    assert f" {line.slope:.2f} = {line.value_at_due:.0f}" in text
    assert f" = {line.half_width:.0f} above and below" in text
    assert line.meets_on
    assert f"so {line.meets_on.day} December is the first whole day" in text


def test_the_worked_example_of_a_kpi_is_what_is_computed(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "numbers.md").read_text()
    rule = re.search(r"^Take (.+?weekly):$", text, re.MULTILINE | re.DOTALL)
    found = re.findall(r"^\| (\d\d) \| (\d+) \| (\w+) \|", text, re.MULTILINE)
    assert rule
    assert len(found) == 4
    fields = [field.replace("\n", " ") for field in re.findall(r"`(\w+: [^`]+)`", rule[1])]
    values = ", ".join(f"2026-W{week}: {value}" for week, value, _ in found)
    kpi = tmp_path / "content/kpis/k.md"
    kpi.parent.mkdir(parents=True)
    kpi.write_text("\n".join(["---", "title: K", *fields, f"values: {{{values}}}", "---", ""]))
    portfolio, problems = assemble(read(tmp_path)[0])
    assert not len(problems)
    for week, _, word in found:
        day = date.fromisocalendar(2026, int(week), 7)
        shown = assess(portfolio, day).kpis["k"].word.value
        assert {"warn": "warning"}.get(shown, shown) == word


def test_the_session_of_explain_is_what_the_command_says() -> None:
    cli = pytest.importorskip("okrsite.cli", exc_type=ImportError)
    text = (ROOT / "docs" / "numbers.md").read_text()
    found = re.search(r"^\$ okrsite explain (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found
    told = CliRunner().invoke(cli.okrsite, ["explain", found[1], str(ROOT)])
    assert told.output == found[2]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(), flags=re.DOTALL)
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, fragment = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (fragment and fragment not in anchors(file)):
            lost.append(target)
    assert not lost


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as hosts of repositories make them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


def test_the_doors_are_as_the_architecture_says() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text()
    found = re.findall(r"^# (okrsite\.[\w.]+)\ndef (\w+)\(([^)]*)\) -> (.*): \.\.\.$", text, re.M)
    assert len(found) == 6
    for module, name, parameters, result in found:
        pytest.importorskip(module, exc_type=ImportError)
        door = inspect.signature(getattr(import_module(module), name))
        told = re.findall(r"(?:^|,\s|\n)\s*(\w+):", re.sub(r"\[[^\]]*\]", "", parameters))
        assert told == list(door.parameters), f"{module}.{name}"
        shown = str(door.return_annotation).replace("<class '", "").replace("'>", "")
        assert re.sub(r"\w+\.", "", shown) == result, f"{module}.{name}"


def test_every_command_and_option_is_in_the_readme_and_exists() -> None:
    cli = pytest.importorskip("okrsite.cli", exc_type=ImportError)
    text = (ROOT / "README.md").read_text()
    told = {
        name: set(re.findall(r"`(--[\w-]+)", options))
        for name, options in re.findall(
            r"^\| `okrsite ([a-z]+(?: [a-z]+)?)[^|]*\|[^|]*\|(.*)\|$", text, re.M
        )
    }
    known = {
        name: {opt for param in command.params for opt in param.opts if opt.startswith("--")}
        for name, command in _commands(cli.okrsite)
    }
    assert told == known
    assert set(re.findall(r"`?\bokrsite ([a-z]+) ", text)) & set(known)
    for line, option in re.findall(r"okrsite ([a-z][^`\n|]*) (--[\w-]+)", text):
        words = line.split()
        assert option in known.get(" ".join(words[:2]), known.get(words[0], set()))


def _commands(group: Group) -> Iterator[tuple[str, Command]]:
    """Every command by its name, those of a group after the group's."""
    context = Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, Group):
            yield from ((f"{name} {inner}", one) for inner, one in _commands(command))
        else:
            yield name, command


def test_every_problem_has_a_section() -> None:
    text = (ROOT / "docs" / "problems.md").read_text()
    sections = re.findall(r"^## (OKR\d{3}):", text, re.M)
    sources = sorted((ROOT / "src").rglob("*.py"))
    raised = {c for file in sources for c in re.findall(r'"(OKR\d{3})"', file.read_text())}
    assert sections == sorted(sections)
    assert set(sections) == raised
