"""How the pace of a key result was computed: its rule, rung by rung."""

from collections.abc import Iterable
from functools import cache

from okrsite.assess import pace
from okrsite.assess.assessment import Status
from okrsite.assess.explain.case import Case
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.reckoning import Comparison, Input, Judgement, Rung, Shape
from okrsite.base.frozen import Frozen
from okrsite.base.words import marked, say_in
from okrsite.read.config import Pace


class Rule(Frozen):
    """How progress is compared with what was expected: a preset, and its bounds in force."""

    preset: pace.Preset
    bounds: tuple[float, float | None]

    def inputs(self, language: str) -> tuple[Input, ...]:
        """The bounds as numbers."""
        return _bounds(self, language)

    def least(self, expected: float) -> float:
        """The least progress that is on track where so much is expected, both 0..1.

        >>> Rule(pace.PRESETS["mooncamp"], (0.9, 0.7)).least(0.5)
        0.45
        """
        if self.preset.is_in_points:
            return expected - self.bounds[0]
        return self.bounds[0] * expected

    def rungs(self, status: Status, ground: Ground) -> tuple[Rung, ...]:
        """What each word asks for; `status` is what it came to."""
        words, comparisons = _POINTS if self.preset.is_in_points else _SHARES
        is_on_track = status is Status.ON_TRACK
        close, near = (ground.say(one) for one in words)
        found = [Rung(Status.ON_TRACK, close, is_on_track, comparisons[0])]
        rest = ground.say("anything else")
        if self.bounds[1] is None:
            found.append(Rung(Status.AT_RISK, rest, holds=True))
        else:
            is_at_risk = status is not Status.OFF_TRACK
            found.append(Rung(Status.AT_RISK, near, is_at_risk, comparisons[1]))
            found.append(Rung(Status.OFF_TRACK, rest, holds=True))
        return tuple(found)


@cache
def _bounds(rule: Rule, language: str) -> tuple[Input, ...]:
    what = (
        say_in(language, "how far behind it may be")
        if rule.preset.is_in_points
        else say_in(language, "share of what is expected")
    )
    named = zip(("on-track", "at-risk"), rule.bounds, strict=True)
    return tuple(
        Input(name, bound, Shape.SHARE, what) for name, bound in named if bound is not None
    )


def rule_of(settings: Pace) -> Rule:
    """The rule of pace in force."""
    preset = pace.PRESETS[settings.preset]
    return Rule(preset, settings.bounds or preset.bounds)


def climbed(rungs: Iterable[Rung]) -> tuple[Rung, ...]:
    """The rungs up to the first that holds: the others were not looked at."""
    found = []
    for rung in rungs:
        found.append(rung)
        if rung.holds:
            break
    return tuple(found)


def paced(case: Case) -> Judgement | None:
    """The computed pace, where progress was compared with what was expected."""
    judged, settings = case.judged, case.ground.portfolio.settings.pace
    if judged.progress is None or judged.expected is None or judged.pace is Status.OPEN:
        return None
    rule, say = rule_of(settings), case.ground.say
    least = Input(
        "least",
        settings.too_early_below,
        Shape.SHARE,
        say("the least that must be expected before pace is judged"),
    )
    is_early = judged.pace is Status.TOO_EARLY
    early = Comparison("expected", "<", "least")
    known = say("progress"), say("expected")
    rungs = (
        Rung(Status.TOO_EARLY, say("hardly anything is expected yet"), is_early, early),
        *rule.rungs(judged.pace, case.ground),
    )
    return Judgement(
        case.id("pace"),
        say("Pace"),
        "pace",
        (
            Input("progress", judged.progress, Shape.SHARE, known[0], (), case.id("progress")),
            Input("expected", judged.expected, Shape.SHARE, known[1], (), case.id("expected")),
            least,
            *rule.inputs(case.ground.language),
        ),
        climbed(rungs),
        judged.pace,
    )


_SHARES = (
    (marked("close to what is expected"), marked("not far below what is expected")),
    (
        Comparison("progress", ">=", "on-track * expected"),
        Comparison("progress", ">=", "at-risk * expected"),
    ),
)
_POINTS = (
    (marked("hardly behind what is expected"), marked("not far behind what is expected")),
    (
        Comparison("expected - progress", "<", "on-track"),
        Comparison("expected - progress", "<=", "at-risk"),
    ),
)
