"""KPIs that mean or aim at something else than before, and the event that accounts for it."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from okrsite.base.frozen import Frozen
from okrsite.compare.policy.sides import Moved, Sides
from okrsite.compare.policy.typed import on_one_line
from okrsite.model.goals import Kind, Kpi
from okrsite.model.schema import EventKind

_FIELDS = ("definition", "unit", "better", "formula", "series", "source", "aggregate", "combine")
_READING = ("formula", "source")
_ID = re.compile(r"[a-z][a-z0-9-]*")
_WORDS = re.compile(r"\w+|[-+*/()%#.]")


class _Bound(Frozen):
    """What a KPI is judged by: its name in the policy, where it is written, and its value."""

    matter: str
    loc: tuple[str, ...]
    of: Callable[[Kpi], object]


def redefined_kpis(sides: Sides) -> Iterator[Moved]:
    """Each field that says what a KPI is and changed; a new event `redefined` accounts for it.

    Case and punctuation are no meaning.
    """
    for earlier, kpi in sides.kpis():
        for name in _FIELDS:
            was, is_ = _said(name, earlier), _said(name, kpi)
            if meaning(was) != meaning(_by_earlier_names(name, is_, sides)):
                yield Moved(
                    "kpi_definition",
                    kpi.document.key_place(name if is_ else "title"),
                    f"`{name}` of the KPI `{kpi.title}` was {_quoted(was)} and is {_quoted(is_)}",
                    event_hint(kpi, sides),
                    lacks="no event says that it was redefined",
                    back=f"put `{name}` back as it was",
                    is_accounted=is_redefined(earlier, kpi),
                )


def moved_bounds(sides: Sides) -> Iterator[Moved]:
    """Each threshold and target of a KPI that moved or went; one that is new moves nothing."""
    for earlier, kpi in sides.kpis():
        for bound in _BOUNDS:
            was, is_ = bound.of(earlier), bound.of(kpi)
            if was == is_ or not was:
                continue
            old, new = (_typed(bound, one) for one in (earlier, kpi))
            yield Moved(
                bound.matter,
                kpi.document.place(*bound.loc) if is_ else kpi.document.key_place("title"),
                f"`{'.'.join(bound.loc)}` of the KPI `{kpi.title}` was {old} and is {new}",
                event_hint(kpi, sides),
                lacks="no event says why",
                back=f"put back {old}",
                is_accounted=is_redefined(earlier, kpi),
            )


def is_redefined(earlier: Kpi, now: Kpi) -> bool:
    """Whether there is a new event that says so."""
    return bool(redefinitions(now) - redefinitions(earlier))


def event_hint(kpi: Kpi, sides: Sides) -> str:
    """The event to write."""
    entry = f'{{date: {sides.as_of}, kind: redefined, note: "…"}}'
    if kpi.fields.events:
        return f"add `- {entry}` to its `events:`"
    return f"write `events: [{entry}]`, with what changed and why"


def redefinitions(kpi: Kpi) -> set[date]:
    """The days on which a KPI was redefined, as its events tell."""
    return {event.date for event in kpi.fields.events if event.kind is EventKind.REDEFINED}


def _said(name: str, kpi: Kpi) -> str:
    return str(getattr(kpi.fields, name) or "")


def _by_earlier_names(field: str, text: str, sides: Sides) -> str:
    """What a KPI reads, told by the names that it had before."""
    if field not in _READING:
        return text
    return _ID.sub(lambda found: sides.named_before(Kind.KPI, found[0]), text)


def meaning(text: str) -> list[str]:
    """The words and signs of a definition, without what is no meaning."""
    return _WORDS.findall(text.casefold().rstrip("."))


def _quoted(text: str) -> str:
    return f"`{' '.join(text.split())}`" if text else "unset"


def _typed(bound: _Bound, kpi: Kpi) -> str:
    node = kpi.document.node(*bound.loc)
    return f"`{on_one_line(node)}`" if node and bound.of(kpi) else "unset"


def _unit_targets(kpi: Kpi) -> tuple[object, ...]:
    """The targets of a KPI's units, where any has one."""
    found = tuple((one.label, one.target) for one in kpi.units if not one.target.is_empty)
    return tuple(sorted(found, key=lambda pair: pair[0]))


_BOUNDS = (
    _Bound(
        "kpi_thresholds",
        ("thresholds", "warn"),
        lambda kpi: None if kpi.warn.is_empty else kpi.warn,
    ),
    _Bound(
        "kpi_thresholds",
        ("thresholds", "critical"),
        lambda kpi: None if kpi.critical.is_empty else kpi.critical,
    ),
    _Bound("kpi_thresholds", ("sudden_change",), lambda kpi: kpi.sudden_change),
    _Bound("kpi_target", ("target",), lambda kpi: None if kpi.target.is_empty else kpi.target),
    _Bound("kpi_target", ("target_by",), lambda kpi: kpi.fields.target_by),
    _Bound("kpi_target", ("units",), _unit_targets),
)
