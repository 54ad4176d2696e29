"""`okrsite fmt` as a person meets it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from commands import write

from okrsite.cli.main import okrsite
from okrsite.tidy.writing import put

ORDERED = "---\ntitle: Growth\nlead: ana\n---\n"
SHUFFLED = "---\nlead: ana\ntitle: Growth\n---\n"


def fmt(*arguments: str | Path) -> Result:
    return CliRunner().invoke(okrsite, ["fmt", *map(str, arguments)])


@pytest.fixture
def team(tmp_path: Path) -> Path:
    write(tmp_path, {"content/teams/growth.md": SHUFFLED, "content/teams/care.md": ORDERED})
    return tmp_path / "content" / "teams" / "growth.md"


def test_a_folder_is_put_in_order_and_what_changed_is_named(tmp_path: Path, team: Path) -> None:
    team.chmod(0o640)
    done = fmt(tmp_path)
    assert (done.exit_code, team.read_text()) == (0, ORDERED)
    assert "growth.md" in done.stdout
    assert done.stdout.endswith("1 of 2 files put in order\n")
    assert team.stat().st_mode & 0o777 == 0o640
    assert sorted(one.name for one in team.parent.iterdir()) == ["care.md", "growth.md"]
    assert fmt(tmp_path).stdout == "2 files in order\n"


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_asking_writes_nothing_and_fails_where_a_file_would_change(
    tmp_path: Path, team: Path, option: str
) -> None:
    asked = fmt(tmp_path, option)
    assert (asked.exit_code, team.read_text()) == (1, SHUFFLED)
    assert "1 of 2 files would be put in order" in asked.stdout
    assert ("+title: Growth" in asked.stdout) == (option == "--diff")
    assert fmt(team.with_name("care.md"), option).exit_code == 0


def test_a_file_or_a_folder_of_the_content_can_be_named(tmp_path: Path, team: Path) -> None:
    assert fmt(team.with_name("care.md")).stdout == "1 file in order\n"
    assert fmt(team.parent, "--check").exit_code == 1
    for stray in ("notes.txt", "content/notes.txt", "content/.hidden.md"):
        done = fmt(write(tmp_path, {stray: "a"}) / stray)
        assert done.exit_code == 1
        assert "is neither a folder with goals nor" in done.stderr


def test_what_cannot_be_read_is_left_and_named_while_the_rest_is_done(
    tmp_path: Path, team: Path
) -> None:
    broken = "---\r\nowner: ana\r\ntitle: a: b\r\n---\r\n"
    file = tmp_path / "content" / "objectives" / "a.md"
    file.parent.mkdir()
    file.write_bytes(broken.encode())
    (team.parent / "link.md").symlink_to(team)
    done = fmt(tmp_path)
    assert (done.exit_code, team.read_text()) == (1, ORDERED)
    assert file.read_bytes() == broken.encode()
    assert "content/objectives/a.md:3:9: error OKR022" in done.stderr
    assert "content/objectives/a.md was left as it is" in done.stderr
    assert "content/teams/link.md: error OKR005" in done.stderr
    assert (team.parent / "link.md").is_symlink()


def test_a_file_that_changed_meanwhile_is_not_written(team: Path) -> None:
    with pytest.raises(OSError, match="changed meanwhile"):
        put(team, b"something else", b"new")
    assert team.read_text() == SHUFFLED


def test_a_content_folder_that_is_a_link_is_not_followed(tmp_path: Path, team: Path) -> None:
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "content").symlink_to(tmp_path / "content")
    for path in (linked, linked / "content" / "teams"):
        assert fmt(path).exit_code == 1
        assert "content: error OKR005" in fmt(path).stderr
    assert team.read_text() == SHUFFLED
