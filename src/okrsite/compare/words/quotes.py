"""Texts of authors inside a sentence: in quotes, on one line, as long as a reader has patience."""

from textwrap import shorten

_LONGEST = 80
_WORDS_BEFORE = 3


def quoted(text: str) -> str:
    """A text in quotes, on one line, shortened between words where it is long.

    >>> quoted("one  two")
    '“one two”'
    """
    line = " ".join(text.split())
    short = shorten(line, _LONGEST, placeholder="…")
    return f"“{short if short != '…' else line[:_LONGEST] + '…'}”"


def quoted_pair(was: str, is_: str) -> tuple[str, str]:
    """Two versions of a text in quotes; long ones from shortly before they part.

    >>> quoted_pair("a b", "a c")
    ('“a b”', '“a c”')
    >>> long = "all who left in the week, " * 4
    >>> quoted_pair(f"{long}or the month", f"{long}or the year")[0]
    '“…week, or the month”'
    """
    old, new = was.split(), is_.split()
    if max(len(was), len(is_)) <= _LONGEST:
        return quoted(was), quoted(is_)
    pairs = enumerate(zip(old, new, strict=False))
    parting = next((i for i, (one, other) in pairs if one != other), min(len(old), len(new)))
    start = max(parting - _WORDS_BEFORE, 0)
    mark = "…" if start else ""
    return quoted(mark + " ".join(old[start:])), quoted(mark + " ".join(new[start:]))
