"""Records in, the search index as outputs of the plan out: from a cache, or made now.

An index, and that of each part, is kept by the digest of everything that it is made from. So a
build that changes no record starts no program, and after an edit one part is made anew. Where no
index can be had the build goes on, and says so.
"""

import json
import re
from collections.abc import Callable
from importlib.metadata import version
from itertools import accumulate, pairwise
from pathlib import Path, PurePosixPath

from okrsite.base.digest import digest
from okrsite.plan.assets import Copy
from okrsite.plan.output import Output
from okrsite.plan.views.search import Records
from okrsite.render.sources import sources_digest
from okrsite.write.bundle import ENTRY, BundleError, Files
from okrsite.write.charts import ChartStore
from okrsite.write.indexer import IndexerError, emit, indexer_version, parts_of
from okrsite.write.joining import joined
from okrsite.write.state import INDEXES
from okrsite.write.update import Index

FOLDER = "pagefind"
MOST_BYTES = 128 << 20
Emit = Callable[[Records, Callable[[], bool]], tuple[Files, ...]]


class SearchIndex:
    """Finds the index of records below the state folder, or makes it."""

    def __init__(self, state: Path, emit_: Emit = emit) -> None:
        self._store = ChartStore(state, MOST_BYTES, INDEXES)
        self._emit = emit_

    @property
    def is_first(self) -> bool:
        """No index is kept, so one has to be made, whatever can be found."""
        return self._store.is_empty

    def __call__(self, records: Records) -> Index:
        """The index, which is made now where it is not kept."""
        return self.kept(records) or self.make(records)

    def kept(self, records: Records) -> Index | None:
        """The index where it was made before; an empty one where there is nothing to find."""
        if not records.records:
            return Index()
        files = self._get(fingerprint(records))
        return Index(_outputs(files)) if files else None

    def make(self, records: Records, is_wanted: Callable[[], bool] = lambda: True) -> Index:
        """The index, made and kept; without any files where that fails."""
        try:
            files = joined(self._parts(records, is_wanted))
        except (IndexerError, BundleError) as trouble:
            return Index(notes=(f"{trouble}; {WITHOUT}",))
        self._put(fingerprint(records), files)
        self._store.sweep()
        return Index(_outputs(files))

    def _parts(self, records: Records, is_wanted: Callable[[], bool]) -> list[Files]:
        """The index of each part, of which those that are not kept are made."""
        parts = {fingerprint(part): part.records for part in parts_of(records)}
        kept = {name: files for name in parts if (files := self._get(name))}
        missing = [name for name in parts if name not in kept]
        if missing:
            wanted = tuple(record for name in missing for record in parts[name])
            made = self._emit(Records(records.language, wanted), is_wanted)
            for name, files in zip(missing, made, strict=True):
                self._put(name, files)
                kept[name] = files
        return [kept[name] for name in parts]

    def _get(self, name: str) -> Files | None:
        return _read(self._store.get(name) or b"")

    def _put(self, name: str, files: Files) -> None:
        self._store.put(name, _written(files))


def fingerprint(records: Records) -> str:
    """Everything that an index is made from, as one text."""
    versions = tuple((name, version(name)) for name in LIBRARIES)
    return digest((indexer_version(), versions, sources_digest(*SOURCES), records))


def _outputs(files: Files) -> tuple[Output, ...]:
    return tuple(
        Output(PurePosixPath(FOLDER) / path, "copy", Copy(data)) for path, data in files.items()
    )


def _written(files: Files) -> bytes:
    """Files as one: what each is called and how many bytes it has, then all bytes in a row."""
    sizes = {path: len(data) for path, data in files.items()}
    return b"".join((json.dumps(sizes).encode(), b"\n", *files.values()))


def _read(data: bytes) -> Files | None:
    """A kept index; None where it is not one, or names files that no index has."""
    start = data.find(b"\n") + 1
    try:
        sizes = json.loads(data[:start])
        ends = list(accumulate(sizes.values(), initial=start))
        files = {path: data[a:b] for path, (a, b) in zip(sizes, pairwise(ends), strict=True)}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    is_whole = ends[-1] == len(data)
    return files if is_whole and ENTRY in files and all(map(_NAME.fullmatch, files)) else None


SOURCES = (
    "base",
    "plan/paths.py",
    "plan/search.py",
    "plan/views",
    "read/markdown.py",
    "render/addresses.py",
    "render/markdown.py",
    "render/records.py",
    "write/bundle.py",
    "write/indexer.py",
    "write/joining.py",
)
"""The parts of the program that an index is made by."""

LIBRARIES = ("cbor2", "markdown-it-py", "markupsafe", "nh3")

WITHOUT = "the search page shows the list from A to Z instead"
_NAME = re.compile(r"(?:(?:filter|index|results)/)?[\w-]{1,100}(?:\.[\w-]{1,100})+")
