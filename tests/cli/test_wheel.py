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


def test_a_wheel_holds_the_themes_the_starter_and_the_languages(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "okrsite/themes/default/templates/base.html" in names
    assert "okrsite/themes/ledger/assets/ledger.css" in names
    assert "okrsite/new/repository/okrsite.toml" in names
    assert "okrsite/base/languages/de.po" in names
    assert "okrsite/serve/client.js" in names
    assert "okrsite/py.typed" in names


def test_a_wheel_works_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv")
    pip = [sys.executable, "-m", "pip", "--python", str(tmp_path / "venv" / "bin" / "python")]
    subprocess.run(
        [*pip, "install", "--quiet", "--disable-pip-version-check", str(wheel)], check=True
    )
    command = str(tmp_path / "venv" / "bin" / "okrsite")
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run([command, "init", "demo"], cwd=tmp_path, env=env, check=True)
    settings = tmp_path / "demo" / "okrsite.toml"
    settings.write_text(
        f'language = "de"\ntheme = "ledger"\n{settings.read_text("utf-8")}', "utf-8"
    )
    for arguments in (["build", "demo"], ["export", "json", "demo", "-o", "goals.json"]):
        subprocess.run([command, *arguments], cwd=tmp_path, env=env, check=True)
    site = tmp_path / "demo" / "output"
    page = (site / "kpis/weekly-signups.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert '<html lang="de"' in page
    assert "--paper:light-dark(#fffdf6" in (site / "assets/site.css").read_text(encoding="utf-8")
    assert (site / "pagefind/pagefind.js").is_file()
    assert (tmp_path / "goals.json").read_bytes() == (site / "goals.json").read_bytes()
