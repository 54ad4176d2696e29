"""Two portfolios in, what of the later one went by another name in the earlier one out.

A thing that is gone and a new one of its kind are the same where they say the same: first what is
equal in something that tells things apart, then what is most alike. The exact keys and an index of
rare words keep it near-linear; `difflib` sees the few pairs that share such a word.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from okrsite.compare.difference import Plain, Subject, What
from okrsite.compare.facts.facts import Facts, Said, facts, refs_of, renamed_said
from okrsite.compare.facts.steps import Path, as_written
from okrsite.compare.facts.walk import is_default
from okrsite.model.goals import Kind
from okrsite.model.portfolio import Portfolio

ALIKE = 0.6
"""How alike two things are at least that are one: git follows a file from a half on; goals of one
company share more words than files do, and a wrong rename would hide what came and went."""

_COMMON = 12
"""A word that more things say tells none of them apart."""
_NEAREST = 4
"""How many of the nearest things are compared in full."""
_LONG_ENOUGH = 40
"""A text of so many characters is not written twice by chance."""


def matched(before: Portfolio, after: Portfolio) -> Mapping[Subject, Subject]:
    """What was renamed or moved: what it is called now to what it was called."""
    return renames(facts(before), facts(after))


def renames(before: Facts, after: Facts) -> Mapping[Subject, Subject]:
    """What was renamed or moved, by the facts of both states.

    An objective that is carried forward is a new one, and so are its key results.
    """
    found = _Renames(before, after)
    for kind in _ORDER:
        found.follow(kind)
    return found.now_to_was


@dataclass
class _Renames:
    """What was found so far; the frame comes before the goals, which speak of it."""

    before: Facts
    after: Facts
    now_to_was: dict[Subject, Subject] = field(default_factory=dict)
    taken: set[Subject] = field(default_factory=set)

    def follow(self, kind: Kind | What) -> None:
        """Find the things of a kind that have another name."""
        if kind is Kind.KEY_RESULT:
            self._follow_objectives()
        self._match(self._lost(kind), self._new(kind))

    def _follow_objectives(self) -> None:
        """Key results stay with their objective, whatever that is called."""
        lost = _by_objective(self._lost(Kind.KEY_RESULT))
        for id_, mine in _by_objective(self._new(Kind.KEY_RESULT)).items():
            now = Subject(Kind.OBJECTIVE, id_)
            there = lost.get(self.now_to_was.get(now, now).id, [])
            same = {local(one): one for one in there}
            for one in mine:
                if local(one) in same:
                    self._keep(one, same[local(one)])
            self._match(
                [one for one in there if one not in self.taken],
                [one for one in mine if one not in self.now_to_was],
            )

    def _keep(self, now: Subject, was: Subject) -> None:
        self.now_to_was[now] = was
        self.taken.add(was)

    def _lost(self, kind: Kind | What) -> list[Subject]:
        gone = (one for one in self.before if one.kind is kind and one not in self.after)
        return sorted(one for one in gone if one not in self.taken)

    def _new(self, kind: Kind | What) -> list[Subject]:
        come = (one for one in self.after if one.kind is kind and one not in self.before)
        return sorted(one for one in come if one not in self.now_to_was and self._is_free(one))

    def _is_free(self, one: Subject) -> bool:
        """Whether a thing may be an older one: what was carried forward just now is not."""
        if one.kind not in (Kind.OBJECTIVE, Kind.KEY_RESULT):
            return True
        whole = Subject(Kind.OBJECTIVE, one.id.partition("#")[0])
        source = self.after.get(whole, {}).get(_CARRIED_FROM)
        is_old = whole in self.before or whole in self.now_to_was
        return source is None or is_old or source in self._carried_before

    @cached_property
    def _carried_before(self) -> frozenset[Plain]:
        """What the objectives that are gone were carried forward from, when they were."""
        gone = (one for one in self.before if one.kind is Kind.OBJECTIVE and one not in self.after)
        return frozenset(self.before[one].get(_CARRIED_FROM) for one in gone)

    def _match(self, lost: list[Subject], new: list[Subject]) -> None:
        """Match things by whatever tells them apart, the surest first."""
        if not lost or not new:
            return
        kind = lost[0].kind
        to = refs_of({was: now for now, was in self.now_to_was.items()})
        old = {one: renamed_said(_speaking(one, self.before), to) for one in lost}
        fresh = {one: _speaking(one, self.after) for one in new}
        for key in _KEYS.get(kind, _SURE):
            for now, was in _paired(old, fresh, key):
                self._keep(now, was)
                del old[was], fresh[now]
        if isinstance(kind, Kind):
            for now, was in _most_alike(old, fresh).items():
                self._keep(now, was)


def _speaking(one: Subject, facts_: Facts) -> Said:
    """What a thing says, an objective with the titles of its key results."""
    said = facts_[one]
    if one.kind is not Kind.OBJECTIVE:
        return said
    return {**said, _KEY_RESULTS: facts_.titles_below(one.id)}


def _paired(
    old: Mapping[Subject, Said],
    fresh: Mapping[Subject, Said],
    key: Callable[[Said], object],
) -> list[tuple[Subject, Subject]]:
    """The things that alone have the same key, before and after."""
    were, are = _unique(old, key), _unique(fresh, key)
    return [(now, were[name]) for name, now in are.items() if name in were]


def _unique(things: Mapping[Subject, Said], key: Callable[[Said], object]) -> dict[object, Subject]:
    named: dict[object, list[Subject]] = defaultdict(list)
    for one, said in things.items():
        if name := key(said):
            named[name].append(one)
    return {name: found[0] for name, found in named.items() if len(found) == 1}


def _most_alike(
    old: Mapping[Subject, Said], fresh: Mapping[Subject, Said]
) -> dict[Subject, Subject]:
    """The pairs that are most alike, and alike enough, the best first."""
    words = {one: _words(said) for one, said in (*old.items(), *fresh.items())}
    pairs = [
        (_likeness(words[was], words[now]), now, was)
        for now, was in _candidates({one: words[one] for one in old}, fresh, words)
    ]
    found: dict[Subject, Subject] = {}
    taken: set[Subject] = set()
    for share, now, was in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if share >= ALIKE and now not in found and was not in taken:
            found[now] = was
            taken.add(was)
    return found


def _candidates(
    old: Mapping[Subject, list[str]],
    fresh: Iterable[Subject],
    words: Mapping[Subject, list[str]],
) -> Iterator[tuple[Subject, Subject]]:
    """Each new thing with the few that share most of the rarer words with it."""
    holders: dict[str, list[Subject]] = defaultdict(list)
    for one, said in old.items():
        for word in dict.fromkeys(said):
            holders[word].append(one)
    for now in fresh:
        shared: Counter[Subject] = Counter()
        for word in dict.fromkeys(words[now]):
            if len(holders.get(word, ())) <= _COMMON:
                shared.update(holders.get(word, ()))
        nearest = sorted(shared, key=lambda one: (-shared[one], one))
        yield from ((now, was) for was in nearest[:_NEAREST])


def _likeness(was: list[str], now: list[str]) -> float:
    """How much of two things is the same (0..1); 0 where it cannot be enough."""
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _words(said: Said) -> list[str]:
    """What a thing says, as words in the order of its fields; defaults say nothing."""
    return [
        word
        for path, value in sorted(said.items(), key=lambda item: item[0])
        if not is_default(path, value)
        for word in _spoken(path, value)
    ]


def _spoken(path: Path, value: Plain) -> Iterator[str]:
    if isinstance(value, tuple):
        for one in value:
            yield from _spoken(path, one)
    elif isinstance(value, str):
        yield from (f"{'.'.join(path)} {word}" for word in value.casefold().split())
    else:
        yield f"{'.'.join(path)} {value}"


def _everything(said: Said) -> object:
    return frozenset(said.items())


def _title(said: Said) -> object:
    title = said.get(("title",), said.get(("name",)))
    return title.casefold() if isinstance(title, str) else None


def _text(said: Said) -> object:
    text = said.get(("text",))
    return text if len(as_written(text)) >= _LONG_ENOUGH else None


def _teller(said: Said) -> object:
    """Who checks in, and when."""
    return said.get(("day",)), said.get(("author",))


def _told(said: Said) -> object:
    """What a check-in says, whenever it does."""
    return frozenset(item for item in said.items() if item[0] != ("day",))


def _key_results(said: Said) -> object:
    """The titles of key results, where there are enough to tell an objective by."""
    titles = said.get(_KEY_RESULTS)
    return titles if isinstance(titles, tuple) and len(titles) > 1 else None


def _reviewed(said: Said) -> object:
    return said.get(("cycle",)), said.get(("team",))


def _by_objective(subjects: Iterable[Subject]) -> dict[str, list[Subject]]:
    found: dict[str, list[Subject]] = defaultdict(list)
    for one in subjects:
        found[one.id.partition("#")[0]].append(one)
    return found


def local(key_result: Subject) -> str:
    """The id of a key result within its objective."""
    return key_result.id.partition("#")[2]


_CARRIED_FROM = ("carried_from",)
_KEY_RESULTS = ("key_results",)
_SURE = (_everything, _title, _text, _key_results)
_KEYS: Mapping[Kind | What, tuple[Callable[[Said], object], ...]] = {
    What.CHECK_IN: (_everything, _teller, _told),
    What.REVIEW: (_everything, _reviewed, _text),
}
"""What tells things of a kind apart, the surest first."""

_ORDER = (
    Kind.PERSON,
    Kind.TEAM,
    Kind.PILLAR,
    Kind.CYCLE,
    Kind.METRIC,
    Kind.KPI,
    Kind.OBJECTIVE,
    Kind.KEY_RESULT,
    What.CHECK_IN,
    What.REVIEW,
)
