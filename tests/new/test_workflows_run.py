"""The commands of the workflows run from a fresh clone, and comment once however often they run."""

import json
import re
import sys
import threading
import zipfile
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from pipelines import (
    COMMENT,
    GITLAB,
    REVIEW,
    Machine,
    lacking,
    machine,
    proposal,
    steps,
    workflow,
)

MARK = "<!-- okrsite diff -->"
PULL_REQUEST = {"GITHUB_BASE_REF": "main", "NUMBER": "7"}
MERGE_REQUEST = {
    "CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD^1",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
}
PREVIEW = "\n[Preview of the site](https://github.example/acme/goals/actions/runs/99#artifacts)\n"
HEAD = "c0ffee" * 6 + "c0ff"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return proposal(tmp_path_factory.mktemp("work") / "goals")


@pytest.fixture
def runner(tmp_path: Path) -> Machine:
    return machine(tmp_path / "runner")


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_a_check_of_a_proposal_finds_what_moved_without_a_word(
    repository: Path, runner: Machine, forge: str
) -> None:
    if forge == "github":
        found = steps(workflow(repository, REVIEW)["jobs"]["review"])
        names = ("Install", "Name what it is compared with", "Check the goals")
        script = "\n".join(found[name] for name in names)
        done = runner.run(script, repository, **PULL_REQUEST)
        assert re.search(r"::\w+ file=content/objectives/first-steps.md,line=\d+", done.stdout)
        assert "OKR630" in done.stdout
    else:
        done = runner.run(script_of(repository, "check"), repository, **MERGE_REQUEST)
        report = json.loads((repository / "codequality.json").read_text("utf-8"))
        assert "OKR630" in {one["check_name"] for one in report}
        assert "OKR630" in done.stderr
    assert done.returncode in (0, 1), done.stderr
    asked = (runner.folder / "installed").read_text("utf-8")
    assert asked == "install --quiet --requirement requirements.txt\n"


def test_what_a_proposal_changes_is_written_for_a_comment(
    repository: Path, runner: Machine
) -> None:
    summary = runner.folder / "summary.md"
    script = steps(workflow(repository, REVIEW)["jobs"]["review"])["Say what changes"]
    done = runner.run(script, repository, **PULL_REQUEST, GITHUB_STEP_SUMMARY=str(summary))
    said = (repository / "changes/diff.md").read_text("utf-8")
    assert done.returncode == 1, "it lowers a target without a reason"
    assert said.startswith(MARK)
    assert "1,000" in said
    assert "compared with main" in said
    assert summary.read_text("utf-8") == said
    assert (repository / "changes/number.txt").read_text("utf-8") == "7\n"


def test_a_proposal_has_a_preview(repository: Path, runner: Machine) -> None:
    job = workflow(repository, REVIEW)["jobs"]["review"]
    done = runner.run(steps(job)["Build a preview"], repository, **PULL_REQUEST)
    assert done.returncode == 0, done.stderr
    site = repository / uploaded(job, "preview-of-the-goals")
    assert (site / "objectives/first-steps.html").is_file()
    assert "Sign-ups per week" in (site / "diff.html").read_text("utf-8")


def test_main_is_published(repository: Path, runner: Machine) -> None:
    job = workflow(repository, REVIEW)["jobs"]["build"]
    done = runner.run(steps(job)["Build the site"], repository)
    assert done.returncode == 0, done.stderr
    assert (repository / uploaded(job, "") / "index.html").is_file()


def test_gitlab_compares_and_builds_by_the_commands_that_run_on_github(repository: Path) -> None:
    jobs, pipeline = workflow(repository, REVIEW)["jobs"], workflow(repository, GITLAB)
    preview, (pages,) = pipeline["preview"]["script"], pipeline["pages"]["script"]
    known = steps(jobs["review"])["Build a preview"].strip()
    (diff,), changes = pipeline["diff"]["script"], steps(jobs["review"])["Say what changes"]
    assert diff.replace(
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "GITHUB_BASE_REF"
    ) in changes.replace("changes/diff.md", "diff.md")
    assert "\n".join(preview) == known.replace(
        "GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
    )
    assert pages == f"{steps(jobs['build'])['Build the site']} --output public"
    assert pipeline["preview"]["artifacts"]["paths"] == ["preview/"]
    assert pipeline["pages"]["artifacts"]["paths"] == ["public"]


