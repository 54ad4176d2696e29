"""The alignment pages: the goals as a picture and as a list, whole, by branch, team and state."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

from okrsite.assess.explain.reckoning import Reckoning, counted
from okrsite.base.frozen import Frozen, replace
from okrsite.model.goals import Kind, Ref
from okrsite.model.organisation import BACKLOG
from okrsite.plan.aligned import LEVELS, Aligned, worst
from okrsite.plan.alignment.folding import Excerpt, excerpts
from okrsite.plan.alignment.forest import ROOT, Forest
from okrsite.plan.alignment.goals import MORE, Folded, Goal, Limb, Picture
from okrsite.plan.alignment.layout import VERBS, draw
from okrsite.plan.explained import explained
from okrsite.plan.navigation import newest_first
from okrsite.plan.pages.coverage import has_coverage
from okrsite.plan.paths import ALIGNMENT, COVERAGE, OBJECTIVES
from okrsite.plan.rows import goal_row
from okrsite.plan.scene import Scene
from okrsite.plan.views.alignment import Across, AlignmentView, Branch, Orphan, StatusLink
from okrsite.plan.views.parts import Badge, Count, Head, Link
from okrsite.plan.ways import new_goal
from okrsite.plan.words import in_order

_Sheet: TypeAlias = tuple[str, Callable[[], tuple[Head, AlignmentView]]]
"""A page to be: its path, and what builds it."""

_MOST_ORPHANS = 60
_MOST_TEAMS = 40
_MOST_ABOVE = 5


class _Topic(Frozen):
    """What a run of pages shows: a forest from a goal down, with what it serves before it.

    `members` are the goals that it is about, None for all; `number` what its count is called.
    """

    path: str
    title: str
    kind: str
    sentence: str
    number: str
    top: str
    forest: Forest
    crumbs: tuple[Link, ...]
    reckonings: tuple[Reckoning, ...]
    members: frozenset[str] | None = None
    team: str = ""


def grown(scene: Scene) -> Aligned:
    """The current goals, grown into a forest; from now on the scene knows where branches are."""
    aligned = Aligned(scene)
    for id_, goal in aligned.goals.items():
        if goal.branch:
            kind, _, name = id_.partition(":")
            scene.branches[Ref(Kind(kind), name)] = goal.branch
    for team in _members(aligned, scene):
        scene.branches[Ref(Kind.TEAM, team)] = _team_path(team)
    return aligned


def alignment_pages(aligned: Aligned, scene: Scene) -> Iterator[_Sheet]:
    """The whole, then every branch, team, state and other cycle by itself."""
    yield from _pages(_whole(aligned, scene), aligned, scene)
    yield from _branch_pages(aligned, scene)
    for team, members in _members(aligned, scene).items():
        yield from _pages(_team_topic(team, members, aligned, scene), aligned, scene)
    if len(aligned.counts[ROOT]) > 1:
        for badge in aligned.counts[ROOT]:
            yield from _pages(_state_topic(badge, aligned, scene), aligned, scene)
    for cycle in _other_cycles(scene):
        other = Aligned(scene, cycle)
        yield from _pages(_whole(other, scene), other, scene)
        yield from _branch_pages(other, scene)


def _branch_pages(aligned: Aligned, scene: Scene) -> Iterator[_Sheet]:
    for id_, goal in aligned.goals.items():
        if goal.branch not in ("", aligned.path):
            yield from _pages(_branch_topic(id_, aligned, scene), aligned, scene)


def _whole(aligned: Aligned, scene: Scene) -> _Topic:
    cycle = scene.portfolio.cycles.get(aligned.cycle)
    title = scene.say("How goals align")
    return _Topic(
        path=aligned.path,
        title=scene.say("How the goals of {cycle} align", cycle=cycle.title) if cycle else title,
        kind="",
        sentence=_whole_sentence(aligned, scene),
        number=aligned.of(ROOT),
        top=ROOT,
        forest=aligned.tied,
        crumbs=(Link(title, ALIGNMENT),) if cycle else (),
        reckonings=aligned.explanations(ROOT),
    )


def _whole_sentence(aligned: Aligned, scene: Scene) -> str:
    return scene.says(
        "{n} objective, from left to right by what it serves.",
        "{n} objectives, from left to right by what they serve.",
        len(aligned.objectives),
    )


def _branch_topic(id_: str, aligned: Aligned, scene: Scene) -> _Topic:
    goal = aligned.goals[id_]
    number = aligned.below(id_)
    return _Topic(
        path=goal.branch,
        title=goal.title,
        kind=scene.say("What serves it"),
        sentence=_branch_sentence(aligned.counts[id_], scene),
        number=aligned.of(id_),
        top=id_,
        forest=aligned.tied,
        crumbs=_way_to(id_, aligned, scene),
        reckonings=aligned.explanations(id_) if number else (),
    )


def _branch_sentence(counts: Counter[Badge], scene: Scene) -> str:
    number, badge = counts.total(), worst(counts)
    if not number:
        return scene.say("No objective serves it yet.")
    if badge is None:
        return scene.says("{n} objective serves it.", "{n} objectives serve it.", number)
    return scene.says(
        "{n} objective serves it, {bad} {state}.",
        "{n} objectives serve it, {bad} {state}.",
        number,
        bad=counts[badge],
        state=badge.word,
    )


def _team_topic(team: str, members: frozenset[str], aligned: Aligned, scene: Scene) -> _Topic:
    number = f"alignment:team:{team}"
    return _Topic(
        path=_team_path(team),
        title=scene.portfolio.teams[team].title,
        kind=scene.say("Its part of the goals"),
        sentence=scene.says(
            "{n} objective of the team and those in it, and what it serves.",
            "{n} objectives of the team and those in it, and what they serve.",
            len(members),
        ),
        number=number,
        top=ROOT,
        forest=_pruned(members, aligned),
        crumbs=(
            Link(scene.say("How goals align"), ALIGNMENT),
            *(
                Link(link.text, _team_path(above))
                for above, link in _teams_above(team, scene)
                if Ref(Kind.TEAM, above) in scene.branches
            ),
            scene.team(team),
        ),
        reckonings=(_named(number, members, aligned, scene),),
        members=members,
        team=team,
    )


def _state_topic(badge: Badge, aligned: Aligned, scene: Scene) -> _Topic:
    members = frozenset(id_ for id_ in aligned.goals if aligned.badge(id_) == badge)
    number = f"alignment:state:{aligned.states[badge]}"
    return _Topic(
        path=_state_path(badge, aligned),
        title=scene.say("Goals that are {state}", state=badge.word),
        kind="",
        sentence=scene.says(
            "{n} objective is {state}; with it stands what it serves.",
            "{n} objectives are {state}; with them stands what they serve.",
            len(members),
            state=badge.word,
        ),
        number=number,
        top=ROOT,
        forest=_pruned(members, aligned),
        crumbs=(Link(scene.say("How goals align"), ALIGNMENT),),
        reckonings=(_named(number, members, aligned, scene),),
        members=members,
    )


def _pruned(members: Iterable[str], aligned: Aligned) -> Forest:
    """The goals of interest with all that they hang on; the others are quiet."""
    wanted = set(members)
    kept = wanted | {id_ for member in wanted for id_ in aligned.forest.above(member)}
    goals = ((id_, aligned.goals[id_]) for id_ in sorted(kept))
    return Forest(one if id_ in wanted else replace(one, is_quiet=True) for id_, one in goals)


def _named(number: str, members: Iterable[str], aligned: Aligned, scene: Scene) -> Reckoning:
    things = [(aligned.goals[id_].title, f"{id_}/status") for id_ in sorted(members)]
    return counted(f"{number}/goals", scene.say("Objectives"), things, scene.language)


def _pages(topic: _Topic, aligned: Aligned, scene: Scene) -> Iterator[_Sheet]:
    """A page for each part of a topic."""
    for excerpt in excerpts(topic.top, topic.forest):
        path = _part_path(topic.path, excerpt.part)
        yield path, partial(_page, topic, excerpt, aligned, scene)


def _page(
    topic: _Topic, excerpt: Excerpt, aligned: Aligned, scene: Scene
) -> tuple[Head, AlignmentView]:
    picture = _picture(topic, excerpt, aligned, scene)
    view = AlignmentView(
        sentence=topic.sentence,
        of=topic.number,
        picture=picture,
        branches=tuple(_branch(limb, aligned, scene) for limb in picture.limbs),
        states=_states(topic, aligned, scene),
        teams=_team_links(topic, scene),
        cycles=_cycle_links(topic, aligned, scene),
        coverage=Link(scene.say("Which objective works on which KPI"), COVERAGE)
        if topic.path == ALIGNMENT and has_coverage(scene)
        else None,
        orphans=_orphans(topic, aligned, scene),
        more_orphans=Link(scene.say("More of them, among all objectives"), OBJECTIVES)
        if topic.path == aligned.path and len(aligned.orphans) > _MOST_ORPHANS
        else None,
        earlier=_part(topic, excerpt, -1, scene),
        later=_part(topic, excerpt, +1, scene),
        explained=explained(topic.reckonings, scene) if excerpt.part == 1 else (),
    )
    head = Head(
        topic.title,
        topic.kind,
        topic.sentence,
        ALIGNMENT,
        topic.crumbs,
        create=new_goal(_subject(topic, aligned), scene),
    )
    return head, view


def _subject(topic: _Topic, aligned: Aligned) -> Ref | None:
    """What goals that are written from there belong to."""
    if topic.team:
        return Ref(Kind.TEAM, topic.team)
    if topic.top != ROOT:
        kind, _, id_ = topic.top.partition(":")
        return Ref(Kind(kind), id_)
    return Ref(Kind.CYCLE, aligned.cycle) if aligned.cycle else None


def _picture(topic: _Topic, excerpt: Excerpt, aligned: Aligned, scene: Scene) -> Picture:
    forest = topic.forest
    chain = forest.above(topic.top)[:_MOST_ABOVE] if topic.top else []
    goals = [replace(forest.goals[id_], is_quiet=True) for id_ in chain]
    goals += [forest.goals[topic.top]] if topic.top else []
    for id_ in excerpt.shown:
        goal = forest.goals[id_]
        if id_ in excerpt.folded:
            goal = replace(goal, folded=_folded(id_, topic, aligned, scene))
        goals.append(goal)
    goals += [_more(id_, topic, excerpt, scene) for id_ in sorted(excerpt.cut)]
    levels = [scene.say(level) for level in LEVELS]
    if not scene.portfolio.teams:
        levels = [*levels[:3], scene.say("Objectives")]
    verbs = {kind: scene.say(words) for kind, words in VERBS.items()}
    return draw(goals, levels, verbs)


def _folded(id_: str, topic: _Topic, aligned: Aligned, scene: Scene) -> Folded:
    """What hangs on a goal that is not unfolded."""
    path = aligned.goals[id_].branch
    if topic.members is not None:
        return Folded(scene.say("more below"), path)
    return Folded(_folded_words(aligned.counts[id_], scene), path, aligned.of(id_))


def _folded_words(counts: Counter[Badge], scene: Scene) -> str:
    """How many goals there are, and how many in the worst state that any is in."""
    number, badge = counts.total(), worst(counts)
    if badge is None:
        return scene.says("+{n} goal", "+{n} goals", number)
    return scene.says(
        "+{n} goal, {bad} {state}",
        "+{n} goals, {bad} {state}",
        number,
        bad=counts[badge],
        state=badge.word,
    )


def _more(id_: str, topic: _Topic, excerpt: Excerpt, scene: Scene) -> Goal:
    """What stands for the siblings that a picture has no room for."""
    part = excerpt.part + 1 if id_ == topic.top else 2
    path = topic.path if id_ == topic.top else topic.forest.goals[id_].branch
    siblings = topic.forest.children[id_]
    return Goal(
        id=f"{MORE}:{id_}",
        title=scene.say("and more"),
        path=_part_path(path, part),
        kind=MORE,
        order=(10**9, ""),
        level=min(topic.forest.goals[one].level for one in siblings),
        parents=(id_,) if id_ else (),
    )


def _part(topic: _Topic, excerpt: Excerpt, step: int, scene: Scene) -> Link | None:
    part = excerpt.part + step
    if not 1 <= part <= excerpt.parts:
        return None
    words = scene.say("Part {part} of {parts}", part=part, parts=excerpt.parts)
    return Link(words, _part_path(topic.path, part))


def _part_path(path: str, part: int) -> str:
    return path if part == 1 else f"{path.removesuffix('.html')}/{part}.html"


def _states(topic: _Topic, aligned: Aligned, scene: Scene) -> tuple[StatusLink, ...]:
    """How many are in each state; of what is current, each state has a page."""
    if topic.members is not None:
        return ()
    counts = aligned.counts[topic.top]
    has_pages = topic.path == ALIGNMENT and len(counts) > 1
    return tuple(
        StatusLink(Count(badge, counts[badge]), _state_path(badge, aligned) if has_pages else "")
        for badge in in_order(counts)
    )


def _state_path(badge: Badge, aligned: Aligned) -> str:
    return f"alignment/states/{aligned.states[badge]}.html"


def _team_path(team: str) -> str:
    return f"alignment/teams/{team}.html"


def _with_a_part(teams: Iterable[str], scene: Scene) -> list[str]:
    """Those of some teams that have a part of the goals."""
    return [team for team in teams if Ref(Kind.TEAM, team) in scene.branches]


def _members(aligned: Aligned, scene: Scene) -> Mapping[str, frozenset[str]]:
    """The goals of each team and of the teams in it; no team that has none or all of them."""
    found: dict[str, set[str]] = {team: set() for team in scene.team_order}
    for id_ in aligned.objectives:
        own = _team_of(id_, scene)
        for team in (own, *(above for above, _ in _teams_above(own, scene))):
            if team in found:
                found[team].add(f"objective:{id_}")
    whole = len(aligned.objectives)
    return {team: frozenset(goals) for team, goals in found.items() if 0 < len(goals) < whole}


def _team_of(objective: str, scene: Scene) -> str:
    """The team of an objective, or else of its owner."""
    one = scene.portfolio.objectives[objective]
    owner = scene.portfolio.people.get(one.owner)
    return one.team or (owner.team if owner else "")


def _teams_above(team: str, scene: Scene) -> list[tuple[str, Link]]:
    teams = scene.portfolio.teams
    found: list[tuple[str, Link]] = []
    while team in teams and teams[team].parent in teams and len(found) < len(teams):
        team = teams[team].parent
        found.append((team, scene.team(team)))
    return found[::-1]


def _team_links(topic: _Topic, scene: Scene) -> tuple[Link, ...]:
    """The teams of the whole, the topmost where there are many; on a team's page those in it."""
    teams: list[str] = []
    if topic.path == ALIGNMENT:
        teams = _with_a_part(scene.team_order, scene)
        if len(teams) > _MOST_TEAMS:
            teams = [team for team in teams if len(_teams_above(team, scene)) < 2]
    elif topic.team:
        teams = _with_a_part((one.id for one in scene.teams_below.get(topic.team, ())), scene)
    titles = scene.portfolio.teams
    return tuple(Link(titles[team].title, _team_path(team)) for team in teams)


