"""Names for findings that stay the same when lines move."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from okrsite.base.problems import Problem

_LINE = re.compile(r"\b(line|row|column) \d+")


def fingerprint(problem: Problem, occurrence: int = 0) -> str:
    """A finding's name, 32 hexadecimal digits, by its code, path and message.

    Where it stands is not in it; `occurrence` tells apart those that are otherwise the same.

    >>> from okrsite.base.problems import Place, Severity
    >>> a, b = (Problem("OKR601", Severity.WARNING, Place("a.md", n, 1), "so")
    ...         for n in (1, 9))
    >>> fingerprint(a) == fingerprint(b)
    True
    """
    words = _LINE.sub(r"\\1", problem.message)
    said = "\0".join((problem.code, problem.place.path, words, str(occurrence or "")))
    return sha256(said.encode()).hexdigest()[:32]


def fingerprinted(problems: Iterable[Problem]) -> Iterator[tuple[Problem, str]]:
    """Each problem with a fingerprint that no other of them has."""
    seen: Counter[str] = Counter()
    for problem in problems:
        first = fingerprint(problem)
        yield problem, fingerprint(problem, seen[first])
        seen[first] += 1
