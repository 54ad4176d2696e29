"""A made-up company: objectives with three key results each, KPIs, teams on three levels.

Each key result has a value for every one of 60 days, each KPI one for every working day of a
year. The same objectives come as plain pages, too, for generators that know no goals.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from math import sin
from pathlib import Path
from random import Random
from re import sub

from dialects import Files
from pages import TOKEN, Page
from prose import paragraphs, title

KEY_RESULTS = 3
DAYS = 60
WORKING_DAYS = 260
OBJECTIVES_A_KPI = 10
OBJECTIVES_A_TEAM = 4
TEAMS_A_DEPARTMENT = 6
QUARTER = date(2026, 10, 1)
YEAR = date(2025, 12, 1)
AS_OF = QUARTER + timedelta(DAYS - 1)


def project(objectives: int) -> Files:
    """The company as a project of okrsite, in which `okrsite check` finds nothing."""
    kpis, teams = kpis_beside(objectives), -(-objectives // OBJECTIVES_A_TEAM)
    yield "okrsite.toml", f'title = "Bench"\nas_of = {AS_OF}\n'
    yield from _teams(teams)
    for number in range(kpis):
        yield from _kpi(number, range(number, teams, kpis))
    for number in range(objectives):
        yield from _objective(number, kpis)


def pages(objectives: int) -> Iterator[Page]:
    """Each objective as a page: the same words, its key results as a table and no chart."""
    for number in range(objectives):
        rows = [
            f"| {_measure(number, at)} | {_start(number)} | {_target(number)} |"
            for at in range(KEY_RESULTS)
        ]
        body = [
            f"Owner: person-{_team(number)}. {_link(_parent(number), 'It serves')}",
            *("", "| Key result | Start | Target |", "| --- | ---: | ---: |", *rows, ""),
            *(paragraphs(number), "", f"State: {TOKEN}. {_link(number // 2, 'See')}", ""),
        ]
        folder = f"team-{_team(number)}"
        yield Page(folder, f"objective-{number}", title(number), "\n".join(body))


def kpis_beside(objectives: int) -> int:
    """How many KPIs a company of so many objectives has."""
    return max(2, objectives // OBJECTIVES_A_KPI)


def edit(file: Path, number: int) -> None:
    """Put a number below a million into an objective's text, and as its first result's target."""
    text = file.read_text(encoding="utf-8")
    text = sub(r"tok-\d{6}", f"tok-{number:06d}", text)
    file.write_text(sub(r"target: \d+", f"target: {number}", text, count=1), encoding="utf-8")


def _team(number: int) -> int:
    return number // OBJECTIVES_A_TEAM


def _parent(number: int) -> int:
    return (number - 1) // 5 if number else 0


def _measure(number: int, key_result: int) -> str:
    return f"Number of {title(7 * number + key_result).lower()}"


def _start(number: int) -> int:
    return 10 + number % 90


def _target(number: int) -> int:
    return 200 + number % 70


def _link(number: int, words: str) -> str:
    return f"{words} [{title(number)}](../team-{_team(number)}/objective-{number}.md)."


def _teams(teams: int) -> Files:
    yield "content/teams/company.md", "---\ntitle: Company\nkind: company\n---\n"
    for number in range(-(-teams // TEAMS_A_DEPARTMENT)):
        fields = f"title: Department {number}\nkind: department\nparent: company"
        yield f"content/teams/department-{number}.md", f"---\n{fields}\n---\n"
    for number in range(teams):
        parent = f"department-{number // TEAMS_A_DEPARTMENT}"
        fields = f"title: Team {number}\nparent: {parent}\nlead: person-{number}"
        text = f"---\n{fields}\n---\n{paragraphs(number, 1)}\n"
        yield f"content/teams/team-{number}.md", text


def _kpi(number: int, teams: range) -> Files:
    first, *others = teams or [0]
    fields = [
        f"title: {title(5000 + number)}",
        f"owner: person-{first}",
        f"team: team-{first}",
        *([f"also_for: [{', '.join(f'team-{team}' for team in others)}]"] if others else []),
        f"definition: What is counted is the {title(number, 3).lower()}",
        'unit: "%"',
        "cadence: daily",
        "thresholds: {warn: 40, critical: 30}",
        "target: 75",
        f"if_it_worsens: We stop the {title(number, 2).lower()} and mend what broke",
        f"series: kpi-{number}.csv",
    ]
    yield f"content/kpis/kpi-{number}.md", _file(fields, paragraphs(number))
    days = [YEAR + timedelta(7 * (at // 5) + at % 5) for at in range(WORKING_DAYS)]
    rows = [f"{day},{60 + 25 * sin(at / 30 + number):.1f}" for at, day in enumerate(days)]
    yield f"content/kpis/kpi-{number}.csv", "\n".join(["date,value", *rows, ""])


def _objective(number: int, kpis: int) -> Files:
    fields = [
        f"title: {title(number)}",
        f"owner: person-{_team(number)}",
        f"team: team-{_team(number)}",
        "cycle: 2026-q4",
        *([f"parent: objective-{_parent(number)}"] if number else []),
        f"improves: [kpi-{number % kpis}]",
        f"guardrails: [kpi-{(number + 1) % kpis}]",
        "key_results:",
    ]
    for at in range(KEY_RESULTS):
        fields += [
            f"  - id: result-{at}",
            f"    title: {_measure(number, at)}",
            f"    start: {_start(number)}",
            f"    target: {_target(number)}",
            "    unit: sign-ups",
            f"    source: measure-{number}-{at}",
        ]
    end = (
        f"State: {TOKEN}. See [[objective-{number // 2}]] and [it](../kpis/kpi-{number % kpis}.md)."
    )
    body = f"{paragraphs(number)}\n\n{end}"
    yield f"content/objectives/objective-{number}.md", _file(fields, body)
    yield from _measures(number)


def _measures(number: int) -> Files:
    """What the key results of an objective read: a metric each, and one table for all."""
    columns = [f"result-{at}" for at in range(KEY_RESULTS)]
    for at, column in enumerate(columns):
        fields = [
            f"title: {_measure(number, at)}",
            "unit: sign-ups",
            "cadence: daily",
            f"series: measures-{number}.csv#{column}",
        ]
        yield f"content/metrics/measure-{number}-{at}.md", _file(fields, "")
    values = zip(*(_values(number, at) for at in range(KEY_RESULTS)), strict=True)
    rows = [
        ",".join([str(QUARTER + timedelta(day)), *map(str, row)]) for day, row in enumerate(values)
    ]
    text = "\n".join([",".join(["date", *columns]), *rows, ""])
    yield f"content/metrics/measures-{number}.csv", text


def _values(number: int, key_result: int) -> Iterator[int]:
    """A value that grows towards the target, faster for some than for others."""
    random = Random(10 * number + key_result)
    value, most = _start(number), random.choice((1, 3, 4, 5))
    for _ in range(DAYS):
        yield value
        value += random.randint(0, most)


def _file(fields: list[str], body: str) -> str:
    return "\n".join(["---", *fields, "---", body, ""])
