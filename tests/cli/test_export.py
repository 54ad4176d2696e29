"""`okrsite export` writes what the site holds, for those who want no site."""

import csv
import json
import re
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from commands import SHORTEST, okrsite, write

FILES = {"content/objectives/self-serve.md": SHORTEST}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path / "goals", FILES)


def test_json_goes_to_standard_output_or_to_a_file(project: Path, tmp_path: Path) -> None:
    done = okrsite("export", "json", project, "--as-of", "2026-11-20")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["objectives"][0]["id"] == "self-serve"
    file = tmp_path / "new" / "goals.json"
    saved = okrsite("export", "json", project, "--as-of", "2026-11-20", "-o", file)
    assert file.read_text("utf-8") == done.stdout
    assert re.search(r"goals\.json, \d+ kB, as of 2026-11-20\n$", saved.stdout)
    assert okrsite("export", "json", project, "-q", "-o", file).stdout == ""


def test_every_export_is_the_file_of_the_site(project: Path, tmp_path: Path) -> None:
    day = ("--as-of", "2026-11-20")
    assert okrsite("build", project, *day).returncode == 0
    site = project / "output"
    saved = okrsite("export", "csv", project, *day, "-o", tmp_path / "tables")
    assert saved.stdout.startswith("2 files in ")
    tables = {p.name: p.read_bytes() for p in (tmp_path / "tables").rglob("*.csv")}
    assert tables == {p.name: p.read_bytes() for p in (site / "data").rglob("*.csv")}
    packed = tmp_path / "goals.zip"
    assert okrsite("export", "zip", project, *day, "-o", packed).returncode == 0
    with ZipFile(BytesIO(packed.read_bytes())) as file:
        found = {name: file.read(name) for name in file.namelist()}
    assert sorted(found) == [
        "data/key-results.csv",
        "data/objectives.csv",
        "goals.json",
        "goals.schema.json",
    ]
    assert found == {name: (site / name).read_bytes() for name in found}
    (row,) = csv.DictReader(StringIO(found["data/key-results.csv"].decode(), newline=""))
    assert (row["start"], row["target"]) == ("800", "2000")


def test_what_cannot_be_exported_is_said(project: Path, tmp_path: Path) -> None:
    empty = write(tmp_path / "empty", {"content/index.md": "Hello.\n"})
    done = okrsite("export", "json", empty)
    assert done.returncode == 1
    assert done.stderr.startswith("error: there is nothing to export\n  hint: ")
    broken = write(tmp_path / "broken", {"content/objectives/a.md": "---\nowner: ana\n---\n"})
    done = okrsite("export", "zip", broken)
    assert done.returncode == 1
    assert "error OKR" in done.stderr
    assert done.stdout == ""
    done = okrsite("export", "json", project, "-o", "/proc/none/goals.json")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    done = okrsite("export", "csv", project, "-o", "-")
    assert done.returncode == 2
    assert "tables are several files" in done.stderr
