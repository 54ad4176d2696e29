"""Laws of the split: what holds between any two states of any project."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from portfolios import GOAL, amounts, checkins, companies, days, tables
from projects import Files
from two_states import moved

from okrsite.compare.difference import Shift

EXAMPLES = settings.get_profile("okrsite").max_examples // 10
LAST = "content/objectives/last.md"
SHARE = "content/kpis/share.md"
SALES = "content/kpis/sales.md"


@st.composite
def realities(draw: st.DrawFn, files: Files) -> dict[str, str]:
    """The same goals in another world: other values, check-ins, closings and things done."""
    found = {path: str(text) for path, text in files.items() if "checkins" not in path}
    values = st.dictionaries(days, amounts, min_size=1, max_size=4)

    def other(_: re.Match[str]) -> str:
        said = ", ".join(f"{day}: {value}" for day, value in draw(values).items())
        return f"values: {{{said}}}"

    for path in (GOAL, "content/objectives/sell.md"):
        found[path] = re.sub(r"values: \{[^}]*\}", other, found[path])
    done = f"done: {draw(days)}"
    found[GOAL] = re.sub(r"done: 2026-11-03", done, found[GOAL])
    found[LAST] = found[LAST].replace("score: 0.5", f"score: 0.{draw(st.integers(0, 9))}")
    found[SHARE] = found[SHARE].replace("W42: 3", f"W42: {draw(st.integers(0, 9))}")
    found["content/kpis/sales.csv"] = draw(tables())
    return found | draw(checkins())


@st.composite
def goalposts(draw: st.DrawFn, files: Files) -> dict[str, str]:
    """The same world with other promises, weights, thresholds, days, structure and settings."""
    found = {path: str(text) for path, text in files.items()}

    def other(weight: re.Match[str]) -> str:
        return f"{weight[1]}weight: {draw(st.integers(1, 5))}"

    for path in (GOAL, "content/objectives/sell.md"):
        found[path] = re.sub(r"(\W)weight: \d\b", other, found[path])
        found[path] = found[path].replace("target: 100", f"target: {draw(st.integers(50, 150))}")
    found[GOAL] = found[GOAL].replace("at_least: 5", "at_least: 7").replace("+25%", "+75%")
    found[GOAL] += draw(st.sampled_from(["", "Words.\n"]))
    found[SALES] = found[SALES].replace("target: 100", f"target: {draw(st.integers(0, 200))}")
    found[LAST] = found[LAST].replace("at_least: 3", f"at_least: {draw(st.integers(0, 9))}")
    preset = draw(st.sampled_from(["mooncamp", "viva", "planview"]))
    found["okrsite.toml"] = f'[pace]\npreset = "{preset}"\n[score]\npartly = 0.2\n'
    return found


def _adds_up(one: Shift) -> bool:
    if one.by_reality is None or one.by_goalpost is None:
        return None in (one.before, one.between, one.after)
    assert one.before is not None
    assert one.after is not None
    slack = 1e-9 * max(1.0, abs(one.before), abs(one.after))
    return abs(one.by_reality + one.by_goalpost - (one.after - one.before)) <= slack


@pytest.mark.promise
@settings(max_examples=EXAMPLES)
@given(before=companies(), after=companies(), day=days)
def test_both_parts_together_are_the_whole_and_each_has_a_cause(
    before: dict[str, str], after: dict[str, str], day: date
) -> None:
    found = moved(before, after, day)
    assert all(map(_adds_up, found))
    assert all(one.because for one in found)
    assert [one.level for one in found] == sorted(one.level for one in found)


@settings(max_examples=EXAMPLES)
@given(files=companies(), day=days, data=st.data())
def test_another_world_under_the_same_goals_moves_no_goalpost(
    files: dict[str, str], day: date, data: st.DataObject
) -> None:
    for one in moved(files, data.draw(realities(files)), day):
        assert (one.after, one.status_after) == (one.between, one.status_between)


@settings(max_examples=EXAMPLES)
@given(files=companies(), day=days, data=st.data())
def test_other_goalposts_in_the_same_world_are_no_news(
    files: dict[str, str], day: date, data: st.DataObject
) -> None:
    for one in moved(files, data.draw(goalposts(files)), day):
        assert (one.before, one.status_before) == (one.between, one.status_between)


@settings(max_examples=EXAMPLES)
@given(files=companies(), day=days)
def test_a_state_and_itself_differ_in_nothing(files: dict[str, str], day: date) -> None:
    assert moved(files, files, day) == ()
