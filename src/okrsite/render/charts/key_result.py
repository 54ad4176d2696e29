"""A key result against its plan, as a picture: what is, what was promised, what is left."""

from collections.abc import Sequence

from okrsite.plan.figures import Dot, Forecast, KeyResultFigure
from okrsite.render.charts.canvas import Box, Point
from okrsite.render.charts.frame import SIZES, Frame, Room, Size
from okrsite.render.charts.labels import Crowd, EdgeLabel, edge_label
from okrsite.render.charts.letters import text_width
from okrsite.render.charts.scales import ValueScale, day_number, day_words, domain, value_words
from okrsite.render.charts.series import dated, runs, thinned


def draw_key_result(figure: KeyResultFigure) -> str:
    """The chart, once for each width."""
    return "".join(_drawn(figure, size) for size in SIZES)


def _drawn(figure: KeyResultFigure, size: Size) -> str:
    actual, expected = dated(figure.actual), tuple(figure.expected)
    room = Room(1, _days(figure), domain(_values(figure), figure.unit))
    edge = _edge(figure, size, room.heights(size), is_value_there=_ends_at_edge(actual, room))
    frame = room.frame(size, figure.unit, figure.language, edge)
    _draw_bounds(figure, frame)
    frame.draw_grid(figure.words.axis_from)
    frame.draw_days(day_words(day_number(figure.due), figure.language))
    unit_end = frame.draw_unit()
    as_of = day_number(figure.as_of)
    if frame.x.first < as_of < frame.x.last:
        frame.draw_as_of(as_of, unit_end)
    plan = [point for run in runs(expected, frame.x, frame.y) for point in run]
    frame.canvas.lines("c-expected", [plan])
    crowd = _draw_actual(figure, frame, actual)
    crowd.add_line(plan)
    _name_plan(figure, frame, plan, crowd)
    if not _ends_at_edge(actual, room):
        _name_last(figure, frame, actual, crowd)
    frame.draw_edge(edge)
    return frame.canvas.svg(f"chart-key-result {size.css_class}", figure.title)


def _days(figure: KeyResultFigure) -> tuple[float, float]:
    seen = [day_number(dot.day) for dot in (*figure.actual, *figure.expected)]
    ends = (day_number(figure.first_day), day_number(figure.due))
    return min(*ends, *seen), max(*ends, *seen)


def _values(figure: KeyResultFigure) -> list[float]:
    levels = (*figure.marks, *((figure.target,) if figure.target else ()))
    forecast = (figure.forecast.value,) if figure.forecast else ()
    loose = [dot.value for dot in (*figure.actual, *figure.expected)]
    values = [*loose, *(level.value for level in levels), figure.low, figure.high, *forecast]
    return [value for value in values if value is not None]


def _last(dots: Sequence[Dot]) -> Dot | None:
    return next((dot for dot in reversed(dots) if dot.value is not None), None)


def _ends_at_edge(actual: Sequence[Dot], room: Room) -> bool:
    """Whether the last value is so late that its words stand with the labels of the edge."""
    last = _last(actual)
    first, end = room.days
    return last is not None and (day_number(last.day) - first) >= 0.86 * (end - first)


def _edge(
    figure: KeyResultFigure, size: Size, y: ValueScale, *, is_value_there: bool
) -> list[EdgeLabel]:
    """What stands at the right edge, in words, with its tick."""
    words = figure.words
    wanted: list[tuple[float | None, str, str, str, int]] = [
        (figure.low, words.at_least, "t-label", "c-bound", 7),
        (figure.high, words.at_most, "t-label", "c-bound", 7),
    ]
    if figure.target is not None:
        wanted.append((figure.target.value, figure.target.label, "t-strong", "c-target", 9))
    wanted += [(mark.value, mark.label, "t-label", "c-mark", 5) for mark in figure.marks]
    if figure.forecast is not None:
        wanted.append((figure.forecast.value, words.forecast, "t-label", "c-mark", 6))
    last = _last(dated(figure.actual))
    if is_value_there and last is not None:
        wanted.append((last.value, "", "t-value", "", 10))
    return [
        edge_label(
            y.y(value),
            word,
            value_words(value, figure.unit, figure.language),
            css_class,
            size.label_width,
            rank,
            tick,
        )
        for value, word, css_class, tick, rank in wanted
        if value is not None
    ]


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


