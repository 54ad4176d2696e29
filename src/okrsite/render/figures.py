"""The charts that a page holds: found in its data, kept by fingerprint, drawn when missing."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from importlib.metadata import version

from okrsite.base.cache import Cache
from okrsite.base.digest import digest
from okrsite.plan.figures import (
    Figure,
    KeyResultFigure,
    KpiFigure,
    ProgressFigure,
    Sparkline,
    StatusFigure,
)
from okrsite.render import charts
from okrsite.render.sources import CHARTS, sources_digest

FIGURES = (KeyResultFigure, KpiFigure, ProgressFigure, Sparkline, StatusFigure)


class Memory:
    """A cache of charts that lives as long as the program."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, fingerprint: str) -> bytes | None:
        """The chart, where it was drawn before."""
        return self._kept.get(fingerprint)

    def put(self, fingerprint: str, data: bytes) -> None:
        """Keep a chart."""
        self._kept[fingerprint] = data


def figures_in(value: object) -> Iterator[Figure]:
    """Every figure in planned data, in order."""
    if isinstance(value, FIGURES):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from figures_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from figures_in(getattr(value, field.name))


@lru_cache(maxsize=1)
def stamp() -> tuple[tuple[str, str], ...]:
    """What besides a figure decides a chart's bytes; matplotlib is not imported for it."""
    return (*charts.stamp(), ("numpy", version("numpy")), ("charts", sources_digest(*CHARTS)))


def fingerprint(figure: Figure) -> str:
    """Everything that a chart is made from, as one text."""
    return digest((stamp(), figure))


def svg(figure: Figure, cache: Cache) -> str:
    """A chart, from the cache or drawn now."""
    key = fingerprint(figure)
    kept = cache.get(key)
    if kept is None:
        kept = charts.draw(figure).encode()
        cache.put(key, kept)
    return kept.decode()
