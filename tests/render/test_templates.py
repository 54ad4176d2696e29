"""A template compiled to direct Python shows what Jinja itself would show."""

import gc
from dataclasses import dataclass
from enum import StrEnum
from weakref import ref

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from okrsite.base import package
from okrsite.render import theme
from okrsite.render.templates import environment, filled
from okrsite.render.theme import Texts, Theme

DEFAULT = Theme((package.themes() / theme.DEFAULT,))


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    path: str = ""


class Status(StrEnum):
    AT_RISK = "at <risk>"


class Bold:
    def __html__(self) -> str:
        return "<b>bold</b>"


SEEN = {
    "link": Link("R&D", "teams/r&d.html"),
    "links": (Link("a"), Link("b", "b.html"), Link("c")),
    "safe": Markup("<i>safe</i>"),
    "unsafe": "\"<'&'>\"",
    "status": Status.AT_RISK,
    "bold": Bold(),
    "number": 12,
    "nothing": None,
    "kinds": {"kpi": "a KPI", "class": "none"},
    "say": lambda text, **values: Markup(text).format(**values) if values else Markup(text),
}

TEMPLATES = [
    "{{ link.text }} {{ link.path|upper }} {{ (links|last).text }} {{ links[1].path }}",
    "{{ safe }}{{ unsafe }}{{ status }}{{ bold }}{{ number }}{{ nothing }}"
    "{{ 'a' ~ unsafe ~ safe }}",
    "{{ link.badge is defined }} {{ link.text is defined }} {{ link.badge|default('none') }}",
    "{{ kinds['kpi'] }} {{ kinds.class }} {{ kinds.items is defined }}",
    "{% for one in links %}{{ loop.index }}{{ one.text }}{% if not loop.last %},{% endif %}"
    "{% endfor %}",
    "{% macro show(one, sign='>') %}{{ sign }}{{ one.text }}{% endmacro %}"
    "{{ show(link) }}{{ show(link, '&') }}{{ show(sign=safe, one=link) }}{{ show(link, *['*']) }}",
    "{% macro inner(x) %}<b>{{ x }}</b>{% endmacro %}"
    "{% macro outer(all) %}{% for x in all %}{{ inner(x.text) }}{% endfor %}{% endmacro %}"
    "{{ outer(links) }}{{ say('{one}!', one=inner('<')) }}{{ outer(links)|length }}",
    "{% macro show(macro, markup='&', class=3) %}{{ macro }}{{ markup }}{{ class }}{% endmacro %}"
    "{{ show(unsafe) }}{{ show(markup=safe, macro=number) }}{{ show(1, 2, 3) }}",
    "{% macro show(missing, all=missing, shown=1) %}{{ all }}{{ shown }}{% endmacro %}"
    "{{ show('<') }}{{ show(all='&', missing=2) }}",
    "{% macro outer(x) %}{% macro inner(y) %}{{ x }}{{ y }}{% endmacro %}{{ inner('<') }}"
    "{% endmacro %}{{ outer(unsafe) }}{{ outer(safe) }}",
    "{% macro many() %}{{ varargs|join }}{{ kwargs|dictsort }}{% endmacro %}"
    "{{ many('<', 2, a=3) }}",
    "{% macro around(x) %}<p>{{ caller(x.text) }}</p>{% endmacro %}"
    "{% call(text) around(link) %}{{ text }}{{ unsafe }}{% endcall %}",
    "{% autoescape false %}{{ unsafe }}{% endautoescape %}{{ unsafe }}",
    "{% for one in [[1, [2]], [3]] recursive %}{% if one is iterable %}({{ loop(one) }})"
    "{% else %}{{ one }}{% endif %}{% endfor %}",
    "{% set x = link.text if number > 3 else unsafe %}{{ x }}{{ (not link.path) }}"
    "{{ number.real }}",
    "{% filter upper %}{{ link.text }}{% endfilter %}{{ links|map(attribute='text')|join('&') }}",
]


@pytest.mark.parametrize("text", TEMPLATES)
def test_a_template_shows_what_jinja_would_show(text: str) -> None:
    theirs = Environment(autoescape=True, undefined=StrictUndefined)
    ours = environment(DEFAULT)
    assert ours.from_string(text).render(SEEN) == theirs.from_string(text).render(SEEN)


def test_a_block_is_set_with_the_macros_of_its_frame() -> None:
    made = environment(DEFAULT)
    made.loader = DictLoader(
        {
            "frame": "{% import 'parts' as m with context %}[{% block main %}-{% endblock %}]",
            "parts": "{% macro show(one, sign='!') %}{{ one.text }}{{ say(sign) }}{% endmacro %}",
            "page": "{% extends 'frame' %}"
            "{% block main %}{{ super() }}{{ m.show(link) }}{% endblock %}",
        }
    )
    assert made.get_template("page").render(SEEN) == "[-R&amp;D!]"


@pytest.mark.parametrize(
    "message",
    [
        "{unsafe} of {number}",
        "<i>{safe}</i>, {status}: {nothing}",
        "{{{link.text}}} {{number}}",
        "{number:04d} {unsafe!r} {unsafe:>12}",
        "{kinds[kpi]}",
        "no values",
    ],
)
def test_a_message_is_filled_in_as_markup_would_fill_it_in(message: str) -> None:
    assert filled(Markup(message), SEEN) == Markup(message).format(**SEEN)


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ("{other}", KeyError),
        ("{", ValueError),
        ("{0}", IndexError),
        ("{}", IndexError),
        ("{number.other}", AttributeError),
    ],
)
def test_a_message_that_cannot_be_filled_in_is_an_error(
    message: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        filled(Markup(message), SEEN)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{{ link.badge }}", AttributeError),
        ("{{ link.badge.word }}", AttributeError),
        ("{% if link.badge %}{% endif %}", AttributeError),
        ("{{ missing }}", UndefinedError),
        ("{{ missing.text }}", UndefinedError),
        ("{{ missing(1) }}", UndefinedError),
        ("{% macro show(one) %}{{ one }}{% endmacro %}{{ show() }}", UndefinedError),
        ("{% macro show(one) %}{{ one }}{% endmacro %}{{ show(1, 2) }}", TypeError),
        ("{% macro show(one) %}{{ one }}{% endmacro %}{{ show(1, two=2) }}", TypeError),
    ],
)
def test_a_name_that_is_not_there_is_an_error(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        environment(DEFAULT).from_string(text).render(SEEN)


class Seen:
    """What a template is given, as an object that can be watched."""

    text = "seen"


def test_what_a_page_saw_is_let_go_of_as_soon_as_it_is_set() -> None:
    macros = "{% macro show(it) %}{{ it.text }} {{ one.text }}{% endmacro %}"
    page = '{% import "m.html" as m with context %}{{ m.show(one) }}'
    made = environment(Texts(({"m.html": macros, "page.html": page},)))
    one = Seen()
    kept = ref(one)
    gc.disable()
    try:
        assert made.get_template("page.html").render(one=one) == "seen seen"
        del one
        assert kept() is None
    finally:
        gc.enable()


def test_a_page_goes_on_after_a_template_within_it_was_set() -> None:
    texts = {"in.html": "<i>{{ one }}</i>", "page.html": "{{ draw() }}{{ one }}{{ draw() }}"}
    made = environment(Texts((texts,)))
    within = made.get_template("in.html")
    page = made.get_template("page.html")
    drawn = page.render(one=1, draw=lambda: Markup(within.render(one=2)))
    assert drawn == "<i>2</i>1<i>2</i>"
