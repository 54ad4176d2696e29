"""A cluster draws the same site as this machine, or it is said in a line why it does not."""

import os
import signal
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from socket import socket

import portfolio
import pytest
from commands import SHORTEST, okrsite
from commands import write as write_project
from distributed import LocalCluster
from small_site import Project

from okrsite import journey
from okrsite.plan.output import Output, Plan
from okrsite.write import cluster
from okrsite.write.charts import ChartStore
from okrsite.write.cluster import ClusterError, workers
from okrsite.write.drawing import Drawn, Hands, Work, alone
from okrsite.write.report import Report
from okrsite.write.update import Crew, update

OWN = '{% extends "default/team.html" %}{% block main %}<p>Ours</p>{{ super() }}{% endblock %}'


def started(processes: int) -> LocalCluster:
    """A cluster of so many processes on this machine."""
    return LocalCluster(
        n_workers=processes, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0"
    )


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with started(2) as running:
        yield running.scheduler_address


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> journey.Draft:
    """A company of a few objectives, with a template of its own."""
    files = dict(portfolio.project(6)) | {"themes/default/templates/team.html": OWN}
    root = write_project(tmp_path_factory.mktemp("company"), files)
    (root / "themes/default/templates/.DS_Store").write_bytes(b"\xff\x00")
    return journey.draft(root, journey.Wishes(), lambda _: date(2026, 11, 20))


def tree(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def build(drafted: journey.Draft, output: Path, hands: Hands = alone) -> Report:
    """Build with a state of its own, so that no chart is there before."""
    state = output.with_name(f"{output.name}-state")
    return journey.write(drafted, output, ChartStore(state), state=state, crew=Crew(hands))


def test_a_cluster_draws_byte_for_byte_what_this_machine_draws(
    drafted: journey.Draft, scheduler: str, tmp_path: Path
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    report = build(drafted, here)
    with workers(scheduler) as hands:
        assert build(drafted, there, hands) == report
    assert not build(drafted, there).rendered
    assert tree(there) == tree(here)
    assert b"<p>Ours</p>" in (there / "teams/team-0.html").read_bytes()


def test_the_smallest_site_is_drawn_by_a_cluster_too(scheduler: str, tmp_path: Path) -> None:
    project = Project(tmp_path)
    plan = Plan((Output(PurePosixPath("index.html"), "text", "home"),))
    with workers(scheduler) as hands:
        update(plan, {"text": project.texts}, project.target(), crew=Crew(hands))
    assert project.files() == {"index.html": "home"}
    assert project.texts.drawn == []


@pytest.mark.parametrize("what", ["scheduler", "workers"])
def test_a_cluster_that_is_lost_while_it_draws_leaves_the_old_site(
    tmp_path: Path, what: str
) -> None:
    project = Project(tmp_path)
    project.build({"index.html": "old"})
    outputs = (Output(PurePosixPath(f"{one}.html"), "text", "new") for one in range(100))
    plan = Plan(tuple(outputs))
    with started(1) as running, workers(running.scheduler_address) as hands:

        def losing(work: Work) -> Iterator[Drawn]:
            drawing = hands(work)
            yield next(drawing)
            _lose(running, what)
            yield from drawing

        with pytest.raises(ClusterError, match=r"the cluster at `tcp://.*` was lost") as lost:
            update(plan, {"text": project.texts}, project.target(), crew=Crew(losing))
    assert lost.value.hint.startswith("the old site is as it was")
    assert project.files() == {"index.html": "old"}


def _lose(running: LocalCluster, what: str) -> None:
    if what == "scheduler":
        running.close()
        return
    for nanny in running.workers.values():
        os.kill(nanny.pid, signal.SIGKILL)


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ClusterError, match=f"no scheduler answers at `{address}`"):
            _enter(address)


def test_workers_that_would_draw_otherwise_are_refused(
    scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "__version__", "9.9")
    with pytest.raises(ClusterError, match=r"otherwise: okrsite \S+ instead of 9\.9$") as refused:
        _enter(scheduler)
    assert refused.value.hint == "install okrsite 9.9 there as it is here"


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match="needs the extra `distributed`"):
        _enter("tcp://127.0.0.1:8786")


def _enter(address: str) -> None:
    with workers(address):
        pass


@pytest.mark.parametrize("address", ["localhost", "http://localhost:8786", "tcp://localhost"])
def test_the_command_says_in_a_line_what_is_no_address(tmp_path: Path, address: str) -> None:
    write_project(tmp_path, {"content/objectives/win.md": SHORTEST})
    done = okrsite("build", tmp_path, "--scheduler", address)
    assert (done.returncode, done.stderr) == (
        1,
        f"error: `{address}` is no address of a scheduler\n  hint: try tcp://host:8786\n",
    )
    assert not (tmp_path / "output").exists()
