"""What the search indexer emitted in, the files that are published out: few, and reproducible.

The indexer writes the values of a facet in no order, and names files by what is in them. Here
the facets are put in order and named anew; what the site does not use is left out. Everything
else is the same for the same records, and is published as it is.
"""

import json
from collections.abc import Iterator, Mapping
from gzip import decompress
from typing import Any

import cbor2

from okrsite.base.digest import digest_of_bytes
from okrsite.plan.search import FACETS

ENTRY = "pagefind-entry.json"
SIGNATURE = b"pagefind_dcd"
"""What a file begins with once it is unpacked; the reader takes one that never was packed."""

Files = Mapping[str, bytes]
"""Bytes by path, relative to the folder of the index."""


class BundleError(Exception):
    """The indexer emitted something that is not known here."""


def published(emitted: Files) -> dict[str, bytes]:
    """The files of an index; raises BundleError."""
    try:
        return dict(_published(emitted))
    except (KeyError, ValueError, TypeError, IndexError, OSError, EOFError) as trouble:
        raise BundleError(f"an index of an unknown form: {trouble!r}") from trouble


def _published(emitted: Files) -> Iterator[tuple[str, bytes]]:
    entry = json.loads(emitted[ENTRY])
    [(language, found)] = entry["languages"].items()
    version, pages, chunks, filters, sorts, fields = _unpacked(
        emitted[f"pagefind.{found['hash']}.pf_meta"]
    )
    facets = []
    for name, old in sorted(filters):
        if name in FACETS:
            of, values = _unpacked(emitted[f"filter/{old}.pf_filter"])
            facet = _packed([of, sorted(values)])
            facets.append([name, _name(language, facet)])
            yield f"filter/{facets[-1][1]}.pf_filter", facet
    meta = _packed([version, pages, chunks, facets, sorts, fields])
    found["hash"] = _name(language, meta)
    yield f"pagefind.{found['hash']}.pf_meta", meta
    yield ENTRY, json.dumps(entry, sort_keys=True).encode()
    for path in ("pagefind.js", f"wasm.{found['wasm'] or 'unknown'}.pagefind"):
        yield path, emitted[path]
    yield from ((p, d) for p, d in emitted.items() if p.startswith(("fragment/", "index/")))


def _unpacked(data: bytes) -> Any:
    plain = decompress(data)
    if not plain.startswith(SIGNATURE):
        raise ValueError("no signature")
    return cbor2.loads(plain[len(SIGNATURE) :])


def _packed(value: object) -> bytes:
    """A file that is not compressed: the bytes would depend on the machine's zlib."""
    return SIGNATURE + cbor2.dumps(value)


def _name(language: str, data: bytes) -> str:
    return f"{language}_{digest_of_bytes(data)[:10]}"