def _other_cycles(scene: Scene) -> list[str]:
    """The cycles besides the current one whose goals hang on something, newest first."""
    tied = {o.cycle for o in scene.portfolio.objectives.values() if o.parents or o.pillar}
    current = scene.assessment.current_cycle
    return [c for c in newest_first(scene) if c in tied and c not in (current, BACKLOG)]


def _cycle_links(topic: _Topic, aligned: Aligned, scene: Scene) -> tuple[Link, ...]:
    if topic.path != aligned.path:
        return ()
    cycles = [cycle for cycle in _other_cycles(scene) if cycle != aligned.cycle]
    titles = scene.portfolio.cycles
    return tuple(Link(titles[c].title, f"alignment/cycles/{c}.html") for c in cycles)


def _orphans(topic: _Topic, aligned: Aligned, scene: Scene) -> tuple[Orphan, ...]:
    if topic.path != aligned.path:
        return ()
    rows = [goal_row(id_, scene) for id_ in aligned.orphans[:_MOST_ORPHANS]]
    return tuple(
        Orphan(row.link, row.badge, ", ".join(filter(None, (row.team.text, row.owner.text))))
        for row in rows
    )


def _way_to(id_: str, aligned: Aligned, scene: Scene) -> tuple[Link, ...]:
    """From the whole to a branch, each with the page of its own branch."""
    way = [aligned.goals[one] for one in reversed(aligned.forest.above(id_)[:_MOST_ABOVE])]
    return (
        Link(scene.say("How goals align"), aligned.path),
        *(Link(goal.title, goal.branch) for goal in way),
    )


