"""Records in, the search index that follows them out: made while edits rest, never in their way."""

from collections.abc import Callable

from okrsite.plan.views.search import Records
from okrsite.write.search import SearchIndex, fingerprint
from okrsite.write.update import Index


class LateIndex:
    """The index of a site that is edited: until that of its records is made, the one before.

    A build asks by `find`. Where that `is_behind`, `make` makes the index that the next build
    finds.
    """

    def __init__(self, index: SearchIndex) -> None:
        self._index = index
        self._last = Index()
        self._behind: Records | None = None
        self._failed: tuple[str, Index] | None = None

    @property
    def is_behind(self) -> bool:
        """Whether the last records that were asked for have no index yet."""
        return self._behind is not None

    def find(self, records: Records) -> Index:
        """The index of the records where it is made, or cannot be; else the one before."""
        self._behind = None
        if found := self._index.kept(records):
            self._last = found
        elif self._failed and self._failed[0] == fingerprint(records):
            self._last = self._failed[1]
        else:
            self._behind = records
        return self._last

    def make(self, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Make what is missing, as long as it `is_wanted`.

        Where that fails it is not tried again before the next edit.
        """
        if self._behind:
            made = self._index.make(self._behind, is_wanted)
            if not made.outputs:
                self._failed = fingerprint(self._behind), made
