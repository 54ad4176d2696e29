"""What a body leads to is found without parsing every word of it, and is found all the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.read.markdown import Link, lines_of_links, links, parser

_SIGNS = st.sampled_from(
    [
        *"[]()!*_~`\\<>|{}&;:/.#-\n ax1",
        *(
            "[[",
            "]]",
            "](",
            "![",
            "\n\n",
            "- ",
            "    ",
            "> ",
            "\t",
            "1. ",
            "~~~\n",
            "| a | b |\n| - | - |\n",
            "```\n",
        ),
        *("[a](b)", "[a *b* c](../d/e-f.md)", "[x](https://a.example/b#c)", "[[kpi]]", "[[k|w]]"),
        *("\n[a]: /b\n", "[a]", "//", "http://", "mailto:a@b.c", "`[a](b)`", "<https://x.y>"),
    ]
)


def _as_rendered(body: str) -> tuple[tuple[Link, int], ...]:
    found = []
    for token in parser().parse(body):
        line = token.map[0] if token.map else 0
        for child in token.children or ():
            if child.type == "wiki_link":
                found.append((Link(child.meta["target"], is_wiki=True), line))
            elif child.type in {"link_open", "image"}:
                target = child.attrGet("href" if child.type == "link_open" else "src")
                found.append((Link(str(target or ""), is_wiki=False), line))
    return tuple(found)


@given(st.lists(_SIGNS, max_size=30).map("".join))
def test_the_links_of_a_body_are_those_that_are_rendered(body: str) -> None:
    expected = () if _has_no_sign(body) else _as_rendered(body)
    assert links(body) == tuple(link for link, _ in expected)
    if expected:
        assert lines_of_links(body) == tuple(line for _, line in expected)


@pytest.mark.parametrize(
    "body",
    [
        "    [a](b)",
        ">     [a](b)",
        "1. -     [a](b)",
        "-\t\t[a](b)",
        "~~~\n[a](b)\n~~~",
        "| a |\n| - |\n| b | [c](d) |",
        "a | b\n-|-\n[[a|b]] | c",
        "[a\n\nb](c)",
        "# [a\nb](c)",
    ],
)
def test_what_looks_like_a_link_leads_nowhere_where_its_block_has_none(body: str) -> None:
    assert links(body) == ()


def _has_no_sign(body: str) -> bool:
    """An address between `<` and `>` leads out of the site, and is not looked up."""
    return "](" not in body and "[[" not in body and "]:" not in body
