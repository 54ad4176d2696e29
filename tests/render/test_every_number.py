"""Every number of the example site explains itself, and reckoning it again gives what is shown."""

import operator
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from every_number import Page, Reckoned, numbers

from okrsite import journey
from okrsite.assess.explain.reckoning import Input, Shape, rounded, value_of
from okrsite.model.portfolio import Portfolio
from okrsite.render.html import PageRenderer

ROOT = Path(__file__).parents[2]
COMPARE = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}
DATE = re.compile(r"(?:\d{1,2} )?[A-Z][a-z]{2} \d{4}|Q\d \d{4}")
DAYS = [date(2026, 5, 20), date(2026, 7, 13), date(2026, 11, 20), date(2027, 3, 1)]


@pytest.fixture(scope="module", params=DAYS, ids=str)
def drafted(request: pytest.FixtureRequest) -> journey.Draft:
    """The example site, planned on a day."""
    return journey.draft(ROOT, journey.Wishes(as_of=request.param), lambda _: request.param)


class WithoutCharts:
    """A cache in which every chart is an empty one: a picture repeats what its table says."""

    def get(self, fingerprint: str) -> bytes:
        return b"<svg></svg>"

    def put(self, fingerprint: str, data: bytes) -> None:
        """Nothing is drawn."""


@pytest.fixture(scope="module")
def pages(drafted: journey.Draft) -> Mapping[str, Page]:
    """Its pages, read for their numbers."""
    renderer = PageRenderer(drafted.theme, WithoutCharts())
    return {
        str(output.path): Page(renderer.render(output.data).decode())
        for output in drafted.plan.outputs
        if output.kind == "page"
    }


@pytest.fixture(scope="module")
def titles(drafted: journey.Draft) -> re.Pattern[str]:
    """What people called things: the numbers in it are theirs."""
    names = sorted(_names(drafted.portfolio), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, names)))


def _names(portfolio: Portfolio) -> set[str]:
    groups = (portfolio.objectives, portfolio.key_results, portfolio.kpis, portfolio.cycles)
    found = {thing.title for group in groups for thing in group.values()}
    for key_result in portfolio.key_results.values():
        promise = key_result.promise
        found |= {step.title for step in promise.steps} | {label for label, _ in promise.scores}
    return {name for name in found if re.search(r"\d", name)}


def test_reckoning_every_number_again_gives_the_number(pages: Mapping[str, Page]) -> None:
    reckoned = [one for page in pages.values() for one in page.reckoned if one.formula]
    assert len(reckoned) > 300
    for one in reckoned:
        assert _again(one) == pytest.approx(float(one.exact), rel=1e-9, abs=1e-9), one
        assert _says(one), one


def _inputs(one: Reckoned) -> tuple[Input, ...]:
    return tuple(Input(name, float(value), Shape.NUMBER, "") for name, value in one.inputs.items())


def _again(one: Reckoned) -> float | None:
    value = value_of(one.formula, _inputs(one))
    if not one.rounding or value is None:
        return value
    decimals, how = one.rounding.split()
    return rounded(value, int(decimals), how)


def _says(one: Reckoned) -> bool:
    """Whether the words of a result are those of its exact value: plain, a percent, or points."""
    said = next(numbers(one.result))
    exact = abs(float(one.exact))
    return min(abs(said - exact), abs(said - 100 * exact)) <= 0.5 + 1e-9


def test_every_comparison_comes_out_as_it_is_told(pages: Mapping[str, Page]) -> None:
    compared = [
        (one, *told) for page in pages.values() for one in page.reckoned for told in one.comparisons
    ]
    assert len(compared) > 100
    for one, comparison, holds in compared:
        left, sign, right = re.split(r" (<=|>=|<|>) ", comparison)
        lower, upper = (value_of(side, _inputs(one)) or 0.0 for side in (left, right))
        assert COMPARE[sign](lower, upper) == holds or lower == pytest.approx(upper, abs=1e-9), one


def test_every_number_is_explained_told_by_somebody_or_a_count(
    pages: Mapping[str, Page], titles: re.Pattern[str]
) -> None:
    lost = []
    for path, page in pages.items():
        for shown in page.shown:
            text = titles.sub("", DATE.sub("", shown.text))
            is_placed = shown.number or shown.source is not None or shown.counts
            if not is_placed and list(numbers(text)):
                lost.append(f"{path}: {shown.text}")
    assert not lost


def test_every_number_stands_in_the_explanation_that_it_names(
    pages: Mapping[str, Page], titles: re.Pattern[str]
) -> None:
    known: dict[str, set[float]] = {}
    for page in pages.values():
        for one in page.reckoned:
            of = one.number.rpartition("/")[0]
            known.setdefault(of, set()).update(numbers(f"{one.words} {len(one.inputs)}"))
        for of, listed in page.listed.items():
            known.setdefault(of, set()).update(numbers(listed))
    lost = []
    for path, page in pages.items():
        for shown in page.shown:
            if shown.number and shown.source is None and not shown.counts:
                found = set(numbers(titles.sub("", DATE.sub("", shown.text))))
                if unknown := found - known.get(shown.number, set()):
                    lost.append(f"{path}: {shown.number}: {shown.text} ({unknown})")
    assert not lost, "\n".join(lost)
