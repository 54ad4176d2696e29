"""What a sentence about a change may draw on: the thing in both states, and values in words."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from okrsite.base.frozen import Frozen, replace
from okrsite.base.numbers import Unit, format_day, format_number, format_plain, format_value
from okrsite.base.words import marked, marked_as, marked_many, say_as_in, say_in, says_in
from okrsite.compare.difference import Plain, Subject
from okrsite.compare.facts.facts import Said
from okrsite.compare.facts.steps import Path, named_by
from okrsite.compare.words.choices import chosen, is_choice
from okrsite.compare.words.quotes import quoted
from okrsite.model.goals import Cycle, Kind, Ref
from okrsite.model.portfolio import Portfolio

_SIGNS = re.compile(r"([-+*/])")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})( .*)?$")
_MOST_DECIMALS = 4


class Told(Frozen):
    """A thing before (`was`) and after (`is_`), in whose words its changes are told.

    The one that it was before is None where it is new, and the other where it is gone. A key
    result `follows` where it only went with its objective. What is said before calls things by
    their newest names; `old_names` leads back to what they were called then.
    """

    before: Portfolio
    after: Portfolio
    as_of: date
    language: str
    was: Subject | None
    is_: Subject | None
    follows: bool
    said_before: Said
    said: Said
    old_names: Mapping[Ref, Ref]

    @property
    def subject(self) -> Subject:
        """The thing by its newest name."""
        found = self.is_ or self.was
        assert found
        return found

    def say(self, message: str, /, **values: object) -> str:
        """A message that a table marked, in the language of the site."""
        return say_in(self.language, message, **values)

    def say_as(self, context: str, message: str, /, **values: object) -> str:
        """As `say`, for a message that says different things in different places."""
        return say_as_in(self.language, context, message, **values)

    def field(self, name: str) -> str:
        """What a field is called within a sentence."""
        return self.say_as("field", name)

    def swap(self, what: str, was: str, now: str) -> str:
        """What a field named, and what it names now."""
        return self.say_as("thing", _SWAP, what=what, was=was, now=now)

    def quoted(self, text: str) -> str:
        """A text that somebody wrote, in quotes."""
        return quoted(text, self.language)

    def value(self, value: Plain, path: Path = ()) -> str:
        """A value in words, in the unit of its thing where it is an amount of it."""
        if isinstance(value, bool):
            return self.say(_YES) if value else self.say(_NO)
        if isinstance(value, (int, float)):
            return self._number(float(value), path)
        if isinstance(value, date):
            return format_day(value, self.language)
        if isinstance(value, Ref):
            return self.name(value)
        if path[-1:] == ("formula",) and isinstance(value, tuple):
            return "".join(map(self._of_formula, value)).strip()
        if isinstance(value, tuple) and path[-1:] and path[-1] in _RANGES and len(value) == 2:
            low, high = (self.value(one, path) for one in value)
            return self.say(_RANGE, low=low, high=high)
        if isinstance(value, tuple):
            return ", ".join(self.value(one, path) for one in value if one != "")
        if value is None:
            return ""
        words = " ".join(value.split())
        return chosen(words, self.language) if is_choice(path) else words

    def percent(self, share: float) -> str:
        """A share in percent, with the decimals that it needs."""
        return format_value(100 * share, Unit("%", _decimals(100 * share, 0)), self.language)

    def span(self, was: float, is_: float, path: Path) -> tuple[str, str]:
        """Two amounts, the first without a unit that the second names: `2,500`, `2,000 sign-ups`.

        Percents and currencies are short enough to be said twice.
        """
        unit = self._unit(was, is_) if is_amount(path) else None
        if unit and not unit.is_percent and not unit.currency:
            first = format_number(was, unit.decimals, self.language)
            return first, format_value(is_, unit, self.language)
        return self.value(was, path), self.value(is_, path)

    def name(self, ref: Ref) -> str:
        """A thing as people call it; goals in quotes, and what has no name by its id."""
        found = named(self.after, ref) or named(self.before, self.old_names.get(ref, ref)) or ref.id
        return self.quoted(found) if ref.kind in (Kind.OBJECTIVE, Kind.KEY_RESULT) else found

    def about(self, ref: Ref) -> "Told":
        """The same of another thing of the later portfolio, for the unit of its values."""
        subject = Subject(ref.kind, ref.id)
        return replace(self, was=None, is_=subject, said_before={}, said={})

    def names(self, entries: Iterable[Plain]) -> str:
        """Several things as people call them, and texts in quotes."""
        return ", ".join(
            self.quoted(one) if isinstance(one, str) else self.value(one) for one in entries
        )

    def key(self, step: str) -> str:
        """What an entry of a list goes by: a thing, a day with a word, or a word."""
        if ref := named_by(step):
            return self.name(ref)
        words = step.removeprefix("@").partition("~")[0]
        found = _DAY.match(words)
        if not found:
            return words
        day = format_day(date.fromisoformat(found[1]), self.language)
        word = (found[2] or "").strip()
        return (
            self.say_as("event", _EVENT, what=chosen(word, self.language), day=day) if word else day
        )

    @property
    def earlier(self) -> "Told":
        """The same of the thing as it was, for the unit of what is gone."""
        return replace(self, is_=None) if self.was else self

    @property
    def cycle(self) -> Cycle | None:
        """The cycle that the thing was in before, or is in where it is new."""
        if self.was:
            return cycle_of(self.before, self.was)
        return cycle_of(self.after, self.subject)

    @property
    def is_fixed(self) -> bool:
        """Whether the targets of its cycle are fixed; in another cycle it promises anew."""
        cycle, now = self.cycle, cycle_of(self.after, self.subject)
        if cycle is None or now is None or cycle.id != now.id:
            return False
        return now.targets_fixed_on is not None and self.as_of > now.targets_fixed_on

    def when(self) -> str:
        """How far the cycle is, as the end of a sentence; empty where there is no cycle."""
        first_day = self.cycle.first_day if self.cycle else None
        if first_day is None:
            return ""
        days = (self.as_of - first_day).days
        if days == 0:
            return self.say(_FIRST_DAY)
        one, many = _SINCE if days > 0 else _UNTIL
        return says_in(self.language, one, many, abs(days))

    def dated(self, words: str) -> str:
        """Words with how far the cycle is, for what belongs to one."""
        when = self.when()
        return f"{words}, {when}" if when else words

    def _of_formula(self, part: Plain) -> str:
        """A thing by its name, or signs with blanks around them."""
        return _SIGNS.sub(r" \1 ", part) if isinstance(part, str) else self.value(part)

    def _number(self, value: float, path: Path) -> str:
        if is_amount(path):
            return format_value(value, self._unit(value), self.language)
        return format_plain(value, 0, self.language)

    def _unit(self, *values: float) -> Unit:
        """The unit of the thing, with as many decimals as the values need."""
        unit = unit_of(self.after, self.is_) or unit_of(self.before, self.was) or Unit()
        needed = max((_decimals(value, unit.decimals) for value in values), default=0)
        return Unit(unit.name, needed)


def is_amount(path: Path) -> bool:
    """Whether a fact is an amount of its thing's unit.

    >>> is_amount(("target",)), is_amount(("warn", "low")), is_amount(("weight",))
    (True, True, False)
    """
    return bool(_AMOUNTS & set(path)) and "weight" not in path and "confidence" not in path


def named(portfolio: Portfolio, ref: Ref) -> str:
    """What a thing is called in a portfolio; empty where it has none of it."""
    if ref.kind is Kind.PERSON:
        person = portfolio.people.get(ref.id)
        return person.name if person else ""
    shelf: Mapping[str, object] = getattr(portfolio, _SHELVES[ref.kind])
    return str(getattr(shelf.get(ref.id), "title", ""))


def unit_of(portfolio: Portfolio, subject: Subject | None) -> Unit | None:
    """The unit that the values of a thing are written in."""
    if subject is None:
        return None
    if subject.kind is Kind.KEY_RESULT:
        key_result = portfolio.key_results.get(subject.id)
        return key_result.unit if key_result else None
    series = portfolio.series.get(subject.id)
    return series.unit if series else None


def cycle_of(portfolio: Portfolio, subject: Subject) -> Cycle | None:
    """The cycle of a goal."""
    if subject.kind not in (Kind.OBJECTIVE, Kind.KEY_RESULT):
        return None
    objective = portfolio.objectives.get(subject.id.partition("#")[0])
    return portfolio.cycles.get(objective.cycle) if objective else None


def _decimals(value: float, least: int) -> int:
    """How many decimals a value needs, at least so many."""
    exact = round(value, _MOST_DECIMALS)
    enough = (d for d in range(least, _MOST_DECIMALS) if round(value, d) == exact)
    return next(enough, max(least, _MOST_DECIMALS))


_RANGES = ("between", "sweet_spot")

_AMOUNTS = frozenset(
    (
        "start",
        "target",
        "commit",
        "stretch",
        "at_least",
        "at_most",
        "between",
        "expected",
        "values",
        "observations",
        "warn",
        "critical",
        "value",
    )
)
_SHELVES = {
    Kind.OBJECTIVE: "objectives",
    Kind.KEY_RESULT: "key_results",
    Kind.KPI: "kpis",
    Kind.METRIC: "metrics",
    Kind.CYCLE: "cycles",
    Kind.TEAM: "teams",
    Kind.PILLAR: "pillars",
}
_RANGE = marked("{low} to {high}")
_EVENT = marked_as("event", "{what} {day}")
_SWAP = marked_as("thing", "{what} from {was} to {now}")
_YES, _NO = marked("yes"), marked("no")
_FIRST_DAY = marked("on the first day of the cycle")
_SINCE = marked_many("{n} day after the cycle began", "{n} days after the cycle began")
_UNTIL = marked_many("{n} day before the cycle begins", "{n} days before the cycle begins")
