"""Goals inside a text, as they are published: our drawing in the author's words, nothing else."""

import pytest

from okrsite.base.digest import digest
from okrsite.plan.views.parts import Badge, Body, BodyLink, Embedded, EmbeddedNumber, Link
from okrsite.render.markdown import html


def number(text: str) -> Embedded:
    shows = EmbeddedNumber(Link("x", "kpis/x.html"), Badge("on-track", "on track"), "9", "kpi:x")
    return Embedded("number", text, shows)


def drawn(one: Embedded, is_linked: bool) -> str:  # noqa: FBT001 - as the renderer calls it
    return f"<b>{one.text}{' in a link' if is_linked else ''}</b>"


def written(text: str, *embeds: Embedded, links: tuple[BodyLink, ...] = ()) -> str:
    return html(Body(text, links, embeds=embeds), lambda path: f"../{path}", drawn).strip()


def test_an_embed_stands_where_it_was_written() -> None:
    text = "At {number}`x`, *{number}`x`* and {number}`y`.\n\n- ```{chart} x\n  ```\n"
    chart = Embedded("chart", "x", None)
    assert written(text, number("x"), number("y"), chart) == (
        "<p>At <b>x</b>, <em><b>x</b></em> and <b>y</b>.</p>\n<ul>\n<li>\n<b>x</b>\n</li>\n</ul>"
    )


def test_an_embed_inside_a_link_knows_it() -> None:
    assert written("[at {number}`x`](https://example.com)", number("x")) == (
        '<p><a href="https://example.com" rel="noopener">at <b>x in a link</b></a></p>'
    )


def test_an_embed_that_shows_nothing_here_is_plain_text() -> None:
    assert written("{number}`<b>`") == "<p>{number}<code>&lt;b&gt;</code></p>"


@pytest.mark.promise
def test_no_text_can_take_the_place_of_an_embed() -> None:
    """The seal is a digest of everything that a body is made of, names of others included."""
    one = number("x")
    body = Body("{number}`x` " + "0" * 32 + "-0-", embeds=(one,))
    seal = digest(body)
    guess = BodyLink("kpi", "", f"{seal}-0-", is_wiki=True)
    assert written(f"{body.text} {seal}-0- [[kpi]]", one, links=(guess,)).count("<b>") == 1


@pytest.mark.promise
def test_what_is_drawn_is_not_taken_for_markup_of_the_author() -> None:
    text = '<script>alert(1)</script> {number}`x` <img src=x onerror="alert(1)">'
    out = written(text, number("x"))
    assert "<script" not in out
    assert "<img" not in out
    assert "<b>x</b>" in out
