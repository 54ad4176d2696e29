"""The rules in plain words, with the settings of this site filled in."""

from collections.abc import Callable
from functools import partial

from okrsite.assess.pace import PRESETS
from okrsite.assess.words import CADENCES
from okrsite.base.frozen import Frozen
from okrsite.base.numbers import format_number, format_percent
from okrsite.base.words import marked, say_in, says_in
from okrsite.model.calendar import Rhythm
from okrsite.plan.views.parts import Fact
from okrsite.plan.words import EVERY, RULE_WORDS
from okrsite.read.config import Settings


class Rule(Frozen):
    """A rule by its id: what it says, and which settings it follows."""

    id: str
    text: tuple[str, ...]
    settings: Callable[[Settings], tuple[Fact, ...]] = lambda _: ()

    def title(self, language: str) -> str:
        """Its name as a heading."""
        name = say_in(language, RULE_WORDS[self.id])
        return name[:1].upper() + name[1:]


def _pace(settings: Settings) -> tuple[Fact, ...]:
    pace = settings.pace
    preset = PRESETS[pace.preset]
    on_track, at_risk = pace.bounds or preset.bounds
    say = partial(say_in, settings.language)

    def bound(share: float) -> str:
        """A bound of the preset in its own measure."""
        percent = _percent(share, settings)
        if preset.is_in_points:
            return say("{percent} points behind", percent=percent)
        return say("{percent} of the expected", percent=percent)

    bounds = [Fact(say("On track"), bound(on_track))]
    if at_risk is not None:
        bounds.append(Fact(say("At risk"), bound(at_risk)))
    least = say("{percent} expected", percent=_percent(pace.too_early_below, settings))
    return (Fact(say("Preset"), pace.preset), *bounds, Fact(say("Too early below"), least))


def _checkins(settings: Settings) -> tuple[Fact, ...]:
    checkins, language = settings.checkins, settings.language
    grace = checkins.grace_days
    every = say_in(
        language,
        "{every}, unless the cycle says otherwise",
        every=say_in(language, EVERY[Rhythm(checkins.every)]),
    )
    return (
        Fact(say_in(language, "Check-ins"), every),
        Fact(say_in(language, "Grace"), says_in(language, "{n} day", "{n} days", grace)),
    )


def _freshness(settings: Settings) -> tuple[Fact, ...]:
    fresh, language = settings.freshness, settings.language
    names = [(say_in(language, word), cadence.value) for cadence, word in CADENCES.items()]
    days = [f"{word} {getattr(fresh, name)}" for word, name in names if hasattr(fresh, name)]
    return (Fact(say_in(language, "Days of grace"), ", ".join(days)),)


def _score(settings: Settings) -> tuple[Fact, ...]:
    score, language = settings.score, settings.language
    return (
        Fact(say_in(language, "Achieved from"), format_number(score.achieved, 2, language)),
        Fact(say_in(language, "Partly from"), format_number(score.partly, 2, language)),
    )


def _scores(settings: Settings) -> tuple[Fact, ...]:
    score, language = settings.score, settings.language
    low, high = (format_number(bound, 2, language) for bound in score.sweet_spot)
    return (
        Fact(
            say_in(language, "Sweet spot"), say_in(language, "{low} to {high}", low=low, high=high)
        ),
        Fact(say_in(language, "Too safe above"), format_number(score.too_safe_above, 2, language)),
    )


def _percent(share: float, settings: Settings) -> str:
    return format_percent(share, settings.language, (share,))


