"""Charts, drawn from figures: what they look like in numbers, and what no figure can break."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date, datetime, timedelta
from math import sin
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsite.base.frozen import replace
from okrsite.base.numbers import Unit
from okrsite.plan.figures import (
    CardFigure,
    ChartWords,
    Dot,
    Figure,
    Flag,
    Forecast,
    KeyResultFigure,
    KpiFigure,
    Level,
    PairFigure,
    Panel,
    ProgressFigure,
    ProgressRow,
    Span,
    Sparkline,
    StackBar,
    StackFigure,
    StatusFigure,
    StatusRow,
)
from okrsite.render.charts import draw, stamp
from okrsite.render.charts.letters import TEXT_SIZES
from okrsite.render.marks import MARKS, status_mark

ROOT = Path(__file__).parents[2]
CHARTS_CSS = ROOT / "themes" / "default" / "assets" / "charts.css"
FIRST, DUE, AS_OF = date(2026, 10, 1), date(2026, 12, 31), date(2026, 11, 20)

KEY_RESULT = KeyResultFigure(
    title="1,450 of 2,000 sign-ups, 91% of plan",
    unit=Unit("sign-ups"),
    language="en",
    first_day=FIRST,
    due=DUE,
    as_of=AS_OF,
    actual=tuple(Dot(FIRST + timedelta(7 * i), 800 + 93 * i) for i in range(8)),
    expected=(Dot(FIRST, 800), Dot(DUE, 2000)),
    target=Level("Target", 2000),
    marks=(Level("Commit", 1600), Level("Stretch", 2400)),
)


def kpi(count: int, **changes: object) -> KpiFigure:
    """A weekly KPI whose last point is on the as-of day."""
    start = AS_OF - timedelta(7 * (count - 1))
    dots = tuple(Dot(start + timedelta(7 * i), 50 + 20 * sin(i / 4)) for i in range(count))
    figure = KpiFigure("Harbours online", Unit("harbours"), "en", AS_OF, dots, warn=(40, None))
    return replace(figure, **changes)


PAIR = PairFigure(
    title="Trials and, 1 month later, Contracts: correlation 0.90 over 12 common months",
    language="en",
    driver=Panel(
        "Trials, shown 1 month later",
        Unit("trials"),
        tuple(Dot(date(2025, month, 28), 100 + 10 * month) for month in range(1, 13)),
    ),
    driven=Panel(
        "Contracts",
        Unit("€"),
        tuple(
            Dot(date(2025, month, 28), None if month == 5 else 3000 + month)
            for month in range(1, 13)
        ),
    ),
)
EVERY_KIND: tuple[Figure, ...] = (
    KEY_RESULT,
    kpi(52, flags=(Flag(date(2026, 5, 1), "Counted anew", is_break=True),)),
    Sparkline("Calls", tuple(map(float, range(13)))),
    ProgressFigure("Progress", "en", (ProgressRow("Sign-ups", 0.62, 0.55, "on-track"),)),
    StatusFigure("Status", "en", (StatusRow("Growth", (("on-track", 3), ("at-risk", 1))),)),
    StackFigure("Revenue", Unit("€"), "en", ("Fees", "Rent"), (StackBar(FIRST, DUE, (3, 1)),)),
    PAIR,
)

CARD = CardFigure("Slackwater", "Objective", "Berths <b>&", "at-risk", "At risk", fill=41, tick=55)


def elements(chart: str) -> list[ET.Element]:
    """The drawings of a chart, wide before narrow."""
    return list(ET.fromstring(f"<all>{chart}</all>"))


def texts(drawing: ET.Element) -> list[str]:
    return [text.text or (text[0].tail or "") for text in drawing.iter("text")]


def numbers(data: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", data)]


def dots_of(drawing: ET.Element, css_class: str) -> list[tuple[float, float]]:
    """The dots of a class: sub-paths `Mx yh0`."""
    data = "".join(path.get("d", "") for path in drawing.findall(f"path[@class='{css_class}']"))
    return [(float(x), float(y)) for x, y in re.findall(r"M(\S+) (\S+)h0", data)]


def boxes(drawing: ET.Element, css_class: str) -> list[tuple[float, float, float, float]]:
    """The boxes of a class, each left, top, right, bottom."""
    data = "".join(path.get("d", "") for path in drawing.findall(f"path[@class='{css_class}']"))
    found = [numbers(one) for one in data.split("M")[1:]]
    return [(min(n[::2]), min(n[1::2]), max(n[::2]), max(n[1::2])) for n in found]


def line_of(drawing: ET.Element, css_class: str) -> list[float]:
    path = drawing.find(f"path[@class='{css_class}']")
    assert path is not None
    return numbers(path.get("d", ""))


def test_a_chart_is_drawn_for_wide_and_for_narrow_places_and_a_sparkline_once() -> None:
    for figure in EVERY_KIND:
        classes = [(drawing.get("class") or "").split()[-1] for drawing in elements(draw(figure))]
        expected = ["chart-wide", "chart-narrow"]
        assert classes == (["chart-spark"] if isinstance(figure, Sparkline) else expected)


def test_a_chart_is_an_image_named_by_what_it_says() -> None:
    for figure in EVERY_KIND:
        for drawing in elements(draw(figure)):
            assert drawing.get("role") == "img"
            assert drawing.get("aria-label") == figure.title


def test_the_last_value_lies_where_both_scales_put_it() -> None:
    wide = elements(draw(KEY_RESULT))[0]
    (x0, y0), *_, (x1, y1) = dots_of(wide, "c-dot")
    plan_x0, plan_y0, plan_x1, plan_y1 = line_of(wide, "c-expected")
    assert (x0, y0) == (plan_x0, plan_y0)  # both start at 800 on 1 October
    share_of_days, share_of_way = 49 / 91, (1451 - 800) / (2000 - 800)
    assert x1 == pytest.approx(x0 + share_of_days * (plan_x1 - plan_x0), abs=0.1)
    assert y1 == pytest.approx(y0 + share_of_way * (plan_y1 - plan_y0), abs=0.1)


def test_the_plan_ends_at_the_targets_tick_on_the_right_edge() -> None:
    wide = elements(draw(KEY_RESULT))[0]
    _, _, plan_x1, plan_y1 = line_of(wide, "c-expected")
    left, height, right, _ = line_of(wide, "c-target")
    assert height == plan_y1
    assert left < plan_x1 < right
    assert "Target 2,000" in texts(wide)


def test_a_forecast_leads_from_the_last_value_to_the_due_day_in_its_cone() -> None:
    wide = elements(draw(replace(KEY_RESULT, forecast=Forecast(1900, 1800, 2000))))[0]
    plan_x1, target = line_of(wide, "c-expected")[2], line_of(wide, "c-target")[1]
    *start, end, height = line_of(wide, "c-forecast")
    assert tuple(start) == dots_of(wide, "c-dot")[-1]
    assert end == plan_x1
    assert height > target
    assert line_of(wide, "b-forecast")[:6] == [*start, end, target, end, target]
    assert "forecast 1,900" in texts(wide)


def test_a_forecast_far_away_leaves_the_picture_and_does_not_flatten_it() -> None:
    wide = elements(draw(replace(KEY_RESULT, forecast=Forecast(90_000, 80_000, 100_000))))[0]
    plan_x1, top = line_of(wide, "c-expected")[2], line_of(wide, "c-target")[1]
    _, _, end, height = line_of(wide, "c-forecast")
    assert end < plan_x1 - 50
    assert height < top
    assert "↑ forecast 90,000" in texts(wide)


def test_the_as_of_day_is_marked_at_its_place_in_time() -> None:
    wide = elements(draw(KEY_RESULT))[0]
    plan_x0, _, plan_x1, _ = line_of(wide, "c-expected")
    place = line_of(wide, "c-as-of")[0]
    assert place == pytest.approx(plan_x0 + 50 / 91 * (plan_x1 - plan_x0), abs=0.1)
    assert "20 Nov" in texts(wide)


def test_the_axis_starts_at_zero_where_zero_is_near_and_else_says_where_it_starts() -> None:
    near = texts(elements(draw(KEY_RESULT))[0])
    assert "0" in near
    assert not any("axis starts at" in words for words in near)
    far = replace(
        KEY_RESULT,
        unit=Unit("%", 1),
        actual=(Dot(FIRST, 97.0), Dot(AS_OF, 97.4)),
        expected=(),
        target=Level("Target", 98.0),
        marks=(),
    )
    assert "axis starts at 96.8%" in texts(elements(draw(far))[0])


def test_a_gap_stays_a_gap_and_a_redefinition_breaks_the_line() -> None:
    dots = kpi(20).dots
    gap = (*dots[:9], replace(dots[9], value=None), *dots[10:])
    whole, gapped, broken = (
        elements(draw(figure))[0].find("path[@class='c-actual']")
        for figure in (
            kpi(20),
            kpi(20, dots=gap),
            kpi(20, flags=(Flag(AS_OF - timedelta(30), "Counted anew", is_break=True),)),
        )
    )
    assert whole is not None
    assert gapped is not None
    assert broken is not None
    assert [path.get("d", "").count("M") for path in (whole, gapped, broken)] == [1, 2, 2]


def test_a_provisional_value_is_hollow() -> None:
    dots = kpi(20).dots
    wide = elements(draw(kpi(20, dots=(*dots[:-1], replace(dots[-1], is_provisional=True)))))[0]
    assert dots_of(wide, "c-hollow") == dots_of(wide, "c-dot")[-1:]


def test_corrections_are_numbered_in_the_order_of_their_list() -> None:
    flags = (
        Flag(date(2026, 7, 1), "Late file"),
        Flag(date(2026, 8, 1), "Counted anew", is_break=True),
        Flag(date(2026, 9, 1), "Sensor changed"),
    )
    wide = elements(draw(kpi(52, flags=flags)))[0]
    numbered = [text for text in wide.iter("text") if text.get("class") == "t-flag"]
    assert [(text.findtext("title"), text[0].tail) for text in numbered] == [
        ("Late file", "1"),
        ("Sensor changed", "2"),
    ]
    assert any("Counted anew" in words for words in texts(wide))


def test_a_benchmark_far_beyond_the_values_is_named_with_an_arrow_and_does_not_flatten_them() -> (
    None
):
    near, far = kpi(20), kpi(20, benchmarks=(Level("Best in class", 4000),))
    wide = elements(draw(far))[0]
    assert "↑ Best in class 4,000" in texts(wide)
    heights = line_of(wide, "c-actual")[1::2]
    assert heights == line_of(elements(draw(near))[0], "c-actual")[1::2]


def test_every_value_of_the_last_13_periods_shapes_the_sparkline_and_none_before() -> None:
    values = (9e9, *map(float, range(13)))
    assert draw(Sparkline("s", values)) == draw(Sparkline("s", values[1:]))


def test_a_sparkline_of_one_value_is_a_dot_and_of_none_a_dash() -> None:
    one, none = elements(draw(Sparkline("s", (3.0,))))[0], elements(draw(Sparkline("s", ())))[0]
    assert len(dots_of(one, "c-spark-dot")) == 1
    assert one.find("path[@class='c-spark']") is None
    assert none.find("path[@class='c-spark-none']") is not None


def test_the_last_dot_of_every_sparkline_is_at_one_place_across() -> None:
    series = [(1.0, 2.0), (5.0, None, 4.0), tuple(map(float, range(30)))]
    places = {dots_of(elements(draw(Sparkline("s", s)))[0], "c-spark-dot")[0][0] for s in series}
    assert len(places) == 1


def test_a_bar_is_filled_to_its_progress_and_ticked_at_the_expected() -> None:
    rows = (ProgressRow("a", 0.25, 0.5, "at-risk"), ProgressRow("b", 1.0, None, "achieved"))
    wide = elements(draw(ProgressFigure("p", "en", rows)))[0]
    fill = line_of(wide, "b-fill")
    quarter, whole = fill[2] - fill[0], fill[10] - fill[8]
    assert quarter == pytest.approx(whole / 4, abs=0.5)
    assert line_of(wide, "c-pace")[0] == pytest.approx(whole / 2, abs=0.5)


def test_progress_beyond_the_goal_overflows_and_below_zero_is_said_at_zero() -> None:
    rows = (ProgressRow("a", 1.25, 0.5, "achieved"), ProgressRow("b", -0.1, 0.5, "off-track"))
    wide = elements(draw(ProgressFigure("p", "en", rows)))[0]
    track, beyond = line_of(wide, "b-track"), line_of(wide, "b-beyond")
    assert beyond[0] == track[2]  # it starts where the track of 100% ends
    assert beyond[2] - beyond[0] == pytest.approx(0.25 * track[2], abs=0.5)
    assert wide.find("path[@class='b-below']") is not None
    assert {"125%", "\N{MINUS SIGN}10%"} <= set(texts(wide))


def test_a_pending_row_has_a_dash_for_its_number_and_its_word() -> None:
    row = ProgressRow("a", None, None, "pending")
    assert texts(elements(draw(ProgressFigure("p", "en", (row,))))[0]) == [
        "a",
        "\N{EN DASH}",
        "pending",
    ]


def test_a_status_is_a_mark_and_a_word_and_a_count_never_a_colour_alone() -> None:
    figure = StatusFigure(
        "s", "en", (StatusRow("Growth", (("on-track", 300), ("missed", 1))),), (("missed", "lost"),)
    )
    for drawing in elements(draw(figure)):
        marks = [p.get("d") for p in drawing.iter("path") if "mark" in (p.get("class") or "")]
        for status in ("on-track", "missed"):
            assert marks.count(status_mark(status).path) == 2  # in the legend and at the bar
        assert {"lost", "on track", "300", "1"} <= set(texts(drawing))


def test_every_status_of_the_rules_has_a_mark_of_its_shape() -> None:
    shapes = {status: mark.path for status, mark in MARKS.items()}
    assert len(set(shapes.values())) == 6
    assert shapes["on-track"] == shapes["healthy"]
    assert shapes["outdated"] == shapes["stale"] != shapes["on-track"]


def test_words_that_do_not_fit_are_cut_and_whole_on_hover() -> None:
    long = "Waiting lists that lie on paper in the harbour master's drawer " * 5
    for drawing in elements(
        draw(ProgressFigure("p", "en", (ProgressRow(long, 0.5, None, "open"),)))
    ):
        assert any(words.endswith("…") for words in texts(drawing))
        assert any(title.text == long for title in drawing.iter("title"))


def test_the_parts_of_a_sum_lie_on_top_of_one_another_as_tall_as_they_are() -> None:
    bars = (
        StackBar(FIRST, date(2026, 10, 31), (60, 40)),
        StackBar(date(2026, 11, 1), DUE, (30, 20)),
    )
    figure = StackFigure("Revenue", Unit("€"), "en", ("Fees", "Rent"), bars)
    drawing = elements(draw(figure))[0]
    fees, rent = (boxes(drawing, f"b-part-{number}") for number in (1, 2))
    for (_, fee_top, _, fee_bottom), (_, rent_top, _, rent_bottom) in zip(fees, rent, strict=True):
        assert rent_bottom == pytest.approx(fee_top, abs=0.11)
        assert (fee_bottom - fee_top) / (rent_bottom - rent_top) == pytest.approx(1.5, rel=0.02)
    assert [words for words in texts(drawing) if words in figure.labels] == ["Rent", "Fees"]


def test_a_driver_stands_above_what_it_drives_on_the_same_days() -> None:
    for drawing in elements(draw(PAIR)):
        above, below = PAIR.driver.label, PAIR.driven.label
        named = {text.text: float(text.get("y", "")) for text in drawing.iter("text")}
        dots = dots_of(drawing, "c-dot")
        upper = [dot for dot in dots if named[above] < dot[1] < named[below]]
        lower = [dot for dot in dots if dot[1] > named[below]]
        assert {x for x, _ in lower} < {x for x, _ in upper}
        assert (len(upper), len(lower)) == (12, 11)
        assert {"220 trials", "€3,012"} <= set(named)


def test_each_of_a_pair_has_a_scale_of_its_own_and_a_broken_one_says_so() -> None:
    drawing = elements(draw(PAIR))[0]
    assert [words for words in texts(drawing) if words.startswith("axis starts at")] == [
        "axis starts at €2,999"
    ]


@pytest.mark.promise
@pytest.mark.parametrize(
    "words",
    [
        r"$\frac{1}{2}$ \textbf{x}",
        "<script>alert(1)</script>",
        'a" onload="x',
        "a & b &amp; c ']]>",
        "{{ 7 * 7 }} {% raw %}",
        '<path d="M0 0" style="fill:red"/>',
        "أهداف الربع",
        "目標🎯👩‍👩‍👧",
        "\N{RIGHT-TO-LEFT OVERRIDE}abc",
        "bell\x07 null\x00 \ud800",
    ],
)
def test_an_authors_words_are_words_whatever_they_contain(words: str) -> None:
    shown = re.sub("[\x00-\x08\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", words)
    row = ProgressRow(words, 0.5, 0.5, words, words)
    figures: tuple[Figure, ...] = (
        replace(KEY_RESULT, title=words, unit=Unit(words), target=Level(words, 2000)),
        kpi(9, title=words, flags=(Flag(FIRST, words),), benchmarks=(Level(words, 50),)),
        Sparkline(words, (1.0, 2.0)),
        ProgressFigure(words, "en", (row,)),
        StatusFigure(words, "en", (StatusRow(words, ((words, 2),)),)),
        StackFigure(words, Unit(words), "en", (words,), (StackBar(FIRST, DUE, (3,)),)),
        PairFigure(words, "en", *(Panel(words, Unit(words), KEY_RESULT.actual),) * 2),
    )
    for figure in figures:
        for drawing in elements(draw(figure)):
            assert drawing.get("aria-label") == shown
            assert {element.tag for element in drawing.iter()} <= {"svg", "title", "path", "text"}
    assert shown in texts(elements(draw(figures[3]))[0])


@pytest.mark.promise
def test_two_charts_in_a_page_share_no_id_because_there_are_none() -> None:
    page = "".join(map(draw, EVERY_KIND))
    for attribute in (" id=", " style=", "href", "url(", "<defs", "<style", "<!", "<?"):
        assert attribute not in page


def test_every_class_that_a_chart_uses_is_in_the_stylesheet() -> None:
    css = CHARTS_CSS.read_text("utf-8")
    figures = [
        *EVERY_KIND,
        replace(KEY_RESULT, low=900, high=1900, forecast=Forecast(1900, 1700, 2100)),
        kpi(400),
    ]
    for chart in map(draw, figures):
        for used in {
            name for names in re.findall(r'class="([^"]+)"', chart) for name in names.split()
        }:
            kinds = ("chart-key-result", "chart-kpi", "chart-stack", "chart-pair")
            assert used in kinds or f".{used}" in css, used


def test_letters_are_measured_at_the_sizes_of_the_stylesheet() -> None:
    css = CHARTS_CSS.read_text("utf-8")
    sizes = dict(re.findall(r"^  \.(t-\w+) \{ font-size: ([\d.]+)px", css, re.M))
    assert {name: float(size) for name, size in sizes.items()} == {
        name: size for name, (size, _) in TEXT_SIZES.items()
    }


def test_charts_are_small_enough_to_stand_in_pages() -> None:
    assert len(draw(EVERY_KIND[2])) <= 1000
    assert len(draw(KEY_RESULT)) <= 5000
    assert len(draw(kpi(52))) <= 8000
    assert len(draw(kpi(450))) <= 12_000
    assert len(draw(kpi(10_000))) <= 14_000


def test_thinning_a_long_series_keeps_its_extremes() -> None:
    start = datetime(2026, 1, 1)  # noqa: DTZ001 - series know no zones
    dots = [Dot(start + timedelta(hours=i), sin(i)) for i in range(7000)]
    dots[3333] = replace(dots[3333], value=9.0)
    thin = elements(draw(kpi(9, dots=tuple(dots), as_of=date(2026, 10, 20))))[0]
    few = elements(draw(kpi(9, dots=(dots[0], dots[3333], dots[-1]), as_of=date(2026, 10, 20))))[0]
    assert min(line_of(thin, "c-dense")[1::2]) < 40
    assert min(line_of(few, "c-actual")[1::2]) < 40


WORDS = st.text(max_size=60)
VALUES = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(-1e3, 1e3),
    st.integers(-3, 3).map(float),
    st.sampled_from([0.0, 1e14, -1e14, 5e-324, 1e-9, 99.99, 100.0]),
)
DAYS = st.one_of(st.dates(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
DOTS = st.lists(
    st.builds(Dot, st.one_of(DAYS, st.datetimes()), st.none() | VALUES, st.booleans()), max_size=30
).map(tuple)
LEVELS = st.lists(
    st.builds(Level, WORDS, VALUES, st.none() | DAYS, st.none() | DAYS), max_size=4
).map(tuple)
UNITS = st.builds(
    Unit, st.sampled_from(["", "%", "€", "CHF", "sign-ups", "<b>&$"]), st.integers(0, 2)
)
LANGUAGES = st.sampled_from(["en", "de", "fr", "ja", "ar", "pt_BR"])
BOUNDS = st.tuples(st.none() | VALUES, st.none() | VALUES)
FORECASTS = st.builds(Forecast, VALUES, st.none() | VALUES, st.none() | VALUES)
STATUSES = st.one_of(st.sampled_from(sorted(MARKS)), WORDS)
SHARES = st.none() | st.floats(-3, 5) | VALUES


@st.composite
def stacks(draw_from: st.DrawFn) -> StackFigure:
    """Sums of one to six parts, none below zero, in weeks that follow one another."""
    labels = tuple(draw_from(st.lists(WORDS, min_size=1, max_size=6)))
    amounts = VALUES.map(lambda value: min(abs(value), 1e15))
    parts = st.lists(amounts, min_size=len(labels), max_size=len(labels)).map(tuple)
    first = draw_from(DAYS.filter(lambda day: day.year < 9999))
    values = draw_from(st.lists(parts, min_size=1, max_size=12))
    bars = tuple(
        StackBar(first + timedelta(7 * week), first + timedelta(7 * week + 6), one)
        for week, one in enumerate(values)
    )
    return StackFigure(draw_from(WORDS), draw_from(UNITS), draw_from(LANGUAGES), labels, bars)


FIGURES: st.SearchStrategy[Figure] = st.one_of(
    st.builds(
        KeyResultFigure,
        title=WORDS,
        unit=UNITS,
        language=LANGUAGES,
        first_day=DAYS,
        due=DAYS,
        as_of=DAYS,
        actual=DOTS,
        expected=DOTS,
        target=st.none() | st.builds(Level, WORDS, VALUES),
        marks=LEVELS,
        low=st.none() | VALUES,
        high=st.none() | VALUES,
        forecast=st.none() | FORECASTS,
        words=st.builds(ChartWords),
    ),
    st.builds(
        KpiFigure,
        title=WORDS,
        unit=UNITS,
        language=LANGUAGES,
        as_of=DAYS,
        dots=DOTS,
        warn=BOUNDS,
        critical=BOUNDS,
        targets=LEVELS,
        benchmarks=LEVELS,
        cycles=st.lists(st.builds(Span, WORDS, DAYS, DAYS), max_size=5).map(tuple),
        flags=st.lists(st.builds(Flag, DAYS, WORDS, st.booleans()), max_size=5).map(tuple),
        words=st.builds(ChartWords),
    ),
    st.builds(Sparkline, WORDS, st.lists(st.none() | VALUES, max_size=20).map(tuple)),
    st.builds(
        ProgressFigure,
        WORDS,
        LANGUAGES,
        st.lists(st.builds(ProgressRow, WORDS, SHARES, SHARES, STATUSES, WORDS), max_size=5).map(
            tuple
        ),
    ),
    st.builds(
        StatusFigure,
        WORDS,
        LANGUAGES,
        st.lists(
            st.builds(
                StatusRow,
                WORDS,
                st.lists(st.tuples(STATUSES, st.integers(0, 400)), max_size=6).map(tuple),
            ),
            max_size=5,
        ).map(tuple),
    ),
    stacks(),
)


@pytest.mark.promise
@settings(max_examples=200, deadline=None)
@given(FIGURES)
def test_any_figure_is_a_well_formed_picture_within_its_box(figure: Figure) -> None:
    chart = draw(figure)
    assert len(chart) < 40_000
    for drawing in elements(chart):
        _, _, width, height = numbers(drawing.get("viewBox", ""))
        for path in drawing.iter("path"):
            data = path.get("d", "")
            assert set(data) <= set("MLVHhvaz .-0123456789")
            if "mark" not in (path.get("class") or ""):
                places = numbers(data.replace("h0", ""))
                assert all(-2 <= x <= width + 2 for x in places[::2])
                assert all(-2 <= y <= height + 2 for y in places[1::2])
        for text in drawing.iter("text"):
            assert -2 <= float(text.get("x", "nan")) <= width + 2
            assert -2 <= float(text.get("y", "nan")) <= height + 2
        assert not {"style", "id", "href"} & {name for e in drawing.iter() for name in e.attrib}


DRAW_ALL = """
import sys
sys.path.insert(0, sys.argv[1])
import test_charts, hashlib
from okrsite.render.charts import draw
from okrsite.render.charts.card import draw_card
drawn = "".join(map(draw, test_charts.EVERY_KIND)).encode() + draw_card(test_charts.CARD)
print(hashlib.sha256(drawn).hexdigest())
"""

WATCHED = """
import os, sys
sys.path.insert(0, sys.argv[1])
import test_charts
from okrsite.render.charts import draw
seen = []
def watch(event, arguments):
    if event in ("subprocess.Popen", "os.mkdir", "socket.connect", "os.posix_spawn"):
        seen.append((event, str(arguments[0])))
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        seen.append((event, str(arguments[0])))
sys.addaudithook(watch)
before = os.environ.get("MPLCONFIGDIR")
for figure in test_charts.EVERY_KIND:
    draw(figure)
