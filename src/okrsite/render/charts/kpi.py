"""A KPI over time, as a picture: its value, the bounds it is judged by, and what happened."""

import re
from collections.abc import Iterator, Sequence

from okrsite.plan.figures import Flag, KpiFigure, Level
from okrsite.render.charts.canvas import Box, Point
from okrsite.render.charts.crowd import Crowd, name_value, say_empty
from okrsite.render.charts.frame import FIRST_ROW, ROW, SIZES, Frame, Room, Size
from okrsite.render.charts.labels import Level as EdgeLevel
from okrsite.render.charts.labels import edge_labels
from okrsite.render.charts.letters import fit, text_width
from okrsite.render.charts.scales import ValueScale, axis_words, day_number, domain
from okrsite.render.charts.series import Run, Series, runs, series, thinned


def draw_kpi(figure: KpiFigure) -> str:
    """The chart, once for each width."""
    line = series(figure.dots)
    days, is_late = _days(figure, line)
    rows = _Rows(figure, is_late=is_late)
    room = Room(rows.count, days, domain(_values(figure, line), figure.unit))
    return "".join(_drawn(figure, line, rows, room, size) for size in SIZES)


class _Rows:
    """Which lines of words stand above the plot, and on which base line."""

    def __init__(self, figure: KpiFigure, *, is_late: bool) -> None:
        has_first = bool(axis_words(figure.unit)) or is_late
        has_flags = any(not flag.is_break for flag in figure.flags)
        self.is_late = is_late
        self.cycles = FIRST_ROW + has_first * ROW
        self.count = has_first + bool(figure.cycles) + has_flags
        self.flags = FIRST_ROW + (self.count - 1) * ROW


def _drawn(figure: KpiFigure, line: Series, rows: _Rows, room: Room, size: Size) -> str:
    last = line.known[-1][1] if line.known and not rows.is_late else None
    edge = edge_labels(
        [EdgeLevel(last, "", "t-value", rank=10), *_edge(figure)],
        room.heights(size),
        figure.unit,
        figure.language,
        size.label_width,
    )
    frame = room.frame(size, figure.unit, figure.language, edge)
    _draw_cycles(figure, frame, rows.cycles)
    _draw_bands(figure, frame)
    frame.draw_grid(figure.words.axis_from)
    frame.draw_days()
    unit_end = frame.draw_unit()
    if rows.is_late:
        frame.draw_as_of(day_number(figure.as_of), unit_end)
    _draw_levels(figure, frame)
    breaks = [day_number(flag.day) for flag in figure.flags if flag.is_break]
    lines = runs(line, frame.x, frame.y, breaks)
    _draw_flags(figure, frame, lines, rows.flags)
    is_dense = len(line.known) > _DENSE
    frame.canvas.lines("c-dense" if is_dense else "c-actual", [thinned(r.points) for r in lines])
    frame.draw_dots(lines, (frame.x.right - frame.x.left) / _DOT_EVERY)
    boxes = frame.draw_edge(edge)
    if rows.is_late or not lines:
        _name_last(figure, frame, line, lines, boxes)
    return frame.canvas.svg(f"chart-kpi {size.css_class}", figure.title)


def _days(figure: KpiFigure, line: Series) -> tuple[tuple[float, float], bool]:
    """The days to draw, and whether the empty time since the last value is worth its room."""
    as_of, known = day_number(figure.as_of), [day for day, _ in line.known]
    if not known:
        first = min(line.days, default=as_of - _QUARTER)
        return (first, max(as_of, *line.days, first + 1)), False
    span, late = known[-1] - known[0], as_of - known[-1]
    is_late = 0.06 * span < late <= max(span, _QUARTER / 3)
    return (line.days[0], max(as_of if is_late else 0.0, line.days[-1])), is_late


def _values(figure: KpiFigure, line: Series) -> list[float]:
    """What the scale must show, and of the bounds and benchmarks those that lie near it."""
    must = [value for _, value in line.known]
    must += [target.value for target in figure.targets]
    bounds = [bound for bound in (*figure.warn, *figure.critical) if bound is not None]
    others = [*bounds, *(level.value for level in figure.benchmarks)]
    if not must:
        return [0.0, *others]
    low, high = domain(must, figure.unit)
    reach = (high - low) * _REACH
    return must + [value for value in others if low - reach <= value <= high + reach]


def _edge(figure: KpiFigure) -> list[EdgeLevel]:
    """What a value is judged by, at the right edge."""
    words = figure.words
    return [
        *(
            EdgeLevel(level.value, level.label, "t-strong", "c-target", 9)
            for level in _current(figure.targets)
        ),
        *(EdgeLevel(at, words.critical, tick="c-critical", rank=8) for at in figure.critical),
        *(EdgeLevel(at, words.warn, tick="c-warn", rank=7) for at in figure.warn),
        *(
            EdgeLevel(level.value, level.label, tick="c-mark", rank=5)
            for level in _current(figure.benchmarks)
        ),
    ]


def _name_last(
    figure: KpiFigure, frame: Frame, line: Series, lines: Sequence[Run], boxes: Sequence[Box]
) -> None:
    """The last value beside its dot, far from the edge; or that there is none."""
    crowd = Crowd()
    for run in lines:
        crowd.add_line(run.points)
    for box in boxes:
        crowd.add_box(box)
    for bound in (*figure.warn, *figure.critical):
        if bound is not None:
            at = frame.y.y(bound)
            crowd.add_line([(frame.x.left, at), (frame.x.right, at)])
    if lines:
        name_value(frame, *line.known[-1], crowd)
    else:
        say_empty(frame, figure.words.no_value, crowd)


