"""A status id in, its mark out: the drawn shape that stands before every status word.

The shape alone tells the status, so that it survives a grey print and a colour-blind reader;
charts and templates draw the same ones. Colours are the theme's, through the CSS class.
"""

from okrsite.base.frozen import Frozen


class Mark(Frozen):
    """A shape in a box of 12 by 12: SVG path data, filled or drawn as a line, in a colour."""

    path: str
    is_filled: bool
    colour: str

    @property
    def css_class(self) -> str:
        """The classes that draw the shape, as `charts.css` names them.

        >>> status_mark("on-track").css_class
        'mark mark-fill mark-on-track'
        """
        return f"mark mark-{'fill' if self.is_filled else 'line'} mark-{self.colour}"


def status_mark(status: str) -> Mark:
    """The mark of a status, of a KPI's word or of what is none; an unknown one has a dash.

    >>> status_mark("critical") == status_mark("missed") == status_mark("off-track")
    True
    """
    return MARKS.get(status) or _OTHERS.get(status, _DASH)


_CIRCLE = Mark("M1 6a5 5 0 1 1 10 0a5 5 0 1 1-10 0z", is_filled=True, colour="on-track")
_TRIANGLE = Mark("M6 .8 11.6 11H.4z", is_filled=True, colour="at-risk")
_SQUARE = Mark("M1.5 1.5h9v9h-9z", is_filled=True, colour="off-track")
_CHECK = Mark("M1.4 6.6 4.7 9.9 10.8 2.6", is_filled=False, colour="achieved")
_CLOCK = Mark(
    "M1.2 6a4.8 4.8 0 1 1 9.6 0a4.8 4.8 0 1 1-9.6 0zM6 3.4V6.2L8 7.4",
    is_filled=False,
    colour="outdated",
)
_DASH = Mark("M2 6h8", is_filled=False, colour="pending")
_GOALPOST = Mark("M6 1.2v9.6M3 4l3-3 3 3M3 8l3 3 3-3", is_filled=False, colour="goalpost")

MARKS = {
    "on-track": _CIRCLE,
    "at-risk": _TRIANGLE,
    "off-track": _SQUARE,
    "missed": _SQUARE,
    "achieved": _CHECK,
    "outdated": _CLOCK,
    "too-early": _DASH,
    "open": _DASH,
    "pending": _DASH,
    "not-started": _DASH,
    "none": _DASH,
    "healthy": _CIRCLE,
    "warn": _TRIANGLE,
    "alert": _TRIANGLE,
    "critical": _SQUARE,
    "attained": _CHECK,
    "stale": _CLOCK,
    "monitored": _DASH,
    "no-data": _DASH,
    "not-yet": _DASH,
    "no-target": _DASH,
}
_OTHERS = {"goalpost": _GOALPOST}
"""What is marked like a status and is none."""
