"""A build has templates compiled while it reads; it says and writes what one without that does."""

from pathlib import Path

import pytest
from commands import SHORTEST, okrsite

from okrsite.cli import building
from okrsite.write.ahead import templates_ahead


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One goal, and a theme of the project's own."""
    goal = tmp_path / "content" / "objectives" / "grow.md"
    goal.parent.mkdir(parents=True)
    goal.write_text(SHORTEST)
    return tmp_path


def built(project: Path, name: str, cores: int, monkeypatch: pytest.MonkeyPatch) -> tuple[str, int]:
    monkeypatch.setattr(building, "cores", lambda: cores)
    done = okrsite("build", project, "--as-of", "2026-11-20", "--output", project / name, "--quiet")
    return done.stderr, done.returncode


def test_the_site_is_the_same(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert built(project, "one", 1, monkeypatch) == built(project, "two", 2, monkeypatch)
    one, two = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
        for folder in (project / "one", project / "two")
    )
    assert one == two
    assert len(one) > 10


def test_a_broken_template_is_told_the_same(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = project / "themes" / "default" / "templates" / "objective.html"
    broken.parent.mkdir(parents=True)
    broken.write_text("{% if %}")
    said, code = built(project, "one", 1, monkeypatch)
    assert "Expected an expression" in said
    assert built(project, "two", 2, monkeypatch) == (said, code)


def test_a_build_after_the_first_has_nothing_compiled(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = project / "begun"

    def noted(root: Path) -> object:
        begun.touch()
        return templates_ahead(root)

    monkeypatch.setattr(building, "templates_ahead", noted)
    built(project, "output", 2, monkeypatch)
    assert begun.exists()
    begun.unlink()
    (project / "content" / "objectives" / "more.md").write_text(SHORTEST)
    built(project, "output", 2, monkeypatch)
    assert not begun.exists()
