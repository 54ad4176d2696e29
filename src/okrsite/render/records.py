"""What can be found in, the small documents that the search indexer reads out.

What a document has as a filter is a facet, or only carried along; what stands in the body or
in `data-pagefind-meta` can be searched for. See `write/bundle.py` for what becomes of it.
"""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from okrsite.plan.paths import SEARCH
from okrsite.plan.search import FACETS
from okrsite.plan.views.parts import Body
from okrsite.plan.views.search import Record, Records
from okrsite.render.addresses import relative
from okrsite.render.markdown import html

_WORD = re.compile(r">\s*\w")
"""What a text in HTML has as a rule, and that is found sooner than all of its text."""

CARRIED = ("path", "mark")
"""What results bring along, and nobody searches for or narrows by."""


def documents(records: Records) -> Iterator[bytes]:
    """One document a record, in their order; one without a text would be left out of the index."""
    for record in records.records:
        yield _document(record, records.language).encode()


def _document(record: Record, language: str) -> str:
    title, owner = escape(record.title), escape(record.owner)
    body = "".join(_paragraph(text, record, language) for text in record.texts)
    if not (_WORD.search(body) or Markup(body).striptags()):  # noqa: S704 - nothing is shown of it
        body = f"<p>{title}</p>"
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"></head>\n'
        f'<body>{_filters(record)}<h1 data-pagefind-meta="title">{title}</h1>'
        f'<p data-pagefind-meta="owner">{owner}</p>\n'
        f"<main data-pagefind-body>{body}</main></body></html>\n"
    )


def _filters(record: Record) -> str:
    """One element that has every value as an attribute, and names those that there are."""
    values = {name: getattr(record, name) for name in (*FACETS, *CARRIED)}
    values["path"] = relative(record.path, SEARCH)
    there = {name: value for name, value in values.items() if value}
    names = ", ".join(f"{name}[data-{name}]" for name in there)
    data = " ".join(f'data-{name}="{escape(value)}"' for name, value in there.items())
    return f'<i data-pagefind-filter="{names}" {data}></i>'


def _paragraph(text: Body | str, record: Record, language: str) -> str:
    """A text as HTML, which its page draws in the same words and need not draw once more."""
    if isinstance(text, str):
        return f"<p>{escape(text)}</p>"
    page = record.path.partition("#")[0]
    written = html(text, lambda path: relative(path, page), language=language)
    return f"<p>{written}</p>" if text.is_inline else written
