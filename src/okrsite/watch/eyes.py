"""The project's folders in, wake-ups out: that something was edited; where is but a hint."""

import errno
import logging
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path, PurePath
from types import TracebackType
from typing import Self

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from okrsite.base.frozen import Frozen
from okrsite.base.project import CONTENT, FILE_NAME, THEMES
from okrsite.read.sources import ASSETS
from okrsite.watch.lull import AT_ONCE, LATER, SOON

Ring = Callable[[float, str], None]
"""Tells that something happened, how long it should be quiet before anybody acts on it, and to
which file, where that is known."""


class _Seat(Frozen):
    """A folder that is watched, and which folder stood there then."""

    watch: ObservedWatch
    identity: tuple[int, int]


class Eyes:
    """Watches the settings, the content and the themes of a project, in a context.

    The root is watched by itself, so that the output, the cache and all else in it are not.
    Folders that are not there yet, or come back, are looked for whenever `settle` is called;
    a build that follows it misses nothing, because what came before is there to be read.
    """

    def __init__(
        self, root: Path, ring: Ring, say: Callable[[str], None], *, poll: bool = False
    ) -> None:
        self._root = Path(os.path.realpath(root))
        self._ring = ring
        self._say = say
        self._is_polling = poll
        self._observer = _observer(poll=poll)
        self._seats: dict[Path, _Seat] = {}
        self._log = _LostEvents(ring)

    def __enter__(self) -> Self:
        self._observer.start()
        logging.getLogger("watchdog").addHandler(self._log)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._observer.stop()
        self._observer.join(timeout=2)
        logging.getLogger("watchdog").removeHandler(self._log)

    def settle(self) -> bool:
        """See to it that the folders which are there now are watched; whether any is new."""
        wanted = self._wanted()
        emitters = self._observer.emitters
        alive = {emitter.watch for emitter in emitters if emitter.should_keep_running()}
        for folder, seat in list(self._seats.items()):
            if wanted.get(folder) != seat.identity or seat.watch not in alive:
                self._leave(folder)
        missing = sorted(wanted.keys() - self._seats.keys())
        taken = [self._take_seat(folder, wanted[folder]) for folder in missing]
        return any(taken)

    def _wanted(self) -> dict[Path, tuple[int, int]]:
        """The folders to watch, each with what tells it from another of that name."""
        themes = self._root / THEMES
        linked = [entry for entry in _entries(themes) if entry.is_symlink()]
        folders = [self._root, self._root / CONTENT, *map(_real, [themes, *linked])]
        found = {folder: _identity(folder) for folder in folders}
        return {folder: identity for folder, identity in found.items() if identity}

    def _take_seat(self, folder: Path, identity: tuple[int, int]) -> bool:
        is_root = folder == self._root
        handler = Handler(folder, ROOT_NAMES if is_root else None, self._ring)
        try:
            watch = self._observer.schedule(
                handler, str(folder), recursive=not is_root, event_filter=SEEN
            )
        except OSError as trouble:
            return self._fall_back(trouble)
        self._seats[folder] = _Seat(watch, identity)
        return True

    def _leave(self, folder: Path) -> None:
        self._observer.unschedule(self._seats.pop(folder).watch)

    def _fall_back(self, trouble: OSError) -> bool:
        """Poll from now on, where the system gives no more watches; a folder that went is fine."""
        if self._is_polling or trouble.errno not in {errno.ENOSPC, errno.EMFILE}:
            return False
        self._say(f"changes are looked for by polling: {trouble.strerror or trouble}")
        self._is_polling = True
        self._observer.stop()
        self._observer = _observer(poll=True)
        self._observer.start()
        self._seats.clear()
        return self.settle()