assert not any(name.split(".")[0] == "matplotlib" for name in sys.modules), "only for a card"
from okrsite.render.charts.card import draw_card
draw_card(test_charts.CARD)
assert os.environ.get("MPLCONFIGDIR") == before
print([at for at in seen if "okrsite-" not in at[1] and "__pycache__" not in at[1]])
"""


def _run(script: str, folder: Path, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"], **environment},
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.mark.promise
def test_the_same_figures_give_the_same_bytes_in_any_place_and_mood(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text(
        "text.hinting: force_autohint\npath.simplify: True\ntext.kerning_factor: 6\n"
    )
    digests = {
        _run(DRAW_ALL, tmp_path, PYTHONHASHSEED="1", TZ="Asia/Tokyo", LANG="C"),
        _run(DRAW_ALL, tmp_path.parent, PYTHONHASHSEED="2", TZ="America/Lima", LANG="de_DE.UTF-8"),
    }
    assert len(digests) == 1


@pytest.mark.promise
def test_drawing_writes_nothing_outside_temp_and_starts_no_program(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert _run(WATCHED, tmp_path, HOME=str(home), TMPDIR=str(tmp_path)) == "[]"
    assert list(tmp_path.iterdir()) == []


def test_the_stamp_names_what_besides_the_figure_decides_the_bytes() -> None:
    assert [name for name, _ in stamp()] == ["font"]


def test_a_long_value_at_the_right_edge_stays_within_the_picture() -> None:
    nothing = [Dot(date(2000, 1, 1), None)] * 6
    values = [Dot(date(2000, 1, 1), 0.0), Dot(date(7248, 1, 1), 100_000_020.0)]
    chart = draw(
        KeyResultFigure(
            title="",
            unit=Unit(),
            language="ar",
            first_day=date(2000, 1, 1),
            due=date(8114, 1, 1),
            as_of=date(2046, 12, 23),
            actual=(*nothing, *values),
            expected=(),
        )
    )
    for drawing in elements(chart):
        _, _, width, _ = numbers(drawing.get("viewBox", ""))
        assert all(float(text.get("x", "nan")) <= width for text in drawing.iter("text"))


def test_a_target_that_moved_is_a_line_that_steps() -> None:
    moved = (
        Level("", 2500, FIRST, date(2026, 11, 2)),
        Level("", 2000, date(2026, 11, 2), DUE),
    )
    assert 'class="c-promise"' not in draw(KEY_RESULT)
    svg = draw(replace(KEY_RESULT, promised=(moved,)))
    wide = re.search(r'class="c-promise" d="([^"]+)"', svg)
    assert wide
    points = [tuple(map(float, p)) for p in re.findall(r"([\d.]+) ([\d.]+)", wide[1])]
    (_, high), (step, same), (at, low), (_, end) = points
    assert (high, step, low) == (same, at, end)
    assert high < low
