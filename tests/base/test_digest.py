"""Two values have one digest exactly where they are the same plain data."""

import dataclasses
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum, StrEnum
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.base import digest as module
from okrsite.base.digest import Digester, digest
from okrsite.base.frozen import Frozen


class Status(StrEnum):
    ON_TRACK = "on track"
    AT_RISK = "at risk"


class Level(Enum):
    COMPANY = 1
    TEAM = 2


@dataclass(frozen=True, slots=True)
class Point:
    day: object
    value: object


@dataclass(frozen=True)
class Row:
    day: object
    value: object


@dataclass(frozen=True, slots=True)
class Page:
    title: object
    rows: object = ()
    body: object = None
    hidden: object = dataclasses.field(default=0, compare=False, repr=False)


class Mark(Frozen):
    title: object
    rows: object = ()


@dataclass
class Loose:
    title: str


class Markup(str):
    __slots__ = ()


SCALARS: st.SearchStrategy[object] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=())),
    st.binary(),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from([*Status, *Level]),
    st.text(st.characters(exclude_characters="\0/"), min_size=1).map(PurePosixPath),
)

PLAIN: st.SearchStrategy[object] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=12).map(tuple),
        st.lists(st.integers(), min_size=7, max_size=12).map(tuple),
        st.lists(st.floats(-9, 9), min_size=7, max_size=12).map(tuple),
        st.builds(Point, inner, inner),
        st.builds(Row, inner, inner),
        st.builds(Page, inner, inner, inner, inner),
        st.builds(Mark, inner, inner),
        st.lists(st.dates(), min_size=9, max_size=12).map(tuple),
        st.lists(st.booleans(), min_size=9, max_size=12).map(tuple),
        st.lists(st.builds(Mark, inner, inner), min_size=9, max_size=12).map(tuple),
    ),
)


def spelled(value: Any) -> Any:
    """The value spelled out with its types, which is compared where Python's == is too kind."""
    if isinstance(value, float):
        return ("float", struct.pack("<d", value))
    if isinstance(value, datetime):
        return (value.isoformat(), value.fold)
    if type(value) is tuple:
        return ("tuple", *map(spelled, value))
    if isinstance(value, Mark):
        return (Mark, spelled(value.title), spelled(value.rows))
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        return (type(value), *(spelled(getattr(value, field.name)) for field in fields))
    return (type(value), value)


@given(PLAIN, PLAIN)
def test_different_values_have_different_digests(one: object, other: object) -> None:
    assert (digest(one) == digest(other)) == (spelled(one) == spelled(other))


@given(st.lists(PLAIN, max_size=4).map(tuple), st.lists(PLAIN, max_size=4).map(tuple))
def test_what_is_where_in_a_tuple_matters(
    one: tuple[object, ...], other: tuple[object, ...]
) -> None:
    pairs = ((one, other), ((*one, other),), ((one, *other),), (*one, *other), (other, one))
    for first in pairs:
        for second in pairs:
            assert (digest(first) == digest(second)) == (spelled(first) == spelled(second))


@given(PLAIN, PLAIN)
def test_a_digester_that_remembers_says_what_a_fresh_one_says(one: object, other: object) -> None:
    digester = Digester()
    for value in (one, (one, other), Page(one, other), one, Page(one, other), (other,) * 12):
        assert digester.digest(value) == digest(value)


NOON = datetime(2026, 1, 1, 12)  # noqa: DTZ001 - a datetime without a zone is plain data too

ALIKE: list[tuple[object, ...]] = [
    (0, 0.0, -0.0, False, None, "", b"", (), "0", "None"),
    (1, 1.0, True, "1", b"1", (1,), ((1,),)),
    ("on track", Status.ON_TRACK),
    (1, Level.COMPANY, Level.TEAM),
    ("a/b", PurePosixPath("a/b")),
    (date(2026, 1, 1), NOON.replace(hour=0), "2026-01-01"),
    (
        NOON,
        NOON.replace(fold=1),
        NOON.replace(tzinfo=UTC),
        NOON.replace(hour=13, tzinfo=timezone(timedelta(hours=1))),
    ),
    (Point(1, 2), Row(1, 2), (1, 2), Point(2, 1)),
    (("a", "bc"), ("ab", "c"), ("abc",), (("a", "b"), "c"), ("a", ("b", "c"))),
    ((0.0,) * 9, (0.0,) * 10, (0,) * 9, (False,) * 9, (-0.0,) * 9, (2**70,) * 9, (0.0,) * 8),
    ("e\u0301", "\u00e9"),
]


@pytest.mark.parametrize("values", ALIKE)
def test_values_that_look_alike_are_told_apart(values: tuple[object, ...]) -> None:
    assert len({digest(value) for value in values}) == len(values)


