"""Counts, means and net confidence of teams, cycles and the whole company, and why they are so."""

from collections.abc import Iterable, Sequence

from okrsite.assess.assessment import Tally
from okrsite.assess.explain.reckoning import Input, Reckoning, Shape, counted
from okrsite.assess.explain.tallies import tallied
from okrsite.assess.judge import tally
from okrsite.base.numbers import format_percent
from okrsite.base.text import slug
from okrsite.plan.explained import explained
from okrsite.plan.rows import bar, objective_badge
from okrsite.plan.scene import Scene
from okrsite.plan.views.explained import Explained
from okrsite.plan.views.parts import Badge, Count, TallyView
from okrsite.plan.words import STATUS_ORDER, count_words


def counts(ids: Iterable[str], scene: Scene) -> tuple[Count, ...]:
    """How many objectives are in each state, in the site's order; closed ones by their word."""
    return tuple(Count(badge, len(found)) for badge, found in _by_badge(ids, scene))


def tally_view(ids: Sequence[str], scene: Scene, of: str) -> TallyView:
    """Counts, plain means and net confidence of some objectives; `of` names them."""
    scope = [scene.portfolio.objectives[id_] for id_ in ids]
    found = tally(scene.assessment, scope)
    language = scene.language
    is_open = any(not scene.assessment.objectives[id_].is_closed for id_ in ids)
    sentence = count_words(len(scope), "objective")
    if found.progress is not None:
        sentence += f", {format_percent(found.progress, language)} of the way on average"
        if found.expected is not None and is_open:
            sentence += f"; {format_percent(found.expected, language)} expected by now"
    expected = found.expected if is_open else None
    shown = None if found.progress is None else bar(found.progress, expected, language, of)
    confidence = _confidence(found, language)
    return TallyView(len(scope), counts(ids, scene), shown, sentence, confidence, of)


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
        counted(f"{of}/{slug(badge.word)}", badge.word, _named(found, scene))
        for badge, found in _by_badge(ids, scene)
    ]
    if numbers:
        numbers.append(_total(of, numbers))
    means = tallied(of, scope, scene.ground)
    shown = [one for one in means if with_expected or not one.id.endswith("/expected")]
    return (*shown, *numbers)


def _total(of: str, counts: Sequence[Reckoning]) -> Reckoning:
    """How many objectives there are in all states together."""
    inputs = tuple(
        Input(f"c{n}", one.result, Shape.NUMBER, one.name) for n, one in enumerate(counts, 1)
    )
    formula, total = " + ".join(one.name for one in inputs), sum(one.result for one in counts)
    return Reckoning(f"{of}/all", "Objectives", "tally", formula, inputs, total, Shape.NUMBER)


def _named(ids: Iterable[str], scene: Scene) -> list[tuple[str, str]]:
    """Objectives by their titles, and what explains why each is counted where it is."""
    objectives = scene.portfolio.objectives
    return [(objectives[id_].title, f"objective:{id_}/status") for id_ in ids]


def _by_badge(ids: Iterable[str], scene: Scene) -> list[tuple[Badge, list[str]]]:
    found: dict[Badge, list[str]] = {}
    for id_ in ids:
        objective, judged = scene.portfolio.objectives[id_], scene.assessment.objectives[id_]
        found.setdefault(objective_badge(objective, judged).bare(), []).append(id_)
    ranks = [status.value for status in STATUS_ORDER]
    ordered = sorted(found, key=lambda badge: (ranks.index(badge.status), badge.word))
    return [(badge, found[badge]) for badge in ordered]


def _confidence(found: Tally, language: str) -> str:
    """Net confidence, with its sign."""
    if found.net_confidence is None:
        return ""
    sign = "+" if found.net_confidence > 0 else ""
    return sign + format_percent(found.net_confidence, language, ())
