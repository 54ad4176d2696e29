"""Counts, means and net confidence of teams, cycles and the whole company, and why they are so."""

from collections.abc import Iterable, Sequence

from okrsite.assess.assessment import Tally
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape, counted
from okrsite.assess.explain.tallies import tallied
from okrsite.assess.judge import tally
from okrsite.base.numbers import format_percent
from okrsite.plan.explained import explained
from okrsite.plan.rows import bar, objective_badge, state_id
from okrsite.plan.scene import Scene
from okrsite.plan.views.explained import Explained
from okrsite.plan.views.parts import Badge, Count, TallyView
from okrsite.plan.words import in_order


def counts(ids: Iterable[str], scene: Scene) -> tuple[Count, ...]:
    """How many objectives are in each state, in the site's order; closed ones by their word."""
    return tuple(Count(badge, len(found)) for badge, found in _by_badge(ids, scene))


def tally_view(ids: Sequence[str], scene: Scene, of: str) -> TallyView:
    """Counts, plain means and net confidence of some objectives; `of` names them."""
    scope = [scene.portfolio.objectives[id_] for id_ in ids]
    found = tally(scene.assessment, scope)
    language = scene.language
    is_open = any(not scene.assessment.objectives[id_].is_closed for id_ in ids)
    sentence = _sentence(found, scene, len(scope), is_open=is_open)
    expected = found.expected if is_open else None
    shown = None if found.progress is None else bar(found.progress, expected, language, of)
    confidence = _confidence(found, language)
    return TallyView(len(scope), counts(ids, scene), shown, sentence, confidence, of)


def _sentence(found: Tally, scene: Scene, number: int, *, is_open: bool) -> str:
    """How many they are, how far along, and how far they should be."""
    if found.progress is None:
        return scene.says("{n} objective", "{n} objectives", number)
    progress = format_percent(found.progress, scene.language)
    if found.expected is None or not is_open:
        return scene.says(
            "{n} objective, {progress} of the way on average",
            "{n} objectives, {progress} of the way on average",
            number,
            progress=progress,
        )
    return scene.says(
        "{n} objective, {progress} of the way on average; {expected} expected by now",
        "{n} objectives, {progress} of the way on average; {expected} expected by now",
        number,
        progress=progress,
        expected=format_percent(found.expected, scene.language),
    )


def tally_explained(
    ids: Sequence[str], scene: Scene, of: str, *, with_expected: bool = True
) -> tuple[Explained, ...]:
    """How the counts and means of a tally came about."""
    return explained(tally_reckoned(ids, scene, of, with_expected=with_expected), scene)


def tally_reckoned(
    ids: Sequence[str], scene: Scene, of: str, *, with_expected: bool = True
) -> tuple[Reckoning, ...]:
    """The same, still to be put into words: the means, each count, and all together."""
    scope = [scene.portfolio.objectives[id_] for id_ in ids]
    numbers = [
        counted(
            f"{of}/{state_id(found[0], scene)}", badge.word, _named(found, scene), scene.language
        )
        for badge, found in _by_badge(ids, scene)
    ]
    if numbers:
        numbers.append(_total(of, numbers, scene))
    means = tallied(of, scope, scene.ground)
    shown = [one for one in means if with_expected or not one.id.endswith("/expected")]
    return (*shown, *numbers)


def _total(of: str, counts: Sequence[Reckoning], scene: Scene) -> Reckoning:
    """How many objectives there are in all states together."""
    inputs = tuple(
        Input(f"c{n}", one.result, Shape.NUMBER, one.name) for n, one in enumerate(counts, 1)
    )
    formula, total = " + ".join(one.name for one in inputs), sum(one.result for one in counts)
    name = scene.say("Objectives")
    return Reckoning(f"{of}/all", name, "tally", formula, inputs, total, Shape.NUMBER)


def _named(ids: Iterable[str], scene: Scene) -> list[tuple[str, str]]:
    """Objectives by their titles, and what explains why each is counted where it is."""
    objectives = scene.portfolio.objectives
    return [(objectives[id_].title, f"objective:{id_}/status") for id_ in ids]


def _by_badge(ids: Iterable[str], scene: Scene) -> list[tuple[Badge, list[str]]]:
    found: dict[Badge, list[str]] = {}
    for id_ in ids:
        objective, judged = scene.portfolio.objectives[id_], scene.assessment.objectives[id_]
        found.setdefault(objective_badge(objective, judged, scene.language).bare(), []).append(id_)
    return [(badge, found[badge]) for badge in in_order(found)]


def _confidence(found: Tally, language: str) -> str:
    """Net confidence, with its sign."""
    if found.net_confidence is None:
        return ""
    sign = "+" if found.net_confidence > 0 else ""
    return sign + format_percent(found.net_confidence, language, ())
