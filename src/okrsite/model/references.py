"""Names to things: what exists, what a reference means, and what a typo probably meant."""

import re
from collections.abc import Iterable

from okrsite.base.problems import Place, Problems, did_you_mean
from okrsite.model.goals import Kind, Ref
from okrsite.model.schema import ID

NOBODY = "open"
"""The owner of a goal that still looks for one."""

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


class Directory:
    """Every id by kind. A kind may be open: then any well-formed id of it exists by being used."""

    def __init__(self, problems: Problems) -> None:
        self._ids: dict[Kind, dict[str, None]] = {kind: {} for kind in Kind}
        self._open: set[Kind] = set()
        self._problems = problems

    def add(self, kind: Kind, ids: Iterable[str]) -> None:
        """Let ids exist."""
        self._ids[kind].update(dict.fromkeys(ids))

    def open(self, kind: Kind) -> None:
        """Let any id of a kind exist by being used."""
        self._open.add(kind)

    def ids(self, kind: Kind) -> tuple[str, ...]:
        """The ids of a kind, sorted."""
        return tuple(sorted(self._ids[kind]))

    def has(self, kind: Kind, id_: str) -> bool:
        """Whether an id exists."""
        return id_ in self._ids[kind]

    def one(self, text: str, kind: Kind, place: Place) -> str:
        """The id of one kind that a text names; empty, and reported, where there is none."""
        found = self.resolve(text, (kind,), place)
        return found.id if found else ""

    def maybe(self, text: str | None, kind: Kind, place: Place) -> str:
        """Like `one`, for a field that may be absent."""
        return self.one(text, kind, place) if text else ""

    def many(self, texts: Iterable[str], kinds: tuple[Kind, ...], places: Iterable[Place]) -> tuple[Ref, ...]:
        """The things that a list of texts names; what is unknown is reported and left out."""
        resolved = (self.resolve(t, kinds, p) for t, p in zip(texts, places, strict=True))
        return tuple(ref for ref in resolved if ref)

    def resolve(self, text: str, kinds: tuple[Kind, ...], place: Place) -> Ref | None:
        """What a text names among kinds, by a bare id or one with its kind before it."""
        kind_name, colon, id_ = text.rpartition(":")
        if colon:
            kinds = tuple(kind for kind in kinds if kind == kind_name)
        found = [kind for kind in kinds if id_ in self._ids[kind]]
        if len(found) == 1:
            return Ref(found[0], id_)
        if found:
            choices = " or ".join(f"`{kind}:{id_}`" for kind in found)
            self._problems.error("OKR202", place, f"`{id_}` names more than one thing",
                                 hint=f"write {choices}")
            return None
        for kind in kinds:
            if kind in self._open and re.fullmatch(ID, id_):
                self.add(kind, (id_,))
                return Ref(kind, id_)
        self._unknown(text, id_, kinds, place)
        return None

    def peek(self, text: str, kinds: tuple[Kind, ...]) -> Ref | None:
        """Like `resolve`, without reporting: for links in a body."""
        kind_name, colon, id_ = text.rpartition(":")
        chosen = [kind for kind in kinds if not colon or kind == kind_name]
        found = [kind for kind in chosen if id_ in self._ids[kind]]
        return Ref(found[0], id_) if found else None

    def _unknown(self, text: str, id_: str, kinds: tuple[Kind, ...], place: Place) -> None:
        words = " or ".join(_WORDS[kind] for kind in kinds) or "such kind of thing for"
        known = [id_ for kind in kinds for id_ in self._ids[kind]]
        self._problems.error("OKR201", place, f"there is no {words} `{text}`",
                             hint=did_you_mean(id_, known))
