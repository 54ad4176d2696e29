"""A small site served for a test, and a client that sends exactly what it is told."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import TypeVar

from okrsite.serve.address import Address
from okrsite.serve.board import Board
from okrsite.serve.server import serving
from okrsite.write.survey import marker

T = TypeVar("T")

PAGE = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">
<title>Goals</title></head><body><h1>Goals</h1></body></html>
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


@dataclass(frozen=True)
class Preview:
    site: Path
    board: Board
    port: int

    def send(self, request: bytes, seconds: float = 10) -> bytes:
        """All that comes back for these bytes until the server closes or waits for more."""
        with self.connect(seconds) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(1 << 16), b""))

    def connect(self, seconds: float = 10) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The answer to a request whose path is sent as it is written."""
        named = {"Host": f"127.0.0.1:{self.port}", "Connection": "close"}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in named.items() if v)]
        return parsed(self.send("\r\n".join([*lines, "", ""]).encode()))


def parsed(answer: bytes) -> Answer:
    head, _, body = answer.partition(b"\r\n\r\n")
    status, _, headers = head.partition(b"\r\n")
    return Answer(int(status.split()[1]), BytesParser().parsebytes(headers + b"\r\n\r\n"), body)


@contextmanager
def previewed(site: Path) -> Iterator[Preview]:
    """A site served on a free port of the loopback."""
    board = Board()
    with serving(site, Address("127.0.0.1", 0), board) as served:
        yield Preview(site, board, served.port)


def make_site(site: Path, files: dict[str, bytes]) -> None:
    """Write files as a build would, with the marker that claims their folder."""
    for path, data in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    (site / ".okrsite.json").write_bytes(marker(files))


def until(found: Callable[[], T], seconds: float = 15) -> T:
    """What is found, as soon as it is something."""
    end = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)
    return value
