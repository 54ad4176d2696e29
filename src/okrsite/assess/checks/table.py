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
from okrsite.assess.checks.compared import COMPARED
from okrsite.assess.checks.rule import Find, Rule
from okrsite.base.problems import Severity
from okrsite.base.words import marked

_WARNING, _ADVICE = Severity.WARNING, Severity.ADVICE

CHECKS: tuple[tuple[Rule, Find], ...] = (
    (
        Rule(
            "OKR401",
            _WARNING,
            marked("A given score without a reason"),
            marked(
                "A score that people give differs from the computed one for a reason. Without it, "
                "the next reader believes neither."
            ),
            marked("Write the reason under the closing, or leave the score to the numbers."),
        ),
        closes.unexplained_scores,
    ),
    (
        Rule(
            "OKR402",
            _WARNING,
            marked("A closing after the close"),
            marked(
                "A closed cycle is shown as it stood on the day of its close, so that it never "
                "changes behind anybody's back. What is dated later is not in it."
            ),
            marked("Date the closing by the close, or close the cycle later."),
        ),
        closes.late_closings,
    ),
    (
        Rule(
            "OKR403",
            _WARNING,
            marked("A review after the close"),
            marked(
                "Goals are frozen on the day of the close. A review that is held later judges "
                "numbers that nobody can mend any more."
            ),
            marked("Hold the review before the close, or close the cycle later."),
        ),
        closes.late_reviews,
    ),
    (
        Rule(
            "OKR404",
            _WARNING,
            marked("A closed cycle without a review"),
            marked(
                "What a quarter taught is worth more than its scores, and is forgotten within "
                "weeks."
            ),
            marked("Write a review with its wins, setbacks and adjustments."),
        ),
        closes.unreviewed_cycles,
    ),
    (
        Rule(
            "OKR405",
            _WARNING,
            marked("A review without one of its sections"),
            marked(
                "A review of wins alone is a party, one of setbacks alone a trial; without "
                "adjustments neither changes anything."
            ),
            marked("Add the missing headings, be it with a single line."),
        ),
        closes.incomplete_reviews,
    ),
    (
        Rule(
            "OKR406",
            _ADVICE,
            marked("Nothing but green until the last week"),
            marked(
                "A goal that was missed after nothing but good news was a surprise to its owner, or"
                " its news were kinder than the facts. Both are worth knowing before the next "
                "cycle."
            ),
            marked("Ask in the review which sign would have shown it earlier."),
        ),
        closes.green_until_the_last_week,
    ),
    (
        Rule(
            "OKR601",
            _WARNING,
            marked("An objective without key results"),
            marked(
                "Without a key result nobody can tell whether the aim is any nearer, and the "
                "objective has no number."
            ),
            marked("Add key results, let a child contribute, or mark it as a draft."),
        ),
        objectives.without_key_results,
    ),
    (
        Rule(
            "OKR602",
            _WARNING,
            marked("An overdue update"),
            marked(
                "Goals die of silence. After the rhythm of the cycle and a few days of grace nobody"
                " knows any more whether the last number still holds."
            ),
            marked("Check in, be it with the same value and a line on why."),
        ),
        news.overdue_updates,
    ),
    (
        Rule(
            "OKR603",
            _WARNING,
            marked("Something that was never measured"),
            marked(
                "What has no value by now may have none for a reason: nobody knows where the number"
                " comes from."
            ),
            marked("Find the first value, or drop what cannot be measured."),
        ),
        news.unmeasured,
    ),
    (
        Rule(
            "OKR604",
            _WARNING,
            marked("Too many objectives"),
            marked("What is on a list of ten is not what a team thinks of on a Monday morning."),
            marked(
                "Merge some, or leave some for the next cycle. `limits.objectives` is the number."
            ),
        ),
        teams.too_many_objectives,
    ),
    (
        Rule(
            "OKR605",
            _WARNING,
            marked("Too many key results"),
            marked(
                "Key results beyond a handful are a list of work, and the weakest of them decides "
                "the status of the whole."
            ),
            marked("Keep those that would tell you first. `limits.key_results` is the number."),
        ),
        objectives.too_many_key_results,
    ),
    (
        Rule(
            "OKR606",
            _WARNING,
            marked("A KPI that nobody would act on"),
            marked(
                "A KPI is watched because something is done when it worsens. If the answer is "
                "nothing, it is a metric, and takes attention from those that matter."
            ),
            marked("Say what is done if it worsens, or make it a metric."),
        ),
        kpis.unanswered,
    ),
    (
        Rule(
            "OKR607",
            _WARNING,
            marked("A KPI for another stage of the company"),
            marked(
                "What tells a young company whether it lives tells a grown one little, and the "
                "other way round."
            ),
            marked(
                "Ask whether the KPI still decides anything; retire it, or note the present stage."
            ),
        ),
        kpis.of_another_stage,
    ),
    (
        Rule(
            "OKR608",
            _WARNING,
            marked("KPIs that change too often"),
            marked(
                "A vital sign is worth its history. Where more than a third of them came or went "
                "within a year, nothing can be compared."
            ),
            marked("Keep the rest for a year at least."),
        ),
        teams.exchanged_kpis,
    ),
    (
        Rule(
            "OKR609",
            _WARNING,
            marked("More than two stages of the funnel in focus"),
            marked(
                "A funnel is mended where it leaks most. Working on all of its stages at once mends"
                " none."
            ),
            marked("Choose the one or two stages where most is lost."),
        ),
        teams.stages_in_focus,
    ),
    (
        Rule(
            "OKR610",
            _ADVICE,
            marked("A title that is only a number"),
            marked(
                "An objective says what will be better, and for whom; how much is what its key "
                "results are for. Nobody gets up for a percentage."
            ),
            marked("Make the number a key result, and let the title say what it is good for."),
        ),
        objectives.titles_that_are_numbers,
    ),
    (
        Rule(
            "OKR611",
            _ADVICE,
            marked("A key result that is an activity"),
            marked(
                "What is done can be done in vain. A key result says what is different afterwards; "
                "but good ones that are deeds exist, so this is for you to judge."
            ),
            marked("Measure the effect, or name the key result that the deed drives."),
        ),
        key_results.activities,
    ),
    (
        Rule(
            "OKR612",
            _ADVICE,
            marked("A key result that lacks something"),
            marked(
                "A key result needs a measure, a start, one owner, a link to something larger and a"
                " day. What lacks one of them is argued about at the end."
            ),
            marked("Add what is missing."),
        ),
        key_results.incomplete,
    ),
    (
        Rule(
            "OKR613",
            _ADVICE,
            marked("Few or many KPIs for a team"),
            marked(
                "With fewer than five vital signs something important goes unseen; with more than "
                "ten everything does."
            ),
            marked("Make those metrics that nobody acts on, or add what is missing."),
        ),
        teams.too_few_or_many_kpis,
    ),
    (
        Rule(
            "OKR614",
            _ADVICE,
            marked("Only leading or only lagging KPIs"),
            marked(
                "A leading sign tells early and may be wrong, a lagging one is right and late. "
                "Alone either misleads."
            ),
            marked("Watch at least one of the other kind."),
        ),
        teams.one_sided_kpis,
    ),
    (
        Rule(
            "OKR615",
            _ADVICE,
            marked("A KPI that no goal needs"),
            marked("A number that no goal is about is watched out of habit."),
            marked("Name the goal or pillar that it supports, or make it a metric."),
        ),
        alignment.untied_kpis,
    ),
    (
        Rule(
            "OKR616",
            _ADVICE,
            marked("An objective that serves no other goal"),
            marked(
                "Where goals hang together, one that serves nothing larger is either the most "
                "important of all or nobody's."
            ),
            marked("Name the goal or pillar that it serves."),
        ),
        alignment.unaligned_objectives,
    ),
    (
        Rule(
            "OKR617",
            _ADVICE,
            marked("A team with objectives and no KPIs, or the other way round"),
            marked(
                "Objectives change things, KPIs guard what must not change. With one alone a team "
                "is either blind or standing still."
            ),
            marked("Add the other kind, or lend the team a KPI of another with `also_for`."),
        ),
        teams.lopsided_teams,
    ),
    (
        Rule(
            "OKR618",
            _ADVICE,
            marked("Growth without a guardrail"),
            marked(
                "A number that must grow grows at the cost of another one, unless somebody watches "
                "that."
            ),
            marked("Name a KPI that must not suffer under `guardrails`."),
        ),
        objectives.growth_without_guardrails,
    ),
    (
        Rule(
            "OKR619",
            _ADVICE,
            marked("A step of alignment left out"),
            marked(
                "A goal that serves one two levels above passes over the people between; a goal "
                "above its own parent turns the tree upside down."
            ),
            marked("Name a goal of the level above as the parent, or use `depends_on`."),
        ),
        alignment.steps_left_out,
    ),
    (
        Rule(
            "OKR621",
            _ADVICE,
            marked("Confidence that does not move"),
            marked(
                "The same confidence week after week, while the value goes the wrong way, is habit "
                "or hope."
            ),
            marked("Say anew how sure you are, and why."),
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

RULES: tuple[Rule, ...] = tuple(
    sorted((*(rule for rule, _ in CHECKS), UNANSWERING, *COMPARED), key=lambda rule: rule.code)
)
"""Every rule, by code."""
