"""What `okrsite check --format sarif` prints is what the standard asks for."""

import json
from datetime import date
from pathlib import Path

from commands import okrsite, write
from sarif_schema import wrong

from okrsite.base.problems import Problems
from okrsite.render.findings import FORMATS, Report

ROOT = Path(__file__).parents[2]


def test_the_schema_refuses_what_is_no_sarif() -> None:
    assert wrong({"version": "2.1.0", "runs": [{}]}) == ["'tool' is a required property"]


def test_a_check_that_finds_nothing_is_sarif() -> None:
    nothing = Report(Problems(), (), (), (), date(2026, 11, 20), 0, "", "1.0")
    assert wrong(json.loads(FORMATS["sarif"](nothing))) == []


def test_a_check_of_the_example_is_sarif() -> None:
    done = okrsite("check", ROOT, "--format", "sarif")
    document = json.loads(done.stdout)
    assert wrong(document) == []
    assert document["runs"][0]["results"]


def test_a_check_of_wrong_files_is_sarif(tmp_path: Path) -> None:
    files = {
        "content/objectives/Ä b.md": "---\ntitle: A\n---\n",
        "content/objectives/c.md": "---\ntitle: [\n---\n",
        "content/kpis/k.md": "---\ntitle: K\nseries: gone.csv\n---\n",
    }
    done = okrsite("check", "--format", "sarif", cwd=write(tmp_path, files))
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert wrong(document) == []
    assert len(document["runs"][0]["results"]) >= 3
