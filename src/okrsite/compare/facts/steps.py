"""Paths of facts: steps are names of fields, words of the author, or other things of a portfolio.

A step that names a thing is written `@kind:id`, so that it follows the thing where that is renamed.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from okrsite.compare.difference import Plain
from okrsite.model.goals import Kind, Ref

Path: TypeAlias = tuple[str, ...]
_SIGN = "@"


def step_of(key: str | Ref) -> str:
    """A word of the author or a thing as a step of a path.

    >>> step_of(Ref(Kind.KPI, "mrr")), step_of("2026-W47"), step_of("@kpi:mrr")
    ('@kpi:mrr', '2026-W47', '@@kpi:mrr')
    """
    if isinstance(key, Ref):
        return f"{_SIGN}{key.kind}:{key.id}"
    return f"{_SIGN}{key}" if key.startswith(_SIGN) else key


def named_by(step: str) -> Ref | None:
    """The thing that a step names; None where it is a name or a word.

    >>> named_by("@kpi:mrr"), named_by("@@kpi:mrr"), named_by("target")
    (Ref(kind=<Kind.KPI: 'kpi'>, id='mrr'), None, None)
    """
    if not step.startswith(_SIGN) or step.startswith(_SIGN * 2):
        return None
    kind, _, id_ = step[1:].partition(":")
    return Ref(Kind(kind), id_)


def renamed_path(path: Path, to: Mapping[Ref, Ref]) -> Path:
    """A path whose steps call things by their new names."""
    if not any(step.startswith(_SIGN) for step in path):
        return path
    return tuple(_renamed_step(step, to) for step in path)


def _renamed_step(step: str, to: Mapping[Ref, Ref]) -> str:
    ref = named_by(step)
    return step_of(to.get(ref, ref)) if ref else step


def renamed_value(value: Plain, to: Mapping[Ref, Ref]) -> Plain:
    """A value that calls things by their new names; things in a list are in order again."""
    if isinstance(value, Ref):
        return to.get(value, value)
    if isinstance(value, tuple):
        return listed(renamed_value(one, to) for one in value)
    return value


def listed(values: Iterable[Plain]) -> tuple[Plain, ...]:
    """A list as a fact: a list of nothing but things has no order.

    >>> [ref.id for ref in listed([Ref(Kind.KPI, "mrr"), Ref(Kind.KPI, "churn")])]
    ['churn', 'mrr']
    >>> listed(["b", "a"])
    ('b', 'a')
    """
    found = tuple(values)
    refs = [one for one in found if isinstance(one, Ref)]
    return tuple(sorted(refs)) if len(refs) == len(found) else found


def as_written(value: Plain) -> str:
    """A text with its links, as its author wrote it.

    >>> from okrsite.model.goals import Kind
    >>> as_written(("See ", Ref(Kind.KPI, "mrr"), "]]."))
    'See [[mrr]].'
    """
    parts = value if isinstance(value, tuple) else (value,)
    return "".join(f"[[{one.id}" if isinstance(one, Ref) else str(one or "") for one in parts)
