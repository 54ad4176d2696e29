"""The health of the goals: what rules find in the way they are set, and why it matters."""

from collections.abc import Callable, Iterable, Mapping

from okrsite.assess.checks import RULES, Rule
from okrsite.base.problems import Problem, Problems, Severity
from okrsite.base.words import marked
from okrsite.plan.paths import HEALTH
from okrsite.plan.scene import Scene
from okrsite.plan.views.health import Finding, HealthView, RuleFindings
from okrsite.plan.views.parts import Body, Head, Link

_SHOWN = (Severity.WARNING, Severity.ADVICE)
_WEIGHTS = {Severity.WARNING: marked("warning"), Severity.ADVICE: marked("advice")}
_RULES = {rule.code: rule for rule in RULES}


def has_findings(findings: Problems) -> bool:
    """Whether there is anything to say."""
    return bool(findings.of(*_SHOWN))


def health_page(
    findings: Problems, titles: Mapping[str, str], scene: Scene
) -> tuple[Head, HealthView]:
    """Every warning and piece of advice, by rule; `titles` are those of files' pages."""
    sentence = _sentence(findings, scene)
    view = HealthView(
        sentence=sentence,
        answered=_answered(findings, scene),
        rules=tuple(_by_rule(findings, lambda problem: _finding(problem, titles, scene), scene)),
    )
    return Head(scene.say("Health of the goals"), section=HEALTH, description=sentence), view


def _sentence(findings: Problems, scene: Scene) -> str:
    warnings, advice = (len(findings.of(severity)) for severity in _SHOWN)
    parts = [
        scene.says("{n} warning", "{n} warnings", warnings) if warnings else "",
        scene.says("{n} piece of advice", "{n} pieces of advice", advice) if advice else "",
    ]
    found = scene.ground.all_of([part for part in parts if part])
    return scene.say("{findings} on how the goals are set.", findings=found)


def _answered(findings: Problems, scene: Scene) -> str:
    count = len(findings.silenced)
    if not count:
        return ""
    return scene.says(
        "{n} more finding is answered with a reason in the file.",
        "{n} more findings are answered with a reason in the file.",
        count,
    )


def _by_rule(
    findings: Problems, shown: Callable[[Problem], Finding], scene: Scene
) -> Iterable[RuleFindings]:
    found: dict[tuple[int, str], list[Problem]] = {}
    for problem in findings.of(*_SHOWN):
        code = problem.code if problem.code in _RULES else ""
        found.setdefault((_SHOWN.index(problem.severity), code), []).append(problem)
    for (weight, code), problems in sorted(found.items(), key=_rules_first):
        rule = _RULES.get(code, _OF_THE_FILES)
        yield RuleFindings(
            id=f"rule_{rule.code or 'files'}_{_SHOWN[weight].value}",
            code=rule.code,
            title=scene.say(rule.title),
            weight=scene.say(_WEIGHTS[_SHOWN[weight]]),
            why=scene.say(rule.why),
            remedy=scene.say(rule.remedy),
            findings=tuple(shown(problem) for problem in problems),
        )


def _rules_first(found: tuple[tuple[int, str], list[Problem]]) -> tuple[int, bool, str]:
    (weight, code), _ = found
    return weight, not code, code


def _finding(problem: Problem, titles: Mapping[str, str], scene: Scene) -> Finding:
    document = scene.document(problem.place.path)
    path = scene.page_of(document) if document else ""
    return Finding(
        thing=Link(titles[path], path) if path in titles else Link(""),
        place=str(problem.place),
        edit=scene.edit(document),
        message=_words(problem.message),
        hint=_words(problem.hint) if problem.hint else None,
    )


def _words(text: str) -> Body:
    return Body(text, level=5, is_inline=True)


_OF_THE_FILES = Rule(
    "",
    Severity.WARNING,
    marked("Said of the files themselves"),
    marked("What can be read and is probably not meant so."),
    marked("Each line says what to write instead."),
)
"""Under what stands that no rule of quality has found."""
