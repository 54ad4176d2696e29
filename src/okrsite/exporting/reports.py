"""Reports as files to send away: one HTML file for a mail, one PDF for a board."""

import os
import re
import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from okrsite import __version__
from okrsite.base.problems import CannotError
from okrsite.journey import Draft
from okrsite.plan.assets import STYLES, Copy
from okrsite.plan.pages.report.alone import NoReportError, report_alone
from okrsite.plan.scene import Scene
from okrsite.render.alone import alone

PAPERS = ("A4", "Letter")
_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
_QUIET = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class CannotExportError(CannotError):
    """What was asked for cannot be made; `hint` says what would help."""

    is_usage = True


def report_html(drafted: Draft, cycle: str = "", team: str = "") -> str:
    """A report as one file that asks for nothing; raises CannotExportError.

    Without a cycle it is on the current one, without a team on all of it.
    """
    assert drafted.assessment, "what is wrong is not exported"
    scene = Scene(drafted.library, drafted.portfolio, drafted.assessment, history=drafted.history)
    try:
        page = report_alone(cycle, team, scene, __version__)
    except NoReportError as error:
        raise CannotExportError(str(error), error.hint) from error
    styles = next((o.data for o in drafted.plan.outputs if o.path == STYLES), Copy(b""))
    assert isinstance(styles, Copy)
    base_url = drafted.portfolio.settings.base_url or ""
    return alone(page, styles.content, drafted.theme, base_url)


def printed(html: str, paper: str, as_of: date, browser: str = "") -> bytes:
    """An HTML file as a PDF, set by an installed Chromium, Chrome or Edge.

    `paper` is one of PAPERS, `browser` the program to use instead of the first that is found.
    Raises CannotExportError where the extra or a browser is missing.
    """
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise CannotExportError(
            "a PDF needs the extra `pdf`", "pip install 'okrsite[pdf]'"
        ) from error
    program = browser or found_browser()
    with TemporaryDirectory(prefix="okrsite-") as folder, sync_playwright() as playwright:
        file = Path(folder) / "report.html"
        file.write_text(html, encoding="utf-8", newline="\n")
        try:
            opened = playwright.chromium.launch(executable_path=program, args=_arguments())
            page = opened.new_context(java_script_enabled=False, offline=True).new_page()
            page.goto(file.as_uri())
            made = page.pdf(format=paper, print_background=False, tagged=True, outline=True)
            opened.close()
        except Error as error:
            reason = str(error).strip().partition("\n")[0]
            raise CannotExportError(
                f"`{program}` did not print: {reason}", "name another with --browser"
            ) from error
    return undated(made, as_of)


def found_browser() -> str:
    """The first browser of this machine that can print; raises CannotExportError without one."""
    for name in _BROWSERS:
        if program := shutil.which(name):
            return program
    raise CannotExportError(
        "a PDF needs Chromium, Chrome or Edge, and none was found",
        "install one, such as `apt install chromium`, or name it with --browser",
    )


def undated(pdf: bytes, day: date) -> bytes:
    """A PDF that says it was made on the report's day, so that the same goals give the same bytes.

    Every offset in the file stays true: what is replaced keeps its length.

    >>> undated(b"/CreationDate (D:20261127142155+00'00')", date(2026, 11, 20))
    b"/CreationDate (D:20261120000000+00'00')"
    """
    return _DATE.sub(rb"\g<1>" + f"{day:%Y%m%d}000000".encode(), pdf)


_DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")


def _arguments() -> list[str]:
    """A browser that is run by root, as in a container, has no sandbox to offer."""
    return [*_QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
