"""What front matter holds: a tree of texts as typed, each with its place and its last line."""

from dataclasses import dataclass, field
from typing import TypeAlias

from okrsite.base.problems import Place

_NULLS = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as typed; `is_plain` where it stands without quotes."""

    text: str
    is_plain: bool
    place: Place
    last_line: int = field(default=0, compare=False)

    @property
    def is_null(self) -> bool:
        """Whether the author left the value empty."""
        return self.is_plain and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple["Node", ...]
    place: Place
    last_line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Names, each given once, and their nodes, in the order of the file."""

    items: tuple[tuple[Scalar, "Node"], ...]
    place: Place
    last_line: int = field(default=0, compare=False)
    _known: dict[str, tuple[Scalar, "Node"]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = {name.text: (name, node) for name, node in self.items}
        object.__setattr__(self, "_known", known)

    def get(self, name: str) -> "Node | None":
        """The node under a name, or nothing."""
        found = self._known.get(name)
        return found[1] if found else None

    def key(self, name: str) -> Scalar | None:
        """The name itself, for its place."""
        found = self._known.get(name)
        return found[0] if found else None


Node: TypeAlias = Scalar | Sequence | Mapping
