"""Series that are made of others: loops cut, cadences, units and decimals taken over, checked."""

from collections.abc import Mapping

from okrsite.base.frozen import replace
from okrsite.base.numbers import Unit
from okrsite.base.problems import Problems
from okrsite.model.calendar import Cadence, is_finer
from okrsite.model.loops import in_order, loops
from okrsite.model.measured import WrittenSeries
from okrsite.model.series import Formula, Rows, SameAs, Series, reads

_ORDER = tuple(Cadence)


def linked(
    series: Mapping[str, Series], files: Mapping[str, WrittenSeries], problems: Problems
) -> dict[str, Series]:
    """The series as they read each other.

    A composite without a `cadence` takes the coarsest of what it reads, and the most decimals, at
    least one where it divides; one that is the same as another also its unit. Reports series that
    read themselves (OKR331) and composites finer than what they read (OKR332), or without a rule
    for it (OKR313).
    """
    cut = _without_loops(series, files, problems)
    found: dict[str, Series] = {}
    for id_ in in_order({id_: reads(one) for id_, one in cut.items()}):
        parts = [found[part] for part in reads(cut[id_]) if part in found]
        found[id_] = _taken_over(cut[id_], parts, files[id_]) if parts else cut[id_]
    for id_ in series:
        _check_fineness(found[id_], found, files[id_], problems)
    return {id_: found[id_] for id_ in series}


def _without_loops(
    series: Mapping[str, Series], files: Mapping[str, WrittenSeries], problems: Problems
) -> dict[str, Series]:
    links = {
        id_: tuple(part for part in reads(one) if part in series) for id_, one in series.items()
    }
    cut = dict(series)
    for loop in loops(links):
        spots = [
            files[id_].at("formula" if files[id_].fields.formula else "source") for id_ in loop
        ]
        problems.error(
            "OKR331",
            spots[0].place,
            f"the series reads itself: {' → '.join((*loop, loop[0]))}",
            hint="take one of them out of another's formula",
            others=tuple(spot.place for spot in spots[1:]),
        )
        for id_ in loop:
            cut[id_] = replace(cut[id_], origin=Rows())
    return cut


def _taken_over(one: Series, parts: list[Series], file: WrittenSeries) -> Series:
    """A composite with what it takes over from its parts."""
    fields = file.fields
    cadence = fields.cadence or max((part.cadence for part in parts), key=_ORDER.index)
    decimals = fields.decimals
    if decimals is None:
        divides = isinstance(one.origin, Formula) and "/" in one.origin.text
        decimals = max(int(divides), *(part.unit.decimals for part in parts))
    is_same = isinstance(one.origin, SameAs) and fields.unit is None
    unit = Unit(parts[0].unit.name if is_same else one.unit.name, decimals)
    return replace(one, cadence=cadence, unit=unit)


def _check_fineness(
    one: Series, series: Mapping[str, Series], file: WrittenSeries, problems: Problems
) -> None:
    for id_ in reads(one):
        part = series.get(id_)
        if part is None:
            continue
        if is_finer(one.cadence, part.cadence):
            problems.error(
                "OKR332",
                file.at("cadence").place,
                f"`{id_}` is {part.cadence}, coarser than `{one.cadence}`",
                hint=f"write `cadence: {part.cadence}`",
            )
        elif is_finer(part.cadence, one.cadence) and part.aggregate is None:
            problems.error(
                "OKR313",
                file.at("formula" if file.fields.formula else "source").place,
                f"`{id_}` is {part.cadence} and has no `aggregate` to become {one.cadence}",
                hint=f"write `aggregate:` in `{id_}`",
            )
