"""A KPI or a metric and a value in, the file that holds its series with the value out."""

from datetime import date
from pathlib import PurePosixPath

from pydantic_core import PydanticCustomError

from okrsite.base.frozen import Frozen
from okrsite.base.numbers import Unit
from okrsite.base.problems import Problems, did_you_mean
from okrsite.base.text import one_of
from okrsite.model.columns import Reading, columns_of
from okrsite.model.goals import Kind, Kpi, Metric
from okrsite.model.measured import beside
from okrsite.model.portfolio import Portfolio
from okrsite.model.schema import Percent, read_amount
from okrsite.model.series import Combined, Formula, Rows, SameAs, Series, reads
from okrsite.new.files import CannotWriteError, NewFile
from okrsite.new.series.labels import label_of, period_of
from okrsite.new.series.rows import Cells, TableEditor
from okrsite.new.series.values import ValuesEditor
from okrsite.read.library import Library
from okrsite.read.tree import Mapping


class Entry(Frozen):
    """What is to be recorded, as typed; `label` is empty for the period of the day."""

    value: str
    label: str = ""
    note: str = ""
    is_replacing: bool = False


class Shelf(Frozen):
    """Where the numbers of a series are kept: a file, and in it a column or a list of values."""

    path: PurePosixPath
    series: Series
    reading: Reading
    values: Mapping | None = None


class Recorded(Frozen):
    """The file as it would be, and what was written of the label and the value."""

    file: NewFile
    label: str
    value: str


def shelf_of(name: str, unit: str, portfolio: Portfolio, library: Library) -> Shelf:
    """The file that a KPI's or metric's numbers are typed into; `unit` names one of its units.

    Raises CannotWriteError where the numbers are not typed but made from others.
    """
    thing = _thing(name, portfolio)
    series, loc = _series(thing, unit)
    _check_typed(series, unit, thing)
    document = thing.document
    node = document.node(*loc, "values")
    fiscal = library.settings.calendar.fiscal_year_starts
    is_percent = series.unit.is_percent
    if isinstance(node, Mapping):
        reading = Reading("", thing.fields.decimal, is_percent, fiscal)
        return Shelf(document.inside, series, reading, node)
    written = document.node(*loc, "series")
    file, _, column = getattr(written, "text", "").partition("#")
    path = beside(document.inside.parent, file) if file else None
    if path is None or path not in library.tables:
        raise CannotWriteError(
            f"{document.path} names no table that is there", "okrsite check says what is wrong"
        )
    return Shelf(path, series, Reading(column, thing.fields.decimal, is_percent, fiscal))


def record(entry: Entry, shelf: Shelf, raw: str, library: Library, day: date) -> Recorded:
    """The file with the value in it, at its place in time and in the style of its neighbours.

    `raw` is the file's text as it lies on disk; raises CannotWriteError.
    """
    value = _amount(entry.value, shelf.series.unit)
    editor = _editor(shelf, raw, library)
    cadence, fiscal = shelf.series.cadence, shelf.reading.fiscal_year_starts
    label = label_of(entry.label, day, editor.last_label, cadence, fiscal)
    note = " ".join(entry.note.split())
    text = editor.edited(Cells(label, value, note, entry.is_replacing))
    return Recorded(NewFile(shelf.path, text), label, value)


def has(portfolio: Portfolio, shelf: Shelf, recorded: Recorded) -> bool:
    """Whether a portfolio's series holds what was recorded."""
    id_, _, unit = shelf.series.id.partition("#")
    kpi = portfolio.kpis.get(id_)
    units = {one.label: one.series for one in kpi.units} if kpi else {}
    series = units[unit] if unit else portfolio.series[id_]
    wanted = period_of(recorded.label, shelf.reading.fiscal_year_starts)
    rows = series.origin.observations if isinstance(series.origin, Rows) else ()
    return any(row.period == wanted and row.value == float(recorded.value) for row in rows)


def _thing(name: str, portfolio: Portfolio) -> Kpi | Metric:
    found = portfolio.directory.peek(name, (Kind.KPI, Kind.METRIC))
    thing = (portfolio.kpis.get(found.id) or portfolio.metrics.get(found.id)) if found else None
    if thing is None:
        near = did_you_mean(name, (*portfolio.kpis, *portfolio.metrics))
        raise CannotWriteError(f"there is no KPI or metric `{name}`", near)
    return thing


def _series(thing: Kpi | Metric, unit: str) -> tuple[Series, tuple[str, ...]]:
    """The series that is meant, and where its file speaks of it."""
    if not unit:
        return thing.series, ()
    units = {one.label: one.series for one in thing.units} if isinstance(thing, Kpi) else {}
    if unit not in units:
        hint = did_you_mean(unit, units) or (f"they are {one_of(list(units))}" if units else "")
        raise CannotWriteError(f"`{thing.document.inside.stem}` has no unit `{unit}`", hint)
    return units[unit], ("units", unit)


def _check_typed(series: Series, unit: str, thing: Kpi | Metric) -> None:
    """Refuse a series whose numbers come from others."""
    origin, id_ = series.origin, thing.document.inside.stem
    parts = reads(series)
    said = " and ".join(f"`okrsite record {part} …`" for part in parts)
    if isinstance(origin, Formula):
        raise CannotWriteError(
            f"`{id_}` is reckoned: {origin.text}", f"its parts are typed: {said}"
        )
    if isinstance(origin, SameAs):
        raise CannotWriteError(f"`{id_}` has the numbers of `{origin.id}`", said.replace("`", ""))
    if isinstance(origin, Combined) and not unit and isinstance(thing, Kpi):
        names = [one.label for one in thing.units]
        raise CannotWriteError(
            f"`{id_}` is the {origin.combine} of its units",
            f"name one with --unit: {one_of(names)}",
        )


def _amount(text: str, unit: Unit) -> str:
    """A value with a point for its decimals; raises CannotWriteError with the usual words."""
    try:
        number = read_amount(text)
    except PydanticCustomError as error:
        hint = str((error.context or {}).get("hint", ""))
        if "," in text:
            hint = "a point divides decimals here, whatever sign the table has"
        raise CannotWriteError(f"`{text}` is not a value: {error.message()}", hint) from error
    if isinstance(number, Percent) and not unit.is_percent:
        raise CannotWriteError("a `%` on a value whose unit is not a percent", "leave the sign out")
    return format(number, "f")


def _editor(shelf: Shelf, raw: str, library: Library) -> TableEditor | ValuesEditor:
    if shelf.values:
        return ValuesEditor(raw, shelf.values, shelf.reading.fiscal_year_starts)
    table, problems = library.tables[shelf.path], Problems()
    columns = columns_of(table, shelf.reading, problems)
    if columns is None:
        raise CannotWriteError(
            f"{table.path} cannot be read", "okrsite check says what is wrong with it"
        )
    return TableEditor(raw, table, shelf.reading, columns)
