"""Names to things: what exists, what a reference means, and what a typo probably meant."""

import re
from collections.abc import Iterable
from copy import copy

from okrsite.base.problems import Problems, did_you_mean
from okrsite.base.text import one_of
from okrsite.model.goals import Kind, Ref
from okrsite.model.schema import ID
from okrsite.read.library import Spot

NOBODY = "open"
"""The owner of a goal that still looks for one."""


class Directory:
    """Every id by kind. A kind may be open: then any well-formed id of it exists by being used."""

    def __init__(self, problems: Problems) -> None:
        self._ids: dict[Kind, dict[str, None]] = {kind: {} for kind in Kind}
        self._open: set[Kind] = set()
        self._problems = problems
        self._hints: dict[tuple[str, tuple[Kind, ...]], str] = {}

    def add(self, kind: Kind, ids: Iterable[str]) -> None:
        """Let ids exist."""
        self._ids[kind].update(dict.fromkeys(ids))

    def open(self, kind: Kind) -> None:
        """Let any id of a kind exist by being used."""
        self._open.add(kind)

    def reporting(self, problems: Problems) -> "Directory":
        """The same names; what is wrong with what names them goes to other problems."""
        other = copy(self)
        other._problems = problems
        return other

    def ids(self, kind: Kind) -> tuple[str, ...]:
        """The ids of a kind, sorted."""
        return tuple(sorted(self._ids[kind]))

    def has(self, kind: Kind, id_: str) -> bool:
        """Whether an id exists."""
        return id_ in self._ids[kind]

    def owner(self, text: str, at: Spot) -> str:
        """The one person who answers for a thing; reports a team, and that one is still sought."""
        if text == NOBODY:
            self._problems.warning(
                "OKR210", at.place, "an owner is still sought", "name one person when there is one"
            )
            return text
        if self.has(Kind.TEAM, text) and not self.has(Kind.PERSON, text):
            self._problems.error(
                "OKR206",
                at.place,
                f"`{text}` is a team: expected one person",
                hint=f"write `team: {text}`, and name the person who answers for it",
            )
            return text
        return self.one(text, Kind.PERSON, at) or text

    def one(self, text: str, kind: Kind, at: Spot) -> str:
        """The id of one kind that a text names; empty, and reported, where there is none."""
        found = self.resolve(text, (kind,), at)
        return found.id if found else ""

    def maybe(self, text: str | None, kind: Kind, at: Spot) -> str:
        """Like `one`, for a field that may be absent."""
        return self.one(text, kind, at) if text else ""

    def many(self, texts: Iterable[str], kinds: tuple[Kind, ...], at: Spot) -> tuple[Ref, ...]:
        """The things that a list of texts names; what is unknown is reported and left out."""
        resolved = (self.resolve(text, kinds, at.at(i)) for i, text in enumerate(texts))
        return tuple(ref for ref in resolved if ref)

    def resolve(self, text: str, kinds: tuple[Kind, ...], at: Spot) -> Ref | None:
        """What a text names among kinds, by a bare id or one with its kind before it.

        Reports what is unknown (OKR201) and what could be two things (OKR202).
        """
        chosen, id_ = _chosen(text, kinds)
        found = [kind for kind in chosen if id_ in self._ids[kind]]
        if len(found) == 1:
            return Ref(found[0], id_)
        if found:
            choices = one_of([f"{kind}:{id_}" for kind in found])
            self._problems.error(
                "OKR202", at.place, f"`{id_}` names more than one thing", f"write {choices}"
            )
            return None
        for kind in chosen:
            if kind in self._open and id_ != NOBODY and re.fullmatch(ID, id_):
                self.add(kind, (id_,))
                return Ref(kind, id_)
        self._report_unknown(text, id_, kinds, at)
        return None

    def peek(self, text: str, kinds: tuple[Kind, ...]) -> Ref | None:
        """Like `resolve`, without reporting: for links in a body."""
        chosen, id_ = _chosen(text, kinds)
        found = [kind for kind in chosen if id_ in self._ids[kind]]
        return Ref(found[0], id_) if found else None

    def _report_unknown(self, text: str, id_: str, kinds: tuple[Kind, ...], at: Spot) -> None:
        words = " or ".join(_WORDS[kind] for kind in kinds)
        if (text, kinds) not in self._hints:
            known = [id_ for kind in kinds for id_ in self._ids[kind]]
            self._hints[text, kinds] = did_you_mean(id_, known)
        hint = self._hints[text, kinds]
        self._problems.error("OKR201", at.place, f"there is no {words} `{text}`", hint)


def _chosen(text: str, kinds: tuple[Kind, ...]) -> tuple[tuple[Kind, ...], str]:
    """The kinds that a text may mean, and the id in it."""
    name, colon, id_ = text.rpartition(":")
    return (tuple(kind for kind in kinds if kind == name) if colon else kinds), id_


_WORDS = {
    Kind.OBJECTIVE: "objective",
    Kind.KEY_RESULT: "key result",
    Kind.KPI: "KPI",
    Kind.METRIC: "metric",
    Kind.CYCLE: "cycle",
    Kind.TEAM: "team",
    Kind.PERSON: "person",
    Kind.PILLAR: "pillar",
}
