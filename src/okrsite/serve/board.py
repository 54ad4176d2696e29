"""What open pages are told: which files changed since they were sent, and what is wrong.

Pages that are known before the site is built are shown ahead of it.
"""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import suppress
from threading import Lock


class Board:
    """A notice board: builds are pinned up from one thread, pages read it in the server's.

    A token names a state of the board. Whoever shows a token is told what came after it, so
    nothing is lost while a page is hidden, and a token of another server is told to look anew.
    """

    def __init__(self) -> None:
        self.ahead: Mapping[str, bytes] = {}
        self._server = secrets.token_hex(4)
        self._build = 0
        self._changed: dict[str, int] = {}
        self._problems: tuple[str, ...] = ()
        self._lock = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._readers: set[asyncio.Event] = set()
        self._is_closed = False

    @property
    def token(self) -> str:
        """The name of the present state."""
        return f"{self._server}.{self._build}"

    def built(self, changed: Iterable[str], ahead: Mapping[str, bytes] | None = None) -> None:
        """A site was written; these of its files came, went or differ from what was shown.

        Pages that are `ahead` of it are shown in the place of its own.
        """
        with self._lock:
            self.ahead = ahead or {}
            self._note(changed)
            self._problems = ()
        self._wake()

    def glanced(self, ahead: Mapping[str, bytes], changed: Iterable[str]) -> None:
        """More pages are ahead of the site; these differ from what was shown."""
        with self._lock:
            self.ahead = ahead
            self._note(changed)
        self._wake()

    def broken(self, problems: tuple[str, ...]) -> None:
        """No site was written, for these reasons; the last good one stays."""
        with self._lock:
            self._problems = problems
        self._wake()

    def news(self, since: str) -> tuple[str, str]:
        """The token of now, and as JSON what a page needs to know that shows an older one."""
        with self._lock:
            server, _, build = since.partition(".")
            changed = None
            if server == self._server and build.isdecimal() and build.isascii():
                seen = int(build[:9])
                changed = sorted(path for path, last in self._changed.items() if last > seen)
            told = {"build": self.token, "changed": changed, "problems": self._problems}
            return self.token, json.dumps(told)

    async def stream(self, since: str) -> AsyncIterator[str]:
        """Server-sent events: the news since the token, and again whenever there are any."""
        self._loop = asyncio.get_running_loop()
        rung = asyncio.Event()
        self._readers.add(rung)
        try:
            yield f"retry: {RETRY_MS}\n\n"
            while not self._is_closed:
                rung.clear()
                since, data = self.news(since)
                yield f"id: {since}\nevent: news\ndata: {data}\n\n"
                await rung.wait()
        finally:
            self._readers.discard(rung)

    def close(self) -> None:
        """Let every stream end."""
        self._is_closed = True
        self._wake()

    def _note(self, changed: Iterable[str]) -> None:
        paths = tuple(changed)
        if paths:
            self._build += 1
            self._changed |= dict.fromkeys(paths, self._build)

    def _wake(self) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closed, so nobody reads any more
                self._loop.call_soon_threadsafe(self._ring)

    def _ring(self) -> None:
        for rung in self._readers:
            rung.set()


RETRY_MS = 500
