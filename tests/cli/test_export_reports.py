"""`okrsite export html` and `pdf` write a report to send away, or say in a line why not."""

import sys
from datetime import date
from pathlib import Path

import pytest
from commands import SHORTEST, okrsite, write

from okrsite.exporting import reports

FILES = {
    "okrsite.toml": "as_of = 2026-11-20\n",
    "content/objectives/self-serve.md": SHORTEST.replace(
        "owner: ana", "owner: ana\ncycle: 2026-q4"
    ),
    "content/objectives/calm.md": (
        "---\ntitle: Calm nights\nowner: ben\nteam: sales\ncycle: 2026-q4\n---\n"
    ),
}


def test_the_report_on_the_current_cycle_is_written_to_the_file_that_is_named(
    tmp_path: Path,
) -> None:
    target = tmp_path / "report.html"
    done = okrsite("export", "html", write(tmp_path / "site", FILES), "-o", str(target))
    assert (done.returncode, done.stderr) == (0, "")
    assert "kB, as of 2026-11-20" in done.stdout
    text = target.read_text(encoding="utf-8")
    assert "<h1>Report on Q4 2026</h1>" in text
    assert "<a href" not in text.partition("<main")[2].replace('<a href="https://', "")


def test_a_report_goes_to_standard_output_where_that_is_named(tmp_path: Path) -> None:
    done = okrsite("export", "html", write(tmp_path, FILES), "-o", "-", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("<!doctype html>")
    assert done.stdout.endswith("</html>")
    assert not (tmp_path / "-").exists()


def test_links_lead_to_the_published_site_where_it_is_known(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    address = "https://example.com/goals/"
    folder = write(tmp_path / "site", FILES)
    done = okrsite("export", "html", folder, "-q", "--base-url", address, "-o", str(target))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    text = target.read_text(encoding="utf-8")
    assert 'href="https://example.com/goals/objectives/self-serve.html"' in text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("--cycle", "2026-q3"),
            "error: there is no report on the cycle `2026-q3`\n  hint: did you mean `2026-q4`?\n",
        ),
        (
            ("--team", "growth"),
            "error: there is no report on the team `growth` in `2026-q4`\n"
            "  hint: teams with objectives in it are sales\n",
        ),
    ],
)
def test_a_report_that_there_is_not_is_wrong_usage(
    tmp_path: Path, options: tuple[str, str], said: str
) -> None:
    done = okrsite("export", "html", write(tmp_path, FILES), *options)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_one_objective_needs_no_report_and_the_hint_says_so(tmp_path: Path) -> None:
    alone = {path: text for path, text in FILES.items() if "calm" not in path}
    done = okrsite("export", "html", write(tmp_path, alone))
    assert done.returncode == 2
    assert "a cycle that has begun has one once there are two objectives" in done.stderr


def test_without_a_browser_a_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(reports.CannotExportError) as refused:
        reports.found_browser()
    assert str(refused.value) == "a PDF needs Chromium, Chrome or Edge, and none was found"
    assert "apt install chromium" in refused.value.hint


def test_without_the_extra_a_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(reports.CannotExportError) as refused:
        reports.printed("", "A4", date(2026, 11, 20))
    assert (str(refused.value), refused.value.hint) == (
        "a PDF needs the extra `pdf`",
        "pip install 'okrsite[pdf]'",
    )
