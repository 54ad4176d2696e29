"""Two values of one type have one digest exactly where they are the same plain data."""

import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.base.digest import digest
from okrsite.base.frozen import Frozen, fields, replace


class Status(StrEnum):
    ON_TRACK = "on track"
    AT_RISK = "at risk"


class Level(Enum):
    COMPANY = 1
    TEAM = 2


class Mark(Frozen):
    title: str
    level: Level


class Sign(Frozen):
    title: str
    level: Level


class Page(Frozen):
    title: str
    path: PurePosixPath
    day: date
    status: Status | None
    value: float | int | bool | bytes | str | None
    rows: tuple["Mark | Sign | tuple[Mark, ...]", ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[str, ...]


class Markup(str):
    __slots__ = ()


TEXT = st.text(max_size=5)
MARKS: st.SearchStrategy[Mark] = st.builds(Mark, TEXT, st.sampled_from(Level))
SIGNS: st.SearchStrategy[Sign] = st.builds(Sign, TEXT, st.sampled_from(Level))
VALUES: st.SearchStrategy[float | bytes | str | None] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.binary(max_size=5),
    TEXT,
)
PAGES = st.builds(
    Page,
    TEXT,
    st.text(st.characters(exclude_characters="\0/", codec="utf-8"), min_size=1).map(PurePosixPath),
    st.dates(),
    st.none() | st.sampled_from(Status),
    VALUES,
    st.lists(st.one_of(MARKS, SIGNS, st.lists(MARKS, max_size=3).map(tuple)), max_size=4).map(
        tuple
    ),
)


def spelled(value: Any) -> Any:
    """The value spelled out with its types, which is compared where Python's == is too kind."""
    if isinstance(value, float):
        return (float, struct.pack("<d", value))
    if isinstance(value, tuple):
        return (tuple, *map(spelled, value))
    if isinstance(value, Frozen):
        return (type(value), *(spelled(getattr(value, name)) for name in fields(type(value))))
    return (type(value), value)


@given(PAGES, PAGES, st.data())
def test_different_values_have_different_digests(one: Page, two: Page, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(fields(Page)))
    mixed = replace(one, **{name: getattr(two, name)})
    for other in (two, mixed):
        assert (digest(one) == digest(other)) == (spelled(one) == spelled(other))


@given(st.lists(PAGES, max_size=4).map(tuple), st.lists(PAGES, max_size=4).map(tuple))
def test_what_is_where_in_a_tuple_matters(one: tuple[Page, ...], other: tuple[Page, ...]) -> None:
    pairs = ((one, other), ((*one, other),), ((one, *other),), (*one, *other), (other, one))
    for first in pairs:
        for second in pairs:
            assert (digest(first) == digest(second)) == (spelled(first) == spelled(second))


ALIKE: list[tuple[object, ...]] = [
    (0, 0.0, -0.0, False, None, "", b"", (), "0", "None"),
    (1, 1.0, True, "1", b"1", (1,), ((1,),)),
    (Level.COMPANY, Level.TEAM),
    (Status.ON_TRACK, Status.AT_RISK),
    (datetime(2026, 1, 1), date(2026, 1, 1)),  # noqa: DTZ001 - one without a zone is plain data too
    (Mark("a", Level.TEAM), Sign("a", Level.TEAM), ("a", Level.TEAM), Mark("a", Level.COMPANY)),
    (("a", "bc"), ("ab", "c"), ("abc",), (("a", "b"), "c"), ("a", ("b", "c"))),
    ((0.0,) * 9, (0.0,) * 10, (0,) * 9, (False,) * 9, (-0.0,) * 9, (0.0,) * 8),
    (Row(("a", "b")), Row(("ab",)), Row(())),
    ("e\u0301", "\u00e9"),
]


@pytest.mark.parametrize("values", ALIKE)
def test_values_that_look_alike_are_told_apart(values: tuple[object, ...]) -> None:
    assert len({digest(value) for value in values}) == len(values)


REFUSED: list[tuple[object, str]] = [
    (object(), "object: object is not plain data"),
    (("t", (1, [print])), "tuple: builtin_function_or_method is not plain data"),
    (Page, "StructMeta: StructMeta is not plain data"),
    (Path("a"), "PosixPath: PosixPath is not plain data"),
    (Markup("<b>"), "Markup: Markup is not plain data"),
    (Row((Markup("<b>"),)), "Row: Markup is not plain data"),
]


@pytest.mark.parametrize(("value", "message"), REFUSED)
def test_what_is_not_plain_data_is_refused_by_name(value: object, message: str) -> None:
    with pytest.raises(TypeError) as refused:
        digest(value)
    assert str(refused.value) == message
    with pytest.raises(TypeError, match=rf"^home: {message.partition(': ')[2]}$"):
        digest(value, "home")


@pytest.mark.promise
def test_hash_seed_and_machine_do_not_matter() -> None:
    code = (
        "from okrsite.base.digest import digest; from datetime import date;"
        "from pathlib import PurePosixPath as P;"
        "print(digest(('a', 1, 1.5, b'x', date(2026, 1, 1), P('a/b'), (1.0,) * 9)))"
    )
    assert set(runs(code)) == {"ac31175604b54881e1316c7da70280b4\n"}


def runs(code: str) -> Iterator[str]:
    for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo")):
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", code]
        yield subprocess.run(
            command, env=surroundings, check=True, capture_output=True, text=True
        ).stdout
