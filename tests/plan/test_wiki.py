"""The handbook around the goals: what is not written yet, and tags."""

from pathlib import Path

import pytest
from small_project import LONE, SITE, planned

from okrsite.plan.views.organisation import PagesListView, ProseView
from okrsite.plan.views.parts import Link
from okrsite.plan.views.wiki import TagView, Wanted, WantedView
from okrsite.write.paths import fault

NEW = "https://example.com/new?filename={path}&value={content}"
SETTINGS = f'[edit]\nnew_url = "{NEW}"\n'


def wanted(root: Path, text: str, files: dict[str, str] = SITE) -> tuple[Wanted, ...]:
    site = planned(root, {**files, "handbook/a.md": text, "okrsite.toml": SETTINGS})
    return site.view("not-written.html", WantedView).wanted


def test_what_is_not_written_says_who_asks_for_it_and_how_it_is_written(tmp_path: Path) -> None:
    files = {
        "objectives/self-serve.md": LONE + "See [[winter-fair]].\n",
        "index.md": "[[winter-fair]]",
    }
    (fair,) = wanted(tmp_path, "---\ntitle: A\n---\nSee [[winter-fair|the fair]].\n", files)
    assert [link.text for link in fair.asked_by] == [
        "A",
        "Goals",
        "Make self-serve the way most customers start",
    ]
    goal, kpi = fair.ways
    assert (goal.kind, goal.path) == ("An objective", "content/objectives/winter-fair.md")
    assert goal.content == "---\ntitle: Winter fair\nowner: open\n---\n"
    assert kpi.path == "content/kpis/winter-fair.md"
    assert goal.url == (
        "https://example.com/new?filename=content/objectives/winter-fair.md"
        "&value=---%0Atitle%3A%20Winter%20fair%0Aowner%3A%20open%0A---%0A"
    )


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("kpi:fair", "content/kpis/fair.md"),
        ("team:fair", "content/teams/fair.md"),
        ("pillar:Winter Fair", "content/pillars/winter-fair.md"),
        ("cycle:2029", "content/cycles/2029.md"),
        ("person:zoe", "content/people/zoe.md"),
        ("metric:fair", "content/metrics/fair.md"),
        ("fair#tickets", "content/objectives/2026-q4/fair.md"),
        ("self-serve#tickets", "content/objectives/self-serve.md"),
    ],
)
def test_the_file_to_write_is_one_of_the_kind_that_is_asked_for(
    tmp_path: Path, target: str, path: str
) -> None:
    (one,) = [one for one in wanted(tmp_path, f"[[{target}]]") if one.name == target]
    assert one.ways[0].path == path


def test_what_is_offered_to_be_written_is_sound_and_answers_the_link(tmp_path: Path) -> None:
    text = "[[fair]] [[kpi:f]] [[metric:m]] [[cycle:2029]] [[pillar:p]]\n"
    files = {"objectives/self-serve.md": LONE}
    ways = [one.ways[0] for one in wanted(tmp_path / "before", text, files)]
    files |= {way.path.removeprefix("content/"): way.content for way in ways}
    site = planned(tmp_path / "after", {**files, "handbook/a.md": text})
    assert "not-written.html" not in site.paths


def test_what_is_probably_meant_is_said(tmp_path: Path) -> None:
    found = {one.name: one.near for one in wanted(tmp_path, "[[self-serv]] [[how-to]] [[zebra]]")}
    assert found["self-serv"] == Link(
        "Make self-serve the way most customers start", "objectives/self-serve.html"
    )
    assert found["how-to"] == Link("How to", "handbook/how to.html")
    assert found["zebra"] is None


def test_without_an_address_to_create_files_none_is_offered(tmp_path: Path) -> None:
    site = planned(tmp_path, {"objectives/a.md": LONE + "[[fair]]\n"})
    (fair,) = site.view("not-written.html", WantedView).wanted
    assert {way.url for way in fair.ways} == {""}


def test_a_site_without_such_links_has_no_such_page(tmp_path: Path) -> None:
    assert "not-written.html" not in planned(tmp_path, {"objectives/a.md": LONE}).paths


def test_a_tag_has_a_page_however_it_is_written(tmp_path: Path) -> None:
    files = {
        "handbook/a.md": "---\ntitle: A\ntags: [Goals, 目標]\n---\n",
        "handbook/b.md": "---\ntitle: B\ntags: [goals, 計画]\n---\n",
    }
    site = planned(tmp_path, files)
    view = site.view("tags/goals.html", TagView)
    assert [page.link.text for page in view.pages] == ["A", "B"]
    assert {link.path for link in view.others} == {"tags/goal.html", "tags/goal-2.html"}
    facts = site.view("handbook/b.html", ProseView).facts
    assert Link("Goals", "tags/goals.html") in facts[0].links
    listed = site.view("pages.html", PagesListView)
    assert listed.pages[0].tags == (Link("Goals", "tags/goals.html"), view.others[0])
    assert listed.ways == (Link("Tags", "tags.html"),)


def test_tags_that_are_too_long_for_a_file_name_have_pages_of_their_own(tmp_path: Path) -> None:
    long = "x" * 300
    text = f"---\ntitle: A\ntags: [{long}, {long}y]\n---\n"
    site = planned(tmp_path, {"handbook/a.md": text})
    paths = [link.path for link in site.view("pages.html", PagesListView).pages[0].tags]
    assert [site.view(path, TagView).link.text for path in paths] == [long, long + "y"]
    assert not [path for path in site.paths if fault(path)]


def test_a_tag_that_reads_like_the_number_of_another_keeps_a_page_of_its_own(
    tmp_path: Path,
) -> None:
    files = {"handbook/a.md": "---\ntitle: A\ntags: [C, C 2, C++]\n---\n"}
    site = planned(tmp_path, files)
    tags = site.view("pages.html", PagesListView).pages[0].tags
    assert [site.view(link.path, TagView).link.text for link in tags] == ["C", "C 2", "C++"]
