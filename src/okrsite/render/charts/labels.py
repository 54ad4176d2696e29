"""Labels that want a height at the chart's right edge in, heights at which none overlap out."""

from collections.abc import Sequence

from okrsite.base.frozen import Frozen
from okrsite.base.numbers import Unit
from okrsite.render.charts.letters import fit, text_width
from okrsite.render.charts.scales import ValueScale, value_words

LINE_HEIGHT = 14.0
_BETWEEN = 4.0  # keeps words of two lines apart from their neighbours


class EdgeLabel(Frozen):
    """Words of one or two lines that belong to height `y`; the higher `rank` is kept longer."""

    y: float
    lines: tuple[str, ...]
    css_class: str
    rank: int = 0
    whole: str = ""
    tick: str = ""

    @property
    def height(self) -> float:
        """What the label needs, in px."""
        return LINE_HEIGHT * len(self.lines) + (_BETWEEN if len(self.lines) > 1 else 0.0)


class Level(Frozen):
    """A value that wants a label at the right edge: its word, classes and rank; None, none."""

    value: float | None
    word: str
    css_class: str = "t-label"
    tick: str = ""
    rank: int = 0


def edge_labels(
    levels: Sequence[Level], y: ValueScale, unit: Unit, language: str, width: float
) -> list[EdgeLabel]:
    """The levels in words: word and value, in two lines or cut where the width asks for it.

    What lies beyond the scale stands at its end with an arrow, and has no tick.
    """
    labels = []
    for level in levels:
        if level.value is None:
            continue
        arrow = "" if y.shows(level.value) else "↑ " if level.value > y.high else "↓ "
        value = value_words(level.value, unit, language)
        is_said = value in level.word
        parts = (arrow + level.word,) if is_said else (arrow + level.word, value)
        tick = "" if arrow else level.tick
        labels.append(_edge_label(y.y(level.value), parts, level, width, tick))
    return labels


def _edge_label(y: float, parts: Sequence[str], level: Level, width: float, tick: str) -> EdgeLabel:
    whole = " ".join(parts).strip()
    lines: tuple[str, ...] = (whole,)
    if text_width(whole, level.css_class) > width:
        cut = (fit(part, level.css_class, width) for part in parts)
        lines = tuple(line for line in cut if line) or ("…",)
    return EdgeLabel(y, lines, level.css_class, level.rank, whole, tick)


def spread(
    labels: Sequence[EdgeLabel], top: float, bottom: float
) -> tuple[tuple[EdgeLabel, float], ...]:
    """Each label with the middle of its place: near its own height, none over another.

    Labels that do not fit between top and bottom are left out, the lowest rank first.

    >>> two = [EdgeLabel(50, ("a",), "t-label"), EdgeLabel(52, ("b",), "t-label")]
    >>> [middle for _, middle in spread(two, 0, 100)]
    [44.0, 58.0]
    """
    kept = sorted(labels, key=lambda label: -label.rank)
    while sum(label.height for label in kept) > bottom - top:
        kept.pop()
    kept.sort(key=lambda label: label.y)
    groups: list[list[EdgeLabel]] = []
    starts: list[float] = []
    for label in kept:
        group, start = [label], _start([label], top, bottom)
        while groups and starts[-1] + _height(groups[-1]) > start:
            group = groups.pop() + group
            starts.pop()
            start = _start(group, top, bottom)
        groups.append(group)
        starts.append(start)
    return tuple(
        place for group, start in zip(groups, starts, strict=True) for place in _stack(group, start)
    )


def _height(group: Sequence[EdgeLabel]) -> float:
    return sum(label.height for label in group)


def _start(group: Sequence[EdgeLabel], top: float, bottom: float) -> float:
    """Where a stack of labels starts so that they lie as near to their heights as they can."""
    wanted, above = 0.0, 0.0
    for label in group:
        wanted += label.y - above - label.height / 2
        above += label.height
    return min(max(wanted / len(group), top), bottom - above)


def _stack(group: Sequence[EdgeLabel], start: float) -> list[tuple[EdgeLabel, float]]:
    places = []
    for label in group:
        places.append((label, start + label.height / 2))
        start += label.height
    return places
