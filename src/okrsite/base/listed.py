"""Sequences whose items are kept as something smaller, and made when somebody asks for one."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class Listed(Sequence[T]):
    """A sequence that knows its length and how to make the `item` at a position from 0."""

    __slots__ = ()

    @abstractmethod
    def item(self, position: int) -> T:
        """The item at a position that is counted from the first."""

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        positions = range(len(self))[index]
        if isinstance(positions, range):
            return tuple(map(self.item, positions))
        return self.item(positions)

    def __iter__(self) -> Iterator[T]:
        return map(self.item, range(len(self)))
