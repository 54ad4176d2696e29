"""A team, a person, a pillar or a page wished for in, its file out."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from okrsite.model import schema
from okrsite.model.goals import Kind
from okrsite.model.portfolio import Portfolio
from okrsite.new.fields import Comment, Group, Value, page
from okrsite.new.files import FOLDERS, CannotWriteError, NewFile, Scaffold, formed_id, new_id
from okrsite.read.library import Library

_Entry = tuple[str, Value] | Comment


def team(  # noqa: PLR0913, PLR0917 - a team in one line
    title: str, id_: str, kind: str, parent: str, lead: str, portfolio: Portfolio, library: Library
) -> Scaffold:
    """The file of a team; the first brings one for every team that goals name so far."""
    id_ = new_id(Kind.TEAM, title, id_, library)
    fields: list[_Entry] = [
        ("title", title),
        ("kind", kind),
        ("parent", parent) if parent else Comment("parent: the team that it is part of"),
        ("lead", lead) if lead else Comment("lead: who leads it"),
    ]
    others = {one.id: one.title for one in portfolio.teams.values() if one.document is None}
    beside = [(name, ("title", words)) for name, words in others.items() if name != id_]
    return _first(Kind.TEAM, id_, Group(tuple(fields)), beside)


def person(name: str, id_: str, team_: str, portfolio: Portfolio, library: Library) -> Scaffold:
    """The file of a person; the first brings one for everybody who is named so far."""
    id_ = new_id(Kind.PERSON, name, id_, library)
    fields: list[_Entry] = [
        ("name", name),
        ("team", team_) if team_ else Comment("team: where they work"),
    ]
    others = {one.id: one.name for one in portfolio.people.values() if one.document is None}
    beside = [(other, ("name", words)) for other, words in others.items() if other != id_]
    return _first(Kind.PERSON, id_, Group(tuple(fields)), beside)


def pillar(title: str, id_: str, kind: str, parent: str, library: Library) -> Scaffold:
    """The file of a vision, a theme or a funnel stage."""
    id_ = new_id(Kind.PILLAR, title, id_, library)
    hints = "order: 1\nkpi: what counts a stage" if kind == "stage" else "order: 1"
    fields: list[_Entry] = [
        ("title", title),
        ("kind", kind),
        Comment(hints),
        ("parent", parent) if parent else Comment("parent: the pillar that it is part of"),
    ]
    return Scaffold((_file(Kind.PILLAR, id_, Group(tuple(fields))),))


def wiki_page(title: str, id_: str, folder: str, tags: tuple[str, ...]) -> Scaffold:
    """The file of a wiki page in a folder of the content."""
    parts = PurePosixPath(folder.strip("/")).parts
    top = parts[0] if parts else ""
    if any(part.startswith(".") and part != ".." for part in parts):
        raise CannotWriteError(f"`{folder}` begins with a point, so it is not read", _ELSEWHERE)
    if top in schema.KINDS:
        raise CannotWriteError(f"what lies in `{top}/` is no page", _ELSEWHERE)
    path = PurePosixPath(*parts) / f"{formed_id(title, id_)}.md"
    fields: tuple[_Entry, ...] = (
        ("title", title),
        ("tags", tags) if tags else Comment("tags: [rhythm]"),
        Comment("Write below the line that follows. [[id]] leads to any goal."),
    )
    return Scaffold((NewFile(path, page(Group(fields))),))


_ELSEWHERE = "name another folder with --under"


def _first(
    kind: Kind, id_: str, fields: Group, beside: Sequence[tuple[str, tuple[str, str]]]
) -> Scaffold:
    """A file and, where it is the first of its kind, those of what was only named so far."""
    files = [_file(kind, id_, fields)]
    files += [_file(kind, other, Group((entry,))) for other, entry in beside]
    said = f"it is the first of {FOLDERS[kind]}/, so those only named so far have files now, too"
    return Scaffold(tuple(files), (said,) if beside else ())


def _file(kind: Kind, id_: str, fields: Group) -> NewFile:
    return NewFile(PurePosixPath(FOLDERS[kind]) / f"{id_}.md", page(fields))
