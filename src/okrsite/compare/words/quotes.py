"""Texts of authors inside a sentence: in quotes, on one line, as long as a reader has patience."""

from textwrap import shorten

from okrsite.base.words import say_in

_LONGEST = 80
_WORDS_BEFORE = 3


def quoted(text: str, language: str) -> str:
    """A text in quotes, on one line, shortened between words where it is long.

    >>> quoted("one  two", "en")
    '“one two”'
    >>> quoted("eins zwei", "de")
    '„eins zwei“'
    """
    line = " ".join(text.split())
    short = shorten(line, _LONGEST, placeholder="…")
    kept = short if short != "…" else f"{line[:_LONGEST]}…"
    return say_in(language, "“{title}”", title=kept)


def quoted_pair(was: str, is_: str, language: str) -> tuple[str, str]:
    """Two versions of a text in quotes; long ones from shortly before they part.

    >>> quoted_pair("a b", "a c", "en")
    ('“a b”', '“a c”')
    >>> long = "all who left in the week, " * 4
    >>> quoted_pair(f"{long}or the month", f"{long}or the year", "en")[0]
    '“…week, or the month”'
    """
    old, new = was.split(), is_.split()
    if max(len(was), len(is_)) <= _LONGEST:
        return quoted(was, language), quoted(is_, language)
    pairs = enumerate(zip(old, new, strict=False))
    parting = next((i for i, (one, other) in pairs if one != other), min(len(old), len(new)))
    start = max(parting - _WORDS_BEFORE, 0)
    mark = "…" if start else ""
    old_part, new_part = (mark + " ".join(words[start:]) for words in (old, new))
    return quoted(old_part, language), quoted(new_part, language)
