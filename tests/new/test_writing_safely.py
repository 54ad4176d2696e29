"""What is written is whole, inside the content folder, and never over anything."""

import stat
from pathlib import Path, PurePosixPath

import pytest
from projects import write
from typing_commands import contents, typed

from okrsite.new.files import CannotWriteError, NewFile
from okrsite.new.saving import add, change

KPI = "---\ntitle: Sign-ups\nseries: signups.csv\n---\n"
GOAL = "---\ntitle: Grow\nowner: ana\ncycle: 2026-q4\nkey_results: [{title: A, target: 9}]\n---\n"


def new(path: str, text: str = "new\n") -> NewFile:
    return NewFile(PurePosixPath(path), text)


def test_none_of_several_files_is_written_where_one_is_in_the_way(tmp_path: Path) -> None:
    write(tmp_path, {"content/kpis/b.md": "mine\n"})
    before = contents(tmp_path)
    with pytest.raises(CannotWriteError, match=r"content/kpis/b\.md exists"):
        add(tmp_path, (new("kpis/a.md"), new("kpis/b.md")))
    assert contents(tmp_path) == before


def test_what_was_written_is_taken_back_where_a_later_file_fails(tmp_path: Path) -> None:
    write(tmp_path, {"content/teams": "a file where a folder should be\n"})
    before = contents(tmp_path)
    with pytest.raises(CannotWriteError, match=r"content/teams/a\.md cannot be written"):
        add(tmp_path, (new("kpis/a.md"), new("teams/a.md")))
    assert contents(tmp_path) == before


