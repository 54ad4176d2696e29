"""Elements in, an XML document out; no text can end its element or break the document."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def root(tag: str, **attributes: str) -> Element:
    """The outermost element."""
    return Element(tag, _attributes(attributes))


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A further element inside another."""
    child = SubElement(parent, tag, _attributes(attributes))
    child.text = _plain(text) or None
    return child


def document(top: Element) -> bytes:
    """The document, an element a line."""
    indent(top, space="")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + element(top)


def element(top: Element) -> bytes:
    """An element by itself, as it is."""
    return tostring(top, "unicode").encode() + b"\n"


def _attributes(given: dict[str, str]) -> dict[str, str]:
    return {name: _plain(value) for name, value in given.items()}


def _plain(text: str) -> str:
    """What XML has no place for becomes U+FFFD.

    >>> _plain("bell" + chr(7)) == "bell\\N{REPLACEMENT CHARACTER}"
    True
    """
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
