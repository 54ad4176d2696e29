"""The unit that a key result's values are written in, and with how many decimals."""

from collections.abc import Iterable
from datetime import date

from okrsite.base.numbers import Unit, decimals_of
from okrsite.model.goals import Update
from okrsite.model.key_results.promise import relative_target
from okrsite.model.schema import KeyResultFields

_AMOUNTS = ("start", "target", "commit", "stretch", "at_least", "at_most")


def unit_of(
    fields: KeyResultFields, updates: Iterable[Update], source: Unit | None, until: date
) -> Unit:
    """The unit as written, else the source's; decimals as its author's values up to a day have."""
    decimals = fields.decimals
    if decimals is None:
        amounts = (getattr(fields, name) for name in _AMOUNTS)
        aim = relative_target(fields.start, fields.change)
        promised = decimals_of(*amounts, aim, *(fields.between or ()))
        decimals = max([promised, *(one.decimals for one in updates if one.day <= until)])
    if source and fields.unit is None:
        return source if decimals <= source.decimals else Unit(source.name, decimals)
    return Unit(fields.unit or "", decimals)
