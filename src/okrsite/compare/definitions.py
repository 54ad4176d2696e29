"""KPIs that mean something else than before, without an event that breaks their line."""

import re
from collections.abc import Iterator
from datetime import date

from okrsite.assess.checks import Finding
from okrsite.model.goals import Kpi
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import EventKind

_FIELDS = ("definition", "unit", "better", "formula", "series", "source", "aggregate", "combine")
_WORDS = re.compile(r"\w+|[-+*/()%#.]")


def silent_redefinitions(before: Portfolio, now: Portfolio, as_of: date) -> Iterator[Finding]:
    """Each field that says what a KPI is and changed, where no new event `redefined` tells of it.

    Thresholds and targets say what is good, and may move. Case and punctuation are no meaning.
    """
    for id_, kpi in now.kpis.items():
        earlier = before.kpis.get(id_)
        if earlier is None or redefinitions(kpi) - redefinitions(earlier):
            continue
        for name in _FIELDS:
            was, is_ = _said(name, earlier), _said(name, kpi)
            if meaning(was) != meaning(is_):
                yield Finding(
                    kpi.document.key_place(name if is_ else "title"),
                    f"`{name}` of the KPI `{kpi.title}` was {_quoted(was)} and is {_quoted(is_)}, "
                    "and no event says that it was redefined",
                    hint=f"write `- {{date: {as_of}, kind: redefined, note: …}}` under `events:`",
                )


def redefinitions(kpi: Kpi) -> set[date]:
    """The days on which a KPI was redefined, as its events tell."""
    return {event.date for event in kpi.fields.events if event.kind is EventKind.REDEFINED}


def _said(name: str, kpi: Kpi) -> str:
    return str(getattr(kpi.fields, name) or "")


def meaning(text: str) -> list[str]:
    """The words and signs of a definition, without what is no meaning."""
    return _WORDS.findall(text.casefold().rstrip("."))


def _quoted(text: str) -> str:
    return f"`{' '.join(text.split())}`" if text else "unset"
