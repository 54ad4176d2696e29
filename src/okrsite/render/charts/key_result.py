"""A key result against its plan, as a picture: what is, what was promised, what is left."""

from collections.abc import Sequence
from itertools import pairwise

from okrsite.plan.figures import Forecast, KeyResultFigure
from okrsite.plan.figures import Level as PlannedLevel
from okrsite.render.charts.canvas import Box, Line, Point
from okrsite.render.charts.crowd import Crowd, name_value, say_empty
from okrsite.render.charts.frame import SIZES, Frame, Room, Size
from okrsite.render.charts.labels import Level, edge_labels
from okrsite.render.charts.letters import text_width
from okrsite.render.charts.scales import day_number, day_words, domain
from okrsite.render.charts.series import Series, runs, series, thinned


def draw_key_result(figure: KeyResultFigure) -> str:
    """The chart, once for each width."""
    actual, expected = series(figure.actual), series(figure.expected)
    ends = (day_number(figure.first_day), day_number(figure.due))
    days = (*ends, *actual.days, *expected.days)
    told = [value for line in (actual, expected) for _, value in line.known]
    values = [*told, *_levels(figure)]
    if figure.forecast:
        values.append(_near(figure.forecast.value, values))
    room = Room(1, (min(days), max(days)), domain(values, figure.unit))
    return "".join(_drawn(figure, actual, expected, room, size) for size in SIZES)


def _drawn(
    figure: KeyResultFigure, actual: Series, expected: Series, room: Room, size: Size
) -> str:
    last = actual.known[-1] if actual.known else None
    is_at_edge = last is not None and _is_at_edge(last[0], room)
    edge = edge_labels(
        [
            *_edge(figure),
            *((Level(last[1], "", "t-value", rank=10),) if last and is_at_edge else ()),
        ],
        room.heights(size),
        figure.unit,
        figure.language,
        size.label_width,
    )
    frame = room.frame(size, figure.unit, figure.language, edge)
    _draw_bounds(figure, frame)
    frame.draw_grid(figure.words.axis_from)
    frame.draw_days(day_words(day_number(figure.due), figure.language))
    unit_end = frame.draw_unit()
    as_of = day_number(figure.as_of)
    if frame.x.first < as_of < frame.x.last:
        frame.draw_as_of(as_of, unit_end)
    plan = [point for run in runs(expected, frame.x, frame.y) for point in run.points]
    frame.canvas.lines("c-expected", [plan])
    promised = _draw_promised(figure, frame)
    crowd = _draw_actual(figure, frame, actual)
    for line in promised:
        crowd.add_line(line)
    crowd.add_line(plan)
    for box in frame.draw_edge(edge):
        crowd.add_box(box)
    _name_plan(figure, frame, plan, crowd)
    if last is None:
        say_empty(frame, figure.words.no_value, crowd)
    elif not is_at_edge:
        name_value(frame, *last, crowd)
    return frame.canvas.svg(f"chart-key-result {size.css_class}", figure.title)


def _levels(figure: KeyResultFigure) -> list[float]:
    """The values besides actual and expected that the scale must show."""
    levels = (*figure.marks, *_moved(figure), *((figure.target,) if figure.target else ()))
    bounds = [bound for bound in (figure.low, figure.high) if bound is not None]
    return [*(level.value for level in levels), *bounds]


def _near(forecast: float, values: Sequence[float]) -> float:
    """The forecast, or how far the scale goes towards it: it must not flatten what is known.

    >>> _near(2300.0, [800.0, 2000.0]), _near(90_000.0, [800.0, 2000.0])
    (2300.0, 2600.0)
    """
    low, high = min(values, default=forecast), max(values, default=forecast)
    room = (high - low) / 2
    return min(max(forecast, low - room), high + room)


def _is_at_edge(day: float, room: Room) -> bool:
    """Whether a last value is so late that its words stand with the labels of the edge."""
    first, end = room.days
    return day - first >= 0.86 * (end - first)


def _edge(figure: KeyResultFigure) -> list[Level]:
    """What stands at the right edge besides the value so far."""
    words, target = figure.words, figure.target
    levels = [
        Level(figure.low, words.at_least, tick="c-bound", rank=7),
        Level(figure.high, words.at_most, tick="c-bound", rank=7),
    ]
    if target is not None:
        levels.append(Level(target.value, target.label, "t-strong", "c-target", 9))
    levels += [Level(mark.value, mark.label, tick="c-mark", rank=5) for mark in figure.marks]
    if figure.forecast is not None:
        levels.append(Level(figure.forecast.value, words.forecast, tick="c-mark", rank=6))
    return levels


