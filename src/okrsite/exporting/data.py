"""A draft of a site in, its data as files out: the same bytes as on the site, without the site."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from okrsite.journey import Draft, renderers
from okrsite.plan.exports.calendars import SITE_CALENDAR
from okrsite.plan.exports.records import DATA_NAME, SCHEMA_NAME
from okrsite.plan.exports.tables import FOLDER
from okrsite.plan.output import AnyOutput
from okrsite.render.figures import Memory

DATA_KINDS = ("goals", "table", "calendar")
"""The kinds of outputs that are data."""

_Files = tuple[tuple[PurePosixPath, bytes], ...]


def goals_file(drafted: Draft) -> bytes | None:
    """Everything as JSON; None where there is nothing to tell."""
    return _one(drafted, DATA_NAME)


def calendar_file(drafted: Draft) -> bytes | None:
    """The calendar of the site; None where it has no days."""
    return _one(drafted, SITE_CALENDAR)


def table_files(drafted: Draft) -> _Files:
    """The tables, by their paths in a folder of their own."""
    found = _drawn(drafted, (o for o in drafted.plan.outputs if o.kind == "table"))
    return tuple((path.relative_to(FOLDER), data) for path, data in found)


def archive(drafted: Draft) -> bytes | None:
    """All data in one file: JSON with its schema, tables, calendars; the same bytes every time."""
    chosen = (o for o in drafted.plan.outputs if o.kind in DATA_KINDS or _is(o, SCHEMA_NAME))
    found = _drawn(drafted, chosen)
    if not found:
        return None
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        for path, data in found:
            entry = ZipInfo(str(path))
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            file.writestr(entry, data)
    return packed.getvalue()


def _one(drafted: Draft, path: str) -> bytes | None:
    found = _drawn(drafted, (o for o in drafted.plan.outputs if _is(o, path)))
    return found[0][1] if found else None


def _is(output: AnyOutput, path: str) -> bool:
    return str(output.path) == path


def _drawn(drafted: Draft, outputs: Iterable[AnyOutput]) -> _Files:
    drawing = renderers(drafted.theme, Memory())
    return tuple((o.path, drawing[o.kind].render(o.data)) for o in outputs)
