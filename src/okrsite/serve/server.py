"""The preview server: an address and a folder in, a thread that serves it until told to end."""

import asyncio
from asyncio import Transport
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn
from h11 import LocalProtocolError
from uvicorn.protocols.http.h11_impl import H11Protocol

from okrsite.base.frozen import Frozen
from okrsite.serve.address import Address, listen, names, port_of, url
from okrsite.serve.app import preview
from okrsite.serve.board import Board

PATIENCE_SECONDS = 10
MOST_CONNECTIONS = 128


class Served(Frozen):
    """Where the preview is to be found; `port` differs from the wish where that was taken."""

    url: str
    port: int


@contextmanager
def serving(site: Path, address: Address, board: Board) -> Iterator[Served]:
    """Serve a site from a thread of its own as long as the context lasts.

    Raises CannotServe where the address cannot be had.
    """
    listening = listen(address)
    port = port_of(listening)
    config = uvicorn.Config(
        preview(site, names(address.host, port), board),
        loop="asyncio",
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=MOST_CONNECTIONS,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = Thread(
        target=lambda: asyncio.run(server.serve([listening])), name="preview", daemon=True
    )
    thread.start()
    try:
        yield Served(url(address.host, port), port)
    finally:
        board.close()
        server.should_exit = True
        thread.join(timeout=3)
        listening.close()


class PatientProtocol(H11Protocol):
    """HTTP that waits for a request, but not for ever, and that keeps room for the next one.

    Whoever has not asked a whole question after `PATIENCE_SECONDS` is let go, and so is the
    oldest connection where there are too many; an open page comes back by itself.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deadline: asyncio.TimerHandle | None = None
        self._since = 0.0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Start to wait for a request."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._mind()
        held = [other for other in self.connections if not other.transport.is_closing()]
        if len(held) > MOST_CONNECTIONS:
            min(held, key=lambda other: getattr(other, "_since", 0.0)).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop to wait."""
        self._forget()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in a piece of a request; rubbish in the middle of another ends both."""
        try:
            super().data_received(data)
        except LocalProtocolError:
            self.transport.abort()
        self._mind()

    @property
    def _is_being_asked(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _mind(self) -> None:
        """Wait only as long as there is no whole request."""
        if not self._is_being_asked:
            self._forget()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(PATIENCE_SECONDS, self._give_up)

    def _forget(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        if self._is_being_asked:
            self.transport.abort()
