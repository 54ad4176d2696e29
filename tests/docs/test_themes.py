"""The page on themes names every token, every template and every name that a template sees."""

import re
from pathlib import Path

from small_project import LONE, planned

from okrsite.base import package
from okrsite.render import html, theme
from okrsite.render.figures import Memory
from okrsite.render.theme import Theme

DEFAULT = package.themes() / theme.DEFAULT
PAGE = (Path(__file__).parents[2] / "docs" / "themes.md").read_text(encoding="utf-8")
CELLS = [line.split(" | ")[0] for line in PAGE.splitlines() if line.startswith("| ")]
NAMED = set(re.findall(r"`([^`(]+)(?:\([^`]*)?`", " ".join(CELLS)))


def test_every_token_has_a_row() -> None:
    for name in ("site.css", "charts.css"):
        text = (DEFAULT / "assets" / name).read_text(encoding="utf-8")
        first = re.search(r"^:root \{(.*?)^\}", text, re.M | re.S)
        assert first, name
        tokens = set(re.findall(r"(--[a-z0-9-]+):", first[1]))
        assert tokens - NAMED == set()
        assert len(tokens) > 10


def test_every_template_has_a_row_and_every_row_a_template() -> None:
    templates = {path.name for path in (DEFAULT / "templates").iterdir()}
    assert templates - NAMED == set()
    assert {name for name in NAMED if name.endswith(".html")} - templates == set()


def test_every_block_of_the_frame_is_named() -> None:
    base = (DEFAULT / "templates" / "base.html").read_text(encoding="utf-8")
    blocks = set(re.findall(r"{% block (\w+) %}", base))
    (row,) = (line for line in PAGE.splitlines() if line.startswith("| `base.html`"))
    assert set(re.findall(r"`(\w+)`", row)) == blocks


def test_every_name_that_a_template_sees_has_a_row(tmp_path: Path) -> None:
    own = tmp_path / "themes" / "own"
    (own / "templates").mkdir(parents=True)
    (own / "templates" / "404.html").write_text(
        "{% macro names() %}{% endmacro %}{{ self._TemplateReference__context.keys() | join(' ') }}"
    )
    used = Theme((own, DEFAULT))
    site = planned(tmp_path, {"objectives/a.md": LONE})
    shown = html.PageRenderer(used, Memory()).render(site.pages["404.html"]).decode().split()
    seen = {name for name in shown if name != "names"}
    assert {"view", "say", "outside"} <= seen
    assert seen - NAMED == set()


def test_the_theme_of_the_manual_is_a_theme(tmp_path: Path) -> None:
    files = re.findall(r"`themes/harbour/([\w/.]+)`.*?```\w+\n(.*?)```", PAGE, re.S)
    assert len(files) == 2
    for name, text in files:
        path = tmp_path / "themes" / "harbour" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    used = Theme((tmp_path / "themes" / "harbour", DEFAULT))
    site = planned(tmp_path, {"objectives/a.md": LONE})
    pages = html.PageRenderer(used, Memory())
    for page in site.pages.values():
        assert "Made at the harbour." in pages.render(page).decode(), page.path
