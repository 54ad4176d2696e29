"""The door of the room: a difference in, a story out, decisions first; nothing is escaped yet."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from okrsite.base.numbers import format_day
from okrsite.base.problems import Problem
from okrsite.base.words import say_in
from okrsite.compare.difference import Difference, Side
from okrsite.plan.changes.counts import counts_besides, counts_to_decide
from okrsite.plan.changes.decisions import RULED, calmed, decisions, finding
from okrsite.plan.changes.lines import Sign, Story
from okrsite.plan.changes.rows import consequences, moved
from okrsite.plan.changes.things import check_in_lines, thing_lines

_COMMIT = 8
"""How much of a commit's name people read."""


def story(difference: Difference) -> Story:
    """All that a difference says, in the order in which people are to read it."""
    return Story(
        to_decide=counts_to_decide(difference),
        besides=counts_besides(difference),
        decisions=decisions(difference),
        moved=moved(difference),
        calmed=calmed(difference),
        consequences=consequences(difference),
        things=thing_lines(difference),
        check_ins=check_in_lines(difference),
        appeared=tuple(
            finding(one, Sign.NEWS) for one in (*_advised(difference), *difference.appeared)
        ),
        vanished=tuple(replace(finding(one, Sign.NEWS), hint="") for one in difference.vanished),
    )


def _advised(difference: Difference) -> Iterator[Problem]:
    """What the policy only advises: no decision, and still said."""
    return (one for one in difference.rulings if RULED[one.severity] is Sign.NEWS)


def headline(told: Story, language: str) -> str:
    """How much there is to decide."""
    counts = ", ".join(told.to_decide) or say_in(language, "nothing to decide")
    return say_in(language, "Goals: {counts}", counts=counts)


def nothing(difference: Difference) -> str:
    """The one line for a difference that is none."""
    return say_in(difference.language, "Nothing changed for the goals.")


def sides(difference: Difference, named: Callable[[Side], str]) -> str:
    """What was compared with what, each as it is `named`, and on which day it was judged."""
    return say_in(
        difference.language,
        "{after} compared with {before}, both as of {day}",
        after=named(difference.after),
        before=named(difference.before),
        day=format_day(difference.as_of, difference.language),
    )


def side_words(side: Side) -> str:
    """A side by its name, and by its commit where that says more."""
    commit = short(side)
    return f"{side.name} ({commit})" if commit else side.name


def short(side: Side) -> str:
    """As much of a commit as people read; nothing where the name says it."""
    commit = side.commit[:_COMMIT]
    return "" if commit and commit in side.name else commit
