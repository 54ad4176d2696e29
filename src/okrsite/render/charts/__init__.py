"""A planned figure comes in, an SVG to stand inside a page goes out; nothing else matters to it.

Importing this package is cheap, for a build that finds all of its charts in the cache.
"""

from okrsite.plan.figures import Figure
from okrsite.render.charts.font import stamp

__all__ = ["draw", "stamp"]


def draw(figure: Figure) -> str:
    """The chart as one `<svg>` for each width of page, to be put side by side into the page.

    A sparkline has one size. Any other chart is drawn twice, for wide and for narrow places, so
    that its text is never scaled out of reading; `charts.css` shows the one that fits. Colours,
    lines and type sizes are classes, so the page's policy needs no inline style.
    """
    from okrsite.render.charts.drawings import DRAWINGS  # noqa: PLC0415 - see above

    return DRAWINGS[type(figure)](figure)
