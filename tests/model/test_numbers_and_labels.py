"""Numbers and labels come back as they were written, whichever form they took."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from okrsite.model.calendar import Cadence, following, period, within
from okrsite.model.cells import bare, decimal_mark, read_cell
from okrsite.model.labels import UnreadableLabelError, read_label
from okrsite.model.schema import DecimalMark, read_amount, read_number

amounts = st.decimals(-(10**12), 10**12, places=3, allow_nan=False)
regular = st.sampled_from([cadence for cadence in Cadence if cadence is not Cadence.IRREGULAR])
some_days = st.dates(date(1900, 1, 1), date(2199, 12, 1))


@given(amounts)
def test_a_number_comes_back_as_typed(number: Decimal) -> None:
    assert read_number(str(number)) == number


@pytest.mark.promise
@pytest.mark.parametrize(
    "typed",
    [
        "nan",
        "inf",
        ".inf",
        "1e999",
        "-1e999",
        "1e-999",
        "9" * 33,
        "0x1F",
        "1_000",
        "\uff11\uff12",
        "",
        "--1",
        "1e15",
        "1,000",
        "twelve",
        "1 000",
        "١٢",
    ],
)
def test_what_is_no_number_of_sense_is_refused(typed: str) -> None:
    with pytest.raises(PydanticCustomError):
        read_number(typed)


@given(st.text())
def test_any_amount_is_read_or_refused(text: str) -> None:
    with suppress(PydanticCustomError):
        assert read_amount(text).is_finite()


@given(amounts, st.sampled_from(DecimalMark), st.sampled_from(["", "€", " €", "%", " %"]))
def test_a_cell_comes_back_whatever_its_marks(
    number: Decimal, mark: DecimalMark, sign: str
) -> None:
    written = f"{number:,}"
    if mark is DecimalMark.COMMA:
        written = written.translate(str.maketrans(",.", ".,"))
    assert read_cell(bare(written + sign)[0], mark) == number


@given(st.lists(amounts.filter(lambda number: abs(number) >= 1000), min_size=1))
def test_one_unambiguous_value_settles_the_mark(numbers: list[Decimal]) -> None:
    cells = [f"{number:,}" for number in numbers]
    assert decimal_mark(cells) is DecimalMark.POINT
    flipped = [cell.translate(str.maketrans(",.", ".,")) for cell in cells]
    assert decimal_mark(flipped) is DecimalMark.COMMA


@given(
    st.text() | st.lists(st.sampled_from(list("0123456789-/ QWTto:.")), max_size=20).map("".join)
)
def test_any_label_is_read_or_refused(text: str) -> None:
    with suppress(UnreadableLabelError):
        found = read_label(text, 4)
        assert found.start <= found.end


@given(regular, some_days, st.integers(0, 23))
def test_a_period_reads_as_its_label(cadence: Cadence, day: date, hour: int) -> None:
    one = period(cadence, day, hour=hour)
    assert read_label(str(one), None) == one
    assert one.start <= day <= one.end


@given(regular, some_days)
def test_one_period_follows_the_other_without_a_day_between(cadence: Cadence, day: date) -> None:
    one = period(cadence, day)
    after = following(one)
    assert one < after
    assert following(after, -1) == one
    if cadence is not Cadence.HOURLY:
        assert (after.start - one.end).days == 1


@given(regular, regular, some_days)
def test_a_fine_period_belongs_to_one_coarse_period(
    fine: Cadence, coarse: Cadence, day: date
) -> None:
    one = period(fine, day)
    whole = within(one, coarse)
    assert whole == one or whole.start <= one.end <= whole.end