def _draw_bounds(figure: KeyResultFigure, frame: Frame) -> None:
    """The band to stay in, tinted, with an edge at each bound."""
    if figure.low is None and figure.high is None:
        return
    x, y = frame.x, frame.y
    top = y.top if figure.high is None else y.y(figure.high)
    bottom = y.bottom if figure.low is None else y.y(figure.low)
    frame.canvas.boxes("b-bounds", [(x.left, min(top, bottom), x.right, max(top, bottom))])
    heights = [y.y(bound) for bound in (figure.low, figure.high) if bound is not None]
    frame.canvas.lines("c-bound", [((x.left, at), (x.right, at)) for at in heights])


def _moved(figure: KeyResultFigure) -> list[PlannedLevel]:
    return [level for line in figure.promised for level in line]


def _draw_promised(figure: KeyResultFigure, frame: Frame) -> list[Line]:
    """The target and the bounds as lines that step where they moved; returns what it drew."""
    lines: list[Line] = [
        [
            (frame.x.x(day_number(day)), frame.y.y(level.value))
            for level in line
            for day in (level.first_day, level.last_day)
            if day is not None
        ]
        for line in figure.promised
    ]
    frame.canvas.lines("c-promise", lines)
    return lines


def _draw_actual(figure: KeyResultFigure, frame: Frame, actual: Series) -> Crowd:
    """The line so far and its dots, the provisional ones hollow; the forecast goes on from it."""
    crowd = Crowd()
    lines = runs(actual, frame.x, frame.y)
    if figure.forecast and lines:
        due = day_number(figure.due)
        for line in _draw_forecast(figure.forecast, frame, actual.known[-1], due):
            crowd.add_line(line)
    frame.canvas.lines("c-actual", [thinned(run.points) for run in lines])
    frame.draw_dots(lines, _MOST_DOTS)
    for run in lines:
        crowd.add_line(run.points)
    return crowd


def _draw_forecast(
    forecast: Forecast, frame: Frame, last: tuple[float, float], due: float
) -> list[Line]:
    """A dotted line from the last value to the due day, in its cone; returns what it drew."""
    if due <= last[0] or not frame.y.shows(last[1]):
        return []
    start, right = (frame.x.x(last[0]), frame.y.y(last[1])), frame.x.x(due)
    line: Line = (start, _way(frame, last, due, forecast.value))
    cone: list[Line] = []
    if forecast.low is not None and forecast.high is not None:
        high, low = (_way(frame, last, due, value) for value in (forecast.high, forecast.low))
        ends = [(right, frame.y.y(value)) for value in (forecast.high, forecast.low)]
        frame.canvas.areas("b-forecast", [(start, high, *ends, low)])
        cone = [(start, high), (start, low)]
    frame.canvas.lines("c-forecast", [line])
    return [line, *cone]


def _way(frame: Frame, last: tuple[float, float], due: float, value: float) -> Point:
    """Where the way from the last value to a value on the due day ends, or leaves the scale."""
    y, (day, start) = frame.y, last
    edge = min(max(value, y.low), y.high)
    share = 1.0 if edge == value else (edge - start) / (value - start)
    return frame.x.x(day + share * (due - day)), y.y(edge)


def _name_plan(figure: KeyResultFigure, frame: Frame, plan: Sequence[Point], crowd: Crowd) -> None:
    """The word for the dashed path, on it, where nothing else is."""
    if len(plan) < 2:
        return
    half = text_width(figure.words.plan, "t-note") / 2 + 2
    first, last = plan[0][0], plan[-1][0]
    middles = [first + (last - first) * share for share in (0.8, 0.72, 0.88, 0.6, 0.4, 0.25)]
    places: list[Box] = []
    for middle in middles:
        ends = _height_at(plan, middle - half), _height_at(plan, middle + half)
        over, under = min(ends), max(ends)
        places.append((middle - half, over - 16, middle + half, over - 3))
        places.append((middle - half, under + 3, middle + half, under + 16))
    inside = [p for p in places if p[1] > frame.y.top and p[3] < frame.y.bottom]
    if not inside or not figure.words.plan:
        return
    index, covered = crowd.emptiest(inside)
    if not covered:
        left, _, right, bottom = inside[index]
        middle = (left + right) / 2
        frame.canvas.text("t-note", (middle, bottom - 3), figure.words.plan, "middle")
        crowd.add_box(inside[index])


def _height_at(line: Sequence[Point], x: float) -> float:
    for (x0, y0), (x1, y1) in pairwise(line):
        if x <= x1:
            return y0 + (y1 - y0) * max(0.0, x - x0) / (x1 - x0) if x1 > x0 else y1
    return line[-1][1]


_MOST_DOTS = 40
