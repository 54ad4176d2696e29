"""What git remembers of promises, as frozen plain data."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, ConfigDict, Field

from okrsite.base.text import clean
from okrsite.model.goals import Promise

_STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)
"""How data that was kept between builds is read: no other than what was written."""

_Text = Annotated[str, AfterValidator(clean)]
_Number = float | None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a key result promised in one version of its file.

    `cycle` is the one that the file names or lies in. `first_day` and `due` are None where they
    follow from the cycle; `steps` are milestones without what was done of them: the id, the title,
    the weight and the due day.
    """

    __pydantic_config__: ClassVar = _STRICT

    title: _Text
    cycle: _Text
    unit: _Text
    dropped: date | None
    first_day: date | None
    due: date | None
    weight: float
    start: _Number
    target: _Number
    low: _Number
    high: _Number
    expected: tuple[tuple[date, float], ...]
    steps: tuple[tuple[_Text, _Text, float, date | None], ...]
    scores: tuple[tuple[_Text, float], ...]

    def but(self, **parts: Any) -> "Terms":
        """The same terms but for some parts."""
        return replace(self, **parts)


def terms_of(
    promise: Promise, title: str = "", cycle: str = "", unit: str = "", dropped: date | None = None
) -> Terms:
    """The terms of a promise."""
    return Terms(
        title=title,
        cycle=cycle,
        unit=unit,
        dropped=dropped,
        first_day=promise.first_day,
        due=promise.due,
        weight=promise.weight,
        start=promise.start,
        target=promise.target,
        low=promise.low,
        high=promise.high,
        expected=promise.expected,
        steps=tuple((one.id, one.title, one.weight, one.due) for one in promise.steps),
        scores=promise.scores,
    )


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its name, the day and the person it was written by."""

    __pydantic_config__: ClassVar = _STRICT

    id: Annotated[str, Field(pattern=r"^([0-9a-f]{40}|[0-9a-f]{64})$")]
    day: date
    author: _Text

    @property
    def short(self) -> str:
        """The name as people write it."""
        return self.id[:8]


@dataclass(frozen=True, slots=True)
class PromiseStep:
    """A commit that made a promise (`was` is None) or changed it.

    `is_clipped` says that it is where a shallow clone begins: the promise may be older.
    """

    __pydantic_config__: ClassVar = _STRICT

    commit: Commit
    was: Terms | None
    now: Terms
    is_clipped: bool = False


@dataclass(frozen=True, slots=True)
class Promised:
    """All that became of the promise of a key result, `objective#key-result`, oldest first."""

    __pydantic_config__: ClassVar = _STRICT

    key_result: _Text
    steps: tuple[PromiseStep, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The promises of a project; `begins` is the day from which a shallow clone knows them."""

    __pydantic_config__: ClassVar = _STRICT

    promised: tuple[Promised, ...]
    begins: date | None = None


NO_HISTORY = History(())
