"""Site paths in, addresses relative to a page out, so that a site works from anywhere."""

from functools import lru_cache
from posixpath import commonprefix, normpath
from urllib.parse import quote, urlsplit

_HOME = "index.html"
_SAFE = "/~!$&'()*+,;=:@"


def relative(path: str, page: str) -> str:
    """A site path as seen from a page; both are below the site's root.

    >>> relative("kpis/mrr.html#x", "objectives/a.html"), relative("a.html#b", "a.html")
    ('../kpis/mrr.html#x', '#b')
    >>> relative("hand book/a.html", "index.html")
    'hand%20book/a.html'
    """
    target, hash_, fragment = path.partition("#")
    if target == page and hash_:
        return hash_ + quote(fragment, safe=_SAFE)
    return _from(path, page.rpartition("/")[0])


@lru_cache(maxsize=100_000)
def _from(path: str, folder: str) -> str:
    target, hash_, fragment = path.partition("#")
    address = quote(_way(target, folder), safe=_SAFE)
    first = address.partition("/")[0]
    return ("./" if ":" in first else "") + address + hash_ + quote(fragment, safe=_SAFE)


def _way(target: str, folder: str) -> str:
    """A path as seen from a folder: what `posixpath.relpath` says, which asks where it is run.

    >>> _way("a/b/c.html", "a/d"), _way("a", "a"), _way("b.html", "")
    ('../b/c.html', '.', 'b.html')
    """
    if not target:
        raise ValueError("no path specified")
    to, here = _steps(target), _steps(folder)
    shared = len(commonprefix((to, here)))
    return "/".join((*[".."] * (len(here) - shared), *to[shared:])) or "."


def _steps(path: str) -> list[str]:
    """The names of a path, from the site's root."""
    return [step for step in normpath(path).split("/") if step != "."]


def absolute(path: str, root: str) -> str:
    """A site path below the root of its host, for a page that is served at any address.

    >>> absolute("kpis/mrr.html", "/goals/")
    '/goals/kpis/mrr.html'
    """
    target, hash_, fragment = path.partition("#")
    return root + quote(target, safe=_SAFE) + hash_ + quote(fragment, safe=_SAFE)


def published(path: str, address: str) -> str:
    """Where a site path is for the world; the home page goes by the address of the site.

    >>> published("kpis/mrr.html", "https://example.com/"), published("index.html", "https://a.b/")
    ('https://example.com/kpis/mrr.html', 'https://a.b/')
    """
    return absolute("" if path == _HOME else path, address)


def outside(url: str) -> str:
    """An address out of the site, if its scheme is one that is allowed; else nothing.

    >>> outside("https://example.com/a"), outside("javascript:alert(1)"), outside("//evil.example")
    ('https://example.com/a', '', '')
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and bool(parts.netloc)
    return url.strip() if is_web or parts.scheme == "mailto" else ""
