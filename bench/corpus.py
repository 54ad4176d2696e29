"""Write a made-up site: `python bench/corpus.py goals okrsite 1000 FOLDER`.

`wiki` has plain pages, `goals` a company's objectives, which all but okrsite get as plain pages.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import portfolio
from dialects import DIALECTS, Files, write
from pages import Page, wiki

PAGES: dict[str, Callable[[int], Iterator[Page]]] = {"wiki": wiki, "goals": portfolio.pages}


def files(subject: str, dialect: str, count: int) -> Files:
    """The files of a site of so many pages or objectives."""
    if (subject, dialect) == ("goals", "okrsite"):
        return portfolio.project(count)
    return DIALECTS[dialect](PAGES[subject](count))


def main() -> None:
    """Write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("subject", choices=PAGES)
    parser.add_argument("dialect", choices=DIALECTS)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    write(asked.folder, files(asked.subject, asked.dialect, asked.count))


if __name__ == "__main__":
    main()
