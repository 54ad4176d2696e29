"""The health of the goals: what rules find in the way they are set, and why it matters."""

from collections.abc import Callable, Iterable, Mapping

from okrsite.assess.checks import RULES, Rule
from okrsite.base.problems import Problem, Problems, Severity
from okrsite.plan.paths import HEALTH
from okrsite.plan.scene import Scene
from okrsite.plan.views.health import Finding, HealthView, RuleFindings
from okrsite.plan.views.parts import Body, Head, Link
from okrsite.plan.words import count_words

_SHOWN = (Severity.WARNING, Severity.ADVICE)
_RULES = {rule.code: rule for rule in RULES}


def has_findings(findings: Problems) -> bool:
    """Whether there is anything to say."""
    return bool(findings.of(*_SHOWN))


def health_page(
    findings: Problems, titles: Mapping[str, str], scene: Scene
) -> tuple[Head, HealthView]:
    """Every warning and piece of advice, by rule; `titles` are those of the pages, by path."""
    sentence = _sentence(findings)
    view = HealthView(
        sentence=sentence,
        answered=_answered(findings),
        rules=tuple(_by_rule(findings, lambda problem: _finding(problem, titles, scene))),
    )
    return Head("Health of the goals", section=HEALTH, description=sentence), view


def _sentence(findings: Problems) -> str:
    warnings, advice = (len(findings.of(severity)) for severity in _SHOWN)
    parts = [
        count_words(warnings, "warning") if warnings else "",
        count_words(advice, "piece of advice", "pieces of advice") if advice else "",
    ]
    return f"{' and '.join(filter(None, parts))} on how the goals are set."


def _answered(findings: Problems) -> str:
    count = len(findings.silenced)
    if not count:
        return ""
    verb = "is" if count == 1 else "are"
    return f"{count_words(count, 'more finding')} {verb} answered with a reason in the file."


def _by_rule(findings: Problems, shown: Callable[[Problem], Finding]) -> Iterable[RuleFindings]:
    found: dict[tuple[int, str], list[Problem]] = {}
    for problem in findings.of(*_SHOWN):
        code = problem.code if problem.code in _RULES else ""
        found.setdefault((_SHOWN.index(problem.severity), code), []).append(problem)
    for (weight, code), problems in sorted(found.items(), key=_rules_first):
        rule = _RULES.get(code, _OF_THE_FILES)
        yield RuleFindings(
            id=f"rule_{rule.code or 'files'}_{_SHOWN[weight].value}",
            code=rule.code,
            title=rule.title,
            weight=_SHOWN[weight].value,
            why=rule.why,
            remedy=rule.remedy,
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
    "Said of the files themselves",
    "What can be read and is probably not meant so.",
    "Each line says what to write instead.",
)
"""Under what stands that no rule of quality has found."""
