"""The words that a chart writes itself, in the language of the site."""

from functools import lru_cache

from okrsite.base.words import say_as_in
from okrsite.plan.figures import ChartWords


@lru_cache(maxsize=8)
def chart_words(language: str) -> ChartWords:
    """The words of a chart; short, because there is little room for them.

    >>> chart_words("en") == ChartWords()
    True
    """
    return ChartWords(
        plan=say_as_in(language, "chart", "plan"),
        forecast=say_as_in(language, "chart", "forecast"),
        at_least=say_as_in(language, "chart", "at least"),
        at_most=say_as_in(language, "chart", "at most"),
        warn=say_as_in(language, "chart", "warn"),
        critical=say_as_in(language, "chart", "critical"),
        axis_from=say_as_in(language, "chart", "axis starts at"),
        no_value=say_as_in(language, "chart", "no value yet"),
    )
