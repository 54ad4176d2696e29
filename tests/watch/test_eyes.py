"""What the eyes do where the system helps little: no more watches, lost events."""

import errno
import logging
from pathlib import Path

import pytest
from watchdog import events
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver
from watching import until, watched

from okrsite.watch import eyes
from okrsite.watch.eyes import Eyes
from okrsite.watch.lull import AT_ONCE, LATER, SOON


class Rings:
    def __init__(self) -> None:
        self.heard: list[float] = []
        self.paths: list[str] = []

    def __call__(self, quiet: float, path: str) -> None:
        self.heard.append(quiet)
        self.paths.append(path)


@pytest.mark.promise
def test_lost_events_wake_the_watcher(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rings = Rings()
    with Eyes(tmp_path, rings, print):
        logging.getLogger("watchdog.observers.inotify").warning("Inotify queue overflowed")
    assert rings.heard == [SOON]
    assert capfd.readouterr() == ("", "")


@pytest.mark.promise
def test_changes_are_polled_for_where_there_are_no_more_watches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: BaseObserver, *_: object, **__: object) -> None:
        if isinstance(self, PollingObserver):
            return schedule(self, *_, **__)  # type: ignore[arg-type,return-value]
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    schedule = BaseObserver.schedule
    (tmp_path / "content").mkdir()
    monkeypatch.setattr(BaseObserver, "schedule", refuse)
    with watched(tmp_path) as reader:
        (tmp_path / "content" / "late.md").write_text("seen")
        until(lambda: reader.has_seen("content/late.md", "seen"))
        assert reader.said == ["changes are looked for by polling: inotify watch limit reached"]


def test_changes_are_polled_for_where_nothing_can_be_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> BaseObserver:
        raise OSError(errno.EMFILE, "inotify instance limit reached")

    monkeypatch.setattr(eyes, "_inotify", refuse)
    (tmp_path / "content").mkdir()
    with watched(tmp_path) as reader:
        (tmp_path / "content" / "late.md").write_text("seen")
        until(lambda: reader.has_seen("content/late.md", "seen"))


@pytest.mark.parametrize(
    ("event", "quiet"),
    [
        (events.FileClosedEvent("/p/content/a.md"), AT_ONCE),
        (events.FileMovedEvent("/p/content/a.md.tmp", "/p/content/a.md"), AT_ONCE),
        (events.FileMovedEvent("", "/p/content/a.md"), AT_ONCE),
        (events.DirMovedEvent("/p/content/kpis", "/p/content/vitals"), AT_ONCE),
        (events.FileMovedEvent("/p/content/a.md", "/p/content/a.md~"), SOON),
        (events.FileMovedEvent("/p/content/a.md", "/p/content/a.md.bak"), SOON),
        (events.FileMovedEvent("/p/content/a.md", ""), SOON),
        (events.FileCreatedEvent("/p/content/a.md"), SOON),
        (events.FileModifiedEvent("/p/content/data.csv"), SOON),
        (events.FileDeletedEvent("/p/content/a.md"), SOON),
        (events.DirCreatedEvent("/p/content/kpis"), SOON),
        (events.FileClosedEvent("/p/content/a.md.tmp"), LATER),
        (events.FileClosedEvent("/p/content/4913"), LATER),
        (events.FileOpenedEvent("/p/content/a.md"), None),
        (events.FileClosedNoWriteEvent("/p/content/a.md"), None),
        (events.FileClosedEvent("/p/content/.#a.md"), None),
        (events.FileClosedEvent("/p/content/.git/a.md"), None),
        (events.FileClosedEvent("/p/content/a.md~"), None),
        (events.FileClosedEvent("/elsewhere/a.md"), None),
    ],
)
def test_only_a_whole_source_is_built_at_once(
    event: events.FileSystemEvent, quiet: float | None
) -> None:
    rings = Rings()
    eyes.Handler(Path("/p/content"), None, rings).dispatch(event)
    assert rings.heard == ([] if quiet is None else [quiet])


@pytest.mark.parametrize(
    ("event", "path"),
    [
        (events.FileClosedEvent("/p/content/a.md"), "/p/content/a.md"),
        (events.FileMovedEvent("/p/content/a.md.tmp", "/p/content/a.md"), "/p/content/a.md"),
        (events.DirMovedEvent("/p/content/kpis", "/p/content/vitals"), ""),
        (events.FileClosedEvent("/p/content/a.md.tmp"), ""),
    ],
)
def test_it_is_said_which_file_was_edited_where_that_is_known(
    event: events.FileSystemEvent, path: str
) -> None:
    rings = Rings()
    eyes.Handler(Path("/p/content"), None, rings).dispatch(event)
    assert rings.paths == [path]
