"""The findings of two states in, those of only one of them out."""

import re
from collections.abc import Iterable, Mapping

from okrsite.base.frozen import replace
from okrsite.base.problems import Problem, Severity
from okrsite.render.findings.fingerprint import fingerprinted

_QUOTED = re.compile(r"`([^`]+)`")


def apart(
    before: Iterable[Problem], after: Iterable[Problem], names: Mapping[str, str]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """The findings that appeared, and those that vanished, in file order.

    `names` leads from paths, ids and titles after to those before: what only goes by another name
    stays what it is. So does what is said of the same things with other numbers, but for errors.
    """
    old = {key: found for found, key in _named(before, {})}
    new = {key: found for found, key in _named(after, names)}
    appeared = (found for key, found in new.items() if key not in old)
    vanished = (found for key, found in old.items() if key not in new)
    return tuple(appeared), tuple(vanished)


def _named(found: Iterable[Problem], names: Mapping[str, str]) -> Iterable[tuple[Problem, str]]:
    """Each finding with a name that it would have had before."""
    problems = tuple(found)
    keys = (key for _, key in fingerprinted(_as_before(one, names) for one in problems))
    return zip(problems, keys, strict=True)


def _as_before(problem: Problem, names: Mapping[str, str]) -> Problem:
    """A finding as it would have been before: of a mere finding only what it names is told."""
    named = [names.get(name, name) for name in _QUOTED.findall(problem.message)]
    message = " ".join(named)
    if problem.severity is Severity.ERROR:
        message = _QUOTED.sub(lambda _: f"`{named.pop(0)}`", problem.message)
    path = names.get(problem.place.path, problem.place.path)
    return replace(problem, message=message, place=replace(problem.place, path=path))
