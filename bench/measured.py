"""Programs that are run and measured: commands in, their seconds, their work, their memory out."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from threading import TIMEOUT_MAX, Event, Thread, Timer

LOOK_SECONDS = 0.05
LOOKS_APART = 20  # times what a look takes, so that looking at a large program is a twentieth of it
REST_SECONDS = 2.5  # longer than `okrsite watch` is quiet before it makes the search index
TICKS_AT_REST = 10
MOST_LOOKS = 600
MEBIBYTE = 1 << 20
UNKEPT = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True, slots=True)
class Ran:
    """A program that was run to its end.

    `seconds` are on the clock, `busy` of the processor; `mebibytes` is the most that one of its
    processes held, `tree_mebibytes` the most that all held at once, where that was watched.
    """

    seconds: float
    busy: float
    mebibytes: float
    tree_mebibytes: float = 0


Contest = Mapping[str, Callable[[], Ran]]


def in_turns(contest: Contest, runs: int) -> dict[str, list[Ran]]:
    """Each contender so many times, one after another, so that all bear what the machine does."""
    found: dict[str, list[Ran]] = {name: [] for name in contest}
    for _ in range(runs):
        for name, run in contest.items():
            found[name].append(run())
    return found


class OutOfTimeError(Exception):
    """A program took longer than it may."""


def ran(
    command: tuple[str, ...],
    folder: Path,
    *,
    is_tree_watched: bool = False,
    limit: float = TIMEOUT_MAX,
) -> Ran:
    """Run a program in a folder; ends the benchmark where it fails.

    Raises OutOfTimeError after `limit` seconds.
    """
    started = time.perf_counter()
    with _started(command, folder, PIPE) as process:
        assert process.stderr
        peak = _Peak(process.pid) if is_tree_watched else None
        stopper = Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        stopper.start()
        try:
            said = process.stderr.read()
            _, code, used = os.wait4(process.pid, 0)
        except BaseException:  # as it does not hear of an interruption by itself
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            stopper.cancel()
            tree_peak = peak.mebibytes() if peak else 0
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode == -signal.SIGKILL and seconds >= limit:
        raise OutOfTimeError
    if process.returncode:
        words = " ".join(command)
        sys.exit(f"{words} ended with {process.returncode}:\n{said.decode(errors='replace')}")
    most = used.ru_maxrss * 1024 / MEBIBYTE
    return Ran(seconds, used.ru_utime + used.ru_stime, most, tree_peak)


@contextmanager
def running(command: tuple[str, ...], folder: Path) -> Iterator[int]:
    """A server that runs meanwhile, by its process id; it ends with all it started."""
    with _started(command, folder, DEVNULL) as process:
        try:
            yield process.pid
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def _started(command: tuple[str, ...], folder: Path, stderr: int) -> Popen[bytes]:
    """A program in a session of its own, where Python keeps what it compiled as once installed."""
    environment = {name: value for name, value in os.environ.items() if name != UNKEPT}
    return Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=stderr,
        start_new_session=True,
    )


def come_to_rest(pid: int) -> None:
    """Wait until a program and all it started have done next to nothing for a while."""
    before = -TICKS_AT_REST
    for _ in range(MOST_LOOKS):
        now = sum(map(_ticks, tree(pid)))
        if now - before < TICKS_AT_REST:
            return
        before = now
        time.sleep(REST_SECONDS)


def tree(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for one in found:
        for tasks in Path(f"/proc/{one}/task").glob("*/children"):
            found += map(int, _text(tasks).split())
    return found


class _Peak:
    """Looks again and again how much memory a process and its descendants hold together."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0
        self._is_over = Event()
        self._looker = Thread(target=self._look)
        self._looker.start()

    def mebibytes(self) -> float:
        """The most that was seen; ends the looking."""
        self._is_over.set()
        self._looker.join()
        return self._most / MEBIBYTE

    def _look(self) -> None:
        rest = LOOK_SECONDS
        while not self._is_over.wait(rest):
            began = time.perf_counter()
            self._most = max(self._most, sum(map(_held, tree(self._pid))))
            rest = max(LOOK_SECONDS, LOOKS_APART * (time.perf_counter() - began))


def _held(pid: int) -> int:
    """Bytes that a process holds, its share of what it shares with others (PSS)."""
    for line in _text(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _ticks(pid: int) -> int:
    """Time of the processor, in hundredths of a second, of a process and its ended children."""
    fields = _text(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return sum(map(int, fields[11:15]))


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has ended meanwhile
        return ""
