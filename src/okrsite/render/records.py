"""What can be found in, the small documents that the search indexer reads out.

What a document has as a filter is a facet, or only carried along; what stands in the body or
in `data-pagefind-meta` can be searched for. See `write/bundle.py` for what becomes of it.
"""

from collections.abc import Iterator

from markupsafe import Markup

from okrsite.plan.paths import SEARCH
from okrsite.plan.search import FACETS
from okrsite.plan.views.parts import Body
from okrsite.plan.views.search import Record, Records
from okrsite.render.addresses import relative
from okrsite.render.markdown import html

CARRIED = ("path", "mark")
"""What results bring along, and nobody searches for or narrows by."""


def documents(records: Records) -> Iterator[bytes]:
    """One document a record, in their order; one without a text would be left out of the index."""
    for record in records.records:
        body = Markup().join(_paragraph(text) for text in record.texts)
        yield _DOCUMENT.format(
            language=records.language,
            title=record.title,
            owner=record.owner,
            filters=Markup().join(_filters(record)),
            body=body if body.striptags() else _PARAGRAPH.format(record.title),
        ).encode()


def _filters(record: Record) -> Iterator[Markup]:
    values = {name: getattr(record, name) for name in (*FACETS, *CARRIED)}
    values["path"] = relative(record.path, SEARCH)
    for name, value in values.items():
        if value:
            yield _FILTER.format(name=name, value=value)


def _paragraph(text: Body | str) -> Markup:
    if isinstance(text, str):
        return _PARAGRAPH.format(text)
    written = Markup(html(text, lambda path: path))  # noqa: S704 - nh3 let only known elements pass
    return _PARAGRAPH.format(written) if text.is_inline else written


_DOCUMENT = Markup(
    '<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
    '</head>\n<body>{filters}<h1 data-pagefind-meta="title">{title}</h1>'
    '<p data-pagefind-meta="owner">{owner}</p>\n'
    "<main data-pagefind-body>{body}</main></body></html>\n"
)
_FILTER = Markup('<i data-pagefind-filter="{name}[content]" content="{value}"></i>')
_PARAGRAPH = Markup("<p>{}</p>")
