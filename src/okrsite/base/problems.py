"""What an author got wrong, as values: collected all, shown in file order, never a traceback."""

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from enum import StrEnum

from okrsite.base.frozen import Frozen


class CannotError(Exception):
    """What was asked for cannot be done: the message says why, `hint` what would help.

    `is_usage` where it was asked for in the wrong words.
    """

    is_usage = False

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Severity(StrEnum):
    """How much a problem weighs: an error stops the writing, a warning only a strict one.

    Advice never stops anything, and is given only where somebody asks for it.
    """

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Place(Frozen, order=True):
    """A stretch of a line in a file.

    `path` is relative to the project's root with forward slashes; `line` and `column` count
    from 1, and 0 means the whole file; `length` is in characters.
    """

    path: str
    line: int = 0
    column: int = 0
    length: int = 1

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


class Problem(Frozen):
    """One mistake: where, what was found against what was expected, and a hint to type in.

    `mark` is the label under the caret, `others` the further places that take part.
    """

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    mark: str = ""
    others: tuple[Place, ...] = ()


class Problems:
    """The collector a room writes its problems into.

    `silenced` are those that authors have answered in their files: they count nowhere.
    """

    def __init__(self, found: Iterable[Problem] = (), silenced: Iterable[Problem] = ()) -> None:
        self._found: list[Problem] = list(found)
        self._shared: set[Problem] = set()
        self.silenced = tuple(silenced)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found, key=lambda p: (p.place, p.code, p.message)))

    def __len__(self) -> int:
        return len(self._found)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the writing, in file order."""
        return self.of(Severity.ERROR)

    @property
    def pressing(self) -> "Problems":
        """What is told without being asked for: errors and warnings."""
        return Problems(self.of(Severity.ERROR, Severity.WARNING), self.silenced)

    @property
    def counts(self) -> tuple[tuple[Severity, int], ...]:
        """How many problems there are of each severity that occurs, the heaviest first."""
        found = ((severity, len(self.of(severity))) for severity in Severity)
        return tuple((severity, count) for severity, count in found if count)

    def of(self, *severities: Severity) -> tuple[Problem, ...]:
        """The problems of some severities, in file order."""
        return tuple(p for p in self if p.severity in severities)

    def add(self, problem: Problem) -> None:
        """Collect a problem that is already a value."""
        self._found.append(problem)

    def add_once(self, problem: Problem) -> None:
        """Collect a problem of something that several things share."""
        if problem not in self._shared:
            self._shared.add(problem)
            self._found.append(problem)

    def error(  # noqa: PLR0913 - the parts of a message are its fields
        self,
        code: str,
        place: Place,
        message: str,
        hint: str = "",
        *,
        mark: str = "",
        others: tuple[Place, ...] = (),
    ) -> None:
        """Collect a problem that stops the writing."""
        self._found.append(Problem(code, Severity.ERROR, place, message, hint, mark, others))

    def warning(  # noqa: PLR0913 - the parts of a message are its fields
        self,
        code: str,
        place: Place,
        message: str,
        hint: str = "",
        *,
        mark: str = "",
        others: tuple[Place, ...] = (),
    ) -> None:
        """Collect a problem that is reported and does not stop the writing."""
        self._found.append(Problem(code, Severity.WARNING, place, message, hint, mark, others))


def together(*parts: Problems) -> Problems:
    """The problems of several rooms, and what each of them silenced."""
    return Problems(
        (problem for part in parts for problem in part),
        (problem for part in parts for problem in part.silenced),
    )


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """The hint for a misspelt name, or nothing where none is near.

    >>> did_you_mean("ower", ["owner", "title"])
    'did you mean `owner`?'
    >>> did_you_mean("zebra", ["owner", "title"])
    ''
    """
    near = get_close_matches(found, sorted(known), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else ""


def describe(problem: Problem, line_of: Callable[[Place], str | None]) -> str:
    """The problem as people read it, with an excerpt and a caret where its line is known.

    >>> place = Place("content/objectives/a.md", 3, 9, 3)
    >>> found = Problem("OKR104", Severity.ERROR, place, "`target` equals `start`",
    ...                 hint="to hold a level, write `at_least:`", mark="same as the start")
    >>> print(describe(found, lambda place: "target: 800"))
    content/objectives/a.md:3:9: error OKR104: `target` equals `start`
      3 │ target: 800
        │         ^^^ same as the start
      hint: to hold a level, write `at_least:`
    """
    lines = [f"{problem.place}: {problem.severity} {problem.code}: {problem.message}"]
    lines += _excerpt(problem.place, problem.mark, line_of)
    for other in problem.others:
        lines.append(f"  see also {other}")
        lines += _excerpt(other, "", line_of)
    if problem.hint:
        lines.append(f"  hint: {problem.hint}")
    return "\n".join(lines)


def _excerpt(place: Place, mark: str, line_of: Callable[[Place], str | None]) -> list[str]:
    line = line_of(place) if place.line else None
    if line is None:
        return []
    number = str(place.line)
    before = "".join("\t" if c == "\t" else " " for c in line[: max(place.column - 1, 0)])
    carets = "^" * max(1, min(place.length, len(line) - place.column + 1))
    return [
        f"  {number} │ {line}",
        f"  {' ' * len(number)} │ {before}{carets} {mark}".rstrip(),
    ]
