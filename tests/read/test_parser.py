"""What the parser is spared makes no difference to what it finds."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from okrsite.read.markdown import parser

_SIGNS = st.sampled_from(
    [
        *"[]()!*_~`\\<>|{}&;:/.#-\n ax1$%+=@^\"'é",
        *("**", "~~", "](", "![", "\n\n", "- ", "    ", "> ", "| a | b |\n| - | - |\n", "```\n"),
        *("  \n", "&amp;", "&#35;", "\\*", "# ", "---\n", "two words", "\u00a0", "www.a.b"),
        *("[a](b)", "[a *b* c](../d/e-f.md)", "[x](https://a.example/b#c)", "[a](//B.c)"),
        *("[a](b 'c')", "[q](HTTP://Ä.b)", "[a](", "[a](https://", "[r]: https://A.b/c\n", "[r]"),
    ]
)


def _library() -> MarkdownIt:
    return MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})


@given(st.lists(_SIGNS, max_size=30).map("".join))
def test_a_text_is_parsed_as_the_library_does_it(text: str) -> None:
    ours = parser()
    if "[[" not in text and "}`" not in text:
        assert ours.parse(text) == _library().parse(text)
        assert ours.parseInline(text) == _library().parseInline(text)
