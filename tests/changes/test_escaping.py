"""Any text at all, wherever it stands in a comment, is read as it was written and is only text."""

from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from okrsite.base.text import clean
from okrsite.render.changes.escaping import coded, html_text, markdown_text

SETTER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
JOINER = "\N{WORD JOINER}"
SIGNS = st.text(st.sampled_from("*_`[]()<>!|\\&;#@~$:-+=. \n/aA1"), max_size=40)
TEXTS = st.one_of(SIGNS, st.text(max_size=40)).map(clean).map(str.strip).filter(bool)


class Read(HTMLParser):
    """The text of each cell, paragraph and summary, as a reader sees it."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts = [""]
        self.feed(SETTER.render(markdown))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert [name for name, _ in attrs if name != "style"] == []
        self.tags.append(tag)
        if tag in {"td", "p", "li", "summary"}:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data.replace(JOINER, "")


def _seen(text: str) -> str:
    return " ".join(text.replace(JOINER, "").split())


@given(TEXTS)
@example("| a | b |")
@example("a `b` | c")
@example("\\| \\` \\")
@example("</details><!-- <![CDATA[ <?")
@example("[a]: http://x.y 'z'")
def test_a_text_is_one_cell_of_a_table(text: str) -> None:
    read = Read(f"| a | b | c |\n| --- | --- | --- |\n| x | {markdown_text(text)} | y |\n")
    assert [one.strip() for one in read.texts[1:]] == ["x", _seen(text), "y"]
    assert read.tags.count("td") == 3
    assert set(read.tags) == {"table", "thead", "tbody", "tr", "th", "td"}


@given(TEXTS)
@example("*")
@example("**a** _b_ ~~c~~")
def test_a_text_is_strong_and_nothing_else_is(text: str) -> None:
    read = Read(f"- x **{markdown_text(text)}**: y\n")
    assert read.texts[1].strip() == f"x {_seen(text)}: y"
    assert read.tags == ["ul", "li", "strong"]


@given(TEXTS)
def test_a_summary_holds_a_text_and_what_follows_is_folded(text: str) -> None:
    read = Read(f"<details><summary>{html_text(text)}</summary>\n\n- z\n\n</details>\n\nend\n")
    assert [one.strip() for one in read.texts[1:]] == [_seen(text), "z", "end"]
    assert read.tags == ["details", "summary", "ul", "li", "p"]


@given(TEXTS)
@example("`a_b` and `c")
def test_what_stands_in_backticks_is_code_and_all_of_it_is_read(text: str) -> None:
    read = Read(f"- {coded(f'x `{text}` y')}\n")
    assert set(read.tags) <= {"ul", "li", "code"}
    found, wanted = (one.replace("`", "").split() for one in (read.texts[1], f"x {text} y"))
    assert "".join(found) == "".join(wanted).replace(JOINER, "")
