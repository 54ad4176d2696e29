"""The text of an objective's file as it once stood in; what each key result promised then out."""

from collections.abc import Mapping

from pydantic import ValidationError

from okrsite.base.frozen import Frozen
from okrsite.base.problems import Problems
from okrsite.base.text import clean
from okrsite.compare.history.promised import Terms, terms_of
from okrsite.model.calendar import Rhythm
from okrsite.model.goals import Cycle
from okrsite.model.key_results import local_id, promise_of, type_of
from okrsite.model.schema import KeyResultFields, KeyResultType
from okrsite.read.frontmatter import Scalar, Sequence, split
from okrsite.read.tree import plain


class Version(Frozen):
    """A key result in one version of its file; the cycle of its terms is the one written there."""

    id: str
    type: KeyResultType
    source: str
    terms: Terms

    @property
    def measure(self) -> tuple[object, ...]:
        """What tells it from its neighbours whatever it is called; empty where nothing does."""
        if self.source:
            return (self.source,)
        values = (self.terms.start, self.terms.target, self.terms.low, self.terms.high)
        return (self.type, self.terms.unit, *values) if any(values) else ()


Versions = Mapping[str, Version]


def versions(content: bytes) -> Versions | None:
    """The key results of a file by their ids; None where it could not be read.

    A key result that could not be read is left out.
    """
    try:
        text = clean(content.decode())
    except UnicodeDecodeError:
        return None
    matter = split(text, "", Problems())
    if matter is None:
        return None
    cycle = matter.fields.get("cycle")
    name = cycle.text if isinstance(cycle, Scalar) and not cycle.is_null else ""
    items = matter.fields.get("key_results")
    written = items.items if isinstance(items, Sequence) else (items,) if items else ()
    found: dict[str, Version] = {}
    for item in written:
        fields = _fields(plain(item))
        if fields:
            version = _version(fields, name)
            found.setdefault(version.id, version)
    return found


def _fields(written: object) -> KeyResultFields | None:
    """The fields that a promise needs, where they are sound."""
    if not isinstance(written, dict):
        return None
    try:
        return KeyResultFields.model_validate({k: v for k, v in written.items() if k in _PROMISED})
    except ValidationError:
        return None


def _version(fields: KeyResultFields, cycle: str) -> Version:
    type_ = type_of(fields)
    promise = promise_of(fields, type_, _ANY)
    dropped = fields.dropped.date if fields.dropped else None
    terms = terms_of(promise, fields.title, cycle, fields.unit or "", dropped)
    return Version(local_id(fields), type_, fields.source or "", terms)


_ANY = Cycle("", "", None, None, "", Rhythm.WEEK, None, None, (), None)
_PROMISED = frozenset(
    (
        *("id", "title", "type", "start", "target", "change", "at_least", "at_most", "between"),
        *("every", "milestones", "unit", "source", "from", "due", "weight", "expected", "dropped"),
    )
)
