"""Records in, the search index that follows them out: made while edits rest, never in their way."""

from collections.abc import Callable
from threading import Event, Thread

from okrsite.plan.views.search import Records
from okrsite.write.search import SearchIndex, fingerprint
from okrsite.write.update import Index

REST_SECONDS = 1.5


class Follower:
    """Makes the index of the last build's records once nothing was built for a while.

    Until it is there the site keeps the one before. A build calls `hold` first, which ends what
    is being made; then `find`; and at its end `follow`. `ring` asks for a build that takes the
    new index in.
    """

    def __init__(
        self, index: SearchIndex, ring: Callable[[], object], rest_seconds: float = REST_SECONDS
    ) -> None:
        self._index = index
        self._ring = ring
        self._rest_seconds = rest_seconds
        self._last = Index()
        self._behind: Records | None = None
        self._failed: tuple[str, Index] | None = None
        self._stopped = Event()
        self._thread: Thread | None = None

    def hold(self) -> None:
        """End what is being made, so that a build has the machine to itself."""
        self._stopped.set()
        if self._thread:
            self._thread.join()
            self._thread = None

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

    def follow(self) -> None:
        """Make what is missing, after a rest."""
        if self._behind:
            self._stopped = Event()
            arguments = (self._behind, self._stopped)
            self._thread = Thread(target=self._make, args=arguments, daemon=True)
            self._thread.start()

    def _make(self, records: Records, stopped: Event) -> None:
        if stopped.wait(self._rest_seconds):
            return
        made = self._index.make(records, lambda: not stopped.is_set())
        if stopped.is_set():
            return
        if not made.outputs:
            self._failed = fingerprint(records), made
        self._ring()
