"""Markdown as it is published: known elements, resolved links, fitted headings."""

import pytest

from okrsite.plan.views.parts import Body, BodyLink
from okrsite.render.markdown import html


def written(text: str, *links: BodyLink, level: int = 2, prefix: str = "") -> str:
    return html(Body(text, links, level, prefix), lambda path: f"../{path}").strip()


def test_headings_start_at_the_level_of_their_place_without_gaps() -> None:
    assert written("# One\n\n### Two\n\n# One\n", level=3, prefix="why_") == (
        '<h3 id="why_one">One</h3>\n<h4 id="why_two">Two</h4>\n<h3 id="why_one_2">One</h3>'
    )


def test_links_are_taken_as_they_were_resolved() -> None:
    links = (
        BodyLink("mrr", "kpis/mrr.html", "Revenue", is_wiki=True),
        BodyLink("gone", "", "gone", is_wiki=True, is_known=False),
        BodyLink("../a.md", "a.html"),
        BodyLink("../b.md", ""),
    )
    text = "[[mrr]] [[mrr|money]] [[gone]] [a](../a.md) [b](../b.md)"
    assert written(text, *links) == (
        '<p><a href="../kpis/mrr.html">Revenue</a> <a href="../kpis/mrr.html">money</a> '
        '<span class="unwritten" title="not written yet">gone</span> '
        '<a href="../a.html">a</a> b</p>'
    )


@pytest.mark.promise
@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "blob:https://example.com/x",
        "filesystem:https://example.com/x",
        "file:///etc/passwd",
        "//evil.example/x",
        "https:///x",
        "ftp://example.com/x",
    ],
)
def test_an_address_of_any_other_scheme_is_plain_text(url: str) -> None:
    assert "href" not in written(f"[x]({url}) ![y]({url}) <{url}>")


def test_addresses_of_the_web_open_without_a_way_back() -> None:
    assert written("[x](https://example.com/a?b=1&c=2)") == (
        '<p><a href="https://example.com/a?b=1&amp;c=2" rel="noopener">x</a></p>'
    )


def test_pictures_of_the_site_are_shown_and_others_are_linked() -> None:
    local = BodyLink("p.png", "a/p.png")
    assert written("![A pier](p.png)", local) == (
        '<p><img src="../a/p.png" alt="A pier" loading="lazy"></p>'
    )
    assert written("![A pier](https://example.com/p.png)") == (
        '<p><a href="https://example.com/p.png" rel="noopener">A pier</a></p>'
    )


@pytest.mark.promise
def test_html_of_an_author_is_text() -> None:
    assert written("<b onclick=x>a</b> &lt;i&gt;") == (
        "<p>&lt;b onclick=x&gt;a&lt;/b&gt; &lt;i&gt;</p>"
    )


def test_a_table_scrolls_within_itself_and_aligns_by_class() -> None:
    text = written("| a | b |\n|---|--:|\n| 1 | 2 |\n")
    assert 'class="scroll"' in text
    assert '<th class="right" scope="col">b</th>' in text or (
        '<th scope="col" class="right">b</th>' in text
    )
    assert "style" not in text


def test_a_line_of_text_stays_a_line() -> None:
    body = Body("It *may* take\ntime # not a heading", is_inline=True)
    assert html(body, str) == "It <em>may</em> take\ntime # not a heading"
