"""A company of about a thousand goals, from its vision to its people, the same on every machine.

`python bench/organisation.py FOLDER --goals 1000` writes it; `okrsite build FOLDER` builds it, and
`FOLDER/output/alignment.html` is what to look at.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

THEMES, DEPARTMENTS, TEAMS_A_DEPARTMENT = 5, 7, 6
COMPANY_GOALS, DEPARTMENT_GOALS = 7, 5
SECOND_PARENTS, NEEDS, DRIVES = 0.25, 0.4, 0.1
KPIS = 40


@dataclass
class _Aim:
    id: str
    title: str
    owner: str
    team: str
    parents: list[str]
    needs: list[str] = field(default_factory=list)
    drives: list[str] = field(default_factory=list)


def files(goals: int) -> Iterator[tuple[str, str]]:
    """The path and the text of every file; `goals` counts the objectives."""
    yield "okrsite.toml", 'title = "A large organisation"\nas_of = 2026-11-20\n'
    yield "content/pillars/vision.md", "---\ntitle: Calm work, everywhere\nkind: vision\n---\n"
    for number in range(THEMES):
        title = _title(900 + number, 3)
        yield (
            f"content/pillars/theme-{number}.md",
            f"---\ntitle: {title}\nkind: theme\nparent: vision\norder: {number}\n---\n",
        )
    yield from _teams()
    yield from _kpis()
    for number, aim in enumerate(_aims(goals, Random(4))):
        yield f"content/objectives/2026-q4/{aim.id}.md", _objective(number, aim)


def _teams() -> Iterator[tuple[str, str]]:
    yield "content/teams/company.md", "---\ntitle: Company\nkind: company\n---\n"
    for number in range(DEPARTMENTS):
        fields = f"title: {_title(700 + number, 1)}\nkind: department\nparent: company"
        yield f"content/teams/department-{number}.md", f"---\n{fields}\n---\n"
    for number in range(DEPARTMENTS * TEAMS_A_DEPARTMENT):
        parent = f"department-{number // TEAMS_A_DEPARTMENT}"
        fields = f"title: {_title(800 + number, 2)}\nparent: {parent}"
        yield f"content/teams/team-{number}.md", f"---\n{fields}\n---\n"


def _kpis() -> Iterator[tuple[str, str]]:
    for number in range(KPIS):
        yield (
            f"content/kpis/kpi-{number}.md",
            f"---\ntitle: {_title(600 + number, 3)}\nowner: kim-0\nteam: team-{number}\n"
            f"thresholds: {{warn: 40}}\nvalues: {{2026-10: {30 + number}}}\n---\n",
        )


def _aims(goals: int, chance: Random) -> list[_Aim]:
    """The goals, level by level; each hangs on one of the level above."""
    company = _level("company", COMPANY_GOALS, [f"theme-{n}" for n in range(THEMES)], chance)
    found = [_Aim(id_, "", "kim-0", "company", [parent]) for id_, parent in company]
    departments: list[_Aim] = []
    for number in range(DEPARTMENTS):
        ids = _level(f"department-{number}", DEPARTMENT_GOALS, [o.id for o in found], chance)
        departments += [_Aim(i, "", f"kim-{number}", f"department-{number}", [p]) for i, p in ids]
    all_teams = DEPARTMENTS * TEAMS_A_DEPARTMENT
    teams: list[_Aim] = []
    for number in range(all_teams):
        own = [o.id for o in departments if o.team == f"department-{number // TEAMS_A_DEPARTMENT}"]
        ids = _level(f"team-{number}", 4 + number % 3, own, chance)
        teams += [_Aim(i, "", f"kim-{10 + number}", f"team-{number}", [p]) for i, p in ids]
    found += departments + teams
    people = max(0, goals - len(found))
    own_goals = _level("own", people, [o.id for o in teams], chance)
    found += [_Aim(i, "", f"sam-{n}", "", [p]) for n, (i, p) in enumerate(own_goals)]
    return _crossed(found[:goals], departments, teams, chance)


def _level(name: str, count: int, parents: Sequence[str], chance: Random) -> list[tuple[str, str]]:
    return [(f"{name}-goal-{number}", chance.choice(parents)) for number in range(count)]


def _crossed(
    all_aims: list[_Aim], departments: Sequence[_Aim], teams: Sequence[_Aim], chance: Random
) -> list[_Aim]:
    """Links across the tree: second parents, needs, and key results that drive another's."""
    here = {aim.id for aim in all_aims}
    for aim in all_aims:
        if aim in teams and chance.random() < SECOND_PARENTS:
            aim.parents.append(chance.choice(departments).id)
        earlier = [other.id for other in teams if other.id in here and other.id < aim.id]
        near = [id_ for id_ in earlier if id_.split("-")[1] == aim.id.split("-")[1]] or earlier
        if aim in teams and near and chance.random() < NEEDS:
            aim.needs.append(chance.choice(near if chance.random() < 0.3 else earlier))
        if aim in teams and earlier and chance.random() < DRIVES:
            aim.drives.append(f"{chance.choice(earlier)}#result")
        aim.parents = list(dict.fromkeys(aim.parents))
    return all_aims


def _objective(number: int, aim: _Aim) -> str:
    random = Random(number)
    reached = random.choice((20, 35, 48, 52, 55, 60, 64, 100))
    fields = [
        f"title: {_title(number, 6)}",
        f"owner: {aim.owner}",
        *([f"team: {aim.team}"] if aim.team else []),
        f"parents: [{', '.join(aim.parents)}]",
        *([f"depends_on: [{', '.join(aim.needs)}]"] if aim.needs else []),
        *([f"improves: [kpi-{number % (KPIS - 4)}]"] if number % 7 == 0 else []),
        *([f"guardrails: [kpi-{number % (KPIS - 9)}]"] if number % 11 == 0 else []),
        "key_results:",
        "  - id: result",
        f"    title: {_title(number + 5000, 4)}",
        "    target: 100",
        f"    values: {{2026-11-18: {reached}}}",
        *([f"    drives: [{', '.join(aim.drives)}]"] if aim.drives else []),
    ]
    return "\n".join(["---", *fields, "---", ""])


_VOCABULARY = (
    *("answer", "berth", "builder", "call", "contract", "customer", "deliver", "deploy", "evening"),
    *("guest", "habit", "harbour", "invoice", "launch", "market", "minute", "order", "partner"),
    *("phone", "plan", "price", "report", "review", "season", "share", "signal", "story", "week"),
)


def _title(seed: int, words: int) -> str:
    return " ".join(Random(seed).sample(_VOCABULARY, words)).capitalize()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--goals", type=int, default=1000)
    asked = parser.parse_args()
    write(asked.folder, asked.goals)


def write(folder: Path, goals: int) -> None:
    """Write the company into a folder."""
    for path, text in files(goals):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