def uploaded(job: Mapping[str, Any], name: str) -> str:
    """The folder that a job keeps under a name."""
    kept = [step["with"] for step in job["steps"] if "upload-" in step.get("uses", "")]
    (path,) = [one["path"] for one in kept if one.get("name", "") == name]
    return str(path)


def script_of(root: Path, name: str) -> str:
    """All that a job of GitLab runs, with what comes before it."""
    pipeline = workflow(root, GITLAB)
    job = {**pipeline.get(pipeline[name].get("extends", ""), {}), **pipeline[name]}
    return "\n".join(["set -o pipefail", *job.get("before_script", []), *job["script"]])


class Forge:
    """GitHub as the comment's workflow meets it: a run that left something, and its comments."""

    def __init__(self, repository: Path, runner: Machine) -> None:
        self.state = runner.folder / "state.json"
        self.zip = runner.folder / "left.zip"
        self.repository, self.runner = repository, runner
        fake = Path(__file__).with_name("fake_gh.py")
        runner.command("gh", sys.executable, fake, self.state)
        self.told: dict[str, Any] = {
            "calls": [],
            "comments": [],
            "pulls": {"7": {"state": "open", "head": {"sha": HEAD}}},
            "zip": "",
        }

    def leaves(self, **files: str) -> None:
        """Have the run of the pull request leave these files."""
        with zipfile.ZipFile(self.zip, "w") as packed:
            for name, text in files.items():
                packed.writestr(name.replace("_", "."), text)
        self.told["zip"] = str(self.zip)

    def comments(self) -> list[str]:
        """Run the workflow, and read the comments then."""
        self.state.write_text(json.dumps(self.told), "utf-8")
        (script,) = steps(workflow(self.repository, COMMENT)["jobs"]["comment"]).values()
        self.done = self.runner.run(
            script,
            self.runner.folder,
            REPOSITORY="acme/goals",
            RUNS="https://github.example/acme/goals/actions/runs",
            RUN="99",
            HEAD=HEAD,
            RUNNER_TEMP=str(self.runner.folder),
        )
        self.told = json.loads(self.state.read_text("utf-8"))
        return [one["body"].removesuffix(PREVIEW) for one in self.told["comments"]]


@pytest.fixture
def forge(repository: Path, runner: Machine) -> Forge:
    if missing := lacking("jq", "unzip"):
        pytest.skip(f"run .ci/tools to have {', '.join(missing)}")
    return Forge(repository, runner)


def test_the_first_run_writes_a_comment_and_the_next_one_brings_it_up_to_date(
    forge: Forge,
) -> None:
    forge.told["comments"] = [{"id": 1, "user": {"login": "mallory"}, "body": f"{MARK}\nMine"}]
    forge.leaves(diff_md=f"{MARK}\nTarget lowered — “1,200” to 1,000\n", number_txt="7\n")
    assert forge.comments()[1:] == [f"{MARK}\nTarget lowered — “1,200” to 1,000\n"], forge.done
    forge.leaves(diff_md=f"{MARK}\nNothing changes\n", number_txt="7\n")
    assert forge.comments() == [f"{MARK}\nMine", f"{MARK}\nNothing changes\n"], forge.done
    assert forge.told["comments"][1]["body"].endswith(f"Nothing changes\n{PREVIEW}")
    written = [call for call in forge.told["calls"] if not call.startswith("GET")]
    assert written == [
        "POST repos/acme/goals/issues/7/comments",
        "PATCH repos/acme/goals/issues/comments/2",
    ]


def test_a_run_that_left_nothing_writes_nothing(forge: Forge) -> None:
    assert forge.comments() == []
    assert forge.done.returncode == 0
    assert "that run said nothing of goals" in forge.done.stdout


@pytest.mark.promise
@pytest.mark.parametrize(
    "number", ["8", "7; gh api --method POST /x", "$(id)", "../7", "0", "", "7" * 400]
)
def test_a_run_cannot_comment_on_a_pull_request_that_is_not_its_own(
    forge: Forge, number: str
) -> None:
    forge.told["pulls"]["8"] = {"state": "open", "head": {"sha": "f" * 40}}
    forge.leaves(diff_md=f"{MARK}\nHello\n", number_txt=number)
    assert forge.comments() == []
    assert not [call for call in forge.told["calls"] if not call.startswith("GET")]


