"""What a handbook costs at the least: the parts that no design can spare, each by itself.

`python bench/floor.py --pages 1000` prints seconds of the processor, and what they come to on the
clock where all processors share them evenly from the first moment on, which no program can.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import corpus
from dialects import write
from markdown_it import MarkdownIt
from measured import ran
from pagefind_bin import get_executable
from rivals import OKRSITE

RUNS = 3


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="okrsite-bench-") as folder:
        site = Path(folder) / "site"
        write(site, corpus.files("wiki", "okrsite", asked.pages))
        for _ in range(2):  # the first compiles
            OKRSITE.forget(site)
            whole = ran(OKRSITE.build, site)
        found = {what: median(part() for _ in range(RUNS)) for what, part in _parts(site).items()}
    for what, seconds in found.items():
        print(f"{what:35} {seconds:5.2f} s")
    least, cores = sum(found.values()), len(os.sched_getaffinity(0))
    print(f"{'all of it, of the processor':35} {least:5.2f} s, okrsite {whole.busy:.2f} s")
    on_clock = f"shared by {cores} processors"
    print(f"{on_clock:35} {least / cores:5.2f} s, okrsite {whole.seconds:.2f} s")


def _parts(site: Path) -> Mapping[str, Callable[[], float]]:
    """What each part takes of the processor, in seconds."""
    texts = [file.read_text() for file in (site / "content").rglob("*.md")]
    pages = [file.read_bytes() for file in (site / "output").rglob("*.html")]
    return {
        "start Python, import what is given": lambda: _import(site),
        "Markdown to HTML, by markdown-it-py": lambda: _render(texts),
        "write the files": lambda: _write(pages, site.parent),
        "search index, by Pagefind": lambda: _index(site),
    }


def _import(site: Path) -> float:
    return ran((sys.executable, "-c", "import jinja2, markdown_it, nh3, yaml"), site).busy


def _render(texts: list[str]) -> float:
    start = time.process_time()
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for text in texts:
        parser.render(text)
    return time.process_time() - start


def _write(pages: list[bytes], beside: Path) -> float:
    folder = beside / f"written-{time.time_ns()}"
    folder.mkdir()
    start = time.process_time()
    for number, page in enumerate(pages):
        (folder / str(number)).write_bytes(page)
    return time.process_time() - start


def _index(site: Path) -> float:
    output = site.parent / f"index-{time.time_ns()}"
    command = (str(get_executable()), "--site", str(site / "output"), "--output-path", str(output))
    return ran(command, site).busy


if __name__ == "__main__":
    main()
