"""A state of the goals, judged: what the comparison of numbers reads on each side."""

from datetime import date

from okrsite.assess.assessment import Assessment
from okrsite.assess.judge import assess
from okrsite.base.frozen import Frozen
from okrsite.model.known import as_known
from okrsite.model.portfolio import Portfolio


class Judged(Frozen):
    """A portfolio as it was known on a day, and what it came to."""

    portfolio: Portfolio
    assessment: Assessment


def judged(portfolio: Portfolio, as_of: date) -> Judged:
    """A portfolio, judged at the end of a day."""
    known = as_known(portfolio, as_of)
    return Judged(known, assess(known, as_of))
