"""A page as written in, the page as previewed out: with the client, and allowed to listen."""

import re
from html import escape, unescape

CLIENT = "/-/okrsite/client.js"


def with_client(page: bytes, token: str, path: str) -> bytes:
    """The page with the live reload client at the end of its head.

    `token` names the board's state that the page shows, `path` the file it was read from.
    """
    tag = (
        f'<script src="{CLIENT}" defer data-build="{escape(token)}" data-page="{escape(path)}">'
        "</script>"
    ).encode("utf-8", "replace")
    head, close, rest = _split(page)
    return _POLICY.sub(_relaxed, head) + tag + close + rest


def relax(policy: str) -> str:
    """The policy, which lets the client load from its own origin and listen to it.

    >>> relax("default-src 'none'; style-src 'self'")
    "default-src 'none'; style-src 'self'; connect-src 'self'; script-src 'self'"
    """
    written = [part.split() for part in policy.split(";") if part.strip()]
    directives = {name.lower(): sources for name, *sources in reversed(written)}
    directives = {name.lower(): directives[name.lower()] for name, *_ in written}
    fallback = directives.get("default-src")
    for name in ("connect-src", "script-src", "script-src-elem"):
        sources = directives.get(name, None if name.endswith("elem") else fallback)
        if sources is not None:
            kept = [source for source in sources if source.lower() not in {"'none'", "'self'"}]
            directives[name] = [*kept, "'self'"]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def _split(page: bytes) -> tuple[bytes, bytes, bytes]:
    found = _END_OF_HEAD.search(page)
    if found is None:
        return page, b"", b""
    return page[: found.start()], found[0], page[found.end() :]


def _relaxed(tag: re.Match[bytes]) -> bytes:
    return _CONTENT.sub(_relaxed_content, tag[0])


def _relaxed_content(content: re.Match[bytes]) -> bytes:
    policy = unescape((content[1] or content[2] or b"").decode("utf-8", "replace"))
    return b'content="%s"' % escape(relax(policy)).encode()


_END_OF_HEAD = re.compile(rb"</head\s*>", re.IGNORECASE)
_POLICY = re.compile(
    rb"<meta\b[^>]*\bhttp-equiv\s*=\s*[\"']?content-security-policy\b[^>]*>", re.IGNORECASE
)
_CONTENT = re.compile(rb"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
