"""How this is computed: the rules in force, the site's own examples, and the other presets."""

from collections.abc import Callable, Container, Iterator
from functools import partial

from okrsite.assess.assessment import KeyResultAssessment, Status
from okrsite.assess.explain.ground import Ground
from okrsite.assess.explain.key_results import key_result
from okrsite.assess.explain.kpis import kpi
from okrsite.assess.explain.objectives import objective
from okrsite.assess.explain.reckoning import Explanation
from okrsite.assess.explain.tallies import tallied
from okrsite.assess.pace import PRESETS
from okrsite.base.numbers import format_percent
from okrsite.model.goals import KeyResult, Kind, Kpi, Objective
from okrsite.plan.belonging import order
from okrsite.plan.explained import explained
from okrsite.plan.paths import HOW_COMPUTED
from okrsite.plan.rows import status_badge
from okrsite.plan.rules import RULES, Rule
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Head, Link
from okrsite.plan.views.rules import Example, PresetCell, PresetRow, RulesView, RuleView
from okrsite.plan.words import RULE_WORDS

_Explain = Callable[[Container[str]], tuple[Explanation, ...]]
"""What explains a thing, as far as it follows some rules."""

_PACED = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.TOO_EARLY)


def rules_page(scene: Scene) -> tuple[Head, RulesView]:
    """The rules in force, worked examples from the live data, every verdict under every preset."""
    examples = _examples(scene)
    rows = tuple(_row(kr, scene) for kr in _paced(scene))
    pace = scene.portfolio.settings.pace
    view = RulesView(
        rules=tuple(_rule(rule, examples, scene) for rule in RULES),
        presets=tuple(PRESETS),
        in_force=scene.say("this site’s own bounds") if pace.bounds else pace.preset,
        rows=rows,
        sentence=_sentence(rows, scene),
    )
    return Head(scene.say("How this is computed"), section=HOW_COMPUTED), view


def _rule(rule: Rule, examples: dict[str, list[Example]], scene: Scene) -> RuleView:
    return RuleView(
        rule.id,
        rule.title(scene.language),
        tuple(scene.say(text) for text in rule.text),
        rule.settings(scene.portfolio.settings),
        tuple(examples.get(rule.id, ())),
    )


def _examples(scene: Scene) -> dict[str, list[Example]]:
    """One example for each rule, and of progress one for each type of key result.

    Of a goal only those rules are looked at that still lack an example.
    """
    found: dict[str, list[Example]] = {}
    seen: set[tuple[str, str]] = set()
    for kind, link, explanations in _explanations(scene):
        missing = {rule for rule in RULE_WORDS if _sort(rule, kind) not in seen}
        for one in explanations(missing):
            if _sort(one.rule, kind) not in seen:
                seen.add(_sort(one.rule, kind))
                (example,) = explained((one,), scene)
                found.setdefault(one.rule, []).append(Example(link, example))
    return found


def _sort(rule: str, kind: str) -> tuple[str, str]:
    """What one example is enough of."""
    return rule, kind if rule == "progress" else ""


def _explanations(scene: Scene) -> Iterator[tuple[str, Link, _Explain]]:
    """What is explained on the site, the running goals first, each with its type."""
    portfolio, ground = scene.portfolio, scene.ground
    current = _current(scene)
    for one in current:
        for kr in one.key_results:
            link = scene.link(Kind.KEY_RESULT, kr.key)
            yield kr.type, link, partial(key_result, kr, ground)
    running = {one.id for one in current}
    objectives = sorted(portfolio.objectives.values(), key=order)
    closed = [one for one in objectives if one.id not in running]
    for one in (*current, *closed):
        yield "", scene.link(Kind.OBJECTIVE, one.id), partial(objective, one, ground)
    cycle = scene.assessment.current_cycle
    yield "", scene.cycle(cycle), lambda _: tallied(f"cycle:{cycle}", current, ground)
    for one_kpi in portfolio.kpis.values():
        yield "", scene.link(Kind.KPI, one_kpi.id), partial(_of_kpi, one_kpi, ground)


def _of_kpi(one: Kpi, ground: Ground, rules: Container[str]) -> tuple[Explanation, ...]:
    may_follow = (*_KPI_RULES, "sudden-change") if one.sudden_change else _KPI_RULES
    return kpi(one, ground) if any(rule in rules for rule in may_follow) else ()


_KPI_RULES = ("kpi-value", "kpi-word")


def _current(scene: Scene) -> list[Objective]:
    """The objectives of the current cycle; all of them where it has none."""
    objectives = sorted(scene.portfolio.objectives.values(), key=order)
    running = [o for o in objectives if o.cycle == scene.assessment.current_cycle]
    return running or objectives


def _paced(scene: Scene) -> Iterator[KeyResult]:
    """The key results of open cycles whose pace is computed."""
    for one in sorted(scene.portfolio.objectives.values(), key=order):
        if scene.assessment.objectives[one.id].is_closed:
            continue
        for kr in one.key_results:
            judged = scene.assessment.key_results[kr.key]
            if judged.counts and judged.pace in _PACED and judged.progress is not None:
                yield kr


def _row(kr: KeyResult, scene: Scene) -> PresetRow:
    judged = scene.assessment.key_results[kr.key]
    assert judged.progress is not None
    assert judged.expected is not None
    return PresetRow(
        link=scene.link(Kind.KEY_RESULT, kr.key),
        of=f"key-result:{kr.key}",
        progress=format_percent(judged.progress, scene.language),
        expected=format_percent(judged.expected, scene.language),
        in_force=status_badge(judged.pace, scene.language),
        cells=tuple(_cell(name, judged, scene) for name in PRESETS),
    )


def _cell(preset: str, judged: KeyResultAssessment, scene: Scene) -> PresetCell:
    """What a preset makes of a key result; too early is too early under every preset."""
    if judged.pace is Status.TOO_EARLY:
        return PresetCell(status_badge(judged.pace, scene.language), differs=False)
    assert judged.progress is not None
    assert judged.expected is not None
    status = PRESETS[preset].judge(judged.progress, judged.expected)
    return PresetCell(status_badge(status, scene.language), status is not judged.pace)


def _sentence(rows: tuple[PresetRow, ...], scene: Scene) -> str:
    different = sum(any(cell.differs for cell in row.cells) for row in rows)
    if not different:
        return scene.says(
            "Every preset agrees on {n} key result.",
            "Every preset agrees on {n} key results.",
            len(rows),
        )
    return scene.says(
        "{different} of {n} key result would be called otherwise by another preset.",
        "{different} of {n} key results would be called otherwise by another preset.",
        len(rows),
        different=different,
    )
