"""A planned card in, a PNG out, from the cache of charts or drawn now."""

from functools import lru_cache
from importlib.metadata import version

from okrsite.base.cache import Cache
from okrsite.base.digest import digest
from okrsite.plan.figures import CardFigure
from okrsite.plan.output import Plain
from okrsite.render import figures


class CardRenderer:
    """Draws the pictures that stand beside links; matplotlib is imported only to draw one.

    One that is sent to another machine leaves its cache behind.
    """

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache: Cache = cache or figures.Memory()

    def __reduce__(self) -> tuple[type["CardRenderer"], tuple[()]]:
        return CardRenderer, ()

    def stamp(self, data: Plain) -> tuple[tuple[str, str], ...]:
        """What charts are made with, and what writes the file."""
        del data
        return stamp()

    def render(self, data: Plain) -> bytes:
        """The picture."""
        assert isinstance(data, CardFigure)
        key = digest((stamp(), data))
        kept = self._cache.get(key)
        if kept is None:
            from okrsite.render.charts.card import draw_card  # noqa: PLC0415 - imports matplotlib

            kept = draw_card(data)
            self._cache.put(key, kept)
        return kept


@lru_cache(maxsize=1)
def stamp() -> tuple[tuple[str, str], ...]:
    """What besides a figure decides a card's bytes."""
    return (*figures.stamp(), *((name, version(name)) for name in ("matplotlib", "pillow")))