class Handler(events.FileSystemEventHandler):
    """Rings for what may be the author's work below a folder, and for nothing else."""

    def __init__(self, folder: Path, names: frozenset[str] | None, ring: Ring) -> None:
        self._folder = folder
        self._names = names
        self._ring = ring

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        """Ring; reading a file is no event, or building would wake itself."""
        paths = [path for path in (event.src_path, event.dest_path) if self._is_ours(path)]
        if not paths or event.event_type not in ACTED_ON:
            return
        path = "" if event.is_directory else os.fsdecode(paths[-1])
        if not (event.is_directory or any(map(_is_source, paths))):
            self._ring(LATER, "")
        elif event.event_type == events.EVENT_TYPE_CLOSED or _is_moved_in(event, paths):
            self._ring(AT_ONCE, path)
        else:
            self._ring(SOON, path)

    def _is_ours(self, path: bytes | str) -> bool:
        """Whether a path may be of the author's: not hidden, not an editor's backup."""
        if not path:
            return False
        try:
            parts = PurePath(os.fsdecode(path)).relative_to(self._folder).parts
        except ValueError:
            return False
        if self._names is not None:
            return bool(parts) and parts[0] in self._names
        return not any(part.startswith(".") or part.endswith("~") for part in parts)


class _LostEvents(logging.Handler):
    """Rings where watchdog says that events were lost, which it says in its log alone."""

    def __init__(self, ring: Ring) -> None:
        super().__init__(logging.WARNING)
        self._ring_for = ring

    def emit(self, record: logging.LogRecord) -> None:
        """Ring, unless it is about a folder that was left."""
        if record.levelno == logging.WARNING or record.exc_info:
            self._ring_for(SOON, "")


def _observer(*, poll: bool) -> BaseObserver:
    """What watches best here; polling where asked to, or where nothing else can be had."""
    if poll:
        return PollingObserver()
    try:
        return _inotify() if sys.platform == "linux" else Observer()
    except OSError:
        return PollingObserver()


def _inotify() -> BaseObserver:
    from watchdog.observers.inotify import InotifyObserver  # noqa: PLC0415 - Linux alone has it
    from watchdog.observers.inotify_move_event_grouper import (  # noqa: PLC0415 - the same
        InotifyMoveEventGrouper,
    )

    # The two halves of a rename come in one read. Half a second of waiting for the second one
    # would hold up whatever an editor does after moving the old file out of the way.
    InotifyMoveEventGrouper.delay = 0.02
    # A folder whose halves were not brought together is registered twice, which is harmless.
    warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
    return InotifyObserver(generate_full_events=True)


def _is_source(path: bytes | str) -> bool:
    """Whether a name is one that a build reads, and not that of an editor's passing file.

    >>> [_is_source(name) for name in ("kpis/a.md", "a.md.tmp", "4913", "a.md___jb_tmp___")]
    [True, False, False, False]
    """
    return PurePath(os.fsdecode(path)).suffix.lower() in KINDS


def _is_moved_in(event: events.FileSystemEvent, paths: list[bytes | str]) -> bool:
    """Whether the event put something whole into one of these places."""
    return event.dest_path in paths and (event.is_directory or _is_source(event.dest_path))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another of the same name; None where there is none."""
    if folder.is_symlink() or not folder.is_dir():
        return None
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


ROOT_NAMES = frozenset({FILE_NAME, CONTENT, THEMES})

KINDS = frozenset({".css", ".csv", ".html", ".js", ".json", ".md", ".svg", ".toml", *ASSETS})

ACTED_ON = frozenset(
    {
        events.EVENT_TYPE_CLOSED,
        events.EVENT_TYPE_CREATED,
        events.EVENT_TYPE_DELETED,
        events.EVENT_TYPE_MODIFIED,
        events.EVENT_TYPE_MOVED,
    }
)

SEEN: list[type[events.FileSystemEvent]] = [
    events.DirCreatedEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
    events.FileClosedEvent,
    events.FileCreatedEvent,
    events.FileDeletedEvent,
    events.FileModifiedEvent,
    events.FileMovedEvent,
]
