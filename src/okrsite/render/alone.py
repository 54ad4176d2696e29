"""A page in, one file out that needs nothing else: its style within, under its hash.

The file asks for nothing when it is opened: no style sheet, no script, no picture. Its links lead
to the published site by absolute addresses, or nowhere.
"""

from base64 import b64encode
from hashlib import sha256

from markupsafe import Markup

from okrsite.base.cache import Cache
from okrsite.plan.views.pages import Page
from okrsite.render import figures
from okrsite.render.addresses import absolute
from okrsite.render.html import context
from okrsite.render.templates import environment
from okrsite.render.theme import Theme


def alone(
    page: Page, styles: bytes, theme: Theme, base_url: str, cache: Cache | None = None
) -> str:
    """The page as one HTML file; without a base URL its links must lead nowhere already."""
    root = f"{base_url.rstrip('/')}/"
    style = _harmless(f"{styles.decode('utf-8')}\n{_running_foot(page)}")
    made = environment(theme)
    seen = context(page, cache or figures.Memory(), lambda path: absolute(path, root), made)
    template = made.get_template(page.template)
    return template.render(**seen, style=Markup(style), style_hash=hash_of(style))  # noqa: S704 - the theme's, closed


def hash_of(text: str) -> str:
    """What a content security policy calls an inline text by.

    >>> hash_of("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _harmless(style: str) -> str:
    """A style sheet that cannot end its element: the page's bytes and its hash agree on it."""
    return style.replace("\r\n", "\n").replace("\r", "\n").replace("</", "<\\/")


def _running_foot(page: Page) -> str:
    """What stands at the foot of every printed page: which site, which report."""
    words = _css_text(f"{page.site.title} · {page.head.title}")
    font = "font: 8pt system-ui, sans-serif; color: #444;"
    return f"@media print {{ @page {{ @bottom-left {{ content: {words}; {font} }} }} }}"


def _css_text(words: str) -> str:
    r"""Words as a CSS string: whatever is not a letter, a digit or a blank by its number.

    >>> _css_text('Q4 "2026"')
    '"Q4 \\000022 2026\\000022 "'
    """
    written = (
        c if c.isascii() and (c.isalnum() or c == " ") else f"\\{ord(c):06x} " for c in words
    )
    return f'"{"".join(written)}"'
