"""Templates are compiled while the files are read, and the site is the same."""

import pickle
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import active_children
from pathlib import Path

import pytest
from jinja2 import Environment

from okrsite.base.problems import Problems
from okrsite.render import templates
from okrsite.render.templates import Prepared, closure, environment
from okrsite.render.theme import Theme, find
from okrsite.write.ahead import templates_ahead

BASE = '{% extends "default/base.html" %}{% block bottom %}harbour{% endblock %}'


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> Prepared:
    """What is kept of templates, nothing at first."""
    empty = Prepared({}, {})
    monkeypatch.setattr(templates, "_KEPT", empty)
    return empty


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a theme of its own, which builds on the packaged one."""
    folder = tmp_path / "themes" / "harbour" / "templates"
    folder.mkdir(parents=True)
    (folder / "base.html").write_text(BASE)
    (tmp_path / "okrsite.toml").write_text('theme = "harbour"\n')
    return tmp_path


def compiled_ahead(project: Path) -> None:
    """Have it done to the end."""
    with templates_ahead(project) as take:
        for process in active_children():
            process.join()
        take()


def theme_of(project: Path) -> Theme:
    return find(project, "harbour", Problems())


def pages(made: Environment) -> Iterator[str]:
    return (name for name in made.list_templates() if not name.startswith("default/"))


def test_what_is_made_ahead_is_what_pages_would_have_made(project: Path, kept: Prepared) -> None:
    compiled_ahead(project)
    ahead = Prepared(dict(kept.drawn_in), dict(kept.bytecode))
    kept.drawn_in.clear()
    kept.bytecode.clear()
    made = environment(theme_of(project))
    for name in pages(made):
        for one in closure(name, made):
            made.get_template(one)
    assert len(kept.bytecode) > 40
    assert ahead == kept


def test_nothing_is_compiled_again_after_that(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled_ahead(project)
    monkeypatch.setattr(Environment, "_parse", None)
    made = environment(theme_of(project))
    for name in pages(made):
        assert "base.html" not in closure(name, made) or "default/base.html" in closure(name, made)
        made.get_template(name)


def test_a_template_that_cannot_be_compiled_ends_it_without_a_word(
    project: Path, kept: Prepared, capfd: pytest.CaptureFixture[str]
) -> None:
    (project / "themes" / "harbour" / "templates" / "alerts.html").write_text("{% if %}")
    compiled_ahead(project)
    assert len(kept.bytecode) > 40
    assert capfd.readouterr() == ("", "")


def test_what_was_cut_off_is_left_out(
    project: Path, kept: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, cut = Prepared({"whole": ()}, {}), Prepared({"cut": ()}, {})
    dumped = {"whole": pickle.dumps(whole), "cut": pickle.dumps(cut)[:-9]}
    monkeypatch.setattr("okrsite.write.ahead.prepare", lambda _: (whole, cut))
    monkeypatch.setattr("okrsite.write.ahead.pickle.dumps", lambda one: dumped[min(one.drawn_in)])
    compiled_ahead(project)
    assert kept == whole


def test_no_process_is_left_where_reading_comes_to_a_bad_end(project: Path) -> None:
    with suppress(SystemExit), templates_ahead(project):
        assert len(active_children()) == 1
        raise SystemExit(1)
    assert active_children() == []


def test_a_process_that_compiles_is_not_waited_for(project: Path, kept: Prepared) -> None:
    with templates_ahead(project) as take:
        take()
        assert active_children() == []
    assert len(kept.bytecode) < 40


def test_where_nothing_can_be_written_down_nothing_is_made(
    project: Path, kept: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr("okrsite.write.ahead.TemporaryFile", refuse)
    with templates_ahead(project) as take:
        assert active_children() == []
        take()
    assert kept == ({}, {})
