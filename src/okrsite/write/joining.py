"""The indexes of parts in, one index of all that they hold out, as if it had been made at once.

The things of a part have the numbers after those of the part before. A word is kept with the
things that have it: each by how much its number is higher than that of the one before, with the
places in its text, and with those in its fields, each behind the field's number as one below zero.
Where a word is also written otherwise, with an accent, each way has things of its own.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Any

from okrsite.write.bundle import ENTRY, Files, knowing, name_of, packed, unpacked

HEAVY = 5000
"""How many things the words of one file have, beyond which another file is begun."""


def joined(parts: Sequence[Files]) -> Files:
    """The files of one index; raises BundleError."""
    if len(parts) == 1:
        return parts[0]
    with knowing():
        return dict(_joined([_Part(files) for files in parts]))


class _Part:
    """An index as it was published."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.entry = json.loads(files[ENTRY])
        [(self.language, self.found)] = self.entry["languages"].items()
        meta = unpacked(files[f"pagefind.{self.found['hash']}.pf_meta"])
        self.version, self.pages, self.chunks, self.facets, self.sorts, self.fields = meta

    def words(self, fields: Sequence[str], start: int) -> Iterator[list[Any]]:
        """Each word, its things, and the other ways to write it; by the numbers in the whole."""
        renumbered = {-1 - self.fields.index(f): -1 - fields.index(f) for f in self.fields}
        for _, _, name in self.chunks:
            [words] = unpacked(self.files[f"index/{name}.pf_index"])
            for word in words:
                for things in filter(None, _things(word)):
                    things[0][0] += start
                    if self.fields != fields:
                        for thing in things:
                            thing[2] = [renumbered.get(place, place) for place in thing[2]]
                yield word

    def values(self) -> Iterator[tuple[str, str, list[int]]]:
        """The things of each value of each facet."""
        for facet, name in self.facets:
            _, values = unpacked(self.files[f"filter/{name}.pf_filter"])
            yield from ((facet, value, things) for value, things in values)


def _joined(parts: Sequence[_Part]) -> Iterator[tuple[str, bytes]]:
    first = parts[0]
    language, starts = first.language, list(accumulate((len(p.pages) for p in parts), initial=0))
    pages = [page for part in parts for page in part.pages]
    for part in parts:
        yield from ((p, d) for p, d in part.files.items() if p.startswith("results/"))
    yield from ((p, d) for p, d in first.files.items() if p.endswith((".js", ".pagefind")))
    facets = []
    for facet, values in _facets(parts, starts).items():
        data = packed([facet, sorted(values.items())])
        facets.append([facet, name_of(language, data)])
        yield f"filter/{facets[-1][1]}.pf_filter", data
    fields = sorted({field for part in parts for field in part.fields})
    chunks = []
    for words in _files_of(_words(parts, starts, fields)):
        data = packed([words])
        chunks.append([words[0][0], words[-1][0], name_of(language, data)])
        yield f"index/{chunks[-1][2]}.pf_index", data
    meta = packed([first.version, pages, chunks, facets, first.sorts, fields])
    found = {**first.found, "hash": name_of(language, meta), "page_count": len(pages)}
    yield f"pagefind.{found['hash']}.pf_meta", meta
    entry = {**first.entry, "languages": {language: found}}
    yield ENTRY, json.dumps(entry, sort_keys=True).encode()


def _facets(parts: Sequence[_Part], starts: Sequence[int]) -> dict[str, dict[str, list[int]]]:
    """The things of all parts that have a value of a facet."""
    facets: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for part, start in zip(parts, starts, strict=False):
        for facet, value, things in part.values():
            facets[facet][value] += [start + thing for thing in things]
    return dict(sorted(facets.items()))


def _words(
    parts: Sequence[_Part], starts: Sequence[int], fields: Sequence[str]
) -> Iterator[list[Any]]:
    """The words of all parts in their order; a file of each is held at a time."""
    every = (part.words(fields, start) for part, start in zip(parts, starts, strict=False))
    for word, found in groupby(merge(*every, key=itemgetter(0)), itemgetter(0)):
        same = list(found)
        others: dict[str, list[Any]] = defaultdict(list)
        for _, _, written in same:
            for form, things in written:
                others[form].append(things)
        in_others = [[form, _in_a_row(some)] for form, some in others.items()]
        yield [word, _in_a_row(things for _, things, _ in same), in_others]


def _in_a_row(parts: Iterable[list[Any]]) -> list[Any]:
    """The things of several parts, the first of each of which has its number in the whole."""
    row: list[Any] = []
    last = 0
    for things in filter(None, parts):
        first, *rest = things
        row += [[first[0] - last, *first[1:]], *rest]
        last = sum(thing[0] for thing in things)
    return row


def _things(word: list[Any]) -> Iterator[list[Any]]:
    """The things of a word in each way to write it."""
    yield word[1]
    yield from (things for _, things in word[2])


def _files_of(words: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """The words in lists, one a file."""
    some: list[Any] = []
    weight = 0
    for word in words:
        some.append(word)
        weight += sum(map(len, _things(word)))
        if weight > HEAVY:
            yield some
            some, weight = [], 0
    if some:
        yield some
