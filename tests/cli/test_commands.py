"""The commands as people type them: what they write, what they say, how they end."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import SHORTEST, okrsite, write


def test_a_folder_with_only_the_shortest_objective_builds_a_useful_site(tmp_path: Path) -> None:
    write(tmp_path, {"content/objectives/self-serve.md": SHORTEST})
    done = okrsite("build", "--as-of", "2026-11-20", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    built = {path.name for path in (tmp_path / "output").rglob("*.html")}
    assert {"index.html", "self-serve.html", "404.html", "a-z.html"} <= built
    page = (tmp_path / "output/objectives/self-serve.html").read_text(encoding="utf-8")
    for said in ("Make self-serve the way most customers start", "Ana", "800", "2,000", "Backlog"):
        assert said in page
    home = (tmp_path / "output/index.html").read_text(encoding="utf-8")
    assert "Make self-serve the way most customers start" in home


def test_a_page_with_nothing_to_say_is_not_built_and_not_named(tmp_path: Path) -> None:
    write(tmp_path, {"content/objectives/self-serve.md": SHORTEST})
    okrsite("build", "--as-of", "2026-11-20", cwd=tmp_path)
    assert not (tmp_path / "output/vitals.html").exists()
    assert "vitals.html" not in (tmp_path / "output/index.html").read_text(encoding="utf-8")


def test_init_writes_a_project_that_builds_without_a_warning(tmp_path: Path) -> None:
    done = okrsite("init", "demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Next: okrsite watch demo" in done.stdout
    built = okrsite("build", "demo", "--strict", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert built.stderr == ""
    assert (tmp_path / "demo/output/objectives/first-steps.html").is_file()


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"okrsite.toml": 'title = "Mine"\n'})
    done = okrsite("init", cwd=tmp_path)
    assert done.returncode == 1
    assert "okrsite.toml exists, so nothing was written" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["okrsite.toml"]


def test_an_error_is_told_with_its_place_and_nothing_is_written(tmp_path: Path) -> None:
    write(tmp_path, {"content/objectives/a.md": SHORTEST.replace("owner: ana", "ower: ana")})
    done = okrsite("build", cwd=tmp_path)
    assert done.returncode == 1
    assert "content/objectives/a.md:3:1: error OKR102: `ower` is not a field here" in done.stderr
    assert "hint: did you mean `owner`?" in done.stderr
    assert "nothing was written" in done.stderr
    assert not (tmp_path / "output").exists()


def test_an_error_leaves_the_last_good_site(tmp_path: Path) -> None:
    write(tmp_path, {"content/objectives/a.md": SHORTEST})
    okrsite("build", cwd=tmp_path)
    before = (tmp_path / "output/index.html").read_bytes()
    write(tmp_path, {"content/objectives/a.md": "---\ntitle: [\n---\n"})
    assert okrsite("build", cwd=tmp_path).returncode == 1
    assert (tmp_path / "output/index.html").read_bytes() == before


def test_warnings_stop_a_strict_build_only(tmp_path: Path) -> None:
    write(tmp_path, {"content/objectives/a.md": SHORTEST})
    relaxed = okrsite("build", cwd=tmp_path)
    assert relaxed.returncode == 0
    assert "warning OKR209" in relaxed.stderr
    assert okrsite("build", "--strict", cwd=tmp_path).returncode == 1


def test_a_score_that_differs_without_a_reason_is_asked_about(tmp_path: Path) -> None:
    closed = SHORTEST.replace("key_results:", "cycle: 2026-q3\nclosing: {score: 0.9}\nkey_results:")
    values = closed.replace("target: 2000}", "target: 2000, values: {2026-09-01: 1400}}")
    write(tmp_path, {"content/objectives/a.md": values})
    done = okrsite("check", "--as-of", "2026-11-20", cwd=tmp_path)
    assert "content/objectives/a.md:5:18: warning OKR401: the given score 0.90" in done.stderr


def test_an_answered_warning_is_silent(tmp_path: Path) -> None:
    broken = "---\ntitle: A page\n{}---\n[gone](gone.md)\n"
    write(tmp_path, {"content/objectives/a.md": SHORTEST, "content/b.md": broken.format("")})
    assert "warning OKR211" in okrsite("check", cwd=tmp_path).stderr
    answered = broken.format("ignore: {OKR211: to be written}\n")
    write(tmp_path, {"content/b.md": answered})
    assert "OKR211" not in okrsite("check", cwd=tmp_path).stderr


def test_check_reports_and_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"content/objectives/a.md": SHORTEST})
    done = okrsite("check", "--as-of", "2026-11-20", cwd=tmp_path)
    assert done.returncode == 0
    assert "1 file checked, as of 2026-11-20: nothing stops a build" in done.stdout
    assert not (tmp_path / "output").exists()


def test_a_build_says_which_day_it_took(tmp_path: Path) -> None:
    write(tmp_path, {"content/objectives/a.md": SHORTEST})
    assert re.search(r"as of \d{4}-\d\d-\d\d \(today\)", okrsite("build", cwd=tmp_path).stdout)
    given = okrsite("build", "--as-of", "2026-11-20", cwd=tmp_path)
    assert "as of 2026-11-20," in given.stdout


def test_a_day_beyond_the_calendar_is_wrong_usage(tmp_path: Path) -> None:
    write(tmp_path, {"content/objectives/a.md": SHORTEST})
    done = okrsite("check", "--as-of", "9999-12-31", cwd=tmp_path)
    assert done.returncode == 2
    assert "9999-12-31: expected a day from 1900-01-01 to 2199-12-31" in done.stderr


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"content/objectives/a.md": SHORTEST})
    okrsite("build", "--as-of", "2026-11-20", cwd=tmp_path)
    done = okrsite("build", "--as-of", "2026-11-20", "--verify", cwd=tmp_path)
    assert " 0 written, 0 removed" in done.stdout
    assert "verified: the same as a build from nothing" in done.stdout


def test_verbose_says_why_each_file_was_drawn(tmp_path: Path) -> None:
    write(tmp_path, {"content/objectives/a.md": SHORTEST})
    done = okrsite("build", "--verbose", cwd=tmp_path)
    assert "  index.html: new" in done.stdout


def test_wrong_usage_ends_with_two(tmp_path: Path) -> None:
    assert okrsite("build", "--as-of", "soon", cwd=tmp_path).returncode == 2
    assert okrsite("bild", cwd=tmp_path).returncode == 2
    assert okrsite("build", "nowhere", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize("command", ["init", "build", "watch", "check"])
def test_every_command_helps_with_an_example(command: str, tmp_path: Path) -> None:
    done = okrsite(command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "Example" in done.stdout


@pytest.mark.promise
@pytest.mark.parametrize("place", ["content", "content/site", ".", "..", "okrsite.toml"])
def test_an_output_among_the_sources_is_refused_before_anything_is_touched(
    place: str, tmp_path: Path
) -> None:
    project = write(
        tmp_path / "project",
        {"content/objectives/a.md": SHORTEST, "okrsite.toml": 'title = "Goals"\n'},
    )
    before = sorted(path for path in tmp_path.rglob("*"))
    done = okrsite("build", "--output", place, cwd=project)
    assert done.returncode == 1
    assert "error OKR50" in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.promise
def test_the_users_own_files_in_the_output_stay(tmp_path: Path) -> None:
    write(tmp_path, {"content/objectives/a.md": SHORTEST})
    okrsite("build", cwd=tmp_path)
    write(tmp_path, {"output/CNAME": "goals.example.org"})
    (tmp_path / "content/objectives/a.md").rename(tmp_path / "content/objectives/b.md")
    assert okrsite("build", cwd=tmp_path).returncode == 0
    assert (tmp_path / "output/CNAME").read_text(encoding="utf-8") == "goals.example.org"
    assert not (tmp_path / "output/objectives/a.html").exists()


@pytest.mark.promise
def test_an_audience_is_refused_rather_than_ignored(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"content/objectives/a.md": SHORTEST, "okrsite.toml": '[audience]\norder = ["all"]\n'},
    )
    done = okrsite("build", cwd=tmp_path)
    assert done.returncode == 1
    assert "okrsite.toml:2:1: error OKR043" in done.stderr


@pytest.mark.promise
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_build_without_a_traceback(way: signal.Signals, tmp_path: Path) -> None:
    write(tmp_path, {f"content/objectives/a{i}.md": SHORTEST for i in range(300)})
    with subprocess.Popen(
        [sys.executable, "-m", "okrsite", "build"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    ) as building:
        time.sleep(0.8)
        building.send_signal(way)
        _, said = building.communicate(timeout=10)
    assert "Traceback" not in said
    assert building.returncode in (0, 128 + way, -way)


@pytest.mark.promise
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_search_indexer_too_and_nothing_is_left_behind(
    way: signal.Signals, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    write(
        tmp_path,
        {
            "project/content/objectives/a.md": SHORTEST,
            "slow/pagefind_bin.py": f"def get_executable(): return '{tmp_path}/indexer'\n",
            "indexer": f"#!/bin/sh\necho $$ > {started}.new\nmv {started}.new {started}\n"
            "exec sleep 60\n",
        },
    )
    (tmp_path / "indexer").chmod(0o755)
    (tmp_path / "temp").mkdir()
    path = os.pathsep.join(filter(None, [str(tmp_path / "slow"), os.environ.get("PYTHONPATH")]))
    with subprocess.Popen(
        [sys.executable, "-m", "okrsite", "build", "project"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path, "TMPDIR": str(tmp_path / "temp")},
        stderr=subprocess.PIPE,
        text=True,
    ) as building:
        while not started.exists():
            assert building.poll() is None
            time.sleep(0.02)
        building.send_signal(way)
        _, said = building.communicate(timeout=10)
    assert building.returncode == 128 + way
    assert "Traceback" not in said
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text()), 0)
    assert list((tmp_path / "temp").iterdir()) == []
    assert not (tmp_path / "project/output").exists()


@pytest.mark.promise
def test_no_colour_where_it_is_not_wanted(tmp_path: Path) -> None:
    write(tmp_path, {"content/objectives/a.md": SHORTEST})
    assert "\x1b" not in okrsite("build", cwd=tmp_path, env={"NO_COLOR": "1"}).stderr


@pytest.mark.promise
def test_nothing_is_written_outside_output_and_state(tmp_path: Path) -> None:
    project = write(tmp_path / "project", {"content/objectives/a.md": SHORTEST})
    home, temp = tmp_path / "home", tmp_path / "temp"
    home.mkdir()
    temp.mkdir()
    env = {"HOME": str(home), "TMPDIR": str(temp), "PYTHONDONTWRITEBYTECODE": "1"}
    assert okrsite("build", cwd=project, env=env).returncode == 0
    assert sorted(path.name for path in project.iterdir()) == [".okrsite", "content", "output"]
    assert list(home.rglob("*")) == []
    assert list(temp.rglob("*")) == []
    assert os.fspath(tmp_path).encode() not in b"".join(
        path.read_bytes() for path in (project / "output").rglob("*") if path.is_file()
    )