def _draw_actual(figure: KeyResultFigure, frame: Frame, actual: Sequence[Dot]) -> Crowd:
    """The line so far and its dots, the provisional ones hollow; the forecast goes on from it."""
    crowd = Crowd()
    lines = runs(actual, frame.x, frame.y)
    final = runs([dot for dot in actual if not dot.is_provisional], frame.x, frame.y)
    loose = runs([dot for dot in actual if dot.is_provisional], frame.x, frame.y)
    if figure.forecast and lines:
        _draw_forecast(figure.forecast, frame, lines[-1][-1], day_number(figure.due))
    frame.canvas.lines("c-actual", [thinned(run) for run in lines])
    points = [point for run in final for point in run]
    frame.canvas.dots("c-dot", points if len(points) <= _MOST_DOTS else points[-1:])
    hollow = [point for run in loose for point in run][-_MOST_DOTS:]
    frame.canvas.dots("c-dot", hollow)
    frame.canvas.dots("c-hollow", hollow)
    for run in lines:
        crowd.add_line(run)
    return crowd


def _draw_forecast(forecast: Forecast, frame: Frame, start: Point, due: float) -> None:
    end = frame.x.x(due)
    if end <= start[0]:
        return
    if forecast.low is not None and forecast.high is not None:
        low, high = frame.y.y(forecast.low), frame.y.y(forecast.high)
        frame.canvas.areas("b-forecast", [(start, (end, high), (end, low))])
    frame.canvas.lines("c-forecast", [(start, (end, frame.y.y(forecast.value)))])


def _name_plan(figure: KeyResultFigure, frame: Frame, plan: Sequence[Point], crowd: Crowd) -> None:
    """The word for the dashed path, on it, where nothing else is."""
    if len(plan) < 2:
        return
    half = text_width(figure.words.plan, "t-note") / 2 + 2
    first, last = plan[0][0], plan[-1][0]
    middles = [first + (last - first) * share for share in (0.8, 0.72, 0.88, 0.6, 0.4, 0.25)]
    places: list[Box] = []
    for middle in middles:
        over = min(_height_at(plan, middle - half), _height_at(plan, middle + half))
        under = max(_height_at(plan, middle - half), _height_at(plan, middle + half))
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
    for (x0, y0), (x1, y1) in zip(line, line[1:], strict=False):
        if x <= x1:
            return y0 + (y1 - y0) * max(0.0, x - x0) / (x1 - x0) if x1 > x0 else y1
    return line[-1][1]


def _name_last(figure: KeyResultFigure, frame: Frame, actual: Sequence[Dot], crowd: Crowd) -> None:
    """The value so far, beside its dot; or, before the first one, the words that say so."""
    last = _last(actual)
    if last is None or last.value is None:
        middle = ((frame.x.left + frame.x.right) / 2, (frame.y.top + frame.y.bottom) / 2)
        frame.canvas.text("t-label", middle, figure.words.no_value, "middle")
        return
    words = value_words(last.value, figure.unit, figure.language)
    half = text_width(words, "t-value") / 2 + 1
    x, y = frame.x.x(day_number(last.day)), frame.y.y(last.value)
    least, most = frame.x.left + half + 2, frame.x.right - half
    middles = [min(max(middle, least), most) for middle in (x, x + half + 8, x - half)]
    places = [
        (middle - half, y + up, middle + half, y + up + 13) for middle in middles for up in (-21, 8)
    ]
    places.append((x + 9, y - 7, x + 9 + 2 * half, y + 6))
    inside = [p for p in places if p[1] > frame.y.top - 6 and p[3] < frame.y.bottom] or places
    left, _, right, bottom = inside[crowd.emptiest(inside)[0]]
    frame.canvas.text("t-value", ((left + right) / 2, bottom - 1), words, "middle")


_MOST_DOTS = 40
