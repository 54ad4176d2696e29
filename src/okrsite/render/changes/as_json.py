"""A difference in, JSON out: stable names, exact numbers, a line a thing."""

from okrsite.compare.difference import Difference
from okrsite.plan.changes.recorded import recorded
from okrsite.render.goals import GoalsRenderer


def as_json(difference: Difference) -> str:
    """All that a difference holds, in the shape that `schema.py` publishes."""
    return GoalsRenderer().render(recorded(difference)).decode()
