"""The findings of two states in, those of only one of them out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from okrsite.base.problems import Problem, Severity
from okrsite.render.findings.fingerprint import fingerprinted

_QUOTED = re.compile(r"`([^`]+)`")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def apart(
    before: Iterable[Problem], after: Iterable[Problem], names: Mapping[str, str]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """The findings that appeared, and those that vanished, in file order.

    `names` are paths, ids and titles after by those before: what only went by another name stays
    what it is. So does what is only off by other numbers, unless it is an error.
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
    message = _QUOTED.sub(lambda quoted: f"`{names.get(quoted[1], quoted[1])}`", problem.message)
    if problem.severity is not Severity.ERROR:
        message = _NUMBER.sub("0", message)
    path = names.get(problem.place.path, problem.place.path)
    return replace(problem, message=message, place=replace(problem.place, path=path))
