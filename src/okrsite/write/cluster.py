"""Drawing on other machines: a Dask cluster is sent the work once, then numbers of outputs.

Work is sent as a pickle, and what a worker sends back is one. So a cluster is trusted like the
program itself: it can be named on the command line, and never by what is built.
"""

import logging
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, TypeAlias

from okrsite import __version__
from okrsite.base.problems import CannotError
from okrsite.render.sources import sources_digest
from okrsite.write.drawing import Drawn, Hands, Work, parts_of, shared_out

if TYPE_CHECKING:
    from distributed import Client


class ClusterError(CannotError):
    """There is no drawing on a cluster: the extra, the scheduler or a fit worker is missing."""


Makings: TypeAlias = Mapping[str, str]
"""What decides the bytes of a page besides the work: the program and what it uses, by name."""


def makings() -> Makings:
    """Those of this process."""
    return {
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "okrsite": __version__,
        "sources of okrsite": sources_digest("."),
        **{name: version(name) for name in LIBRARIES},
    }


@contextmanager
def workers(scheduler: str) -> Iterator[Hands]:
    """Draw on the workers that the scheduler at an address such as tcp://host:8786 has by now.

    Raises ClusterError, also out of the drawing, where the cluster cannot be reached any more.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as error:
        message = "drawing on a cluster needs the extra `distributed`"
        raise ClusterError(message, "pip install 'okrsite[distributed]'") from error
    if not _ADDRESS.fullmatch(scheduler):
        raise ClusterError(f"`{scheduler}` is no address of a scheduler", "try tcp://host:8786")
    _hush()
    with _heeding(f"no scheduler answers at `{scheduler}`"):
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    lost = f"the cluster at `{scheduler}` was lost"
    try:
        with _heeding(lost):
            fit = _fit(client)
        yield lambda work: _drawn(work, client, fit, lost)
    finally:
        client.close(timeout=PATIENCE)


def _drawn(work: Work, client: "Client", fit: list[str], lost: str) -> Iterator[Drawn]:
    """Every output of some work, drawn by no others than the workers that are fit."""
    with _heeding(lost):
        held = client.scatter(work, fit, broadcast=True, hash=False)
        pool = client.get_executor(workers=fit, pure=False)
        yield from shared_out(pool, held, parts_of(work))


def _fit(client: "Client") -> list[str]:
    """The addresses of all workers, where they would draw the same as this process."""
    ours, found = makings(), client.run(makings, on_error="return")
    if not found:
        raise ClusterError("the cluster has no workers", "start some, then build")
    for worker, theirs in sorted(found.items()):
        if theirs != ours:
            message = f"the worker at `{worker}` would draw otherwise: {_differing(ours, theirs)}"
            raise ClusterError(message, f"install okrsite {__version__} there as it is here")
    return sorted(found)


def _differing(ours: Makings, theirs: Makings | Exception) -> str:
    if isinstance(theirs, Exception):
        return f"it says {theirs}"
    names = [name for name in ours if ours[name] != theirs.get(name)]
    return ", ".join(f"{name} {theirs.get(name)} instead of {ours[name]}" for name in names)


@contextmanager
def _heeding(message: str) -> Iterator[None]:
    """Turn what says that a cluster is not there, or no more, into ClusterError."""
    from distributed import CancelledError, KilledWorker  # noqa: PLC0415 - an extra

    try:
        yield
    except (CancelledError, KilledWorker, OSError) as trouble:
        hint = "the old site is as it was; see to the cluster, or build without `--scheduler`"
        raise ClusterError(message, hint) from trouble


def _hush() -> None:
    """Let the library log nothing: what matters of it is told as an error."""
    for name in ("distributed", "distributed.client", "tornado.application"):
        logging.getLogger(name).handlers = [logging.NullHandler()]


_ADDRESS = re.compile(r"(tcp|tls)://.+:\d+")
PATIENCE = 10
"""The seconds that a scheduler has to answer."""
LIBRARIES = (
    "babel",
    "distributed",
    "icalendar",
    "jinja2",
    "markdown-it-py",
    "matplotlib",
    "nh3",
    "pillow",
    "pydantic",
)