RULES = (
    Rule(
        "value",
        (
            marked(
                "Without a source the latest value that was said in a check-in or in the goal’s own"
                " file counts. With a source, its values count whose period lies within the key "
                "result’s days, taken as “take” says: the last of them, their sum, mean, largest or"
                " smallest."
            ),
        ),
    ),
    Rule(
        "promise",
        (
            marked(
                "What is promised counts as it is written in the goal’s file. A promise that moved "
                "keeps its past: on a day counts what was in force then, and beside it stands the "
                "progress against the first promise."
            ),
        ),
    ),
    Rule("target", (marked("The target of a relative change is its start × (1 + the change)."),)),
    Rule(
        "progress",
        (
            marked(
                "Progress is the share of the way from start to target: (value − start) ÷ (target −"
                " start). A level to maintain counts the share of due periods that were kept, "
                "something recurring the mean over its periods of what was reached, at most all of "
                "it. Milestones count by their weights. Binary is nothing or all, and a baseline is"
                " all once it has a first value."
            ),
            marked(
                "It is shown as it is, also below 0% or above 100%, and counts from 0% to 100%."
            ),
        ),
    ),
    Rule(
        "expected",
        (
            marked(
                "Expected progress runs from 0% on the first day to 100% on the due day, in whole "
                "days, or along the values that the author planned. Milestones are expected on "
                "their own days, periods once one is due, and a binary key result on the due day."
            ),
        ),
    ),
    Rule(
        "pace",
        (
            marked(
                "Pace compares progress with what is expected by now. Where hardly anything is "
                "expected yet, it is too early to say."
            ),
        ),
        _pace,
    ),
    Rule(
        "status",
        (
            marked(
                "The status of a key result is the first that applies: not counted, not started, "
                "achieved, missed, outdated, pending, a person’s fresh verdict, else the pace. "
                "Silence is never green: overdue news takes the place of on track, too early and "
                "pending; at risk and off track stay."
            ),
        ),
        _checkins,
    ),
    Rule(
        "confidence",
        (
            marked(
                "Confidence, from 0 to 10, is what people say of a key result. It is charted and "
                "never sets a status. Of two on one day the owner’s counts."
            ),
        ),
    ),
    Rule(
        "roll-up",
        (
            marked(
                "The progress of an objective is the mean of its key results by their weights, and "
                "of the objectives that contribute to it. Pending counts as 0% beside what has a "
                "value; what is dropped, a draft, or not started does not count."
            ),
        ),
    ),
    Rule(
        "objective-status",
        (
            marked(
                "The status of an objective is its own fresh verdict, else the weakest of what "
                "counts: missed, off track, at risk, outdated, too early, open, on track, achieved."
                " A critical guardrail holds it at “at risk” at best."
            ),
        ),
    ),
    Rule(
        "score",
        (
            marked(
                "When its cycle closes, an objective’s progress becomes its score, with two "
                "decimals, half up. A score that people gave stands beside it, and the word follows"
                " from it. A committed objective is achieved at 1.00 and missed below."
            ),
            marked(
                "From that day on the pages of the cycle and of its goals are frozen: they show "
                "everything, the KPIs too, as it stood then. What is said, decided or reviewed "
                "later is not on them."
            ),
        ),
        _score,
    ),
    Rule(
        "tally",
        (
            marked(
                "Teams and cycles show counts, and plain means over the objectives that count and "
                "have a number."
            ),
        ),
    ),
    Rule(
        "forecast",
        (
            marked(
                "A forecast is the straight line of least squares through the dated values, from 3 "
                "different days on, carried to the due day. The day of the target is the first on "
                "which the line is there; none within a year after the due day is “not at this "
                "pace”."
            ),
        ),
    ),
    Rule(
        "cycle-scores",
        (
            marked(
                "A cycle shows the mean score of its objectives that count, and that of the "
                "aspirational ones, which are meant to score in the sweet spot. Three or more of "
                "them that average higher than the bound were too safe."
            ),
        ),
        _scores,
    ),
    Rule(
        "comparison",
        (
            marked(
                "A report compares a cycle with the last one of its length that was over before "
                "it began. What is closed is shown as it closed, what runs as it stands; a number "
                "moves only between two that are closed. A KPI moves from its last value by the "
                "first day of the cycle to its last value by the end of it, or today."
            ),
        ),
    ),
    Rule(
        "week",
        (
            marked(
                "What moved in a week is what a key result is now, less what it was at the end of "
                "the day seven days before, as the site knew it then. States are compared in the "
                "same way."
            ),
        ),
    ),
    Rule(
        "calibration",
        (
            marked(
                "What people said by the middle of a cycle that a goal would score, less what it "
                "scored. The mean difference says whether too much was hoped for, the mean "
                "distance, without signs, how far off people were."
            ),
        ),
    ),
    Rule("calendar", (marked("Days are counted whole, the first and the last included."),)),
    Rule(
        "net-confidence",
        (
            marked(
                "Net confidence is the share of key results on track less the share off track, over"
                " all that count. Scores are not comparable between teams; this is."
            ),
        ),
    ),
    Rule(
        "kpi-value",
        (
            marked(
                "A KPI is judged on its last final value. Several rows of one period become one by "
                "“aggregate”; a composite follows its formula, and one missing part makes the "
                "period missing. A period that is not over is provisional and takes no part."
            ),
        ),
    ),
    Rule(
        "kpi-word",
        (
            marked(
                "The first that holds: no data, critical, alert, warning, target missed, attained, "
                "healthy, monitored. A threshold itself is still good. Stale takes the place of "
                "attained, healthy and monitored where the next value is overdue."
            ),
        ),
        _freshness,
    ),
    Rule(
        "sudden-change",
        (
            marked(
                "A value that is worse than what it is compared with by more than the KPI allows is"
                " an alert, until the next value. It is not judged without a base, where a share of"
                " 0 would be meant, or across a redefinition."
            ),
        ),
    ),
    Rule(
        "gap-closed",
        (
            marked(
                "The gap that is closed is (value − value before) ÷ (target − value before), where "
                "before is the last value before the cycle of the earliest running objective on the"
                " KPI. Before and after of an objective are the last values by its first day, and "
                "by the end of its cycle or today. What a KPI is short of is its target, or the "
                "threshold that it crossed. A year before is the same period of that year, where "
                "the KPI was counted in the same way."
            ),
        ),
    ),
    Rule(
        "units",
        (
            marked(
                "Each team, person or label of a KPI is judged by its own target on its own last "
                "value."
            ),
        ),
    ),
    Rule(
        "drivers",
        (
            marked(
                "The correlation of two KPIs is Pearson’s over the final values of the periods that"
                " both have, with the lag taken off, from 12 periods on. It says that two numbers "
                "have moved together, and nothing about the cause."
            ),
        ),
    ),
    Rule(
        "funnel",
        (
            marked(
                "The conversion to the next stage of the funnel is its value over this one’s, in "
                "the latest period that both have, where both count in the same way."
            ),
        ),
    ),
)
"""Every rule that an explanation may name, in the order in which people meet them."""