def _current(levels: Sequence[Level]) -> list[Level]:
    """The levels that hold to the end; if none does, the one that held last."""
    lasting = [level for level in levels if level.last_day is None]
    if lasting:
        starts = max(_start(level) for level in lasting)
        return [level for level in lasting if _start(level) in (starts, _NEVER)]
    ends = max((day_number(level.last_day) for level in levels if level.last_day), default=0.0)
    return [at for at in levels if at.last_day and day_number(at.last_day) == ends]


def _start(level: Level) -> float:
    return day_number(level.first_day) if level.first_day else _NEVER


def _draw_cycles(figure: KpiFigure, frame: Frame, base: float) -> None:
    """Every second cycle on a tinted ground, all with their names where these fit."""
    boxes: list[Box] = []
    end = float("-inf")
    for index, span in enumerate(sorted(figure.cycles, key=lambda span: span.first_day)):
        first, last = day_number(span.first_day), day_number(span.last_day) + 1
        left, right = frame.x.x(first), frame.x.x(last)
        if first < end or right - left < 1:
            continue
        end = last
        if index % 2 == 0:
            boxes.append((left, base - 12, right, frame.y.bottom))
        words = _name_that_fits(span.label, right - left - 6)
        frame.canvas.text("t-note", ((left + right) / 2, base), words, "middle", span.label)
    frame.canvas.boxes("b-cycle", boxes)


def _name_that_fits(label: str, width: float) -> str:
    """The whole name, or its first word where that tells cycles apart, or nothing; never cut.

    >>> _name_that_fits("Q4 2026", 60.0), _name_that_fits("Q4 2026", 30.0)
    ('Q4 2026', 'Q4')
    >>> _name_that_fits("Winter 2026", 35.0), _name_that_fits("Q4 2026", 5.0)
    ('', '')
    """
    first = label.partition(" ")[0]
    names = (label, first if re.search(r"\d", first) else "")
    return next((name for name in names if text_width(name, "t-note") <= width), "")


def _draw_bands(figure: KpiFigure, frame: Frame) -> None:
    """The faintest tints where the value would be judged, with an edge at each bound."""
    x, y = frame.x, frame.y
    for css_class, zones in _zones(figure, y):
        boxes = [(x.left, y.y(high), x.right, y.y(low)) for low, high in zones]
        frame.canvas.boxes(f"b-{css_class}", [box for box in boxes if box[3] - box[1] > 0.5])
    for css_class, bounds in (("c-warn", figure.warn), ("c-critical", figure.critical)):
        heights = [y.y(at) for at in bounds if at is not None and y.shows(at)]
        frame.canvas.lines(css_class, [((x.left, at), (x.right, at)) for at in heights])


def _zones(figure: KpiFigure, y: ValueScale) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """For each judgement the ranges of values, low and high, that it holds in."""
    critical_low = y.low if figure.critical[0] is None else figure.critical[0]
    critical_high = y.high if figure.critical[1] is None else figure.critical[1]
    yield "critical", [(y.low, critical_low), (critical_high, y.high)]
    warn_low = critical_low if figure.warn[0] is None else figure.warn[0]
    warn_high = critical_high if figure.warn[1] is None else figure.warn[1]
    yield "warn", [(critical_low, warn_low), (warn_high, critical_high)]


def _draw_levels(figure: KpiFigure, frame: Frame) -> None:
    """Targets as thin lines, benchmarks with days of their own as dotted ones."""
    for css_class, levels in (
        ("c-goal", figure.targets),
        ("c-bench", [level for level in figure.benchmarks if level.first_day or level.last_day]),
    ):
        shown = [level for level in levels if frame.y.shows(level.value)]
        frame.canvas.lines(css_class, [_stretch(level, frame) for level in shown])


def _stretch(level: Level, frame: Frame) -> tuple[Point, Point]:
    first = day_number(level.first_day) if level.first_day else frame.x.first
    last = day_number(level.last_day) + 1 if level.last_day else frame.x.last
    at = frame.y.y(level.value)
    return (frame.x.x(first), at), (frame.x.x(last), at)


def _draw_flags(figure: KpiFigure, frame: Frame, lines: Sequence[Run], base: float) -> None:
    """Redefinitions as a rule with their words, corrections as numbers on stems."""
    points = [point for run in lines for point in run.points]
    start = float("-inf")
    corrections = [flag for flag in figure.flags if not flag.is_break]
    for flag in (flag for flag in figure.flags if flag.is_break):
        _draw_break(flag, frame)
    for number, flag in enumerate(corrections, 1):
        x = frame.x.x(day_number(flag.day))
        near = min(points, key=lambda point: abs(point[0] - x), default=(x, frame.y.bottom))
        middle = min(max(x, start), frame.size.width - 9)
        start = middle + 17
        frame.canvas.lines("c-stem", [((middle, base - 1), (x, frame.y.top + 2), (x, near[1]))])
        frame.canvas.dots("c-flag", [(middle, base - 4)])
        frame.canvas.text("t-flag", (middle, base - 0.6), str(number), "middle", flag.label)


def _draw_break(flag: Flag, frame: Frame) -> None:
    x = frame.x.x(day_number(flag.day))
    frame.canvas.lines("c-break", [((x, frame.y.top - 2), (x, frame.y.bottom))])
    after, before = frame.x.right - x, x - frame.x.left
    anchor, at, width = ("start", x + 5, after) if after >= before else ("end", x - 5, before)
    words = fit(flag.label, "t-note", min(width - 8, _BREAK_WORDS))
    frame.canvas.text("t-note", (at, frame.y.top + 9), words, anchor, flag.label)


_NEVER = float("-inf")
_REACH = 0.6  # of the scale: how far a bound may stretch it
_DOT_EVERY = 14.0  # px
_DENSE = 160
_QUARTER = 91.0  # days
_BREAK_WORDS = 150.0
