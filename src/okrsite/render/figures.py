"""The charts that a page holds: kept by fingerprint, drawn when missing."""

from functools import lru_cache

from okrsite.base.cache import Cache
from okrsite.base.digest import digest
from okrsite.plan.figures import Figure
from okrsite.render import charts
from okrsite.render.sources import CHARTS, sources_digest


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


@lru_cache(maxsize=1)
def stamp() -> tuple[tuple[str, str], ...]:
    """What besides a figure decides a chart's bytes."""
    return (*charts.stamp(), ("charts", sources_digest(*CHARTS)))


@lru_cache(maxsize=1)
def _digest_of_stamp() -> str:
    return digest(stamp())


def fingerprint(figure: Figure) -> str:
    """Everything that a chart is made from, as one text."""
    return digest((_digest_of_stamp(), figure))


def svg(figure: Figure, cache: Cache) -> str:
    """A chart, from the cache or drawn now."""
    key = fingerprint(figure)
    kept = cache.get(key)
    if kept is None:
        kept = charts.draw(figure).encode()
        cache.put(key, kept)
    return kept.decode()
