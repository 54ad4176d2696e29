"""The frame that goals are held in: the days of cycles, and the policy itself."""

from collections.abc import Iterator
from datetime import date

from okrsite.assess.checks import COMPARED
from okrsite.base.problems import Place
from okrsite.base.project import FILE_NAME
from okrsite.compare.policy.sides import Moved, Sides
from okrsite.compare.policy.strictness import heavier, severity, stricter
from okrsite.model.goals import Cycle


def moved_days(sides: Sides) -> Iterator[Moved]:
    """Each day of a cycle that moved after it was over, or once the cycle had begun."""
    for earlier, now in sides.cycles():
        for name, was, is_ in _days(earlier, now):
            begins = earlier.first_day if name in ("start", "end") else was
            if was and begins and was != is_ and sides.as_of >= begins:
                yield Moved(
                    "cycle_days",
                    _place(name, earlier, now),
                    f"`{name}` of the cycle `{now.title}` was {sides.day(was)} and is "
                    f"{sides.day(is_) if is_ else 'unset'}, though "
                    f"{_SINCE[name].format(day=sides.day(begins))}",
                    f"put back `{name}: {was}`",
                )


def loosened_policy(sides: Sides) -> Iterator[Moved]:
    """Each rule of changes that was stricter before; the policy of then says what that asks."""
    for name, was, is_ in (*_levels(sides), *_weights(sides)):
        yield Moved(
            "policy",
            Place(FILE_NAME),
            f"`{name}` was `{was}` and is `{is_}`, so that less is asked of changes",
            "change the policy by itself, before what it lets pass",
            back=f'put back `{name.rpartition(".")[2]} = "{was}"`',
        )


def _days(earlier: Cycle, now: Cycle) -> tuple[tuple[str, date | None, date | None], ...]:
    return (
        ("start", earlier.first_day, now.first_day),
        ("end", earlier.last_day, now.last_day),
        ("targets_fixed_on", earlier.targets_fixed_on, now.targets_fixed_on),
        ("closed_on", earlier.closed_on, now.closed_on),
    )


def _place(name: str, earlier: Cycle, now: Cycle) -> Place:
    """The day as written; what only followed from others has the place of the file."""
    if now.document:
        return now.document.place(name)
    return Place(earlier.document.path) if earlier.document else Place("")


def _levels(sides: Sides) -> Iterator[tuple[str, str, str]]:
    """The settings of the policy that are looser than they were."""
    was, is_ = sides.before.settings.policy, sides.after.settings.policy
    for name in type(was).model_fields:
        old, new = str(getattr(was, name)), str(getattr(is_, name))
        if stricter(new, old) != new:
            yield f"policy.{name}", old, new


def _weights(sides: Sides) -> Iterator[tuple[str, str, str]]:
    """The rules that weigh less than they did by `check.severity`."""
    before, after = sides.before.settings, sides.after.settings
    for rule in COMPARED:
        old, new = (severity(rule, one) for one in (before, after))
        if rule.code in after.check.severity and heavier(new, old) != new:
            yield f"check.severity.{rule.code}", old, new


_SINCE = {
    "start": "the cycle began on {day}",
    "end": "the cycle began on {day}",
    "targets_fixed_on": "targets were fixed on {day}",
    "closed_on": "the cycle closed on {day}",
}
