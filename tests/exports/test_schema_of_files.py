"""What an editor is told may be written is what the reader takes."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from click.testing import CliRunner
from documents import EXAMPLES, cases
from jsonschema import Draft7Validator, Draft202012Validator
from pydantic import ValidationError

from okrsite.base.problems import Problems
from okrsite.cli.main import okrsite
from okrsite.exporting.schemas import SCHEMAS
from okrsite.model import schema
from okrsite.model.schema.meanings import MEANINGS
from okrsite.model.schema.order import order_of
from okrsite.read.frontmatter import split
from okrsite.read.tree import Mapping, Node, Scalar

ROOT = Path(__file__).parents[2]
LOADED = {name: json.loads(one.text()) for name, one in SCHEMAS.items()}
NAMES = dict(zip(schema.KINDS, SCHEMAS, strict=False))
"""The name of a schema by the folder of its files."""

BEYOND_JSON_SCHEMA = {
    "2026-02-30": "a day that is not in the calendar",
}
"""What the reader refuses and no schema can say, by what it looks like."""


def as_yaml(node: Node) -> Any:
    """A tree as an editor's reader of YAML 1.2 has it: numbers and yes or no have their types."""
    if isinstance(node, Mapping):
        return {key.text: as_yaml(value) for key, value in node.items}
    if not isinstance(node, Scalar):
        return [as_yaml(item) for item in node.items]
    if node.is_null:
        return None
    if not node.is_plain:
        return node.text
    if node.text in {"true", "True", "TRUE", "false", "False", "FALSE"}:
        return node.text.lower() == "true"
    if re.fullmatch(r"[-+]?[0-9]+", node.text):
        return int(node.text)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", node.text):
        return float(node.text)
    return node.text


def as_read(node: Node) -> Any:
    """A tree as a group of fields takes it."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Mapping):
        items = ((key.text, value) for key, value in node.items)
        return {name: as_read(value) for name, value in items if not name.startswith("x-")}
    return [as_read(item) for item in node.items]


def kind_of(path: str) -> tuple[str, type[schema.File]]:
    """The schema and the fields of a file below `content/`."""
    top = PurePosixPath(path).parts[1] if path.count("/") > 1 else ""
    return NAMES.get(top, "page"), schema.KINDS.get(top, schema.PageFields)


def faults(path: str, fields: Node) -> tuple[list[str], list[str]]:
    """What the schema and what the reader finds wrong in a file."""
    name, kind = kind_of(path)
    told = [
        f"{'.'.join(map(str, error.path))}: {error.message}"
        for error in Draft202012Validator(LOADED[name]).iter_errors(as_yaml(fields))
    ]
    try:
        kind.model_validate(as_read(fields))
    except ValidationError as error:
        return told, [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
    return told, []


def fields_of(text: str) -> Node | None:
    problems = Problems()
    found = split(text, "a.md", problems)
    return None if found is None or len(problems) else found.fields


def in_documents() -> Iterator[tuple[str, str]]:
    """Every Markdown file of the tests' documents of messages, sound or not."""
    for document in sorted((EXAMPLES / "messages").glob("*.md")):
        for case in cases(f"messages/{document.name}"):
            for path, text in case.files.items():
                if path.endswith(".md") and path.startswith("content/"):
                    yield path, text if isinstance(text, str) else text.decode()


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(LOADED[name])
    words = set(
        re.findall(r'"(prefixItems|unevaluated\w+|dependent\w+|minContains)"', SCHEMAS[name].text())
    )
    assert not words
    Draft7Validator.check_schema(json.loads(SCHEMAS[name].text("7")))


def test_the_whole_example_is_valid() -> None:
    looked_at = 0
    for folder in (ROOT, ROOT / "src" / "okrsite" / "new" / "repository"):
        for file in sorted((folder / "content").rglob("*.md")):
            path = file.relative_to(folder).as_posix()
            fields = fields_of(file.read_text())
            assert fields is not None
            assert faults(path, fields) == ([], []), path
            looked_at += 1
    assert looked_at > 400


def test_what_the_reader_refuses_is_invalid_and_what_it_takes_is_valid() -> None:
    refused = 0
    for path, text in in_documents():
        fields = fields_of(text)
        if fields is None or any(odd in text for odd in BEYOND_JSON_SCHEMA):
            continue
        told, met = faults(path, fields)
        assert bool(told) == bool(met), (path, text, told, met)
        as_draft_7 = Draft7Validator(LOADED[kind_of(path)[0]])
        assert as_draft_7.is_valid(as_yaml(fields)) == (not told)
        refused += bool(met)
    assert refused > 5


