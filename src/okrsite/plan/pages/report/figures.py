"""The numbers of a report, reckoned once: for its summary, its comparison and its explanations."""

from okrsite.assess.explain.reckoning import Reckoning
from okrsite.assess.explain.reports import achieved, mean_score
from okrsite.assess.explain.tallies import days_of
from okrsite.base.frozen import Frozen, replace
from okrsite.plan.pages.report.scope import Scope
from okrsite.plan.scene import Scene
from okrsite.plan.tallies import tally_reckoned


class Figures(Frozen):
    """What a scope comes to; None where there is nothing to reckon."""

    scope: Scope
    day: Reckoning | None
    days: Reckoning | None
    progress: Reckoning | None
    expected: Reckoning | None
    confidence: Reckoning | None
    score: Reckoning | None
    results: Reckoning | None
    counts: tuple[Reckoning, ...]

    @property
    def all(self) -> tuple[Reckoning, ...]:
        """All that there is, in the order of the page."""
        told = (self.day, self.days, self.progress, self.expected, self.confidence)
        found = (*told, self.score, self.results, *self.counts)
        return tuple(one for one in found if one is not None)

    @property
    def own(self) -> tuple[Reckoning, ...]:
        """Those that are explained nowhere but in the report on them."""
        return tuple(one for one in self.all if one.id.startswith(f"{self.scope.own}/"))


def figures(scope: Scope, scene: Scene) -> Figures:
    """The numbers of a cycle or of a team in it; nothing is expected of what is over."""
    of, goals = scope.of, [scene.portfolio.objectives[id_] for id_ in scope.ids]
    running = days_of(scope.cycle, scene.ground) if not scope.is_over else ()
    calendar = {one.id.rpartition("/")[2]: _of(one, of) for one in running}
    tally = tally_reckoned(scope.ids, scene, of, with_expected=not scope.is_closed)
    means = {name: _named(f"{of}/{name}", tally) for name in _MEANS}
    scored = scene.scores_in.get(scope.cycle.id, {})
    scores = tuple((id_, scored[id_]) for id_ in scope.ids if id_ in scored)
    return Figures(
        scope=scope,
        day=calendar.get("day"),
        days=calendar.get("days"),
        progress=means["progress"],
        expected=means["expected"],
        confidence=None if scope.is_closed else means["net-confidence"],
        score=mean_score(of, scores, scene.ground) if scores else None,
        results=achieved(scope.own, goals, scene.ground),
        counts=tuple(one for one in tally if one.id.rpartition("/")[2] not in _MEANS),
    )


def achieved_words(results: Reckoning | None, scene: Scene) -> str:
    """How many key results are achieved, out of how many."""
    done, all_ = (int(one.value) for one in results.inputs) if results else (0, 0)
    return scene.say("{done} of {all}", done=done, all=all_)


_MEANS = ("progress", "expected", "net-confidence")


def _of(one: Reckoning, scope: str) -> Reckoning:
    return replace(one, id=f"{scope}/{one.id.rpartition('/')[2]}")


def _named(id_: str, found: tuple[Reckoning, ...]) -> Reckoning | None:
    return next((one for one in found if one.id == id_), None)
