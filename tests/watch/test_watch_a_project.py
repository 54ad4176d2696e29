"""`okrsite watch` as people run it, on a small project of the real program."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from browsing import apart, opened
from playwright.sync_api import expect
from watching import until

GOAL = """---
title: Make self-serve the way most customers start
owner: ana
cycle: 2026-q4
key_results:
  - {id: signups, title: Sign-ups per week, start: 800, target: 2000}
---
"""
CHECK_IN = """---
updates:
  self-serve#signups: {value: VALUE, confidence: 6}
---
"""
FILES = {
    "okrsite.toml": 'title = "Harbour goals"\nas_of = 2026-11-20\n',
    "content/cycles/2026-q4.md": "---\ntitle: Q4\nstart: 2026-10-01\nend: 2026-12-31\n---\n",
    "content/objectives/self-serve.md": GOAL,
    "content/checkins/2026-10-16-ana.md": CHECK_IN.replace("VALUE", "1100"),
    "content/checkins/2026-11-13-ana.md": CHECK_IN.replace("VALUE", "1450"),
}
OBJECTIVE = "objectives/self-serve.html"


@dataclass
class Watch:
    """A running `okrsite watch`."""

    process: subprocess.Popen[str]
    root: Path
    url: str

    def page(self, path: str = OBJECTIVE) -> str:
        return httpx.get(self.url + path, trust_env=False).text

    def save(self, path: str, text: str) -> None:
        (self.root / f"{path}.tmp").write_text(text)
        (self.root / f"{path}.tmp").replace(self.root / path)

    def stop(self, way: signal.Signals) -> tuple[int, str]:
        self.process.send_signal(way)
        _, said = self.process.communicate(timeout=15)
        return self.process.returncode, said


@contextmanager
def watching(root: Path, *options: str) -> Iterator[Watch]:
    """`okrsite watch`, once it has said where it is to be seen."""
    command = [sys.executable, "-m", "okrsite", "watch", str(root), "--port", "0", *options]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )
    try:
        yield Watch(process, root, _address(process))
    finally:
        process.kill()
        process.communicate()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise AssertionError(process.communicate()[1])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "goals"
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """When each file was written, and which file it is; the search index comes when it comes."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    files = (path for path in found if path.relative_to(folder).parts[0] != "pagefind")
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_ino) for path in files}


def test_an_edit_is_built_and_served_and_touching_a_file_writes_nothing(root: Path) -> None:
    with watching(root) as watch:
        assert "Make self-serve the way most customers start" in watch.page()
        before = tree(root / "output")
        (root / "content/objectives/self-serve.md").touch()
        watch.save("content/objectives/self-serve.md", GOAL)
        time.sleep(0.1)  # long enough for a build to begin that should write nothing
        assert tree(root / "output") == before
        watch.save("content/objectives/self-serve.md", GOAL.replace("most", "all"))
        until(lambda: "Make self-serve the way all customers start" in watch.page())
        (root / "content/objectives/self-serve.md").rename(root / "content/objectives/serve.md")
        watch.save("content/checkins/2026-10-16-ana.md", "---\nupdates: {}\n---\n")
        (root / "content/checkins/2026-11-13-ana.md").unlink()
        until((root / "output/objectives/serve.html").exists)
        until(lambda: not (root / "output" / OBJECTIVE).exists())


def test_an_edit_is_served_before_the_search_index_which_follows(root: Path) -> None:
    entry = root / "output/pagefind/pagefind-entry.json"
    with watching(root) as watch:
        until(entry.exists)
        before = entry.read_bytes()
        watch.save("content/objectives/self-serve.md", GOAL.replace("most", "all"))
        until(lambda: "the way all customers start" in watch.page())
        assert entry.read_bytes() == before
        until(lambda: entry.read_bytes() != before)


@pytest.mark.promise
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_watching_within_seconds_without_a_traceback(
    way: signal.Signals, root: Path
) -> None:
    with watching(root) as watch, httpx.Client(trust_env=False) as client:
        with client.stream("GET", f"{watch.url}-/okrsite/events") as listening:
            assert next(listening.iter_lines())
            started = time.monotonic()
            code, said = watch.stop(way)
        assert time.monotonic() - started < 5
        assert code in {0, 128 + way}
        assert "Traceback" not in said
        assert said.strip() == ""


@pytest.mark.promise
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_whoever_builds_ends_with_the_watching(way: signal.Signals, root: Path) -> None:
    with watching(root) as watch:
        watch.save("content/objectives/self-serve.md", GOAL.replace("most", "all"))
        until(lambda: "the way all customers start" in watch.page())
        assert len(of_project(root)) > 1
        until(lambda: of_project(root) <= below(watch.process.pid))
        watch.stop(way)
        until(lambda: not of_project(root))


def of_project(root: Path) -> set[int]:
    """The processes that were told of a folder."""
    found = set()
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if str(root).encode() in file.read_bytes():
                found.add(int(file.parent.name))
    return found


def below(process: int) -> set[int]:
    """A process and all that descend from it."""
    found = [process]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, children.read_text().split())
    return set(found)


@pytest.mark.promise
def test_a_broken_edit_keeps_the_last_good_site_and_heals_by_itself(root: Path) -> None:
    with watching(root) as watch:
        before = tree(root / "output")
        for broken in (GOAL.replace("---\n", "--\n", 1), "---\n: : [\n---\n", "\udcff", ""):
            file = root / "content/objectives/self-serve.md"
            file.write_bytes(broken.encode("utf-8", "surrogateescape"))
        watch.save("content/objectives/self-serve.md", GOAL.replace("800", "2000"))
        with httpx.stream("GET", f"{watch.url}-/okrsite/events", trust_env=False) as listening:
            lines = listening.iter_lines()
            assert any("content/objectives/self-serve.md:6:" in line for line in lines)
        assert tree(root / "output") == before
        watch.save("content/objectives/self-serve.md", GOAL.replace("most", "all"))
        until(lambda: "the way all customers start" in watch.page())


@pytest.mark.browser
@pytest.mark.promise
@apart
def test_a_saved_check_in_changes_the_number_and_the_chart_on_the_open_page(root: Path) -> None:
    with watching(root) as watch, opened(watch.url + OBJECTIVE) as tab:
        body, chart = tab.page.locator("body"), tab.page.get_by_role("img", name="of plan").first
        expect(body).to_contain_text("1,450")
        drawn = chart.inner_html()
        expect(chart).to_have_accessible_name(re.compile("1,450 of 2,000"))
        watch.save("content/checkins/2026-11-13-ana.md", CHECK_IN.replace("VALUE", "1700"))
        expect(body).to_contain_text("1,700")
        expect(chart).to_have_accessible_name(re.compile("1,700 of 2,000"))
        assert chart.inner_html() != drawn
        watch.save("content/objectives/self-serve.md", GOAL.replace("owner: ana", "owner: [ana"))
        dialog = tab.page.get_by_role("dialog")
        expect(dialog).to_contain_text("content/objectives/self-serve.md:4:")
        expect(body).to_contain_text("1,700")
        watch.save("content/objectives/self-serve.md", GOAL)
        expect(dialog).to_be_hidden()
        assert tab.console == []
