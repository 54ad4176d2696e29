"""What was said of a key result, in the terms of its type: a value, a label, a milestone, a day."""

from collections.abc import Iterable, Sequence
from datetime import date

from okrsite.base.frozen import Frozen, replace
from okrsite.base.numbers import Unit, decimals_of
from okrsite.base.problems import Problems
from okrsite.base.text import one_of
from okrsite.model.goals import Promise, Update
from okrsite.model.schema import KeyResultType
from okrsite.model.series import read_value
from okrsite.read.library import Spot

_T = KeyResultType
_YES, _NO = ("yes", "true"), ("no", "false")


class RawUpdate(Frozen):
    """An update whose value is still text: only its key result knows what it means."""

    update: Update
    value: str
    done: tuple[str, ...]
    at: Spot


class Said(Frozen):
    """Reads what was said of one key result, whose promises are that of today and those before."""

    key: str
    type: KeyResultType
    unit: Unit
    promises: tuple[Promise, ...]
    has_source: bool
    problems: Problems

    def updates(self, raw: Iterable[RawUpdate]) -> tuple[Update, ...]:
        """The updates in time; reports two different values or verdicts on one day."""
        ordered = tuple(sorted(map(self._update, raw), key=lambda u: (u.day, u.place)))
        refuse_two(self.key, ordered, ("value", "label", "verdict"), self.problems)
        return ordered

    def _update(self, raw: RawUpdate) -> Update:
        update = self._with_done(raw)
        if not raw.value:
            return update
        if self.has_source:
            self.problems.error(
                "OKR114",
                raw.at.place,
                "the key result reads its values from a `source`",
                hint="give a verdict, a confidence or a note, and no value",
            )
            return update
        if self.type is _T.MILESTONES:
            return self._with_label(update, raw)
        if self.type is _T.BINARY:
            self.problems.error(
                "OKR115",
                raw.at.place,
                "a binary key result takes no value",
                hint="write `done: yes`",
            )
            return update
        number = read_value(raw.value, self.unit, raw.at, self.problems)
        if number is None:
            return update
        return update.valued(float(number), decimals_of(number))

    def _with_label(self, update: Update, raw: RawUpdate) -> Update:
        labels = list(dict.fromkeys(name for one in self.promises for name, _ in one.scores))
        if raw.value in labels:
            return replace(update, label=raw.value)
        self.problems.error(
            "OKR115",
            raw.at.place,
            f"`{raw.value}` is not a label of its milestones",
            hint=f"the labels are {one_of(labels)}" if labels else "write `done: [milestone]`",
        )
        return update

    def _with_done(self, raw: RawUpdate) -> Update:
        if not raw.done:
            return raw.update
        if self.type is _T.BINARY and len(raw.done) == 1:
            return self._reached(raw, raw.done[0])
        known = list(dict.fromkeys(step.id for one in self.promises for step in one.steps))
        for name in raw.done:
            if name not in known:
                self.problems.error(
                    "OKR115",
                    raw.at.at("done").place,
                    f"there is no milestone `{name}`",
                    hint=f"the milestones are {one_of(known)}"
                    if known
                    else f"the key result is of type `{self.type}`",
                )
        return replace(raw.update, done=tuple(name for name in raw.done if name in known))

    def _reached(self, raw: RawUpdate, text: str) -> Update:
        if text.lower() in _YES:
            return replace(raw.update, done_on=raw.update.day)
        if text.lower() in _NO:
            return raw.update
        try:
            return replace(raw.update, done_on=date.fromisoformat(text))
        except ValueError:
            self.problems.error(
                "OKR103",
                raw.at.at("done").place,
                f"`{text}`: expected `yes` or a day such as `2026-11-20`",
            )
            return raw.update


def refuse_two(
    goal: str, updates: Sequence[Update], names: tuple[str, ...], problems: Problems
) -> None:
    """Report two different things said of one goal on one day, with both places (OKR113)."""
    for name in names:
        seen: dict[date, Update] = {}
        for update in updates:
            said = getattr(update, name)
            if said is None or said == "":
                continue
            first = seen.setdefault(update.day, update)
            if getattr(first, name) != said:
                problems.error(
                    "OKR113",
                    update.place,
                    f"two different {name}s for `{goal}` on {update.day}",
                    hint="keep one of the two",
                    others=(first.place,),
                )
