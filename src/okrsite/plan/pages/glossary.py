"""The glossary: what an OKR and a KPI are, and the words this site uses, with living examples."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from okrsite.assess.assessment import Status, Word
from okrsite.base.words import marked
from okrsite.model.goals import KeyResult, Kind, Objective, Ref
from okrsite.plan.belonging import order
from okrsite.plan.embeds.numbers import number_of_thing
from okrsite.plan.paths import GLOSSARY, HOW_COMPUTED
from okrsite.plan.scene import Scene
from okrsite.plan.views.glossary import Difference, GlossaryView, Term, TermGroup
from okrsite.plan.views.parts import Badge, EmbeddedNumber, Head, Link
from okrsite.plan.words import KPI_WORDS, STATUS_ORDER, STATUS_WORDS

_Example = EmbeddedNumber | Link | None


def glossary_page(scene: Scene) -> tuple[Head, GlossaryView]:
    """The words of goals, of their states, of vital signs and of theirs."""
    groups = [
        _group("goals", marked("Goals"), _GOALS, scene),
        TermGroup("states", scene.say("How a goal stands"), tuple(_statuses(scene))),
        _group("vitals", marked("Vital signs"), _VITALS, scene),
        TermGroup("vital_states", scene.say("How a vital sign stands"), tuple(_words(scene))),
    ]
    if not scene.portfolio.kpis:
        groups = groups[:2]
    differences = tuple(
        Difference(*(scene.say(text) for text in (question, okr, kpi)))
        for question, okr, kpi in _DIFFERENCES
    )
    description = scene.say("What an OKR and a KPI are, and how they differ")
    head = Head(scene.say("Glossary"), section=GLOSSARY, description=description)
    return head, GlossaryView(differences, tuple(groups))


class _Entry(NamedTuple):
    """A word, what it means, how an example is found, and the rule that goes further."""

    word: str
    text: str
    example: Callable[[Scene], _Example] = lambda _: None
    rule: str = ""


def _group(id_: str, title: str, entries: Mapping[str, _Entry], scene: Scene) -> TermGroup:
    terms = tuple(
        Term(
            id=f"term_{name}",
            word=scene.say(entry.word),
            badge=None,
            text=scene.say(entry.text),
            example=entry.example(scene),
            rule=_rule(entry.rule, scene),
        )
        for name, entry in entries.items()
    )
    return TermGroup(id_, scene.say(title), terms)


def _rule(name: str, scene: Scene) -> Link | None:
    return Link(scene.say("how it is computed"), f"{HOW_COMPUTED}#rule_{name}") if name else None


def _statuses(scene: Scene) -> Iterator[Term]:
    for status in STATUS_ORDER:
        word = scene.say(STATUS_WORDS[status])
        badge = Badge(status.value, word)
        text, example = scene.say(_STATUS_TEXTS[status]), _in_state(status, scene)
        yield Term(f"status_{status.value}", word, badge, text, example, None)


def _words(scene: Scene) -> Iterator[Term]:
    for state in Word:
        word = scene.say(KPI_WORDS[state])
        badge, text = Badge(state.value, word), scene.say(_WORD_TEXTS[state])
        example = _kpi(scene, partial(_is_in, scene, state))
        yield Term(f"kpi_{state.value}", word, badge, text, example, None)


def _is_in(scene: Scene, state: Word, kpi: str) -> bool:
    return scene.assessment.kpis[kpi].word is state


def _current(scene: Scene) -> list[Objective]:
    """The objectives to choose examples from: those of now, in the order of lists."""
    return sorted(filter(scene.is_current, scene.portfolio.objectives.values()), key=order)


def _results(scene: Scene) -> Iterator[KeyResult]:
    return (kr for objective in _current(scene) for kr in objective.key_results)


def _in_state(status: Status, scene: Scene) -> _Example:
    """An objective in a state; a key result where no objective is."""
    assessment = scene.assessment
    for objective in _current(scene):
        if assessment.objectives[objective.id].status is status:
            return number_of_thing(Ref(Kind.OBJECTIVE, objective.id), scene)
    return _result(scene, lambda kr: assessment.key_results[kr.key].status is status)


def _result(scene: Scene, fits: Callable[[KeyResult], bool]) -> _Example:
    found = next(filter(fits, _results(scene)), None)
    return number_of_thing(Ref(Kind.KEY_RESULT, found.key), scene) if found else None


def _kpi(scene: Scene, fits: Callable[[str], bool]) -> _Example:
    found = next((kpi.id for kpi in scene.kpis_by_title if fits(kpi.id)), None)
    return number_of_thing(Ref(Kind.KPI, found), scene) if found else None


def _objective(scene: Scene) -> _Example:
    found = next(iter(_current(scene)), None)
    return scene.link(Kind.OBJECTIVE, found.id) if found else None


def _progress(scene: Scene) -> _Example:
    found = (
        o.id for o in _current(scene) if scene.assessment.objectives[o.id].progress is not None
    )
    id_ = next(found, None)
    return number_of_thing(Ref(Kind.OBJECTIVE, id_), scene) if id_ else None


def _measured(scene: Scene) -> _Example:
    return _result(scene, lambda kr: scene.assessment.key_results[kr.key].value is not None)


def _with_verdict(scene: Scene) -> _Example:
    judged = scene.assessment.key_results
    return _result(scene, lambda kr: judged[kr.key].verdict is not None)


def _confident(scene: Scene) -> _Example:
    judged = scene.assessment.key_results
    found = next((kr for kr in _results(scene) if judged[kr.key].confidence is not None), None)
    return scene.link(Kind.KEY_RESULT, found.key) if found else None


def _moved(scene: Scene) -> _Example:
    found = next((kr for kr in _results(scene) if kr.past), None)
    return scene.link(Kind.KEY_RESULT, found.key) if found else None


def _cycle(scene: Scene) -> _Example:
    current = scene.assessment.current_cycle
    return scene.cycle(current) if current else None


def _pillar(scene: Scene) -> _Example:
    found = next((o.pillar for o in _current(scene) if o.pillar), "")
    return scene.link(Kind.PILLAR, found) if found else None


def _guardrail(scene: Scene) -> _Example:
    named = {n.rpartition(":")[2] for o in _current(scene) for n in o.fields.guardrails}
    return _kpi(scene, lambda id_: id_ in named)


def _with_target(scene: Scene) -> _Example:
    kpis = scene.portfolio.kpis
    return _kpi(scene, lambda id_: not kpis[id_].target.is_empty)


def _with_threshold(scene: Scene) -> _Example:
    kpis = scene.portfolio.kpis
    return _kpi(scene, lambda id_: not kpis[id_].warn.is_empty)


def _gap(scene: Scene) -> _Example:
    open_gaps = {gap.kpi for gap in scene.assessment.gaps if not gap.objectives}
    all_gaps = {gap.kpi for gap in scene.assessment.gaps}
    return _kpi(scene, lambda id_: id_ in (open_gaps or all_gaps))


def _leading(scene: Scene) -> _Example:
    kpis = scene.portfolio.kpis
    return _kpi(scene, lambda id_: bool(kpis[id_].leads_to))


def _worst(scene: Scene) -> _Example:
    alerts = scene.assessment.alerts
    return _kpi(scene, lambda id_: not alerts or id_ == alerts[0])


_DIFFERENCES = (
    (
        marked("It answers"),
        marked("What do we want to change, and how would we know?"),
        marked("How are we doing?"),
    ),
    (
        marked("It is"),
        marked("an objective in words, and a few key results in numbers"),
        marked("one number, counted in the same way for years"),
    ),
    (
        marked("It lasts"),
        marked("one cycle; then it is scored, and the next one begins"),
        marked("as long as the work that it measures"),
    ),
    (
        marked("It is judged by"),
        marked("its progress from a start to a target, against the calendar"),
        marked("its value, against thresholds and perhaps a target"),
    ),
    (
        marked("When it goes badly"),
        marked("help, move the promise in the open, or drop it"),
        marked("act the same day; if it stays bad, write an objective to mend it"),
    ),
)
"""How the two differ."""

_GOALS = {
    "objective": _Entry(
        marked("Objective"),
        marked(
            "What should be different by the end of a cycle, in a sentence that a newcomer "
            "understands. One person answers for it."
        ),
        _objective,
    ),
    "key-result": _Entry(
        marked("Key result"),
        marked(
            "How we would know that an objective is reached: a number, where it started and "
            "where it should end. It tells an outcome, not what people were busy with."
        ),
        _measured,
    ),
    "cycle": _Entry(
        marked("Cycle"),
        marked(
            "The time that a goal has, mostly a quarter. When it closes, its pages stand still."
        ),
        _cycle,
    ),
    "pillar": _Entry(
        marked("Pillar"),
        marked("What goals hang on: the vision, a theme of the year, or a stage of the funnel."),
        _pillar,
    ),
    "check-in": _Entry(
        marked("Check-in"),
        marked("What owners say of their goals, once a week or so: the number, and a sentence."),
    ),
    "progress": _Entry(
        marked("Progress"),
        marked("The share of the way from start to target that is done."),
        _progress,
        "progress",
    ),
    "pace": _Entry(
        marked("Pace"),
        marked("Progress beside what could be expected by now. It speaks where no person does."),
        _measured,
        "pace",
    ),
    "verdict": _Entry(
        marked("Verdict"),
        marked("The status that an owner gives. While it is fresh it comes before the pace."),
        _with_verdict,
        "status",
    ),
    "confidence": _Entry(
        marked("Confidence"),
        marked("How sure people are to reach a target. It is charted, and never sets a status."),
        _confident,
        "confidence",
    ),
    "promise": _Entry(
        marked("Promise"),
        marked("What a key result says will be reached. Where it moved, its past stays visible."),
        _moved,
        "promise",
    ),
    "ambition": _Entry(
        marked("Committed or aspirational"),
        marked(
            "Others plan with what is committed: it is reached or it is not. What is "
            "aspirational aims so high that most of the way is a success."
        ),
        rule="score",
    ),
    "score": _Entry(
        marked("Score"),
        marked("What an objective came to when its cycle closed, from none of it to all of it."),
        rule="score",
    ),
    "net-confidence": _Entry(
        marked("Net confidence"),
        marked("The share of key results on track, less the share off track. It compares teams."),
        rule="net-confidence",
    ),
}

_VITALS = {
    "kpi": _Entry(
        marked("KPI"),
        marked(
            "A vital sign: a number worth watching while other things change, and that would "
            "change what we do if it got worse. With a target it is a success metric."
        ),
        _worst,
        "kpi-value",
    ),
    "threshold": _Entry(
        marked("Threshold"),
        marked("A bound that a KPI should not cross: the first one warns, the second is critical."),
        _with_threshold,
        "kpi-word",
    ),
    "target": _Entry(
        marked("Target"),
        marked("A level that a KPI is meant to reach, perhaps by a day. Not every KPI needs one."),
        _with_target,
        "kpi-word",
    ),
    "gap": _Entry(
        marked("Gap"),
        marked(
            "A KPI that misses its target, or is critical, and that no running objective is on."
        ),
        _gap,
        "gap-closed",
    ),
    "guardrail": _Entry(
        marked("Guardrail"),
        marked("A KPI that an objective must not harm. A critical one holds the objective back."),
        _guardrail,
        "objective-status",
    ),
    "leading": _Entry(
        marked("Leading and lagging"),
        marked("A leading KPI moves first and foretells a lagging one, which says how it ended."),
        _leading,
        "drivers",
    ),
    "provisional": _Entry(
        marked("Provisional"),
        marked("The value of a period that is not over. It is drawn hollow and judges nothing."),
        rule="kpi-value",
    ),
}

_STATUS_TEXTS = {
    Status.ACHIEVED: marked("All that was promised is there."),
    Status.ON_TRACK: marked("Progress keeps up with the calendar, or its owner says so."),
    Status.AT_RISK: marked("Behind, and still to be caught up with some help."),
    Status.OFF_TRACK: marked("Far behind: without a change it will not be reached."),
    Status.MISSED: marked("Its last day is over, and something is missing."),
    Status.OUTDATED: marked("Nobody has said anything for too long, and silence is never green."),
    Status.TOO_EARLY: marked("Hardly anything can be expected yet."),
    Status.OPEN: marked("Due on its last day and not before, so there is nothing to judge yet."),
    Status.PENDING: marked("Without a value so far."),
    Status.NOT_STARTED: marked("Its first day is still to come."),
    Status.NONE: marked("A draft, dropped, abandoned or without a cycle: shown, but not counted."),
}

_WORD_TEXTS = {
    Word.CRITICAL: marked("Beyond the critical threshold: what was agreed for that case is due."),
    Word.ALERT: marked("Suddenly much worse than before, whatever the level."),
    Word.WARN: marked("Beyond the threshold that warns."),
    Word.MISSED: marked("Short of its target."),
    Word.STALE: marked("The next value is overdue, so nobody knows whether it is still well."),
    Word.ATTAINED: marked("At its target, or better."),
    Word.HEALTHY: marked("Within its thresholds."),
    Word.MONITORED: marked("Without a rule to hold it against, so it is never called healthy."),
    Word.NO_DATA: marked("Without a value so far."),
}
