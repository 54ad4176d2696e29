"""A case judged on the days that it names, a paragraph a day."""

from collections.abc import Callable
from datetime import date

from documents import Case
from projects import Project, project_of

Line = Callable[[Project, date], str]


def days(case: Case) -> list[date]:
    """The days on which a case is judged: those its expected block begins its paragraphs with."""
    lines = case.blocks["expected"].split("\n")
    return [date.fromisoformat(line[:10]) for line in lines if line[:2] == "20"]


def judged(case: Case, files: dict[str, str], line: Line) -> str:
    """What a line says of the case's project on each of its days."""
    project = project_of({**case.files, **files})
    assert project.printed(project.problems) == ""
    return "\n".join(f"{day}  {line(project, day)}".rstrip() for day in days(case))
