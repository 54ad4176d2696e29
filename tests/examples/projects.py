"""A project of a few files: written to a folder, read, linked and judged as the program does it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from okrsite.assess.assessment import Assessment
from okrsite.assess.checks import check, check_settings, unanswering
from okrsite.assess.judge import assess
from okrsite.base.problems import Problem, Problems, describe, together
from okrsite.model.portfolio import Portfolio, assemble
from okrsite.read.library import Library, read

Files = Mapping[str, str | bytes]


@dataclass(frozen=True)
class Project:
    """A project as read: what it holds, and every problem found on the way."""

    library: Library
    portfolio: Portfolio
    met: Problems

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems, in file order."""
        return tuple(self.met)

    def assess(self, as_of: date) -> Assessment:
        """The whole portfolio, judged at the end of a day."""
        return assess(self.portfolio, as_of)

    def checked(self, as_of: date) -> Problems:
        """What the rules of quality find on a day, and which of it is answered."""
        found = together(self.met, check(self.portfolio, self.assess(as_of)))
        unused = unanswering(self.library, self.portfolio, found.silenced)
        return together(found, unused)

    def printed(self, problems: tuple[Problem, ...]) -> str:
        """Problems as people read them."""
        return "\n".join(describe(problem, self.library.line) for problem in problems)

    @property
    def codes(self) -> list[str]:
        """The codes of all problems, in file order."""
        return [problem.code for problem in self.problems]


def write(root: Path, files: Files) -> None:
    """Write files by their path; without okrsite.toml the defaults hold."""
    (root / "content").mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def open_project(root: Path) -> Project:
    """The project in a folder."""
    library, met_reading = read(root)
    portfolio, met_linking = assemble(library)
    return Project(library, portfolio, together(met_reading, met_linking, check_settings(library)))


def project_of(files: Files) -> Project:
    """A project of files that are gone once they are read."""
    with TemporaryDirectory() as folder:
        write(Path(folder), files)
        return open_project(Path(folder))
