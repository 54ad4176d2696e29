"""Unfit places and plans are refused before anything is touched, in these very words."""

import shutil
from pathlib import Path

import pytest
from small_site import Project

from okrsite.base.problems import Problem
from okrsite.write.publish import Publish, at_once, in_place
from okrsite.write.target import OutputRefused

WAYS = pytest.mark.parametrize("way", [at_once, in_place])
SITE = {"goals/growth.html": "growth", "index.html": "home"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "project").mkdir()
    return Project(tmp_path / "project")


def refused(project: Project, output: str = "site", site: dict[str, str] = SITE) -> Problem:
    """The one problem with building there; nothing at all may have been touched."""
    before = listing(project.root.parent)
    with pytest.raises(OutputRefused) as caught:
        project.build(site, output=output)
    assert listing(project.root.parent) == before
    (problem,) = caught.value.problems
    return problem


def listing(folder: Path) -> list[tuple[str, int]]:
    found = sorted(folder.rglob("*"))
    return [(str(path), path.lstat().st_mtime_ns) for path in found]


OWN_FOLDER = "set `output` in okrsite.toml to a folder of its own"

PLACES: list[tuple[str, str, str]] = [
    ("content", "OKR501", "the output folder `content` and `content` overlap"),
    ("content/site", "OKR501", "the output folder `content/site` and `content` overlap"),
    ("linked/site", "OKR501", "the output folder `linked/site` and `content` overlap"),
    ("linked", "OKR501", "the output folder `linked` and `content` overlap"),
    ("okrsite.toml", "OKR501", "the output folder `okrsite.toml` and `okrsite.toml` overlap"),
    (".okrsite", "OKR501", "the output folder `.okrsite` and `.okrsite` overlap"),
    (".okrsite/site", "OKR501", "the output folder `.okrsite/site` and `.okrsite` overlap"),
    (".", "OKR502", "the output folder `.` holds the project itself"),
    ("..", "OKR502", "the output folder `..` holds the project itself"),
    ("/", "OKR502", "the output folder `../../../../..` holds the project itself"),
    ("README", "OKR503", "`README` is not a folder, and the site needs one"),
    ("README/site", "OKR503", "`README` is not a folder, and the site needs one"),
    ("nowhere", "OKR503", "`nowhere` is not a folder, and the site needs one"),
    ("photos", "OKR504", "the output folder `photos` is not empty and not made by okrsite"),
]


@pytest.mark.promise
@pytest.mark.parametrize(("output", "code", "message"), PLACES)
def test_an_unfit_output_folder_is_refused_before_anything_is_touched(
    project: Project, output: str, code: str, message: str
) -> None:
    root = project.root
    (root / ".okrsite").mkdir()
    (root / "README").write_text("read me")
    (root / "nowhere").symlink_to("missing")
    (root / "linked").symlink_to("content")
    (root / "photos").mkdir()
    (root / "photos" / "cat.jpg").write_text("cat")
    problem = refused(project, output)
    assert problem.code == code
    up = "/".join([".."] * (len(root.resolve().parts) - 1))
    assert problem.message == message.replace("../../../../..", up)
    assert problem.hint == (OWN_FOLDER if code != "OKR504" else f"{OWN_FOLDER}, or empty this one")


PATHS: list[tuple[str, str]] = [
    ("../outside.html", "climbs out of its folder with `..`"),
    ("/etc/passwd", "is absolute"),
    ("a\\b.html", "holds a backslash"),
    ("a\0b.html", "holds a NUL character"),
    (".okrsite.json", "is a name that okrsite keeps for itself"),
    (".okrsite-new/a.html", "is a name that okrsite keeps for itself"),
    ("caf\udce9.html", "is not text in UTF-8"),
    ("ü" * 128, "has a name of more than 255 bytes"),
    (".", "is not a plain path"),
]


@pytest.mark.promise
@pytest.mark.parametrize(("path", "reason"), PATHS)
def test_an_output_that_is_no_plain_path_below_the_folder_is_refused(
    project: Project, path: str, reason: str
) -> None:
    problem = refused(project, site={path: "text"})
    assert problem.code == "OKR506"
    assert problem.message.endswith(f"` {reason}")
    assert problem.message.isprintable()
    assert problem.hint == "rename what it is made from"


COLLISIONS: list[tuple[str, str, str]] = [
    ("Goals.html", "goals.html", "many systems do not tell upper from lower case"),
    ("Goals/a.html", "goals/b.html", "many systems do not tell upper from lower case"),
    ("\u00fcber.html", "u\u0308ber.html", "many systems do not tell Unicode forms apart"),
    ("goals", "goals/a.html", "both need `goals`"),
    ("goals/a.html", "goals", "both need `goals`"),
]


@pytest.mark.promise
@pytest.mark.parametrize(("one", "other", "why"), COLLISIONS)
def test_outputs_that_are_one_file_somewhere_are_refused_with_both_named(
    project: Project, one: str, other: str, why: str
) -> None:
    problem = refused(project, site={one: "1", other: "2"})
    assert problem.code == "OKR507"
    assert problem.message == f"the outputs `{one}` and `{other}` collide: {why}"
    assert problem.place.path == f"site/{other}"
    assert [place.path for place in problem.others] == [f"site/{one}"]
    assert problem.hint == "rename one of the two"


IN_THE_WAY: list[tuple[str, str]] = [
    ("a.html", "a.html"),
    ("A.html", "a.html"),
    ("goals", "goals/a.html"),
    ("goals/a.html/x", "goals/a.html"),
]


@WAYS
@pytest.mark.promise
@pytest.mark.parametrize(("own", "planned"), IN_THE_WAY)
def test_an_output_that_needs_the_place_of_the_users_own_is_refused_by_name(
    project: Project, own: str, planned: str, way: Publish
) -> None:
    project.build({"index.html": "home"}, way)
    (project.site / own).parent.mkdir(parents=True, exist_ok=True)
    (project.site / own).write_text("mine")
    with pytest.raises(OutputRefused) as caught:
        project.build({planned: "planned"}, way)
    (problem,) = caught.value.problems
    assert problem.code == "OKR508"
    blocking = own.removesuffix("/x") if own.endswith("/x") else own
    assert problem.message == (
        f"`{problem.place.path}` is your own, and the output `{planned}` needs its place"
    )
    assert problem.place.path.startswith(f"site/{blocking}")
    assert problem.hint == f"move it away, or rename what `{planned}` is made from"
    assert project.files() == {own: "mine", "index.html": "home"}


def test_something_of_the_users_where_the_next_site_is_made_is_refused(project: Project) -> None:
    project.build(SITE)
    leftover = project.root / ".site.okrsite-new"
    leftover.mkdir()
    (leftover / "mine.txt").write_text("mine")
    problem = refused(project, site={"index.html": "changed"})
    assert problem.code == "OKR510"
    assert problem.message == (
        "`.site.okrsite-new` is not made by okrsite, which needs its place for the next site"
    )
    assert problem.hint == "move it away"


def test_a_damaged_marker_without_a_ledger_is_refused(project: Project) -> None:
    project.build(SITE)
    shutil.rmtree(project.root / ".okrsite")
    (project.site / ".okrsite.json").write_text("{")
    problem = refused(project)
    assert problem.code == "OKR505"
    assert problem.message == (
        "`site/.okrsite.json` is damaged, so okrsite cannot tell its files from yours"
    )
    assert problem.hint == "if nothing in it is yours: `rm -r site`"
