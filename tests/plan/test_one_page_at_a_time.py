"""Pages are planned by themselves: what they need of one another is known before the first."""

from pathlib import Path

import pytest
from small_project import AS_OF, SITE, planned

from okrsite import journey
from okrsite.plan.output import Plain, Plan
from okrsite.plan.scene import Scene
from okrsite.plan.titles import titles_of_files
from okrsite.plan.views.pages import Page

ROOT = Path(__file__).resolve().parents[2]

BROKEN = "[nowhere](../no/where.md) and [[unwritten-{n}]]"


def made(plan: Plan, *, backwards: bool = False) -> dict[str, Plain]:
    outputs = reversed(plan.outputs) if backwards else plan.outputs
    return {str(one.path): one.data for one in outputs}


def test_the_order_in_which_pages_are_planned_is_no_matter(tmp_path: Path) -> None:
    plan = planned(tmp_path, SITE).plan
    there = made(plan)
    assert there == made(plan, backwards=True)
    assert there == {path: made(plan)[path] for path in there}


@pytest.mark.parametrize("project", [None, ROOT])
def test_a_page_is_called_what_it_calls_itself(project: Path | None, tmp_path: Path) -> None:
    if project is None:
        site = planned(tmp_path, SITE)
        scene = Scene(site.library, site.portfolio, site.assessment)
        plan = site.plan
    else:
        drafted = journey.draft(project, journey.Wishes(AS_OF), lambda _: AS_OF)
        assert drafted.assessment
        scene = Scene(drafted.library, drafted.portfolio, drafted.assessment)
        plan = drafted.plan
    called = titles_of_files(scene)
    pages = [page for page in made(plan).values() if isinstance(page, Page)]
    found = {page.path: page.head.title for page in pages if page.template != "redirect.html"}
    shared = called.keys() & found.keys()
    assert len(shared) > len(called) / 2
    assert {path: called[path] for path in shared} == {path: found[path] for path in shared}


TEXTS = {
    "objectives/growth.md": (
        "---\ntitle: Growth\nowner: ana\ncycle: 2026-q2\n"
        f"effort: '{BROKEN.format(n=1)}'\n"
        "closing: {date: 2026-07-10, score: 0.5, decision: keep, "
        f"reason: '{BROKEN.format(n=2)}'}}\n"
        "key_results:\n  - id: kr\n    title: Visits\n    target: 10\n"
        "    revisions:\n"
        f"      - {{date: 2026-05-02, was: {{target: 5}}, reason: '{BROKEN.format(n=3)}'}}\n"
        f"  - id: gone\n    title: Gone\n    target: 3\n"
        f"    dropped: {{date: 2026-05-10, reason: '{BROKEN.format(n=4)}'}}\n"
        f"---\n{BROKEN.format(n=5)}\n"
    ),
    "kpis/mrr.md": (
        "---\ntitle: MRR\nowner: ana\nthresholds: {warn: 5}\nvalues: {2026-10: 3}\n"
        f"action: '{BROKEN.format(n=6)}'\ndefinition: '{BROKEN.format(n=7)}'\n"
        f"decision: '{BROKEN.format(n=8)}'\nif_it_worsens: '{BROKEN.format(n=9)}'\n"
        f"events:\n  - {{date: 2026-09-01, kind: redefined, note: '{BROKEN.format(n=10)}'}}\n"
        f"---\n{BROKEN.format(n=11)}\n"
    ),
    "cycles/2026-q4.md": f"---\nnot_doing: ['{BROKEN.format(n=12)}']\n---\n{BROKEN.format(n=13)}\n",
    "checkins/2026-05-19-ana.md": (
        f"---\nupdates:\n  growth: {{note: '{BROKEN.format(n=14)}'}}\n"
        f"  growth#kr: {{value: 4, note: '{BROKEN.format(n=15)}'}}\n"
        f"wins: ['{BROKEN.format(n=16)}']\nsetbacks: ['{BROKEN.format(n=17)}']\n"
        f"blockers: ['{BROKEN.format(n=18)}']\n---\n"
    ),
    "reviews/2026-q2.md": f"---\ncycle: 2026-q2\ndate: 2026-07-09\n---\n{BROKEN.format(n=19)}\n",
    "handbook/how.md": f"---\ntitle: How\n---\n{BROKEN.format(n=20)}\n",
    "index.md": f"---\ntitle: Home\n---\n{BROKEN.format(n=21)}\n",
}
"""A link that leads nowhere, and one to what nobody wrote, in every kind of text there is."""


def test_every_text_is_followed_before_a_page_is_planned(tmp_path: Path) -> None:
    site = planned(tmp_path, TEXTS)
    asked = site.pages["not-written.html"].view
    names = {one.name for one in asked.wanted}  # type: ignore[attr-defined]
    assert names == {f"unwritten-{n}" for n in range(1, 22)}
    assert sum("leads to no file" in line for line in site.described()) == len(names)


def test_no_page_comes_upon_a_text_that_was_not_followed(tmp_path: Path) -> None:
    for files in (SITE, TEXTS):
        site = planned(tmp_path / str(len(files)), files)
        before = list(site.problems)
        made(site.plan)
        assert list(site.problems) == before
