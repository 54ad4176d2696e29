"""One visual system: every packaged theme has enough contrast, few sizes and even steps."""

import re

import pytest
from colours import Palette, Scheme, palette, style_sheet

from okrsite.base import package

THEMES = sorted(folder.name for folder in package.themes().iterdir() if folder.is_dir())
SCHEMES: tuple[Scheme, ...] = ("light", "dark", "print")
GROUNDS = ("--paper", "--surface")
STATUSES = ("--on-track", "--at-risk", "--off-track", "--achieved", "--outdated", "--pending")
WORDS = ("--ink", "--soft-ink", "--accent", *STATUSES)
TINTS = ("--tint-on-track", "--tint-at-risk", "--tint-off-track", "--tint-achieved")
LINES = ("--quiet", "--warn-edge", "--critical-edge")


@pytest.fixture(params=[(name, scheme) for name in THEMES for scheme in SCHEMES], ids=" ".join)
def used(request: pytest.FixtureRequest) -> Palette:
    name, scheme = request.param
    return palette(name, scheme)


def too_faint(used: Palette, pairs: list[tuple[str, str]], least: float) -> dict[str, float]:
    found = {f"{one} on {ground}": used.contrast(one, ground) for one, ground in pairs}
    return {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least}


@pytest.mark.promise
def test_words_and_marks_stand_out_from_both_grounds(used: Palette) -> None:
    assert too_faint(used, [(word, ground) for word in WORDS for ground in GROUNDS], 4.5) == {}


def test_words_stand_out_from_tinted_cells_and_bars(used: Palette) -> None:
    tinted = [("--ink", tint) for tint in (*TINTS, "--tint-outdated", "--tint-pending")]
    assert too_faint(used, tinted, 4.5) == {}


def test_lines_of_charts_stand_out_from_the_paper(used: Palette) -> None:
    assert too_faint(used, [(line, "--paper") for line in LINES], 3) == {}


def test_contrast_is_reckoned_as_wcag_does() -> None:
    plain = Palette({"paper": "#fff", "ink": "light-dark(#000, #777777)"}, "light")
    assert plain.contrast("--ink", "--paper") == pytest.approx(21)
    dark = Palette(plain.tokens, "dark")
    assert dark.contrast("--ink", "--paper") == pytest.approx(4.48, abs=0.01)
    half = "color-mix(in srgb, var(--ink) 50%, var(--paper))"
    assert plain.colour(half) == pytest.approx((0.5, 0.5, 0.5))


SIZES = ("small", "text", "large", "title-2", "title-1", "figure")


def declarations(name: str, properties: str) -> list[str]:
    """What the style sheet of a theme says of some properties, but for comments."""
    text = re.sub(r"/\*.*?\*/", "", style_sheet(name), flags=re.DOTALL)
    return re.findall(rf"(?<![-\w])(?:{properties}): *([^;}}]+)", text)


@pytest.mark.parametrize("name", THEMES)
def test_type_has_six_sizes(name: str) -> None:
    allowed = {f"var(--{size})" for size in SIZES} | {"inherit"}
    drawn = re.compile(r"\d+(\.\d+)?px")  # words in drawings are set in px of the drawing
    relative = re.compile(r"0\.\d+em|\d+(\.\d+)?(pt|%)")  # code in a line; the root's own size
    said = declarations(name, "font-size")
    assert [
        s for s in said if s not in allowed and not drawn.match(s) and not relative.match(s)
    ] == []


def test_each_size_is_a_step_of_a_scale_of_1_2() -> None:
    first = dict(re.findall(r"--([a-z0-9-]+):([\d.]+)rem", style_sheet("default"))[:6])
    assert tuple(first) == SIZES
    for size in first.values():
        steps = [1.2**step for step in range(-1, 7)]
        assert min(abs(float(size) - step) for step in steps) < 0.001, size


@pytest.mark.parametrize("name", THEMES)
def test_space_goes_in_steps_of_four_pixels(name: str) -> None:
    sides = "(?:-(?:block|inline|top|left|right|bottom))?(?:-(?:start|end))?"
    said = declarations(name, f"margin{sides}|padding{sides}|(?:row-|column-)?gap")
    lengths = [length for value in said for length in re.findall(r"-?[\d.]+rem", value)]
    assert [length for length in lengths if float(length[:-3]) * 4 % 1] == []
