"""Large collections of which a few items change: the others are neither copied nor touched."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from okrsite.base.listed import Listed

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


def changed(old: Mapping[K, V], new: Mapping[K, V]) -> Mapping[K, V]:
    """A mapping with the values of another in the place of its own; keys are in their order.

    >>> dict(changed({"a": 1, "b": 2}, {"a": 3}))
    {'a': 3, 'b': 2}
    >>> changed({"a": 1}, {"b": 2})
    {'a': 1, 'b': 2}
    """
    base, before = (old.base, old.values_anew) if isinstance(old, _Changed) else (old, {})
    if new.keys() <= base.keys():
        return _Changed(base, {**before, **new})
    return {**old, **new}


def changed_at(old: Sequence[T], new: Mapping[int, T]) -> Sequence[T]:
    """A sequence with other items at some of its positions.

    >>> list(changed_at(("a", "b"), {1: "c"}))
    ['a', 'c']
    """
    base, before = (old.base, old.items_anew) if isinstance(old, _ChangedAt) else (old, {})
    return _ChangedAt(base, {**before, **new})


class _Changed(Mapping[K, V]):
    __slots__ = ("base", "values_anew")

    def __init__(self, base: Mapping[K, V], values_anew: Mapping[K, V]) -> None:
        self.base = base
        self.values_anew = values_anew

    def __getitem__(self, key: K) -> V:
        anew = self.values_anew
        return anew[key] if key in anew else self.base[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self.base)

    def __len__(self) -> int:
        return len(self.base)


class _ChangedAt(Listed[T]):
    __slots__ = ("base", "items_anew")

    def __init__(self, base: Sequence[T], items_anew: Mapping[int, T]) -> None:
        self.base = base
        self.items_anew = items_anew

    def __len__(self) -> int:
        return len(self.base)

    def item(self, position: int) -> T:
        anew = self.items_anew
        return anew[position] if position in anew else self.base[position]
