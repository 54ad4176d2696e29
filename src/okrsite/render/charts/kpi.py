"""A KPI over time, as a picture: its value, the bounds it is judged by, and what happened."""

from collections.abc import Iterator, Sequence

from okrsite.plan.figures import Dot, Flag, KpiFigure, Level
from okrsite.render.charts.canvas import Box, Point
from okrsite.render.charts.frame import ROW, SIZES, Frame, Room, Size
from okrsite.render.charts.labels import EdgeLabel, edge_label
from okrsite.render.charts.letters import fit, text_width
from okrsite.render.charts.scales import ValueScale, day_number, domain, value_words
from okrsite.render.charts.series import dated, runs, thinned


def draw_kpi(figure: KpiFigure) -> str:
    """The chart, once for each width."""
    return "".join(_drawn(figure, size) for size in SIZES)


def _drawn(figure: KpiFigure, size: Size) -> str:
    dots = dated(figure.dots)
    values = domain(_values(figure), figure.unit)
    rows = _Rows(figure)
    room = Room(rows.count, _days(figure), values)
    edge = _edge(figure, dots, size, room.heights(size))
    frame = room.frame(size, figure.unit, figure.language, edge)
    _draw_cycles(figure, frame, rows.cycles)
    _draw_bands(figure, frame)
    frame.draw_grid(figure.words.axis_from)
    frame.draw_days()
    frame.draw_unit()
    if _is_late(figure):
        frame.draw_as_of(day_number(figure.as_of), 0.0)
    _draw_levels(figure, frame)
    lines = runs(dots, frame.x, frame.y, [day_number(f.day) for f in figure.flags if f.is_break])
    _draw_flags(figure, frame, lines, rows.flags)
    _draw_dots(frame, lines, dots)
    if not lines:
        middle = ((frame.x.left + frame.x.right) / 2, (frame.y.top + frame.y.bottom) / 2)
        frame.canvas.text("t-label", middle, figure.words.no_value, "middle")
    frame.draw_edge(edge)
    return frame.canvas.svg(f"chart-kpi {size.css_class}", figure.title)


class _Rows:
    """Which lines of words stand above the plot, and on which base line."""

    def __init__(self, figure: KpiFigure) -> None:
        first = 1 if figure.unit.name and not figure.unit.is_percent else 0
        first = 1 if figure.unit.currency == "" and first else (1 if _is_late(figure) else 0)
        has_flags = any(not flag.is_break for flag in figure.flags)
        self.cycles = (first + 1) * ROW - 5
        self.count = first + bool(figure.cycles) + has_flags
        self.flags = self.count * ROW - 4


def _days(figure: KpiFigure) -> tuple[float, float]:
    days = [day_number(dot.day) for dot in figure.dots]
    if not days:
        as_of = day_number(figure.as_of)
        return as_of - 91, as_of
    end = day_number(figure.as_of) if _is_late(figure) else max(days)
    return min(days), max(days) if end < max(days) else end


def _is_late(figure: KpiFigure) -> bool:
    """Whether the last value is so old that the empty time since is worth its room."""
    days = [day_number(dot.day) for dot in figure.dots if dot.value is not None]
    if not days:
        return False
    span, late = max(days) - min(days), day_number(figure.as_of) - max(days)
    return 0.06 * span < late <= 0.6 * span


def _values(figure: KpiFigure) -> list[float]:
    """What the scale must show, and of the bounds and benchmarks those that lie near it."""
    must = [dot.value for dot in figure.dots if dot.value is not None]
    must += [target.value for target in figure.targets]
    bounds = [bound for bound in (*figure.warn, *figure.critical) if bound is not None]
    others = [*bounds, *(level.value for level in figure.benchmarks)]
    if not must:
        return others
    low, high = domain(must, figure.unit)
    reach = (high - low) * _REACH
    return must + [value for value in others if low - reach <= value <= high + reach]


def _edge(figure: KpiFigure, dots: Sequence[Dot], size: Size, y: ValueScale) -> list[EdgeLabel]:
    """What stands at the right edge; what lies beyond the scale stands there with an arrow."""
    last = next((dot for dot in reversed(dots) if dot.value is not None), None)
    wanted: list[tuple[float | None, str, str, str, int]] = []
    if last is not None:
        wanted.append((last.value, "", "t-value", "", 10))
    wanted += [(at.value, at.label, "t-strong", "c-target", 9) for at in _current(figure.targets)]
    words = figure.words
    wanted += [(bound, words.critical, "t-label", "c-critical", 8) for bound in figure.critical]
    wanted += [(bound, words.warn, "t-label", "c-warn", 7) for bound in figure.warn]
    wanted += [(at.value, at.label, "t-label", "c-mark", 5) for at in _current(figure.benchmarks)]
    labels = []
    for value, word, css_class, tick, rank in wanted:
        if value is None:
            continue
        arrow = "" if y.shows(value) else "↑ " if value > y.high else "↓ "
        said = value_words(value, figure.unit, figure.language)
        width = size.label_width
        tick = tick if not arrow else ""
        labels.append(edge_label(y.y(value), arrow + word, said, css_class, width, rank, tick))
    return labels


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
        words = fit(span.label, "t-note", right - left - 8)
        if len(words) > 2 or words == span.label:
            middle = ((left + right) / 2, base)
            frame.canvas.text("t-note", middle, words, "middle", span.label)
    frame.canvas.boxes("b-cycle", boxes)


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


def _draw_flags(
    figure: KpiFigure, frame: Frame, lines: Sequence[Sequence[Point]], base: float
) -> None:
    """Redefinitions as a rule with their words, corrections as numbers on stems."""
    points = [point for line in lines for point in line]
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


def _draw_dots(frame: Frame, lines: Sequence[Sequence[Point]], dots: Sequence[Dot]) -> None:
    """The line; a dot at every value where they are few, else at lone and last ones only."""
    frame.canvas.lines("c-actual", [thinned(line) for line in lines])
    loose = [(d.is_provisional, d) for d in dots if d.value is not None]
    points = [point for line in lines for point in line]
    alone = {line[0] for line in lines if len(line) == 1} | set(points[-1:])
    is_few = len(points) <= (frame.x.right - frame.x.left) / _DOT_EVERY
    hollow = [at for at, (is_loose, _) in zip(points, loose, strict=True) if is_loose]
    solid = [at for at in points if is_few or at in alone]
    frame.canvas.dots("c-dot", list(dict.fromkeys([*thinned(solid), *hollow[-_MOST_HOLLOW:]])))
    frame.canvas.dots("c-hollow", hollow[-_MOST_HOLLOW:])


_NEVER = float("-inf")
_REACH = 0.6  # of the scale: how far a bound may stretch it
_DOT_EVERY = 14.0  # px
_MOST_HOLLOW = 40
_BREAK_WORDS = 150.0
