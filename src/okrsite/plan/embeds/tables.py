"""Embedded tables: objectives, KPIs or key results, as the options of an embed choose them."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from okrsite.base.problems import did_you_mean
from okrsite.base.text import one_of
from okrsite.model.goals import Kind, Objective, Ref
from okrsite.plan.belonging import order
from okrsite.plan.embeds.written import Written
from okrsite.plan.navigation import newest_first
from okrsite.plan.rows import goal_row, key_result_row, kpi_rows
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Embedded, EmbeddedTable

_Chosen = Mapping[str, Ref | None]
"""What each option names; nothing for `cycle=all`."""


class Choice(NamedTuple):
    """A kind of table: its options, with the kind of thing that each names, and its rows."""

    options: Mapping[str, Kind]
    rows: Callable[[_Chosen, Scene], EmbeddedTable]


def table(written: Written) -> Embedded | None:
    """The table that an embed asks for."""
    what, *options = written.embed.text.split() or [""]
    if what not in TABLES:
        found = f"there is no table `{what}`" if what else "it does not say what it lists"
        hint = did_you_mean(what, TABLES) or written.example
        message = f"{found}: expected {one_of(tuple(TABLES))}"
        written.error("OKR223", written.word(what), message, hint)
        return None
    chosen = _chosen(written, options, TABLES[what].options)
    if chosen is None:
        return None
    shown = TABLES[what].rows(chosen, written.scene)
    if not (shown.goals or shown.kpis or shown.key_results):
        note = written.scene.say("Nothing to list yet: {what}", what=shown.caption)
        return written.shows_nothing(what, "the table is empty on this day", note)
    return written.shows(shown)


def _chosen(written: Written, options: Sequence[str], known: Mapping[str, Kind]) -> _Chosen | None:
    """What each option names; nothing where one of them is wrong, and all of those reported."""
    found: dict[str, Ref | None] = {}
    is_sound = True
    for option in options:
        name, _, value = option.partition("=")
        if problem := _problem(option, found, known):
            written.error("OKR223", written.word(option), *problem)
            is_sound = False
        elif known[name] is Kind.CYCLE and value in _CYCLES:
            found[name] = _CYCLES[value](written.scene)
        else:
            found[name] = written.resolved(value, (known[name],))
            is_sound = is_sound and found[name] is not None
    if "cycle" in known and "cycle" not in found and "objective" not in found:
        found["cycle"] = _current(written.scene)
    return found if is_sound else None


def _problem(
    option: str, found: Mapping[str, object], known: Mapping[str, Kind]
) -> tuple[str, str] | None:
    """What is wrong with an option, whatever it names, and a hint."""
    name, _, value = option.partition("=")
    if name not in known:
        hint = did_you_mean(name, known) or f"known here: {', '.join(known)}"
        return f"`{name}` is not an option of this table", hint
    if not value:
        return f"`{name}` has no value: expected an id", f"write `{name}=` and the id behind it"
    return (f"`{name}` is given twice", "keep one of the two") if name in found else None


def _current(scene: Scene) -> Ref | None:
    current = scene.assessment.current_cycle
    return Ref(Kind.CYCLE, current) if current else None


_CYCLES: Mapping[str, Callable[[Scene], Ref | None]] = {
    "current": _current,
    "all": lambda _: None,
}
"""The words for cycles that are no ids."""


def _objectives(chosen: _Chosen, scene: Scene) -> EmbeddedTable:
    found = _fitting(chosen, scene)
    has_cycles = chosen.get("cycle") is None
    if has_cycles:
        age = {id_: index for index, id_ in enumerate(newest_first(scene))}
        found.sort(key=lambda one: age[one.cycle])
    rows = tuple(goal_row(one.id, scene) for one in found)
    caption = _caption(scene.say("Objectives"), chosen, scene)
    return EmbeddedTable(caption, goals=rows, has_cycles=has_cycles)


def _fitting(chosen: _Chosen, scene: Scene) -> list[Objective]:
    """The objectives that all options hold for, in the order of lists."""
    wanted = {(name, ref.id) for name, ref in chosen.items() if ref}
    objectives = scene.portfolio.objectives.values()
    return sorted((one for one in objectives if wanted <= _facts(one)), key=order)


def _facts(one: Objective) -> set[tuple[str, str]]:
    """What is true of an objective, in the words of options."""
    above = {("parent", ref.id.partition("#")[0]) for ref in one.parents}
    pillars = {("pillar", ref.id) for ref in one.parents if ref.kind is Kind.PILLAR}
    own = {("team", one.team), ("cycle", one.cycle), ("owner", one.owner), ("objective", one.id)}
    return {*own, *above, *pillars, ("pillar", one.pillar)}


def _kpis(chosen: _Chosen, scene: Scene) -> EmbeddedTable:
    wanted = {name: ref.id for name, ref in chosen.items() if ref}
    ids = [
        kpi.id
        for kpi in scene.kpis_by_title
        if ("team" not in wanted or wanted["team"] in kpi.teams)
        and wanted.get("owner", kpi.owner) == kpi.owner
        and wanted.get("pillar", kpi.pillar) == kpi.pillar
    ]
    return EmbeddedTable(_caption(scene.say("KPIs"), chosen, scene), kpis=kpi_rows(ids, scene))


def _key_results(chosen: _Chosen, scene: Scene) -> EmbeddedTable:
    """Those of an owner are theirs, whoever owns the objective."""
    owner = chosen.get("owner")
    objectives = _fitting({name: ref for name, ref in chosen.items() if name != "owner"}, scene)
    results = [kr for one in objectives for kr in one.key_results]
    rows = tuple(
        key_result_row(kr.key, scene) for kr in results if not owner or kr.owner == owner.id
    )
    return EmbeddedTable(_caption(scene.say("Key results"), chosen, scene), key_results=rows)


def _caption(what: str, chosen: _Chosen, scene: Scene) -> str:
    """What a table lists, by the names of what chose it."""
    names = [scene.link_to(ref).text for ref in chosen.values() if ref]
    return f"{what}: {', '.join(names)}" if names else what


TABLES: Mapping[str, Choice] = {
    "objectives": Choice(
        {
            "team": Kind.TEAM,
            "cycle": Kind.CYCLE,
            "owner": Kind.PERSON,
            "pillar": Kind.PILLAR,
            "parent": Kind.OBJECTIVE,
        },
        _objectives,
    ),
    "kpis": Choice({"team": Kind.TEAM, "owner": Kind.PERSON, "pillar": Kind.PILLAR}, _kpis),
    "key-results": Choice(
        {
            "objective": Kind.OBJECTIVE,
            "team": Kind.TEAM,
            "cycle": Kind.CYCLE,
            "owner": Kind.PERSON,
        },
        _key_results,
    ),
}
