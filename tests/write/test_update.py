"""An update draws what changed, says why, and writes only what differs."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from small_site import Project

from okrsite.plan.output import Later, Output, Plan
from okrsite.plan.views.search import Record, Records
from okrsite.write.drawing import Drawn, Work
from okrsite.write.ledger import ledger_file
from okrsite.write.publish import Publish, at_once, in_place
from okrsite.write.report import Reason, Report, Why
from okrsite.write.target import OutputRefused
from okrsite.write.update import Crew, Index, update


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


FOUND = Record("index.html", "page", "Home")
SITE = {"goals/growth.html": "growth", "index.html": "home"}


def reasons(report: Report) -> dict[str, str]:
    return {str(one.path): str(one.reason) for one in report.rendered}


@pytest.mark.parametrize("way", [at_once, in_place])
def test_the_first_build_draws_and_writes_everything(project: Project, way: Publish) -> None:
    report = project.build(SITE, way)
    assert project.files() == SITE
    assert reasons(report) == {"goals/growth.html": "new", "index.html": "new"}
    assert report.written == (PurePosixPath("goals/growth.html"), PurePosixPath("index.html"))
    assert not any((report.unchanged, report.removed, report.notes))


@pytest.mark.parametrize("way", [at_once, in_place])
def test_a_build_without_changes_draws_nothing_and_touches_nothing(
    project: Project, way: Publish
) -> None:
    project.build(SITE, way)
    before = {path: path.stat() for path in project.root.rglob("*")}
    folder = project.root.stat()
    report = project.build(SITE, way)
    assert project.texts.drawn == []
    assert not any((report.written, report.removed, report.rendered))
    assert len(report.unchanged) == 2
    after = {path: path.stat() for path in project.root.rglob("*")}
    assert [(s.st_ino, s.st_mtime_ns) for s in after.values()] == [
        (s.st_ino, s.st_mtime_ns) for s in before.values()
    ]
    assert project.root.stat().st_mtime_ns == folder.st_mtime_ns


@pytest.mark.parametrize("way", [at_once, in_place])
def test_only_what_changed_is_drawn_and_what_is_no_longer_planned_goes(
    project: Project, way: Publish
) -> None:
    project.build({**SITE, "goals/old/speed.html": "speed"}, way)
    report = project.build({"goals/growth.html": "growth", "index.html": "new home"}, way)
    assert project.texts.drawn == ["new home"]
    assert reasons(report) == {"index.html": "data changed"}
    assert report.removed == (PurePosixPath("goals/old/speed.html"),)
    assert not (project.site / "goals" / "old").exists()
    assert project.files() == {"goals/growth.html": "growth", "index.html": "new home"}


def test_a_changed_template_is_named_as_the_reason(project: Project) -> None:
    project.build(SITE)
    project.texts.parts = (("okrsite", "1.0"), ("template page.html", "5c"))
    report = project.build(SITE)
    assert set(reasons(report).values()) == {"template page.html changed"}
    assert report.rendered[0].reason == Reason(Why.CHANGED, ("template page.html",))
    assert report.written == ()
    assert len(report.unchanged) == 2


def test_a_missing_or_edited_output_is_made_good(project: Project) -> None:
    project.build({**SITE, "a.html": "a"})
    before = (project.site / "a.html").stat()
    (project.site / "a.html").write_text("A")
    os.utime(project.site / "a.html", ns=(before.st_atime_ns, before.st_mtime_ns))
    (project.site / "index.html").unlink()
    report = project.build({**SITE, "a.html": "a"})
    assert reasons(report) == {"a.html": "output edited by hand", "index.html": "output missing"}
    assert project.files() == {**SITE, "a.html": "a"}


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"null", b"[]", b'{"okrsite": 1}', b"\xff\xfe", b"[" * 100_000]
)
def test_a_lost_or_damaged_ledger_costs_time_and_nothing_else(
    project: Project, damage: bytes
) -> None:
    project.build(SITE)
    (ledger,) = (project.root / ".okrsite" / "ledgers").iterdir()
    ledger.write_bytes(damage)
    report = project.build(SITE)
    assert set(reasons(report).values()) == {"no ledger"}
    assert report.written == ()
    assert project.build(SITE).rendered == ()


def test_the_ledger_says_why_an_output_was_last_drawn(project: Project) -> None:
    project.build(SITE)
    project.build({**SITE, "index.html": "changed"})
    (ledger,) = (project.root / ".okrsite" / "ledgers").iterdir()
    assert '"data changed"' in ledger.read_text()
    assert '"new"' in ledger.read_text()


@pytest.mark.parametrize("way", [at_once, in_place])
def test_an_error_while_drawing_leaves_the_last_good_site(project: Project, way: Publish) -> None:
    project.build(SITE, way)
    fine = Output(PurePosixPath("a.html"), "text", "a")
    broken = Output(PurePosixPath("z.html"), "text", 1)
    with pytest.raises(AttributeError):
        update(Plan((fine, broken)), {"text": Careless()}, project.target(), way)
    assert project.files() == SITE
    assert project.names() == [".okrsite", "content", "okrsite.toml", "site"]


def test_trouble_a_renderer_has_with_files_is_not_taken_for_a_full_disk(project: Project) -> None:
    with pytest.raises(RuntimeError, match=r"drawing a.html: \[Errno 2\] gone"):
        update(
            Plan((Output(PurePosixPath("a.html"), "text", "a"),)),
            {"text": Raising()},
            project.target(),
        )


def test_a_path_to_what_is_not_plain_data_is_named(project: Project) -> None:
    plan = Plan((Output(PurePosixPath("a.html"), "text", ("x", object())),))
    with pytest.raises(TypeError, match=r"^a\.html: object is not plain data$"):
        update(plan, {"text": project.texts}, project.target())
    assert project.names() == ["content", "okrsite.toml"]


def test_what_is_found_on_pages_is_indexed_before_all_else_is_drawn(project: Project) -> None:
    drawn: list[tuple[str, ...]] = []

    def one_by_one(work: Work) -> Iterator[Drawn]:
        for number in range(len(work.outputs)):
            yield from work.part(range(number, number + 1))

    def find_index(records: Records) -> Index:
        assert records == Records("en", (FOUND,))
        drawn.append(tuple(project.texts.drawn))
        return Index()

    plan = Plan(
        (
            Output(PurePosixPath("badge.svg"), "text", "badge"),
            Later(PurePosixPath("goals.json"), "text", lambda: "goals"),
            Output(PurePosixPath("index.html"), "page", "home"),
        ),
        lambda data: (FOUND,) if data == "home" else (),
    )
    drawing = {"text": project.texts, "page": project.texts}
    update(plan, drawing, project.target(), crew=Crew(one_by_one, find_index))
    assert drawn == [("home",)]
    assert project.texts.drawn == ["home", "goals", "badge"]


def test_two_output_folders_of_one_project_keep_two_ledgers(project: Project) -> None:
    project.build(SITE)
    project.build({"index.html": "for leaders"}, output="leaders")
    assert project.build(SITE).rendered == ()
    assert project.build({"index.html": "for leaders"}, output="leaders").rendered == ()


def test_a_ledger_that_cannot_be_kept_is_said_and_the_site_is_built(project: Project) -> None:
    target = project.target()
    ledger_file(target.state, target.output, target.project).mkdir(parents=True)
    report = project.build(SITE)
    assert project.files() == SITE
    assert report.notes == (
        "`.okrsite` cannot be written to (is a directory); the next build draws every page anew",
    )


@pytest.mark.promise
def test_a_forged_ledger_or_marker_reaches_nothing_outside_the_output(project: Project) -> None:
    project.build(SITE)
    (ledger,) = (project.root / ".okrsite" / "ledgers").iterdir()
    ledger.write_text(ledger.read_text().replace("index.html", "../content/vision.md"))
    marker = project.site / ".okrsite.json"
    marker.write_text(marker.read_text().replace("index.html", "../content/vision.md"))
    with pytest.raises(OutputRefused, match="is damaged"):
        project.build(SITE)
    assert (project.root / "content" / "vision.md").read_text() == "# Vision"


def test_a_damaged_marker_is_made_good_from_the_ledger(project: Project) -> None:
    project.build(SITE)
    (project.site / ".okrsite.json").write_text("{")
    (project.site / "CNAME").write_text("goals.example.org")
    project.build({"index.html": "home"})
    assert project.files() == {"CNAME": "goals.example.org", "index.html": "home"}


@pytest.mark.promise
def test_a_linked_state_folder_is_refused(project: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (project.root / ".okrsite").symlink_to(elsewhere)
    with pytest.raises(OutputRefused) as refused:
        project.build(SITE)
    (problem,) = refused.value.problems
    assert problem.code == "OKR509"
    assert problem.message == (
        "`.okrsite` is not a folder of its own, so okrsite cannot keep its state there"
    )
    assert problem.hint == "remove it: `rm .okrsite`"
    assert list(elsewhere.iterdir()) == []


def test_the_state_folder_keeps_itself_out_of_git(project: Project) -> None:
    project.build(SITE)
    assert (project.root / ".okrsite" / ".gitignore").read_text() == "*\n"


class Careless:
    def stamp(self, data: object) -> tuple[tuple[str, str], ...]:
        return ()

    def render(self, data: object) -> bytes:
        return data.encode()  # type: ignore[attr-defined, no-any-return]


class Raising:
    def stamp(self, data: object) -> tuple[tuple[str, str], ...]:
        return ()

    def render(self, data: object) -> bytes:
        raise FileNotFoundError(2, "gone")
