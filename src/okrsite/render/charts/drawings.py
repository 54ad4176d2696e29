"""The menu of charts: a kind of figure, and what draws it."""

from collections.abc import Callable
from typing import Any

from okrsite.plan.figures import (
    KeyResultFigure,
    KpiFigure,
    PairFigure,
    ProgressFigure,
    SmallPlan,
    Sparkline,
    StackFigure,
    StatusFigure,
)
from okrsite.render.charts.key_result import draw_key_result
from okrsite.render.charts.kpi import draw_kpi
from okrsite.render.charts.pair import draw_pair
from okrsite.render.charts.progress import draw_progress
from okrsite.render.charts.small_plan import draw_small_plan
from okrsite.render.charts.sparkline import draw_sparkline
from okrsite.render.charts.stack import draw_stack
from okrsite.render.charts.status import draw_status

DRAWINGS: dict[type, Callable[[Any], str]] = {
    KeyResultFigure: draw_key_result,
    KpiFigure: draw_kpi,
    Sparkline: draw_sparkline,
    SmallPlan: draw_small_plan,
    ProgressFigure: draw_progress,
    StatusFigure: draw_status,
    StackFigure: draw_stack,
    PairFigure: draw_pair,
}