def _branch(limb: Limb, aligned: Aligned, scene: Scene) -> Branch:
    goal = limb.box.goal
    kind, _, id_ = goal.id.partition(":")
    row = goal_row(id_, scene) if kind == "objective" else None
    note = ", ".join(filter(None, (row.team.text, row.owner.text))) if row else goal.kind
    return Branch(
        link=Link(goal.title, goal.path),
        kind=goal.kind,
        badge=row.badge if row else None,
        note="" if goal.kind == MORE else note,
        percent=row.bar.words if row else "",
        of=row.bar.of if row else "",
        alone=goal.branch,
        folded=goal.folded,
        across=tuple(_across(goal, aligned, scene)),
        children=tuple(_branch(inner, aligned, scene) for inner in limb.limbs),
        is_quiet=goal.is_quiet,
    )


def _across(goal: Goal, aligned: Aligned, scene: Scene) -> Iterator[Across]:
    """The links of a goal to other branches, in words."""
    trunk = aligned.forest.trunks.get(goal.id, "")
    others = [parent for parent in goal.parents if parent != trunk]
    found: tuple[tuple[str, Iterable[str]], ...] = (
        (scene.say("also serves"), others),
        (scene.say("depends on"), goal.needs),
        (scene.say("is driven by"), goal.drivers),
    )
    for words, ids in found:
        links = tuple(
            Link(aligned.goals[id_].title, aligned.goals[id_].path)
            for id_ in ids
            if id_ in aligned.goals
        )
        if links and goal.kind != MORE:
            yield Across(words, links)