@pytest.mark.parametrize(
    ("path", "text", "valid"),
    [
        ("content/teams/a.md", "titel: A", False),
        ("content/teams/a.md", "x-titel: A\ntitle: 2026\nlead:", True),
        ("content/teams/a.md", "kind: squad", False),
        ("content/objectives/a.md", "title: A", False),
        ("content/objectives/a.md", "title: A\nowner: [ana, ben]", False),
        ("content/objectives/a.md", "title: A\nowner: ana\ncycle: 2026\nweight: '2'", True),
        ("content/objectives/a.md", "title: A\nowner: ana\nparent: goals/b.md", False),
        (
            "content/objectives/a.md",
            "title: A\nowner: ana\nkey_results: [{title: B, target: 40%}]",
            True,
        ),
        (
            "content/objectives/a.md",
            "title: A\nowner: ana\nkey_results: [{title: B, target: '1,200'}]",
            False,
        ),
        (
            "content/objectives/a.md",
            "title: A\nowner: ana\nkey_results: [{title: B, done: yes, x-a: {}}]",
            True,
        ),
        ("content/checkins/a.md", "updates: {a#b: 12, a: {verdict: at-risk}, c:\n}", True),
        ("content/checkins/a.md", "updates: {a: {verdict: at risk}}", False),
        (
            "content/kpis/a.md",
            "title: A\nthresholds: {warn: [1, 2], critical: [0, 3], for: 2}",
            True,
        ),
        ("content/kpis/a.md", "title: A\nevents: [{date: 2026-1-5, kind: defined}]", False),
        ("content/kpis/a.md", "title: A\nleads_to: [b, {kpi: c, lag: 1 month}]", True),
        ("content/metrics/a.md", "title: A\nvalues: {2026-01: 5, 2026: 1}", True),
    ],
)
def test_an_editor_underlines_what_check_would(path: str, text: str, valid: bool) -> None:  # noqa: FBT001
    fields = fields_of(f"---\n{text}\n---\n".replace("c:\n}", "c: ~}"))
    assert fields is not None
    told, met = faults(path, fields)
    assert (not told, not met) == (valid, valid), (told, met)


def test_the_settings_of_the_example_and_the_starter_are_valid_and_a_misspelt_one_is_not() -> None:
    validator = Draft202012Validator(LOADED["settings"])
    starter = (ROOT / "src/okrsite/new/repository/okrsite.toml").read_text()
    open_starter = re.sub(r"^# (?=\w+ = )", "", starter, flags=re.M)
    for text in ((ROOT / "okrsite.toml").read_text(), starter, open_starter):
        written = json.loads(json.dumps(tomllib.loads(text), default=str))
        assert list(validator.iter_errors(written)) == []
    for wrong in ({"titel": "A"}, {"pace": {"preset": "moon"}}, {"limits": {"objectives": 0}}):
        assert list(validator.iter_errors(wrong)) != []


def test_every_field_says_what_it_means() -> None:
    for name, one in LOADED.items():
        if name in {"settings", "goals", "diff"}:
            continue
        for group in (one, *one.get("$defs", {}).values()):
            silent = [
                field for field, said in group["properties"].items() if "description" not in said
            ]
            assert silent == [], name
    assert MEANINGS["Event"]["note"]


def test_the_command_lists_prints_and_writes(tmp_path: Path) -> None:
    listed = CliRunner().invoke(okrsite, ["schema"]).stdout
    assert [line.split()[0] for line in listed.splitlines()] == list(SCHEMAS)
    printed = CliRunner().invoke(okrsite, ["schema", "kpi"]).stdout
    assert printed == SCHEMAS["kpi"].text()
    CliRunner().invoke(okrsite, ["schema", "-o", str(tmp_path / "new")])
    written = sorted(file.name for file in (tmp_path / "new").iterdir())
    assert written == sorted(f"{name}.schema.json" for name in SCHEMAS)
    assert CliRunner().invoke(okrsite, ["schema", "squad"]).exit_code == 2


def test_an_editor_offers_the_fields_in_the_order_in_which_fmt_puts_them() -> None:
    for folder, name in NAMES.items():
        assert tuple(LOADED[name]["properties"]) == order_of(schema.KINDS[folder])
