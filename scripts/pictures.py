"""Pictures of every kind of page of the example: wide and narrow, light, dark, forced and printed.

    make pictures                          into output-pictures/, with an index.html to look at
    make pictures ONLY="home KPI"          of the kinds whose names hold one of the words
    make pictures THEME=ledger             in another theme

Needs Chromium. What is printed is a PDF, with pictures of its first pages.
"""

import argparse
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from example import ARGUMENTS, CHROMIUM, build
from kinds import KINDS, path_of
from playwright.sync_api import Browser, Page, sync_playwright
from proposal import preview
from pypdfium2 import PdfDocument

WIDTHS = {"wide": (1280, 900), "narrow": (390, 844)}
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PROPOSED = {
    "preview, what changes": "changes.html",
    "preview, home": "index.html",
    "preview, objective whose promise moved": "objectives/season-2027-ready.html",
    "preview, report": "reports/2026-q4.html",
    "preview, alignment": "alignment.html",
}
"""Pages of the example as a proposal, with the past of a repository."""
TOLD = "what a proposal changes, in one file"
SHEETS = 4  # of a printed page that are made pictures of


def main() -> None:
    """Build, take the pictures, write the sheet that shows them all."""
    asked = _arguments()
    all_kinds = (*KINDS, *PROPOSED, TOLD)
    kinds = [kind for kind in all_kinds if any(word in kind for word in asked.only or [""])]
    shutil.rmtree(asked.output, ignore_errors=True)
    asked.output.mkdir(parents=True)
    with TemporaryDirectory() as folder, _browser() as browser:
        pages = dict(_pages(kinds, Path(folder), asked.theme))
        for number, kind in enumerate(kinds, 1):
            print(f"{number} of {len(kinds)}: {kind}", flush=True)
            take(browser, pages[kind], asked.output / _slug(kind))
    sheet = asked.output / "index.html"
    sheet.write_text("\n".join(contact_sheet(kinds, asked.output)), encoding="utf-8")
    print(f"{len(list(asked.output.glob('*.png')))} pictures: open {sheet}")


def _pages(kinds: list[str], folder: Path, theme: str) -> Iterator[tuple[str, Path]]:
    """Each kind with its page; a site that none of them is of is not built."""
    if any(kind in KINDS for kind in kinds):
        site = build(folder, theme)
        yield from ((kind, path_of(kind, site)) for kind in kinds if kind in KINDS)
    if any(kind not in KINDS for kind in kinds):
        proposed, told = preview(folder, theme)
        yield TOLD, told
        yield from ((kind, proposed / path) for kind, path in PROPOSED.items())


def take(browser: Browser, page: Path, stem: Path) -> None:
    """All pictures of one page; their names begin with the stem."""
    for name, (width, height) in WIDTHS.items():
        context = browser.new_context(viewport={"width": width, "height": height})
        opened = context.new_page()
        opened.goto(page.as_uri())
        _in_colours(opened, stem, name)
        if name == "wide":
            _on_paper(opened, stem)
        context.close()


def _in_colours(page: Page, stem: Path, width: str) -> None:
    for scheme in _SCHEMES:
        page.emulate_media(color_scheme=scheme, forced_colors="none")
        page.screenshot(path=f"{stem}-{width}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="dark", forced_colors="active")
    page.screenshot(path=f"{stem}-{width}-forced.png", full_page=True)
    page.emulate_media(color_scheme="light", forced_colors="none")


def _on_paper(page: Page, stem: Path) -> None:
    page.emulate_media(media="print")
    pdf = f"{stem}-print.pdf"
    page.pdf(path=pdf, format="A4", prefer_css_page_size=True)
    with PdfDocument(pdf) as printed:
        for number in range(min(len(printed), SHEETS)):
            printed[number].render(scale=1).to_pil().save(f"{stem}-print-{number + 1}.png")


def contact_sheet(kinds: list[str], folder: Path) -> Iterator[str]:
    """The lines of a page that shows the pictures, a row of them for each kind."""
    yield '<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures</title><style>'
    yield "body{font:1rem system-ui;margin:1.5rem}.row{display:flex;gap:8px;overflow-x:auto}"
    yield "figure{margin:0}img{height:26rem;max-width:32rem;object-fit:cover;object-position:top;"
    yield "border:1px solid #999}</style><h1>Pictures</h1>"
    for kind in kinds:
        yield f'<h2>{escape(kind)}</h2><div class="row">'
        for file in sorted(folder.glob(f"{_slug(kind)}-*.png")):
            look = file.stem.removeprefix(f"{_slug(kind)}-").replace("-", " ")
            yield f'<figure><a href="{file.name}"><img src="{file.name}" alt="" loading="lazy"></a>'
            yield f"<figcaption>{look}</figcaption></figure>"
        yield "</div>"


def _slug(kind: str) -> str:
    """The kind as it stands in names of files."""
    return re.sub(r"[^a-z0-9]+", "_", kind.lower())


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("only", nargs="*", help="words that the names of kinds may hold")
    parser.add_argument("-o", "--output", type=Path, default=Path("output-pictures"))
    parser.add_argument("--theme", default="default")
    return parser.parse_args()


if __name__ == "__main__":
    main()
