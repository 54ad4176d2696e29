"""What the search indexer emitted in, the files that are published out: few, and reproducible.

The indexer writes the values of a facet in no order, and a file for everything that can be found.
Here the facets are put in order and named anew, and what results show is put together, so that
the search page finds it by the id of a result: a file's name, and a place in it. What the site
does not use is left out. Everything else is the same for the same records, and is published as
it is.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from gzip import decompress
from typing import Any

import cbor2

from okrsite.base.digest import digest_of_bytes
from okrsite.plan.search import FACETS

ENTRY = "pagefind-entry.json"
RESULTS_A_FILE = 25
SIGNATURE = b"pagefind_dcd"
"""What a file begins with once it is unpacked; the reader takes one that never was packed."""

Files = Mapping[str, bytes]
"""Bytes by path, relative to the folder of the index."""


class BundleError(Exception):
    """The indexer emitted something that is not known here."""


def published(emitted: Files) -> Files:
    """The files of an index; raises BundleError."""
    with knowing():
        return dict(_published(emitted))


@contextmanager
def knowing() -> Iterator[None]:
    """Raise BundleError for whatever comes of reading files that are not as they are known here."""
    try:
        yield
    except (*UNKNOWN, cbor2.CBORError) as trouble:
        raise BundleError(f"an index of an unknown form: {trouble!r}") from trouble


def unpacked(data: bytes) -> Any:
    """What a file holds; raises ValueError and others."""
    return cbor2.loads(_plain(data))


def packed(value: object) -> bytes:
    """A file that is not compressed: the bytes would depend on the machine's zlib."""
    return SIGNATURE + cbor2.dumps(value)


def name_of(language: str, data: bytes) -> str:
    """The name of a file by what is in it."""
    return f"{language}_{digest_of_bytes(data)[:10]}"


def _published(emitted: Files) -> Iterator[tuple[str, bytes]]:
    entry = json.loads(emitted[ENTRY])
    [(language, found)] = entry["languages"].items()
    version, pages, chunks, filters, sorts, fields = unpacked(
        emitted[f"pagefind.{found['hash']}.pf_meta"]
    )
    pages, results = _together(pages, emitted)
    yield from results.items()
    facets = []
    for name, old in sorted(filters):
        if name in FACETS:
            of, values = unpacked(emitted[f"filter/{old}.pf_filter"])
            facet = packed([of, sorted(values)])
            facets.append([name, name_of(language, facet)])
            yield f"filter/{facets[-1][1]}.pf_filter", facet
    meta = packed([version, pages, chunks, facets, sorts, fields])
    found["hash"] = name_of(language, meta)
    yield f"pagefind.{found['hash']}.pf_meta", meta
    yield ENTRY, json.dumps(entry, sort_keys=True).encode()
    for path in ("pagefind.js", f"wasm.{found['wasm'] or 'unknown'}.pagefind"):
        yield path, emitted[path]
    yield from ((p, d) for p, d in emitted.items() if p.startswith("index/"))


def _together(pages: list[list[Any]], emitted: Files) -> tuple[list[list[Any]], dict[str, bytes]]:
    """The pages by the ids of their results, and the files that have what is shown of them."""
    named, files = [], {}
    for start in range(0, len(pages), RESULTS_A_FILE):
        some = pages[start : start + RESULTS_A_FILE]
        shown = [_shown(_read(emitted[f"fragment/{page[0]}.pf_fragment"])) for page in some]
        data = json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()
        name = digest_of_bytes(data)[:10]
        files[f"results/{name}.json"] = data
        named += [[f"{name}-{place}", *page[1:]] for place, page in enumerate(some)]
    return named, files


def _shown(fragment: Any) -> dict[str, str]:
    """What the search page shows of a thing that was found."""
    carried = {name: values[0] for name, values in fragment["filters"].items()}
    return {"title": fragment["meta"]["title"], "text": fragment["content"], **carried}


def _read(data: bytes) -> Any:
    return json.loads(_plain(data))


def _plain(data: bytes) -> bytes:
    plain = data if data.startswith(SIGNATURE) else decompress(data)
    if not plain.startswith(SIGNATURE):
        raise ValueError("no signature")
    return plain[len(SIGNATURE) :]


UNKNOWN = (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError)
