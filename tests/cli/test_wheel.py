"""A wheel holds all that the product needs, far from any checkout."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(PROJECT)],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_a_wheel_holds_the_themes_and_the_starter(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "okrsite/themes/default/templates/base.html" in names
    assert "okrsite/themes/ledger/assets/ledger.css" in names
    assert "okrsite/new/repository/okrsite.toml" in names
    assert "okrsite/py.typed" in names


def test_a_wheel_works_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv")
    pip = [sys.executable, "-m", "pip", "--python", str(tmp_path / "venv" / "bin" / "python")]
    subprocess.run(
        [*pip, "install", "--quiet", "--disable-pip-version-check", str(wheel)], check=True
    )
    command = str(tmp_path / "venv" / "bin" / "okrsite")
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    for arguments in (["init", "demo"], ["build", "demo"]):
        subprocess.run([command, *arguments], cwd=tmp_path, env=env, check=True)
    page = (tmp_path / "demo/output/kpis/weekly-signups.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert (tmp_path / "demo/output/assets/site.css").stat().st_size > 1000
