"""Programs are run as a user would run them, one as the other."""

import sys
from pathlib import Path

import measured
import pytest
from measured import UNKEPT, ran
from rivals import Generator

from okrsite.watch import succession


def test_what_was_built_is_put_beside_the_site_and_not_deleted(tmp_path: Path) -> None:
    generator = Generator("one", (), ("output", "lock"))
    site = tmp_path / "site"
    (site / "output").mkdir(parents=True)
    (site / "output" / "page.html").write_text("first")
    (site / "lock").write_text("")
    generator.forget(site)
    assert list(site.iterdir()) == []
    assert [file.read_text() for file in tmp_path.glob("*/output/page.html")] == ["first"]
    generator.forget(site)  # of nothing nothing is left


def test_python_keeps_what_it_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(UNKEPT, "1")
    asks = "import sys; sys.exit(sys.dont_write_bytecode)"
    assert ran((sys.executable, "-c", asks), tmp_path).seconds > 0


def test_nobody_is_at_rest_who_only_waits_to_make_the_search_index() -> None:
    assert measured.REST_SECONDS > succession.REST_SECONDS
