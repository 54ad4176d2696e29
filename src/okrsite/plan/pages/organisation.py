"""Teams, people and pillars: their goals and vital signs together."""

from collections.abc import Iterable, Sequence

from okrsite.assess.explain.reckoning import counted
from okrsite.model.goals import KeyResult, Kind, Objective, Person, Pillar, Ref, Team
from okrsite.model.schema import TeamKind
from okrsite.plan.explained import explained
from okrsite.plan.navigation import newest_first
from okrsite.plan.pages.cycles import review_links
from okrsite.plan.pages.report.scope import reports_on_team
from okrsite.plan.paths import PEOPLE, TEAMS
from okrsite.plan.rows import goal_rows, key_result_row, kpi_row, kpi_rows
from okrsite.plan.scene import Scene
from okrsite.plan.tallies import counts, tally_explained, tally_view
from okrsite.plan.units import units_of
from okrsite.plan.updates import update_view
from okrsite.plan.views.explained import Explained
from okrsite.plan.views.organisation import (
    PeopleListView,
    PersonRow,
    PersonView,
    PillarView,
    TeamRow,
    TeamsListView,
    TeamView,
)
from okrsite.plan.views.parts import Fact, Group, Head, Link
from okrsite.plan.words import DASH, PILLAR_KINDS, TEAM_KINDS

_MOST_UPDATES = 12


def team_page(team: Team, scene: Scene) -> tuple[Head, TeamView]:
    """A team's own goals and vital signs, its people and the teams below it."""
    own = scene.goals_of_team.get(team.id, ())
    now = [o.id for o in own if scene.is_current(o)]
    kpis = [k.id for k in scene.kpis_of_team.get(team.id, ())]
    of = f"team:{team.id}"
    tally = tally_view(now, scene, of)
    view = TeamView(
        title=team.title,
        facts=tuple(_team_facts(team, scene)),
        tally=tally,
        explained=(*tally_explained(now, scene, of), *_kpis_explained(of, kpis, scene)),
        cycle=_current_cycle(scene),
        goals=goal_rows(now, scene),
        past=_by_cycle([o for o in own if not scene.is_current(o)], scene),
        kpis=kpi_rows(kpis, scene),
        units=units_of(team.id, scene),
        people=tuple(scene.person(p.id) for p in scene.people_of.get(team.id, ())),
        reviews=tuple(review_links(scene, team=team.id)),
        below=tuple(_team_row(one, 0, scene) for one in scene.teams_below.get(team.id, ())),
        body=scene.body(team.document, scene.path(Kind.TEAM, team.id), level=3, prefix="about_"),
        branch=scene.branches.get(Ref(Kind.TEAM, team.id), ""),
    )
    head = Head(
        team.title,
        scene.say(TEAM_KINDS[team.kind]),
        f"{team.title}: {tally.sentence}",
        TEAMS,
        _ancestors(team, scene),
        scene.edit(team.document),
    )
    return head, view


def teams_page(scene: Scene) -> tuple[Head, TeamsListView]:
    """The teams as a tree."""
    teams = scene.portfolio.teams
    rows = tuple(
        _team_row(teams[id_], len(_ancestors(teams[id_], scene)), scene) for id_ in scene.team_order
    )
    return Head(scene.say("Teams"), section=TEAMS), TeamsListView(rows)


def person_page(person: Person, scene: Scene) -> tuple[Head, PersonView]:
    """What somebody owns and helps with, and what they said lately."""
    portfolio = scene.portfolio
    own = scene.goals_of_owner.get(person.id, ())
    helps = [o.id for o in scene.goals_helped.get(person.id, ()) if scene.is_current(o)]
    said = scene.notes_by.get(person.id, ())[:_MOST_UPDATES]
    of, kpis = f"person:{person.id}", [k.id for k in scene.kpis_of_owner.get(person.id, ())]
    results = scene.current_results.get(person.id, ())
    view = PersonView(
        name=person.name,
        explained=(*_results_explained(of, results, scene), *_kpis_explained(of, kpis, scene)),
        team=scene.team(person.team) if person.team else None,
        goals=goal_rows([o.id for o in own if scene.is_current(o)], scene),
        past=goal_rows([o.id for o in own if not scene.is_current(o)], scene),
        key_results=tuple(
            key_result_row(kr.key, scene)
            for kr in results
            if portfolio.objectives[kr.objective].owner != person.id
        ),
        kpis=kpi_rows(kpis, scene),
        units=units_of(person.id, scene),
        helps=goal_rows(helps, scene),
        leads=tuple(scene.team(id_) for id_ in scene.teams_led.get(person.id, ())),
        updates=tuple(update_view(u, scene) for u in said),
        body=scene.body(
            person.document, scene.path(Kind.PERSON, person.id), level=3, prefix="about_"
        ),
        branch=scene.branches.get(Ref(Kind.TEAM, person.team), ""),
    )
    crumbs = (view.team,) if view.team else ()
    kind, edit = scene.say("Person"), scene.edit(person.document)
    return Head(person.name, kind, "", PEOPLE, crumbs, edit), view


