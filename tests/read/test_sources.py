"""What lies in the content folder is read, or refused by name and quickly."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from projects import Files, Project, open_project, write

from okrsite.base.text import clean
from okrsite.read import tables

Build = Callable[[Files], Project]

WELCOME = {"content/index.md": "Welcome."}


def _told(project: Project) -> str:
    return project.printed(project.problems)


@pytest.mark.parametrize(
    ("content", "place"),
    [(b"Fine\nna\xefve", "2:3"), (b"\xef\xbb\xbfna\xefve", "1:3")],
    ids=["plain", "with a mark of UTF-8 at its start"],
)
def test_a_file_that_is_not_utf8_is_refused_at_the_byte(
    project: Build, content: bytes, place: str
) -> None:
    assert _told(project({"content/index.md": content})) == (
        f"content/index.md:{place}: error OKR001: the file is not UTF-8 text\n"
        "  hint: save it again as UTF-8"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    write(tmp_path, WELCOME)
    (tmp_path / "content/index.md").chmod(0)
    told = _told(open_project(tmp_path))
    assert told == "content/index.md: error OKR002: the file cannot be read: Permission denied"


@pytest.mark.promise
def test_a_file_larger_than_its_limit_is_refused(project: Build) -> None:
    assert _told(project({"content/index.md": "x" * ((1 << 20) + 1)})) == (
        "content/index.md: error OKR003: the file is larger than 1 MiB\n"
        "  hint: split it, or keep it elsewhere and link to it"
    )


@pytest.mark.promise
def test_a_name_that_not_every_system_can_store_is_refused(project: Build) -> None:
    assert _told(project({"content/what?.md": "Text"})) == (
        "content/what?.md: error OKR004: the name holds a sign that not every system can store\n"
        "  hint: rename it with letters, digits, blanks and hyphens"
    )


@pytest.mark.promise
@pytest.mark.parametrize(
    "name", [b"a\nb.md", b"a\\b.md", b'a"b.md', b"\xff.md", b"a\xe2\x80\xaeb.md", b"x" * 241]
)
def test_an_odd_name_is_refused_by_name(tmp_path: Path, name: bytes) -> None:
    write(tmp_path, WELCOME)
    Path(os.fsdecode(os.fsencode(tmp_path / "content") + b"/" + name)).write_text("Text")
    found = open_project(tmp_path)
    assert found.codes == ["OKR004"]
    assert _told(found) == clean(_told(found))


@pytest.mark.parametrize("name", ["Ünïcødé 🎉.md", "it's fine.md", "a (1) & b.md"])
def test_an_unusual_name_is_read(project: Build, name: str) -> None:
    found = project({f"content/{name}": "Text"})
    assert found.problems == ()
    assert len(found.portfolio.pages) == 1


@pytest.mark.promise
def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, WELCOME)
    (tmp_path / "content/passwd.md").symlink_to("/etc/passwd")
    assert _told(open_project(tmp_path)) == (
        "content/passwd.md: error OKR005: this is a symbolic link, which is not followed\n"
        "  hint: copy the file into the content folder"
    )


@pytest.mark.promise
def test_a_linked_content_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", WELCOME)
    project = tmp_path / "project"
    project.mkdir()
    (project / "content").symlink_to(tmp_path / "elsewhere/content")
    assert open_project(project).codes == ["OKR005"]


@pytest.mark.promise
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    write(tmp_path, WELCOME)
    os.mkfifo(tmp_path / "content/pipe.md")
    assert open_project(tmp_path).codes == ["OKR005"]


@pytest.mark.promise
def test_names_that_differ_by_case_are_refused_with_both_files(project: Build) -> None:
    assert _told(project({"content/notes.md": "a", "content/Notes.md": "b"})) == (
        "content/notes.md: error OKR006: "
        "the name differs from another only by case or Unicode form\n"
        "  see also content/Notes.md\n"
        "  hint: rename one of the two"
    )


def test_a_file_that_is_not_published_is_told(project: Build) -> None:
    assert _told(project({**WELCOME, "content/budget.xlsx": b"PK"})) == (
        "content/budget.xlsx: warning OKR007: a file of this kind is not published\n"
        "  hint: published are Markdown and .avif, .gif, .jpeg, .jpg, .pdf, .png, .webp"
    )


def test_a_folder_without_content_is_told(tmp_path: Path) -> None:
    assert _told(open_project(tmp_path)) == (
        "content: error OKR008: there is no content folder here\n"
        "  hint: run `okrsite init`, or name the folder that holds `content/`"
    )


@pytest.mark.promise
def test_a_front_matter_larger_than_its_limit_is_refused(project: Build) -> None:
    text = f"---\ntitle: {'x' * (1 << 16)}\n---\n"
    assert _told(project({"content/index.md": text})) == (
        "content/index.md:1:1: error OKR011: the front matter is larger than 64 KiB\n"
        "  1 │ ---\n"
        "    │ ^^^\n"
        "  hint: move long text into the body"
    )


@pytest.mark.promise
def test_a_table_with_too_many_rows_is_refused(
    project: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tables.MAX_ROWS == 200_000
    monkeypatch.setattr(tables, "MAX_ROWS", 2_000)
    rows = "2026-11-20,1\n" * 2_001
    files = {
        "content/kpis/sales.md": "---\ntitle: Sales\nseries: sales.csv\n---\n",
        "content/kpis/sales.csv": f"date,value\n{rows}",
    }
    told = [p for p in project(files).problems if p.code == "OKR303"]
    assert [(str(p.place), p.message) for p in told] == [
        ("content/kpis/sales.csv:2002:1", "the table has more than 2,000 rows")
    ]


def test_hidden_files_are_left_alone(project: Build) -> None:
    files = {**WELCOME, "content/.draft.md": "---\n", "content/notes.md~": "---\n"}
    assert project(files).problems == ()


def test_a_mark_at_the_beginning_and_returns_at_the_ends_are_read_as_any_text(
    project: Build,
) -> None:
    found = project({"content/index.md": b"\xef\xbb\xbf---\r\ntitle: Home\r\n---\r\nText\r\n"})
    (page,) = found.portfolio.pages
    assert (page.title, page.document.body.text) == ("Home", "Text\n")
