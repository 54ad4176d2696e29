"""The example site in any theme, and the browser to open it in: for tests and for pictures."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from typing import Any, NoReturn

from okrsite import journey
from okrsite.write.charts import ChartStore

PROJECT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def build(folder: Path, theme: str = "default") -> Path:
    """The example as `okrsite build` writes it, in a theme; returns the folder of the site."""
    return built(PROJECT if theme == "default" else _in_theme(folder / "project", theme), folder)


def built(project: Path, folder: Path) -> Path:
    """A project's site in a folder, as `okrsite build` writes it."""
    return write_site(journey.draft(project, journey.Wishes(), no_clock), folder)


def write_site(drafted: journey.Draft, folder: Path) -> Path:
    """A draft's site in a folder."""
    output, state = folder / "output", folder / "state"
    problems = "\n".join(drafted.described(drafted.problems.pressing))
    assert drafted.is_sound(journey.Wishes()), problems
    journey.write(drafted, output, ChartStore(state), state=state)
    return output


def _in_theme(project: Path, theme: str) -> Path:
    """A copy of the example whose settings name the theme."""
    copytree(PROJECT / "content", project / "content")
    settings = (PROJECT / "okrsite.toml").read_text(encoding="utf-8")
    (project / "okrsite.toml").write_text(f'theme = "{theme}"\n{settings}', encoding="utf-8")
    return project


def no_clock(timezone: str) -> NoReturn:
    """For who builds the example: nothing of it depends on the day on which that happens."""
    raise AssertionError(f"the example's day is fixed, and {timezone} was asked for today")


@contextmanager
def served(root: Path, asked: list[str] | None = None) -> Iterator[str]:
    """A folder on a port of its own; the address of its root. What is asked for is noted."""
    heard = asked if asked is not None else []

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *arguments: Any) -> None:
            heard.append(self.path)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
