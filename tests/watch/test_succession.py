"""Whoever builds the whole site is out of the way of an edit, and ends with the watching."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
import pytest
from watching import until

from okrsite import journey
from okrsite.serve import Address
from okrsite.watch import round as rounds
from okrsite.watch import succession
from okrsite.watch.loop import attend
from okrsite.watch.lull import Bell
from okrsite.watch.round import Builder
from okrsite.watch.succession import MOST_GIVEN_UP, Build, Built, Door, Look, Seen, asking
from okrsite.write.drawing import Drawn, Work, alone
from okrsite.write.publish import Change, in_place
from okrsite.write.stage import Stage

PAGE = "objectives/grow.html"


@dataclass(frozen=True)
class Project:
    """A goal, and a gate that builds of the whole site come to: they wait while it is shut."""

    root: Path

    @property
    def gate(self) -> Path:
        return self.root / "gate"

    def save(self, title: str) -> Look:
        """Write the goal; what its event asks for."""
        file = self.root / "content" / "objectives" / "grow.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: {title}\nowner: ana\n---\n")
        return Look(frozenset({str(file)}))

    def shut(self) -> None:
        self.gate.touch()

    def open(self) -> None:
        self.gate.unlink()

    def wait_at_the_gate(self) -> None:
        (self.root / "at the gate").write_text(str(os.getpid()))
        while self.gate.exists():
            time.sleep(0.003)

    def whoever_waits(self) -> int:
        """The process at the gate, which nobody is said to wait at any more."""
        file = self.root / "at the gate"
        found = int(until(lambda: file.exists() and file.read_text()) or 0)
        file.unlink()
        return found

    def hands(self, work: Work) -> Iterator[Drawn]:
        self.wait_at_the_gate()
        return alone(work)

    @property
    def builder(self) -> Builder:
        return Builder(self.root, self.root / "output", journey.Wishes(), a_day, self.hands)

    @property
    def page(self) -> str:
        return (self.root / "output" / PAGE).read_text()


def a_day(timezone: str) -> date:
    del timezone
    return date(2026, 11, 20)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(succession, "REST_SECONDS", 3600)  # the search index is for other tests
    project = Project(tmp_path)
    project.save("Grow")
    return project


@contextmanager
def built(project: Project) -> Iterator[Door]:
    """Somebody to ask, who has built the project once."""
    with asking(project.builder) as desk:
        desk.send(Build(1))
        assert PAGE in told(desk).made.changed
        project.whoever_waits()
        yield desk


def told(desk: Door) -> Built:
    """The next answer, which is what came of a build."""
    answer = desk.recv()
    assert isinstance(answer, Built)
    return answer


def seen(desk: Door) -> Seen:
    """The next answer, which is what a glance shows."""
    answer = desk.recv()
    assert isinstance(answer, Seen)
    return answer


@pytest.mark.promise
def test_an_edit_while_the_whole_site_is_built_is_seen_and_nothing_older_is_published(
    project: Project,
) -> None:
    with built(project) as desk:
        project.shut()
        project.save("Grow more")
        desk.send(Build(2))
        project.whoever_waits()
        desk.send(project.save("Grow most"))
        glance = seen(desk)
        assert b"Grow most" in glance.pages[PAGE]
        assert glance.number == 2
        project.open()
        desk.send(Build(3))
        last = told(desk)
        assert last.number == 3
        assert PAGE in last.made.changed
        assert project.page.encode() == glance.pages[PAGE]


def test_an_edit_while_the_whole_site_is_published_is_seen_and_kept(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def publish(stage: Stage, change: Change) -> tuple[str, ...]:
        project.wait_at_the_gate()
        return in_place(stage, change)

    monkeypatch.setattr(rounds, "in_place", publish)
    monkeypatch.setattr(Project, "hands", lambda _, work: alone(work))
    with built(project) as desk:
        project.shut()
        project.save("Grow much more")
        desk.send(Build(2))
        project.whoever_waits()
        desk.send(project.save("Grow most"))
        assert b"Grow most" in seen(desk).pages[PAGE]
        desk.send(Build(3))
        project.open()
        assert told(desk).number == 2
        assert told(desk).number == 3
        assert "Grow most" in project.page
        desk.send(project.save("Grow even more"))
        assert b"Grow even more" in seen(desk).pages[PAGE]


def test_where_edits_never_rest_a_build_is_let_go_on_in_the_end(project: Project) -> None:
    with built(project) as desk:
        project.shut()
        for number in range(2, MOST_GIVEN_UP + 3):
            desk.send(Build(number))
            project.whoever_waits()
            desk.send(project.save(f"Grow by {number}"))
            assert f"Grow by {number}".encode() in seen(desk).pages[PAGE]
        desk.send(Build(100))
        project.open()
        assert told(desk).number == MOST_GIVEN_UP + 2
        assert told(desk).number == 100
        assert f"Grow by {MOST_GIVEN_UP + 2}" in project.page


@pytest.mark.promise
def test_a_mended_file_is_seen_before_the_whole_site_is_built_again(project: Project) -> None:
    with built(project) as desk:
        desk.send(project.save("[Grow"))
        assert seen(desk).pages == {}
        desk.send(Build(2))
        assert "error OKR" in told(desk).made.problems[0]
        desk.send(project.save("Grow well"))
        assert b"Grow well" in seen(desk).pages[PAGE]
        desk.send(Build(3))
        assert not told(desk).made.problems
        assert "Grow well" in project.page


def test_a_build_that_is_ended_from_outside_is_told_and_the_next_edit_begins_another(
    project: Project,
) -> None:
    with built(project) as desk:
        project.shut()
        desk.send(Build(2))
        os.kill(project.whoever_waits(), signal.SIGKILL)
        assert told(desk).made.problems == (succession.LOST,)
        project.open()
        desk.send(project.save("Grow again"))
        assert b"Grow again" in seen(desk).pages[PAGE]
        desk.send(Build(3))
        assert not told(desk).made.problems


@pytest.mark.promise
def test_whoever_builds_ends_with_the_one_that_asks_and_leaves_nothing_lying_about(
    project: Project,
) -> None:
    with built(project) as desk:
        project.shut()
        project.save("Grow more")
        desk.send(Build(2))
        process = project.whoever_waits()
    until(lambda: not Path(f"/proc/{process}").exists())
    assert sorted(one.name for one in project.root.iterdir() if one.is_dir()) == [
        ".okrsite",
        "content",
        "output",
    ]


@pytest.mark.promise
def test_an_edit_while_the_whole_site_is_built_is_served_without_waiting_for_it(
    project: Project,
) -> None:
    said: list[str] = []
    bell = Bell(time.monotonic)

    def run() -> None:
        with asking(project.builder) as desk:
            address = Address("127.0.0.1", 0)
            attend(project.root, project.root / "output", desk, address, a_day, said.append, bell)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        url = until(lambda: [line.split()[0] for line in said if line.startswith("http")])[0]

        def shows(text: str) -> bool:
            return text in httpx.get(url + PAGE, trust_env=False).text

        project.whoever_waits()
        project.shut()
        project.save("Grow more")
        until(lambda: shows("Grow more"))
        project.whoever_waits()  # the whole site is being built
        project.save("Grow most")
        until(lambda: shows("Grow most"))
        assert "Grow more" not in project.page
        project.whoever_waits()
        project.open()
        until(lambda: "Grow most" in project.page)
        assert shows("Grow most")
    finally:
        bell.stop()
        thread.join(20)
    assert not thread.is_alive()