def test_no_text_passes_for_a_packed_series() -> None:
    series = (1.0,) * 10
    packed = struct.pack("<10d", *series)
    first, rest = struct.unpack("<d", packed[:8])[0], packed[8:]
    assert digest((first, rest)) != digest(series)
    assert digest((*series[:-1], rest)) != digest(series)


def test_no_values_of_one_column_pass_for_those_of_another() -> None:
    marks = tuple(Mark("a", "b") for _ in range(10))
    swapped = tuple(Mark("b", "a") for _ in range(10))
    shifted = (*marks[1:], Mark("a", "bb"))
    assert len({digest(one) for one in (marks, swapped, shifted, marks[:9])}) == 4
    days = (date(2026, 1, 1),) * 10
    assert digest(days) != digest(tuple(day.isoformat() for day in days))
    assert digest((True,) * 10) != digest((1,) * 10) != digest((b"\1",) * 10)


REFUSED: list[tuple[object, str]] = [
    ({"a": 1}, "dict: dict is not plain data"),
    (Page("t", ({},)), "Page.rows[0]: dict is not plain data"),
    (Page("t", (1,) * 20 + ([],)), "Page.rows[20]: list is not plain data"),
    (Page(Page("t", body={1})), "Page.title.body: set is not plain data"),
    (Page("t", (Point(1, Row(1, (0, object()))),)), "Page.rows[0].value.value[1]: object is"),
    (Page("t", hidden=[]), "Page.hidden: list is not plain data"),
    ((Mark("t"),) * 9 + (Mark("t", []),), "tuple[9].rows: list is not plain data"),
    (Loose("t"), "Loose: Loose is not plain data: not a frozen dataclass"),
    (Page, "type: type is not plain data"),
    (Path("a"), "PosixPath: PosixPath is not plain data"),
    (Markup("<b>"), "Markup: Markup is not plain data"),
    (print, "builtin_function_or_method: builtin_function_or_method is not plain data"),
    (datetime(2026, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")), "datetime: ZoneInfo is not plain"),
    (frozenset((1,)), "frozenset: frozenset is not plain data"),
    (bytearray(b"a"), "bytearray: bytearray is not plain data"),
]


@pytest.mark.parametrize(("value", "message"), REFUSED)
def test_what_is_not_plain_data_is_refused_by_the_path_to_it(value: object, message: str) -> None:
    with pytest.raises(TypeError) as refused:
        digest(value)
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("others", [0, 20])
def test_numbers_that_no_page_can_show_are_refused(number: float, others: int) -> None:
    with pytest.raises(ValueError, match=rf"^Page.rows\[{others}\]: {number} is not a number"):
        digest(Page("t", (1.0,) * others + (number,)))


def test_the_path_starts_with_the_name_that_is_given() -> None:
    with pytest.raises(TypeError, match=r"^home\.rows: dict is not plain data$"):
        digest(Page("t", {}), "home")


PAGE = Page("title", (1, 2), "body", 3)
CHANGED = {"title": "Title", "rows": (2, 1), "body": None, "hidden": 4}


@pytest.mark.parametrize("field", CHANGED)
def test_every_field_matters(field: str) -> None:
    assert digest(dataclasses.replace(PAGE, **{field: CHANGED[field]})) != digest(PAGE)


@pytest.mark.parametrize("field", CHANGED)
def test_a_digest_that_forgets_a_field_would_be_caught(
    field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = module._fields
    monkeypatch.setattr(
        module, "_fields", lambda kind: tuple(name for name in whole(kind) if name != field)
    )
    monkeypatch.delitem(module._WRITERS, Page, raising=False)
    with pytest.raises(AssertionError):
        test_every_field_matters(field)


def test_a_large_part_that_many_values_share_is_walked_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shared = Page("navigation", tuple(Point(f"goal {n}", n) for n in range(100)))
    walked: list[Point] = []
    whole = module._WRITERS[Point]

    def count(digester: Digester, point: Point) -> str:
        walked.append(point)
        return whole(digester, point)

    monkeypatch.setitem(module._WRITERS, Point, count)
    digester = Digester()
    for n in range(50):
        digester.digest(Row(n, shared))
    assert len(walked) == 100


@pytest.mark.promise
def test_hash_seed_and_machine_do_not_matter() -> None:
    code = (
        "from okrsite.base.digest import digest; from datetime import date;"
        "from pathlib import PurePosixPath as P;"
        "print(digest(('a', 1, 1.5, b'x', date(2026, 1, 1), P('a/b'), (1.0,) * 9)))"
    )
    assert set(runs(code)) == {"98ab78f2f333c81402f36cb926555d3f\n"}


def runs(code: str) -> Iterator[str]:
    for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo")):
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", code]
        yield subprocess.run(
            command, env=surroundings, check=True, capture_output=True, text=True
        ).stdout
