"""A cycle wished for in, its file out, and the files of the objectives that go on in it."""

from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath

from okrsite.base.frozen import Frozen
from okrsite.model.calendar import named_cycle, named_parents
from okrsite.model.goals import Cycle, Kind
from okrsite.model.organisation import BACKLOG, title_of_cycle
from okrsite.model.portfolio import Portfolio
from okrsite.new.fields import Comment, Group, Value, page
from okrsite.new.files import CannotWriteError, NewFile, new_id
from okrsite.read.library import Library


class CycleWish(Frozen):
    """What is known of a cycle to be; a name such as `2027-q1` tells its days."""

    id: str
    title: str = ""
    start: date | None = None
    end: date | None = None
    parent: str = ""


def cycle(wish: CycleWish, portfolio: Portfolio, library: Library) -> NewFile:
    """The file of a cycle; raises CannotWriteError."""
    id_ = new_id(Kind.CYCLE, wish.id, wish.id, library)
    if id_ == BACKLOG:
        raise CannotWriteError("the backlog is always there and has no days", "name a cycle")
    first_day, last_day = days_of(wish)
    around = next((one for one in named_parents(id_) if one in portfolio.cycles), "")
    parent = wish.parent or around
    fields: list[tuple[str, Value] | Comment] = [
        ("title", wish.title or title_of_cycle(id_)),
        ("start", str(first_day)),
        ("end", str(last_day)),
        ("parent", parent) if parent else Comment("parent: the cycle that it is part of"),
        Comment("checkin_every: week"),
        Comment("not_doing:\n  - What we decided to leave"),
    ]
    return NewFile(PurePosixPath("cycles") / f"{id_}.md", page(Group(tuple(fields))))


def days_of(wish: CycleWish) -> tuple[date, date]:
    """The first and the last day, as wished or by the name; raises CannotWriteError."""
    named = named_cycle(wish.id) or (None, None)
    first_day, last_day = wish.start or named[0], wish.end or named[1]
    if first_day is None or last_day is None:
        raise CannotWriteError(
            f"`{wish.id}` does not tell its days",
            "name --start and --end, or a cycle such as 2027-q1",
        )
    if last_day < first_day:
        raise CannotWriteError(f"a cycle that ends on {last_day} cannot start on {first_day}")
    return first_day, last_day


def before(first_day: date, last_day: date, cycles: Iterable[Cycle]) -> Cycle | None:
    """The cycle that ends when one begins: the last one, nearest to it in length."""
    length = (last_day - first_day).days
    ended = [
        (one.last_day, -abs((one.last_day - one.first_day).days - length), one.id, one)
        for one in cycles
        if one.first_day and one.last_day and one.last_day < first_day
    ]
    return max(ended)[-1] if ended else None