def test_a_closed_pull_request_is_left_alone(forge: Forge) -> None:
    forge.told["pulls"]["7"]["state"] = "closed"
    forge.leaves(diff_md=f"{MARK}\nHello\n", number_txt="7")
    assert forge.comments() == []
    assert "moved on" in forge.done.stdout


@pytest.mark.promise
def test_a_comment_is_one_of_okrsite_orders_nobody_about_and_has_an_end(forge: Forge) -> None:
    forge.leaves(diff_md="Buy here\n", number_txt="7")
    assert forge.comments() == []
    assert forge.done.returncode == 1
    orders = f"{MARK}\n/merge\n  /approve a/b\nDear @everybody "
    forge.leaves(diff_md=f"{orders}{'ä' * 40_000}", number_txt="7")
    (body,) = forge.comments()
    harmless = f"{MARK}\n\\/merge\n  \\/approve a/b\nDear @\u2060everybody "
    assert body.startswith(harmless)
    assert 29_000 < len(body) < 65_000
    assert set(body.removeprefix(harmless)) == {"ä"}
    forge.leaves(diff_md=f"{MARK}\n{'@' * 59_000}", number_txt="7")
    (body,) = forge.comments()
    assert len(body.encode()) <= 60_000


class Notes(BaseHTTPRequestHandler):
    """The notes of a merge request as GitLab keeps them, two to a page."""

    notes: list[dict[str, Any]]
    calls: list[str]

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/api/v4/user":
            self._answer({"id": 3})
        else:
            page = int(parts.query.split("&page=")[1].split("&")[0])
            self._answer(self.notes[2 * page - 2 : 2 * page])

    def do_POST(self) -> None:
        note = {"id": len(self.notes) + 1, "author": {"id": 3}, "body": self._text()}
        self.notes.append(note)
        self._answer(note)

    def do_PUT(self) -> None:
        number = int(self.path.rpartition("/")[2])
        note = next(note for note in self.notes if note["id"] == number)
        note["body"] = self._text()
        self._answer(note)

    def _text(self) -> str:
        self.calls.append(f"{self.command} {self.path}")
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.headers["PRIVATE-TOKEN"] == "sesame"
        return str(asked["body"])

    def _answer(self, answer: object) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def gitlab() -> Iterator[ThreadingHTTPServer]:
    Notes.notes = [
        {"id": 1, "author": {"id": 4}, "body": f"{MARK}\nSomebody else's"},
        {"id": 2, "author": {"id": 3}, "body": "Hello"},
        {"id": 3, "author": {"id": 4}, "body": "Hello"},
    ]
    Notes.calls = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Notes)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_gitlab_has_one_note_that_is_brought_up_to_date(
    repository: Path, runner: Machine, tmp_path: Path, gitlab: ThreadingHTTPServer
) -> None:
    job = {
        "CI_API_V4_URL": f"http://127.0.0.1:{gitlab.server_port}/api/v4",
        "CI_PROJECT_ID": "12",
        "CI_MERGE_REQUEST_IID": "7",
        "OKRSITE_TOKEN": "sesame",
        "no_proxy": "*",
    }
    script = script_of(repository, "comment")
    for text in ("Target lowered\n/merge\n  /approve @ben\n", "Nothing changes\n"):
        (tmp_path / "diff.md").write_text(f"{MARK}\n{text}", "utf-8")
        done = runner.run(script, tmp_path, **job)
        assert done.returncode == 0, done.stderr
        said = f"{MARK}\n{text}".replace("/", "\\/").replace("@", "@\u2060")
        assert [note["body"] for note in Notes.notes[3:]] == [said]
    path = "/api/v4/projects/12/merge_requests/7/notes"
    assert Notes.calls == [f"POST {path}", f"PUT {path}/4"]
    (tmp_path / "diff.md").write_text("Buy here\n", "utf-8")
    assert runner.run(script, tmp_path, **job).returncode == 1
