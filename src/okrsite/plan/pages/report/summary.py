"""Three sentences that can be read aloud: how far, what changed, what needs a decision."""

from okrsite.assess.explain.reckoning import Reckoning
from okrsite.base.words import marked, marked_many
from okrsite.plan.explained import shown
from okrsite.plan.pages.report.comparison import Pair
from okrsite.plan.pages.report.figures import Figures, achieved_words
from okrsite.plan.scene import Scene
from okrsite.plan.tallies import counts
from okrsite.plan.views.report import ToDecide
from okrsite.plan.words import listed

_MOST_NAMED = 3


def summary(
    found: Figures, compared: Pair | None, to_decide: tuple[ToDecide, ...], scene: Scene
) -> tuple[tuple[str, str], ...]:
    """The three sentences, each with what its numbers are of."""
    return (
        (_how_far(found, scene), found.scope.of),
        (_what_changed(compared, scene), found.scope.own),
        (_what_to_decide(found, to_decide, scene), found.scope.own),
    )


def _how_far(found: Figures, scene: Scene) -> str:
    """How far against expected, and how many in each state."""
    states = listed(
        (
            f"{one.number}\N{NO-BREAK SPACE}{one.badge.word}"
            for one in counts(found.scope.ids, scene)
        ),
        scene.language,
    )
    number = len(found.scope.ids)
    if found.progress is None:
        return scene.says(
            "The objective has no value yet: {states}.",
            "The {n} objectives have no value yet: {states}.",
            number,
            states=states,
        )
    known = {"progress": _words(found.progress, scene), "states": states}
    if not found.scope.is_over:
        days = {"day": _words(found.day, scene), "days": _words(found.days, scene)}
        expected = _words(found.expected, scene)
        messages = _RUNNING if found.expected else _RUNNING_UNMEASURED
        return scene.says(*messages, number, expected=expected, **days, **known)
    if not found.scope.is_closed or found.score is None:
        return scene.says(*_ENDED, number, **known)
    return scene.says(*_SCORED, number, score=_words(found.score, scene), **known)


_RUNNING = marked_many(
    "On day {day} of {days} the objective is {progress} of the way, where {expected} was expected: "
    "{states}.",
    "On day {day} of {days} the {n} objectives are {progress} of the way on average, where "
    "{expected} was expected: {states}.",
)
_RUNNING_UNMEASURED = marked_many(
    "On day {day} of {days} the objective is {progress} of the way: {states}.",
    "On day {day} of {days} the {n} objectives are {progress} of the way on average: {states}.",
)
_ENDED = marked_many(
    "The objective ended {progress} of the way: {states}.",
    "The {n} objectives ended {progress} of the way on average: {states}.",
)
_SCORED = marked_many(
    "The objective ended {progress} of the way, with a mean score of {score}: {states}.",
    "The {n} objectives ended {progress} of the way on average, with a mean score of {score}: "
    "{states}.",
)


def _what_changed(compared: Pair | None, scene: Scene) -> str:
    if compared is None:
        return scene.say("There is no earlier cycle of this length to set it beside.")
    title = compared.before.scope.cycle.title
    if not compared.before.scope.is_closed:
        return scene.say("{cycle}, the cycle before, is not closed yet.", cycle=title)
    if compared.score_change is not None:
        return _settled(compared, title, scene)
    return _so_far(compared, title, scene)


def _settled(compared: Pair, title: str, scene: Scene) -> str:
    """Both are closed: the scores side by side."""
    now, before = _words(compared.now.score, scene), _words(compared.before.score, scene)
    change = compared.score_change
    assert change
    results, earlier = (
        achieved_words(side.results, scene) for side in (compared.now, compared.before)
    )
    moved = _STAYED if now == before else _ROSE if change.result > 0 else _FELL
    return scene.say(moved, now=now, before=before, cycle=title, results=results, earlier=earlier)


_STAYED = marked(
    "The mean score stayed at {now} since {cycle}, and {results} key results were achieved after "
    "{earlier}."
)
_ROSE = marked(
    "The mean score rose from {before} to {now} since {cycle}, and {results} key results were "
    "achieved after {earlier}."
)
_FELL = marked(
    "The mean score fell from {before} to {now} since {cycle}, and {results} key results were "
    "achieved after {earlier}."
)


def _so_far(compared: Pair, title: str, scene: Scene) -> str:
    """This one runs: how the one before closed, and how much of it goes on here."""
    before = compared.before
    score = _words(before.score, scene)
    earlier = achieved_words(before.results, scene)
    if before.score is None:
        return scene.say("{cycle} closed without a score.", cycle=title)
    known = {"cycle": title, "score": score, "earlier": earlier}
    if compared.goes_on is None:
        return scene.say(
            "{cycle} closed with a mean score of {score} and {earlier} key results achieved.",
            **known,
        )
    return scene.says(
        "{cycle} closed with a mean score of {score} and {earlier} key results achieved; "
        "{n} of its objectives goes on here.",
        "{cycle} closed with a mean score of {score} and {earlier} key results achieved; "
        "{n} of its objectives go on here.",
        int(compared.goes_on.result),
        **known,
    )


def _what_to_decide(found: Figures, to_decide: tuple[ToDecide, ...], scene: Scene) -> str:
    names = [scene.say("“{title}”", title=one.link.text) for one in to_decide[:_MOST_NAMED]]
    if len(to_decide) > len(names):
        names.append(scene.say("others"))
    if names:
        return scene.say("A decision is needed on {things}.", things=listed(names, scene.language))
    if found.scope.is_closed:
        return scene.say("What becomes of each objective has been decided.")
    return scene.say("Nothing is off track, so nothing needs a decision today.")


def _words(one: Reckoning | None, scene: Scene) -> str:
    return "" if one is None else shown(one, scene.language)
