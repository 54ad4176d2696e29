"""An objective wished for in, its file out."""

from pathlib import PurePosixPath

from okrsite.base.frozen import Frozen
from okrsite.model.goals import Kind
from okrsite.model.organisation import BACKLOG
from okrsite.model.references import NOBODY
from okrsite.new.fields import Comment, Group, Value, page
from okrsite.new.files import NewFile, Scaffold, new_id
from okrsite.new.key_results import key_result
from okrsite.read.library import Library


class ObjectiveWish(Frozen):
    """What is known of an objective to be; what is empty is left to be written."""

    title: str
    id: str = ""
    owner: str = ""
    team: str = ""
    cycle: str = ""
    parent: str = ""
    pillar: str = ""
    ambition: str = ""
    improves: tuple[str, ...] = ()
    guardrails: tuple[str, ...] = ()
    key_results: tuple[str, ...] = ()


def objective(wish: ObjectiveWish, library: Library) -> Scaffold:
    """The file of an objective; raises CannotWriteError."""
    key_results = tuple(key_result(words) for words in wish.key_results)
    return Scaffold((file_of(wish, key_results, "", library),))


def folder_of(cycle: str) -> PurePosixPath:
    """Where the objectives of a cycle lie."""
    return PurePosixPath("objectives", cycle)


def file_of(
    wish: ObjectiveWish, key_results: tuple[Group, ...], body: str, library: Library
) -> NewFile:
    """The file of an objective with these key results and this text."""
    id_ = new_id(Kind.OBJECTIVE, wish.title, wish.id, library)
    cycle = wish.cycle or BACKLOG
    fields: list[tuple[str, Value] | Comment] = [
        ("title", wish.title),
        ("owner", wish.owner or NOBODY),
        _or_hint("team", wish.team, "growth"),
        ("cycle", cycle),
        _or_hint("parent", wish.parent, "the objective, key result or pillar that this serves"),
        *([("pillar", wish.pillar)] if wish.pillar else []),
        _or_hint("ambition", wish.ambition, "committed, where all of it is promised"),
        _or_hint("improves", wish.improves, "[the KPIs that this is there to move]"),
        _or_hint("guardrails", wish.guardrails, "[the KPIs that this must not harm]"),
        ("key_results", key_results) if key_results else Comment(_KEY_RESULTS),
    ]
    if not body:
        fields.append(Comment("Why this, and why now: write it below the line that follows."))
    return NewFile(folder_of(cycle) / f"{id_}.md", page(Group(tuple(fields)), body))


def _or_hint(name: str, value: Value, hint: str) -> tuple[str, Value] | Comment:
    return (name, value) if value else Comment(f"{name}: {hint}")


_KEY_RESULTS = """How would we know? Each key result from where it is to where it should be:
key_results:
  - title: Sign-ups per week
    start: 800
    target: 2000
    unit: sign-ups"""
