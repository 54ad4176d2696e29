"""The door of the room: a difference in, a story out, decisions first; nothing is escaped yet."""

from collections.abc import Callable, Iterator

from okrsite.base.frozen import replace
from okrsite.base.numbers import format_day
from okrsite.base.problems import Problem
from okrsite.base.words import say_in
from okrsite.compare.difference import Difference, Side
from okrsite.plan.changes.counts import counts_besides, counts_to_decide
from okrsite.plan.changes.decisions import RULED, calmed, decisions, finding, is_error
from okrsite.plan.changes.lines import Sign, Story
from okrsite.plan.changes.rows import consequences, moved
from okrsite.plan.changes.things import check_in_lines, goal_lines, thing_lines

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
        goals=goal_lines(difference),
        consequences=consequences(difference),
        things=thing_lines(difference),
        check_ins=check_in_lines(difference),
        appeared=tuple(
            finding(one, Sign.NEWS)
            for one in (*_advised(difference), *difference.appeared)
            if not is_error(one)
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


def beside(name: str, commit: str) -> str:
    """A side by its name, and by its commit where that says more.

    >>> beside("main", "8d16f62b"), beside("8d16f62b", "")
    ('main (8d16f62b)', '8d16f62b')
    """
    return f"{name} ({commit})" if commit else name


def sides(difference: Difference, written: Callable[[str, str], str] = beside) -> str:
    """What was compared with what, each as it is `written`, and on which day it was judged."""
    return say_in(
        difference.language,
        "{after} compared with {before}, both as of {day}",
        after=written(*_named(difference.after, difference.language)),
        before=written(*_named(difference.before, difference.language)),
        day=format_day(difference.as_of, difference.language),
    )


def _named(side: Side, language: str) -> tuple[str, str]:
    """The name of a side, and as much of its commit as people read where that is not its name."""
    if not side.commit and side.name in ("", "."):
        return say_in(language, "the files as they are"), ""
    is_commit = bool(side.name) and side.commit.startswith(side.name)
    return (side.name[:_COMMIT], "") if is_commit else (side.name, side.commit[:_COMMIT])
