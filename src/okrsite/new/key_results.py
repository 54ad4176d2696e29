"""A key result in a few words in, its fields out."""

import re

from okrsite.new.fields import Group, Value
from okrsite.new.files import CannotWriteError

_NUMBER = r"[-+]?[0-9][0-9.]*+"
_WORDS = re.compile(
    rf"(?P<title>.+?):\s*(?:(?P<start>{_NUMBER})\s*%?\s*(?:->|→|to)\s*)?"
    rf"(?P<target>{_NUMBER})\s*(?P<unit>(?!->|→|to\b)\S.*)?"
)


def key_result(words: str) -> Group:
    """The fields of a key result: its title, and after a colon from where to where.

    >>> key_result("Sign-ups per week: 800 -> 2000 sign-ups").entries
    (('title', 'Sign-ups per week'), ('start', '800'), ('target', '2000'), ('unit', 'sign-ups'))
    >>> key_result("Harbours that check: 600").entries
    (('title', 'Harbours that check'), ('target', '600'))
    >>> key_result("First invoice paid").entries
    (('title', 'First invoice paid'),)
    """
    text = " ".join(words.split())
    if not text:
        raise CannotWriteError("a key result has no words", _LIKE)
    found = _WORDS.fullmatch(text)
    if not found:
        if re.search(r"->|→", text):
            raise CannotWriteError(f"`{text}` does not say from where to where", _LIKE)
        return Group((("title", text),))
    parts: list[tuple[str, Value]] = [
        (name, written) for name in ("title", "start", "target", "unit") if (written := found[name])
    ]
    return Group(tuple(parts))


_LIKE = "write it like `Sign-ups per week: 800 -> 2000 sign-ups`"
