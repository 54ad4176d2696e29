"""The rules of quality, in the order of their codes: what each is for, and what finds it."""

from okrsite.assess.checks import (
    alignment,
    closes,
    key_results,
    kpis,
    news,
    objectives,
    teams,
)
from okrsite.assess.checks.rule import Find, Rule
from okrsite.base.problems import Severity

_WARNING, _ADVICE = Severity.WARNING, Severity.ADVICE

CHECKS: tuple[tuple[Rule, Find], ...] = (
    (
        Rule(
            "OKR401",
            _WARNING,
            "A given score without a reason",
            "A score that people give differs from the computed one for a reason. Without it, the "
            "next reader believes neither.",
            "Write the reason under the closing, or leave the score to the numbers.",
        ),
        closes.unexplained_scores,
    ),
    (
        Rule(
            "OKR402",
            _WARNING,
            "A closing after the close",
            "A closed cycle is shown as it stood on the day of its close, so that it never changes "
            "behind anybody's back. What is dated later is not in it.",
            "Date the closing by the close, or close the cycle later.",
        ),
        closes.late_closings,
    ),
    (
        Rule(
            "OKR403",
            _WARNING,
            "A review after the close",
            "Goals are frozen on the day of the close. A review that is held later judges numbers "
            "that nobody can mend any more.",
            "Hold the review before the close, or close the cycle later.",
        ),
        closes.late_reviews,
    ),
    (
        Rule(
            "OKR404",
            _WARNING,
            "A closed cycle without a review",
            "What a quarter taught is worth more than its scores, and is forgotten within weeks.",
            "Write a review with its wins, setbacks and adjustments.",
        ),
        closes.unreviewed_cycles,
    ),
    (
        Rule(
            "OKR405",
            _WARNING,
            "A review without one of its sections",
            "A review of wins alone is a party, one of setbacks alone a trial; without adjustments "
            "neither changes anything.",
            "Add the missing headings, be it with a single line.",
        ),
        closes.incomplete_reviews,
    ),
    (
        Rule(
            "OKR406",
            _ADVICE,
            "Nothing but green until the last week",
            "A goal that was missed after nothing but good news was a surprise to its owner, or "
            "its news were kinder than the facts. Both are worth knowing before the next cycle.",
            "Ask in the review which sign would have shown it earlier.",
        ),
        closes.green_until_the_last_week,
    ),
    (
        Rule(
            "OKR601",
            _WARNING,
            "An objective without key results",
            "Without a key result nobody can tell whether the aim is any nearer, and the objective "
            "has no number.",
            "Add key results, let a child contribute, or mark it as a draft.",
        ),
        objectives.without_key_results,
    ),
    (
        Rule(
            "OKR602",
            _WARNING,
            "An overdue update",
            "Goals die of silence. After the rhythm of the cycle and a few days of grace nobody "
            "knows any more whether the last number still holds.",
            "Check in, be it with the same value and a line on why.",
        ),
        news.overdue_updates,
    ),
    (
        Rule(
            "OKR603",
            _WARNING,
            "Something that was never measured",
            "What has no value by now may have none for a reason: nobody knows where the number "
            "comes from.",
            "Find the first value, or drop what cannot be measured.",
        ),
        news.unmeasured,
    ),
    (
        Rule(
            "OKR604",
            _WARNING,
            "Too many objectives",
            "What is on a list of ten is not what a team thinks of on a Monday morning.",
            "Merge some, or leave some for the next cycle. `limits.objectives` is the number.",
        ),
        teams.too_many_objectives,
    ),
    (
        Rule(
            "OKR605",
            _WARNING,
            "Too many key results",
            "Key results beyond a handful are a list of work, and the weakest of them decides the "
            "status of the whole.",
            "Keep those that would tell you first. `limits.key_results` is the number.",
        ),
        objectives.too_many_key_results,
    ),
    (
        Rule(
            "OKR606",
            _WARNING,
            "A KPI that nobody would act on",
            "A KPI is watched because something is done when it worsens. If the answer is nothing, "
            "it is a metric, and takes attention from those that matter.",
            "Say what is done if it worsens, or make it a metric.",
        ),
        kpis.unanswered,
    ),
    (
        Rule(
            "OKR607",
            _WARNING,
            "A KPI for another stage of the company",
            "What tells a young company whether it lives tells a grown one little, and the other "
            "way round.",
            "Ask whether the KPI still decides anything; retire it, or note the present stage.",
        ),
        kpis.of_another_stage,
    ),
    (
        Rule(
            "OKR608",
            _WARNING,
            "KPIs that change too often",
            "A vital sign is worth its history. Where more than a third of them came or went "
            "within a year, nothing can be compared.",
            "Keep the rest for a year at least.",
        ),
        teams.exchanged_kpis,
    ),
    (
        Rule(
            "OKR609",
            _WARNING,
            "More than two stages of the funnel in focus",
            "A funnel is mended where it leaks most. Working on all of its stages at once mends "
            "none.",
            "Choose the one or two stages where most is lost.",
        ),
        teams.stages_in_focus,
    ),
    (
        Rule(
            "OKR610",
            _ADVICE,
            "A title that is only a number",
            "An objective says what will be better, and for whom; how much is what its key results "
            "are for. Nobody gets up for a percentage.",
            "Make the number a key result, and let the title say what it is good for.",
        ),
        objectives.titles_that_are_numbers,
    ),
    (
        Rule(
            "OKR611",
            _ADVICE,
            "A key result that is an activity",
            "What is done can be done in vain. A key result says what is different afterwards; but "
            "good ones that are deeds exist, so this is for you to judge.",
            "Measure the effect, or name the key result that the deed drives.",
        ),
        key_results.activities,
    ),
    (
        Rule(
            "OKR612",
            _ADVICE,
            "A key result that lacks something",
            "A key result needs a measure, a start, one owner, a link to something larger and a "
            "day. What lacks one of them is argued about at the end.",
            "Add what is missing.",
        ),
        key_results.incomplete,
    ),
    (
        Rule(
            "OKR613",
            _ADVICE,
            "Few or many KPIs for a team",
            "With fewer than five vital signs something important goes unseen; with more than ten "
            "everything does.",
            "Make those metrics that nobody acts on, or add what is missing.",
        ),
        teams.too_few_or_many_kpis,
    ),
    (
        Rule(
            "OKR614",
            _ADVICE,
            "Only leading or only lagging KPIs",
            "A leading sign tells early and may be wrong, a lagging one is right and late. Alone "
            "either misleads.",
            "Watch at least one of the other kind.",
        ),
        teams.one_sided_kpis,
    ),
    (
        Rule(
            "OKR615",
            _ADVICE,
            "A KPI that no goal needs",
            "A number that no goal is about is watched out of habit.",
            "Name the goal or pillar that it supports, or make it a metric.",
        ),
        alignment.untied_kpis,
    ),
    (
        Rule(
            "OKR616",
            _ADVICE,
            "An objective that serves no other goal",
            "Where goals hang together, one that serves nothing larger is either the most "
            "important of all or nobody's.",
            "Name the goal or pillar that it serves.",
        ),
        alignment.unaligned_objectives,
    ),
    (
        Rule(
            "OKR617",
            _ADVICE,
            "A team with objectives and no KPIs, or the other way round",
            "Objectives change things, KPIs guard what must not change. With one alone a team is "
            "either blind or standing still.",
            "Add the other kind, or lend the team a KPI of another with `also_for`.",
        ),
        teams.lopsided_teams,
    ),
    (
        Rule(
            "OKR618",
            _ADVICE,
            "Growth without a guardrail",
            "A number that must grow grows at the cost of another one, unless somebody watches "
            "that.",
            "Name a KPI that must not suffer under `guardrails`.",
        ),
        objectives.growth_without_guardrails,
    ),
    (
        Rule(
            "OKR619",
            _ADVICE,
            "A step of alignment left out",
            "A goal that serves one two levels above passes over the people between; a goal above "
            "its own parent turns the tree upside down.",
            "Name a goal of the level above as the parent, or use `depends_on`.",
        ),
        alignment.steps_left_out,
    ),
    (
        Rule(
            "OKR621",
            _ADVICE,
            "Confidence that does not move",
            "The same confidence week after week, while the value goes the wrong way, is habit or "
            "hope.",
            "Say anew how sure you are, and why.",
        ),
        key_results.unmoved_confidence,
    ),
)

UNANSWERING = Rule(
    "OKR620",
    _ADVICE,
    "An answer to nothing",
    "An `ignore` whose finding is gone hides the next one of its kind, with a reason that was "
    "given for another.",
    "Take it out.",
)
"""The rule about the answers to all others, so it comes after them."""

MOVED = Rule(
    "OKR630",
    _WARNING,
    "A promise that moved without a word",
    "A target that moves after the targets were fixed makes every goal look kept. A revision keeps "
    "both: what was promised, and why it is not any more.",
    "Write what it was, when it moved and why under `revisions`.",
)
REDEFINED = Rule(
    "OKR631",
    _WARNING,
    "A KPI that was redefined without a word",
    "A line whose meaning changes in the middle misleads everybody who reads it. An event breaks "
    "it where the meaning does.",
    "Add an event of kind `redefined` with the day and what changed.",
)
COMPARED = (MOVED, REDEFINED)
"""The rules about two revisions, which only a comparison finds."""

RULES: tuple[Rule, ...] = tuple(
    sorted((*(rule for rule, _ in CHECKS), UNANSWERING, *COMPARED), key=lambda rule: rule.code)
)
"""Every rule, by code."""
