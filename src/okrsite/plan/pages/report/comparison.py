"""A cycle beside the one before it, and honest where one of the two is not closed."""

from collections.abc import Iterator

from okrsite.assess.explain.reckoning import Reckoning, counted
from okrsite.assess.explain.reports import moved, remembered
from okrsite.base.frozen import Frozen
from okrsite.base.numbers import format_score, signed
from okrsite.plan.explained import shown
from okrsite.plan.pages.cycles import when_words
from okrsite.plan.pages.report.figures import Figures, achieved_words, figures
from okrsite.plan.pages.report.scope import Scope, has_report, has_team_report, scope_before
from okrsite.plan.paths import report_path
from okrsite.plan.scene import Scene
from okrsite.plan.tallies import counts
from okrsite.plan.views.parts import Link
from okrsite.plan.views.report import Compared, Comparison
from okrsite.plan.words import DASH, in_order


class Pair(Frozen):
    """A cycle and the one before it, both closed where their numbers can be set off."""

    now: Figures
    before: Figures
    goes_on: Reckoning | None
    language: str

    @property
    def is_settled(self) -> bool:
        """Whether both are closed."""
        return self.now.scope.is_closed and self.before.scope.is_closed

    @property
    def score_change(self) -> Reckoning | None:
        """How far the mean score moved."""
        return self._change(self.now.score, self.before.score)

    @property
    def progress_change(self) -> Reckoning | None:
        """How far the mean progress moved."""
        return self._change(self.now.progress, self.before.progress)

    @property
    def reckoned(self) -> tuple[Reckoning, ...]:
        """What the report tells of both."""
        of, title = self.now.scope.own, self.before.scope.cycle.title
        told = (self.before.score, self.before.counts[-1], self.before.results)
        found = [remembered(of, one, title, self.language) for one in told if one is not None]
        changes = (self.score_change, self.progress_change, self.goes_on)
        return (*found, *(one for one in changes if one is not None))

    def _change(self, now: Reckoning | None, before: Reckoning | None) -> Reckoning | None:
        title = self.before.scope.cycle.title
        own = self.now.scope.own
        if not (self.is_settled and now and before):
            return None
        return moved(own, now, before, title, self.language)


def pair(now: Figures, scene: Scene) -> Pair | None:
    """A cycle with the one before it; nothing where there is none to compare with.

    A closed cycle is not compared with one that closed after it: its report would change.
    """
    scope = scope_before(now.scope, scene)
    if scope is None or (now.scope.is_closed and not scope.cycle.is_closed(now.scope.day)):
        return None
    return Pair(now, figures(scope, scene), _goes_on(now.scope, scope, scene), scene.language)


def _goes_on(now: Scope, before: Scope, scene: Scene) -> Reckoning | None:
    """How many objectives of the cycle before are carried on in this one."""
    here = set(now.ids)
    ids = [id_ for id_ in before.ids if here & set(scene.successors.get(id_, ()))]
    titles = [(scene.portfolio.objectives[id_].title, "") for id_ in ids]
    name = scene.say("Carried on from the cycle before")
    return counted(f"{now.own}/goes-on", name, titles, scene.language) if ids else None


def comparison(found: Pair, scene: Scene) -> Comparison:
    """The lines side by side."""
    now, before = found.now.scope, found.before.scope
    return Comparison(
        now=now.cycle.title,
        now_state=when_words(now.cycle, scene),
        of_now=now.of,
        before=Link(before.cycle.title, _path_of(before.cycle.id, before.team, scene)),
        before_state=when_words(before.cycle, scene),
        of_before=before.of,
        rows=tuple(_rows(found, scene)),
        of_changes=now.own if found.is_settled else "",
        note="" if found.is_settled else _note(found, scene),
    )


def has_own_report(found: Pair, scene: Scene) -> bool:
    """Whether the numbers of the cycle before are explained in a report of their own."""
    return bool(_path_of(found.before.scope.cycle.id, found.before.scope.team, scene))


def _path_of(cycle: str, team: str, scene: Scene) -> str:
    has_one = has_report(cycle, scene) and (not team or has_team_report(cycle, team, scene))
    return report_path(cycle, team) if has_one else ""


def _note(found: Pair, scene: Scene) -> str:
    open_ = found.now.scope if not found.now.scope.is_closed else found.before.scope
    return scene.say(
        "{cycle} is not closed yet, so its numbers may still move.", cycle=open_.cycle.title
    )


def _rows(found: Pair, scene: Scene) -> Iterator[Compared]:
    now, before = found.now, found.before
    ids = now.scope.of, before.scope.of
    totals = str(len(now.scope.ids)), str(len(before.scope.ids))
    yield Compared(scene.say("Objectives"), None, totals, ids)
    yield from _counted(found, scene)
    change = found.progress_change
    words = signed(shown(change, scene.language), change.result) if change else ""
    means = _words(now.progress, scene), _words(before.progress, scene)
    yield Compared(scene.say("Mean progress"), None, means, ids, words)
    if now.expected or before.expected:
        expected = _words(now.expected, scene), _words(before.expected, scene)
        yield Compared(scene.say("Expected by now"), None, expected, ids)
    scores = _score(now, scene), _score(before, scene)
    yield Compared(scene.say("Mean score"), None, scores, ids, _score_change(found, scene))
    results = _results(now, scene), _results(before, scene)
    own = now.scope.own, before.scope.own
    yield Compared(scene.say("Key results achieved"), None, results, own)
    if now.confidence or before.confidence:
        net = _words(now.confidence, scene), _words(before.confidence, scene)
        yield Compared(scene.say("Net confidence"), None, net, ids)


def _counted(found: Pair, scene: Scene) -> Iterator[Compared]:
    """How many objectives are in each state, then and now."""
    scopes = found.now.scope, found.before.scope
    sides = [{one.badge: one.number for one in counts(side.ids, scene)} for side in scopes]
    for badge in in_order({*sides[0], *sides[1]}):
        now, before = (str(side[badge]) if badge in side else DASH for side in sides)
        yield Compared(badge.word, badge, (now, before), (scopes[0].of, scopes[1].of))


def _score_change(found: Pair, scene: Scene) -> str:
    change = found.score_change
    return signed(format_score(change.result, scene.language), change.result) if change else ""


def _score(side: Figures, scene: Scene) -> str:
    if not side.scope.is_closed:
        return scene.say("not closed yet")
    return format_score(side.score.result, scene.language) if side.score else DASH


def _results(side: Figures, scene: Scene) -> str:
    return achieved_words(side.results, scene) if side.results else DASH


def _words(one: Reckoning | None, scene: Scene) -> str:
    return DASH if one is None else shown(one, scene.language)
