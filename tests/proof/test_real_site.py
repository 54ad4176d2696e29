"""The real program, from files to site: whatever was edited, the site is the site built clean."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from real_site import EDITS, RealSite
from site_under_test import BUILD, differences, differing, walk

pytestmark = pytest.mark.promise
MEMORY = Path("/dev/shm")
DISTURBING = ("edit", "check-in", "rename", "template", "include", "as-of day", "killed")


@pytest.fixture(scope="module")
def built() -> Iterator[RealSite]:
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield RealSite(Path(folder))


@pytest.mark.parametrize("first", EDITS)
def test_after_pairs_of_edits_the_site_is_the_site_built_clean(first: str, built: RealSite) -> None:
    """Half of the pairs, every edit among them both first and second; the toy site has all."""
    others = sorted(DISTURBING)[list(EDITS).index(first) % 2 :: 2]
    assert not list(differences(built.copied, [first], others))


def test_after_all_edits_in_a_row_the_site_is_the_site_built_clean(built: RealSite) -> None:
    site = built.copied()
    for kind in EDITS:
        site.edit(kind)
        site.build()
        assert not differing(site.tree(), site.clean_tree()), kind


UNSEEN = {
    "config",
    "output edited",
    "output deleted",
    "state lost",
    "ledger damaged",
    "stray folder",
}
"""Edits of what no page shows."""


@pytest.mark.parametrize("kind", [kind for kind in EDITS if kind not in UNSEEN])
def test_every_edit_of_a_source_shows(kind: str, built: RealSite) -> None:
    """The walk would prove nothing if its edits changed nothing."""
    site = built.copied()
    before = site.tree()
    walk(site, [kind, BUILD])
    assert differing(before, site.tree())
