"""A style sheet or a script as its author wrote it in, the same without what only people read out.

Comments on lines of their own and the blanks around things go, text in quotes stays as it is. A
page may weigh little, and its style sheet may still be explained.
"""

import re


def slim_style(css: str) -> str:
    """A style sheet without comments, line breaks and blanks that say nothing.

    >>> slim_style('/* Why */\\na:hover > b { margin: 0 0.5px; }\\n\\nq { quotes: "/* x"; }')
    'a:hover>b{margin:0 .5px}q{quotes:"/* x"}'
    """
    flat = _STYLE.sub(lambda found: found["kept"] or (" " if found["blank"] else ""), css)
    tight = _AROUND.sub(lambda found: found["kept"] or found["sign"] or ":", flat)
    short = _LAST.sub(lambda found: found["kept"] or "}", tight)
    return _ZERO.sub(lambda found: found["kept"] or "", short).strip()


def slim_script(script: str) -> str:
    """A script without indentation and without lines that are a comment; no line is joined.

    >>> slim_script('// Why\\nif (a) {\\n  // how\\n  b("// no"); // stays\\n}\\n')
    'if (a) {\\nb("// no"); // stays\\n}\\n'
    """
    return _SCRIPT.sub(lambda found: found["kept"] or "", script)


_QUOTES = r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
_TEMPLATE = r"`(?:\\.|[^`\\])*`"
_STYLE = re.compile(rf"(?P<kept>{_QUOTES})|/\*.*?\*/|(?P<blank>\s+)", re.DOTALL | re.ASCII)
_AROUND = re.compile(rf"(?P<kept>{_QUOTES})|\s*(?P<sign>[{{}};,>])\s*|:\s+", re.ASCII)
_LAST = re.compile(rf"(?P<kept>{_QUOTES})|;\}}")
_ZERO = re.compile(rf"(?P<kept>{_QUOTES})|(?<=[\s:,(-])0(?=\.\d)", re.ASCII)
_SCRIPT = re.compile(
    rf"(?P<kept>{_QUOTES}|{_TEMPLATE})|^[ \t]*//[^\n]*\n|^[ \t]+", re.DOTALL | re.MULTILINE
)