def people_page(scene: Scene) -> tuple[Head, PeopleListView]:
    """Everybody, by name."""
    rows = []
    for person in scene.people_by_name:
        own = [o.id for o in scene.goals_of_owner.get(person.id, ()) if scene.is_current(o)]
        results = len(scene.current_results.get(person.id, ()))
        kpis = len(scene.kpis_of_owner.get(person.id, ()))
        rows.append(
            PersonRow(
                link=scene.person(person.id),
                team=scene.team(person.team),
                goals=tuple(row.link for row in goal_rows(own, scene)),
                key_results=str(results or DASH),
                kpis=str(kpis or DASH),
                of=f"person:{person.id}",
            )
        )
    return Head(scene.say("People"), section=PEOPLE), PeopleListView(tuple(rows))


def pillar_page(pillar: Pillar, scene: Scene) -> tuple[Head, PillarView]:
    """A vision, theme or stage, and the goals that hang on it."""
    ref = Ref(Kind.PILLAR, pillar.id)
    on_it = [
        o for o in scene.portfolio.objectives.values() if ref in o.parents or o.pillar == pillar.id
    ]
    kpis = [
        k.id
        for k in scene.kpis_by_title
        if k.id != pillar.kpi and (k.pillar == pillar.id or ref in k.supports)
    ]
    view = PillarView(
        title=pillar.title,
        kind=scene.say(PILLAR_KINDS[pillar.kind]),
        body=scene.body(
            pillar.document, scene.path(Kind.PILLAR, pillar.id), level=3, prefix="about_"
        ),
        parent=scene.link(Kind.PILLAR, pillar.parent) if pillar.parent else None,
        children=tuple(
            scene.link(Kind.PILLAR, p.id)
            for p in scene.portfolio.pillars.values()
            if p.parent == pillar.id
        ),
        kpi=kpi_row(pillar.kpi, scene) if pillar.kpi in scene.portfolio.kpis else None,
        goals=goal_rows([o.id for o in on_it if scene.is_current(o)], scene),
        past=goal_rows([o.id for o in on_it if not scene.is_current(o)], scene),
        kpis=kpi_rows(kpis, scene),
        branch=scene.branches.get(ref, ""),
    )
    crumbs = (view.parent,) if view.parent else ()
    return Head(
        pillar.title, view.kind, "", "alignment.html", crumbs, scene.edit(pillar.document)
    ), view


def _current_cycle(scene: Scene) -> Link | None:
    current = scene.assessment.current_cycle
    return scene.cycle(current) if current else None


def _by_cycle(objectives: Sequence[Objective], scene: Scene) -> tuple[Group, ...]:
    groups = []
    for cycle in newest_first(scene):
        ids = [o.id for o in objectives if o.cycle == cycle]
        if ids:
            groups.append(Group(scene.cycle(cycle), goals=goal_rows(ids, scene)))
    return tuple(groups)


def _kpis_explained(of: str, ids: Sequence[str], scene: Scene) -> tuple[Explained, ...]:
    """How many KPIs somebody has, and which."""
    named = [(scene.portfolio.kpis[id_].title, f"kpi:{id_}/word") for id_ in ids]
    kpis = counted(f"{of}/kpis", scene.say("KPIs"), named, scene.language)
    return explained((kpis,) if named else (), scene)


def _results_explained(
    of: str, results: Sequence[KeyResult], scene: Scene
) -> tuple[Explained, ...]:
    """How many key results somebody answers for, and which."""
    named = [(kr.title, f"key-result:{kr.key}/status") for kr in results]
    results_ = counted(f"{of}/key-results", scene.say("Key results"), named, scene.language)
    return explained((results_,) if named else (), scene)


def _ancestors(team: Team, scene: Scene) -> tuple[Link, ...]:
    found: list[str] = []
    parent = team.parent
    while parent in scene.portfolio.teams and parent not in (team.id, *found):
        found.append(parent)
        parent = scene.portfolio.teams[parent].parent
    return tuple(scene.team(id_) for id_ in reversed(found))


def _team_facts(team: Team, scene: Scene) -> Iterable[Fact]:
    if team.kind is not TeamKind.TEAM:
        yield Fact(scene.say("Kind"), scene.say(TEAM_KINDS[team.kind]))
    if team.lead:
        yield Fact(scene.say("Lead"), links=(scene.person(team.lead),))
    if team.parent:
        yield Fact(scene.say("Part of"), links=(scene.team(team.parent),))
    if reports := reports_on_team(team.id, scene):
        yield Fact(scene.say("Reports"), links=reports)


def _team_row(team: Team, depth: int, scene: Scene) -> TeamRow:
    now = [o.id for o in scene.goals_of_team.get(team.id, ()) if scene.is_current(o)]
    kpis = len(scene.kpis_of_team.get(team.id, ()))
    tally = tally_view(now, scene, f"team:{team.id}")
    return TeamRow(
        link=scene.team(team.id),
        kind=scene.say(TEAM_KINDS[team.kind]),
        lead=scene.person(team.lead),
        depth=depth,
        objectives=scene.says("{n} objective", "{n} objectives", len(now)) if now else DASH,
        counts=counts(now, scene),
        bar=tally.bar,
        kpis=str(kpis or DASH),
        confidence=tally.confidence or DASH,
        of=f"team:{team.id}",
    )
