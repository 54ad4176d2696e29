"""Text as the whole program may trust it: cleaned once, and slugs made from it."""

import re
import unicodedata

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_BIDI_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_SEPARATORS = str.maketrans({"\u2028": " ", "\u2029": " "})


def clean(text: str) -> str:
    """Text in NFC with `\\n` line ends, no controls or non-characters, bidi overrides marked.

    Byte-order marks go wherever they stand; the line separators of Unicode become blanks, so
    that a line is the same line to every reader.

    >>> clean("a\\x00b\\r\\nc")
    'ab\\nc'
    >>> clean("x\\u202ey")
    'x[U+202E]y'
    """
    lined = text.replace("\r\n", "\n").replace("\r", "\n")
    if lined.isascii() and lined.replace("\n", "").replace("\t", "").isprintable():
        return lined
    safe = _CONTROLS.sub("", lined).translate(_LINE_SEPARATORS)
    marked = _BIDI_OVERRIDES.sub(lambda found: f"[U+{ord(found[0]):04X}]", safe)
    return unicodedata.normalize("NFC", marked)


def slug(text: str) -> str:
    """A text as an id: lower-case words joined by hyphens; `goal` where nothing is left.

    >>> slug("Self-serve sign-ups per week"), slug("Über 40%"), slug("日本")
    ('self-serve-sign-ups-per-week', 'uber-40', 'goal')
    >>> slug("2 new offices")
    'goal-2-new-offices'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    joined = "-".join(words) or "goal"
    return joined if joined[0].isalpha() else f"goal-{joined}"


def one_of(names: list[str] | tuple[str, ...]) -> str:
    """A list of choices in words.

    >>> one_of(["a", "b", "c"])
    '`a`, `b` or `c`'
    """
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