@pytest.mark.parametrize("path", ["../a.md", "kpis/../../a.md", "/etc/a.md"])
def test_a_path_that_leaves_the_content_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(CannotWriteError, match="outside the content folder"):
        add(tmp_path, (new(path),))
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("link", ["content", "content/kpis", "content/kpis/a.md"])
def test_no_link_is_followed(tmp_path: Path, link: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    root = tmp_path / "project"
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(elsewhere)
    with pytest.raises(CannotWriteError, match=f"{link} is a symbolic link"):
        add(root, (new("kpis/a.md"),))
    assert list(elsewhere.iterdir()) == []


def test_a_file_that_changed_since_it_was_read_stays(tmp_path: Path) -> None:
    write(tmp_path, {"content/kpis/a.csv": "theirs\n"})
    with pytest.raises(CannotWriteError, match="was changed meanwhile"):
        change(tmp_path, new("kpis/a.csv"), b"as it was read\n")
    assert contents(tmp_path) == {"content/kpis/a.csv": b"theirs\n"}


def test_a_changed_file_keeps_its_mode_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write(tmp_path, {"content/kpis/a.csv": "old\n"})
    file = tmp_path / "content/kpis/a.csv"
    file.chmod(0o640)
    change(tmp_path, new("kpis/a.csv"), b"old\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert contents(tmp_path) == {"content/kpis/a.csv": b"new\n"}


def test_a_table_of_a_spreadsheet_keeps_its_mark_and_its_line_ends(tmp_path: Path) -> None:
    table = "\ufeffWoche;Wert;Anteil\r\n2026W45;1.200,5;3\r\n2026W46;1.300;4".encode()
    kpi = "---\ntitle: Umsatz\nseries: umsatz.csv#Wert\n---\n"
    write(tmp_path, {"content/kpis/umsatz.md": kpi, "content/kpis/umsatz.csv": table})
    done = typed(tmp_path, "okrsite record umsatz 1410.25 --date 2026-11-20")
    assert done.said == "content/kpis/umsatz.csv: 2026W47 is 1410.25\n"
    expected = table + b"\r\n2026W47;1410,25;\r\n"
    assert contents(tmp_path)["content/kpis/umsatz.csv"] == expected


def test_a_value_that_makes_a_column_ambiguous_is_not_written(tmp_path: Path) -> None:
    write(tmp_path, {"content/kpis/signups.md": KPI, "content/kpis/signups.csv": "d;v\n2026;3\n"})
    before = contents(tmp_path)
    done = typed(tmp_path, "okrsite record signups 1.234 --date 2027")
    assert done.code == 1
    assert "error OKR315: `1.234` can be read in two ways" in done.said
    assert done.said.endswith("nothing was written\n")
    assert contents(tmp_path) == before


def test_an_error_elsewhere_does_not_stop_a_new_goal(tmp_path: Path) -> None:
    wrong = GOAL.replace("owner", "ower")
    write(tmp_path, {"content/objectives/a.md": wrong, "content/objectives/b.md": GOAL})
    done = typed(tmp_path, "okrsite new objective Care --owner ana --cycle 2026-q4")
    assert done.code == 0, done.said
    assert done.said.startswith("content/objectives/2026-q4/care.md\n")


def test_an_error_elsewhere_stops_what_must_judge_the_goals(tmp_path: Path) -> None:
    write(tmp_path, {"content/objectives/a.md": GOAL.replace("owner", "ower")})
    done = typed(tmp_path, "okrsite checkin --owner ana")
    assert done.code == 1
    assert "error OKR102: `ower` is not a field here" in done.said
    assert done.said.endswith("error: the goals cannot be judged\n  hint: mend these first\n")


def test_a_folder_without_goals_is_not_one_to_write_into(tmp_path: Path) -> None:
    done = typed(tmp_path, "okrsite new objective Grow")
    assert done.code == 1
    assert done.said.startswith("error: there are no goals in .: it has no folder `content`\n")
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("cycle", ["../../x", "a/b", "2026-q9"])
def test_a_cycle_that_is_none_makes_no_folder(tmp_path: Path, cycle: str) -> None:
    write(tmp_path, {"content/objectives/a.md": GOAL})
    before = contents(tmp_path)
    done = typed(tmp_path, f"okrsite new objective Care --cycle {cycle}")
    assert done.code == 1
    assert contents(tmp_path) == before


def test_the_first_goal_of_all_is_one_of_the_running_quarter(tmp_path: Path) -> None:
    write(tmp_path, {"okrsite.toml": "as_of = 2026-11-20\n"})
    done = typed(tmp_path, "okrsite new objective Grow --owner ana --key-result 'Deals: 0 -> 9'")
    assert done.said.startswith("content/objectives/2026-q4/grow.md\n"), done.said
    assert typed(tmp_path, "okrsite check --strict").code == 1
    assert typed(tmp_path, "okrsite checkin --owner ana --set grow#deals=4").code == 0
    assert typed(tmp_path, "okrsite check --strict").code == 0


def test_a_folder_that_is_named_is_written_into_and_named_again(tmp_path: Path) -> None:
    write(tmp_path / "goals", {"content/objectives/a.md": GOAL})
    done = typed(tmp_path, "okrsite new kpi 'Trials begun' goals --owner ana")
    assert done.said == (
        "goals/content/kpis/trials-begun.md\n"
        "goals/content/kpis/trials-begun.csv\n"
        "Next: add values with okrsite record trials-begun VALUE goals; "
        "okrsite watch goals shows it\n"
    )
    assert typed(tmp_path, "okrsite record trials-begun 31 goals --date 2026-W47").code == 0
    table = (tmp_path / "goals/content/kpis/trials-begun.csv").read_text()
    assert table == "date,value,note\n2026-W47,31,\n"


def test_a_check_in_is_opened_in_the_editor_once_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"okrsite.toml": "as_of = 2026-11-20\n", "content/objectives/a.md": GOAL})
    monkeypatch.setenv("EDITOR", "chmod 600")
    done = typed(tmp_path, "okrsite checkin --owner ana --edit")
    assert done.code == 0, done.said
    file = tmp_path / "content/checkins/2026-q4/2026-11-20-ana.md"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
