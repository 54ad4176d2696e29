"""Edits while a site is served: from the saving of a file to the answer over HTTP that has it."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import portfolio
from measured import come_to_rest, running
from rivals import Generator

POLL_SECONDS = 0.001
POLL_SECONDS_OF_ALL = 0.1
MOST_SECONDS = 600.0
Sees = Callable[["Server", int], bool]


@dataclass(frozen=True, slots=True)
class Server:
    """A site that is served while it is edited: the file to edit, and where its page is."""

    pid: int
    port: int
    site: Path
    file: Path
    address: str
    objective: int

    def get(self, address: str) -> str:
        """What is served at an address, nothing where it is not there yet."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            return answer.read().decode() if answer.status == 200 else ""
        except (OSError, HTTPException):
            return ""
        finally:
            connection.close()


@contextmanager
def okrsite(generator: Generator, site: Path, objectives: int) -> Iterator[Server]:
    """`okrsite watch`, at rest with the site built."""
    number = objectives // 2
    file = site / "content" / "objectives" / f"objective-{number}.md"
    with _served(generator, site, file, f"/objectives/objective-{number}.html", number) as server:
        yield server


@contextmanager
def hugo(generator: Generator, site: Path, objectives: int) -> Iterator[Server]:
    """`hugo server`, at rest with the site built."""
    number = objectives // 2
    path = f"team-{number // portfolio.OBJECTIVES_A_TEAM}/objective-{number}"
    file = site / "content" / f"{path}.md"
    with _served(generator, site, file, f"/{path}/", number) as server:
        yield server


def edited(server: Server, number: int, *sees: Sees) -> list[float]:
    """Save an edit; the seconds after which each of `sees` was true, one waited for after another.

    Leaves the server at rest.
    """
    started = time.perf_counter()
    portfolio.edit(server.file, number)
    found = []
    for at, see in enumerate(sees):
        _wait(partial(see, server, number), POLL_SECONDS_OF_ALL if at else POLL_SECONDS)
        found.append(time.perf_counter() - started)
    come_to_rest(server.pid)
    return found


def shows_text(server: Server, number: int) -> bool:
    """Whether the page has the new text."""
    return f"tok-{number:06d}" in server.get(server.address)


def shows_text_and_chart(server: Server, number: int) -> bool:
    """Whether the page has the new text, and a chart with the new target."""
    page = server.get(server.address)
    return f"tok-{number:06d}" in page and f">target {number:,}</text>" in page


def agrees(server: Server, number: int) -> bool:
    """Whether the team's list shows the new progress as well, and the data have the new text.

    The data are many megabytes, so they are not asked for before their file is newer.
    """
    progress = re.search(r'aria-label="(\d+)% of the way', server.get(server.address))
    assert progress
    team = server.objective // portfolio.OBJECTIVES_A_TEAM
    row = rf'<tr data-number="objective:objective-{server.objective}">.*?progress-words">(\d+)%'
    listed = re.search(row, server.get(f"/teams/team-{team}.html"), re.DOTALL)
    assert listed
    data = server.site / "output" / "goals.json"
    is_newer = data.stat().st_mtime_ns > server.file.stat().st_mtime_ns
    return (
        listed[1] == progress[1] and is_newer and f"tok-{number:06d}" in server.get("/goals.json")
    )


@contextmanager
def _served(
    generator: Generator, site: Path, file: Path, address: str, objective: int
) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = tuple(word.format(port=port) for word in generator.serve)
    with running(command, site) as pid:
        server = Server(pid, port, site, file, address, objective)
        _wait(lambda: bool(server.get(address)), POLL_SECONDS_OF_ALL)
        come_to_rest(pid)
        yield server


def _wait(is_so: Callable[[], bool], pause: float) -> None:
    started = time.perf_counter()
    while not is_so():
        if time.perf_counter() - started > MOST_SECONDS:
            raise TimeoutError(f"not served within {MOST_SECONDS:g} seconds")
        time.sleep(pause)
