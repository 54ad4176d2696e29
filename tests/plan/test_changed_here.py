"""`okrsite build --since`: a preview says on each page what changed there, and lists all of it."""

from pathlib import Path

import pytest
from every_number import Page as NumberedPage
from pull_requests import PULL_REQUEST, PULL_REQUEST_BEFORE, committed, drafted, git, put

from okrsite import journey
from okrsite.plan.views.pages import Page
from okrsite.plan.views.previews import ChangesView
from okrsite.render.figures import Memory
from okrsite.render.html import PageRenderer
from okrsite.write.charts import ChartStore

GROW = "content/objectives/2026-q4/grow.md"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a pull request's changes in its working tree."""
    found = committed(tmp_path_factory.mktemp("repository"), PULL_REQUEST_BEFORE)
    put(found, PULL_REQUEST)
    return found


@pytest.fixture(scope="module")
def pages(root: Path) -> dict[str, Page]:
    return _pages(drafted(root, "main"))


def _pages(draft: journey.Draft) -> dict[str, Page]:
    return {data.path: data for o in draft.plan.outputs if isinstance(data := o.data, Page)}


def _marks(pages: dict[str, Page]) -> dict[str, tuple[str, ...]]:
    return {
        path: (page.changed.lead, *(said.text for said in page.changed.said))
        for path, page in pages.items()
        if page.changed
    }


def _changes(pages: dict[str, Page], path: str = "changes.html") -> ChangesView:
    view = pages[path].view
    assert isinstance(view, ChangesView)
    return view


def _listed(view: ChangesView) -> dict[str, list[str]]:
    return {group.title: [page.link.text for page in group.pages] for group in view.groups}


def test_a_page_says_what_changed_in_its_files(pages: dict[str, Page]) -> None:
    marks = _marks(pages)
    lead, *said = marks["objectives/grow.html"]
    assert lead == "Changed here since main"
    assert len(said) == 1
    assert "target lowered from 2,000 to 1,600 sign-ups" in said[0]
    assert "5" in marks["objectives/calm.html"][1]
    assert marks["objectives/hire.html"] == ("New since main",)


def test_a_page_that_only_shows_others_says_so_and_others_say_nothing(
    pages: dict[str, Page],
) -> None:
    marks = _marks(pages)
    assert marks["people/ana.html"] == ("Shows what changed elsewhere since main",)
    assert {"handbook/rhythm.html", "changes.html"}.isdisjoint(marks)


def test_the_page_of_changes_lists_pages_by_what_became_of_them(pages: dict[str, Page]) -> None:
    listed = _listed(_changes(pages))
    assert listed["New pages"] == ["Hire two people"]
    assert listed["Changed pages"] == ["Grow where it is easy", "Keep nights calm"]
    assert listed["Removed pages"] == ["An old page"]
    assert "Ana Ruiz" in listed["Pages that show it"]
    removed = next(g for g in _changes(pages).groups if g.title == "Removed pages")
    assert removed.pages[0].link.path == ""


def test_the_page_of_changes_says_what_changed_for_the_goals(pages: dict[str, Page]) -> None:
    told = {thing.link.text: thing for thing in _changes(pages).things}
    assert told["Sign-ups per week"].link.path == "objectives/grow.html#signups"
    assert told["Hire two people"].said[0].text.startswith("new objective of Ana Ruiz")
    assert told["Sign-ups per week"].said[0].place.startswith(f"{GROW}:6")


def test_the_page_of_changes_says_what_the_policy_asks_for(pages: dict[str, Page]) -> None:
    (ruling,) = _changes(pages).rulings
    assert (ruling.badge.status, ruling.badge.word) == ("off-track", "error")
    assert ruling.message.text.startswith("the target of `Sign-ups per week` was 2,000 sign-ups")
    assert ruling.hint
    assert "was: {target: 2000}" in ruling.hint.text
    assert ruling.place.startswith(f"{GROW}:6:")


def test_every_number_that_a_preview_adds_says_where_it_is_from(
    root: Path, pages: dict[str, Page]
) -> None:
    renderer = PageRenderer(drafted(root).theme, Memory())
    for path in ("changes.html", "handbook/rhythm.html", "objectives/calm.html"):
        read = NumberedPage(renderer.render(pages[path]).decode())
        homeless = [s.text for s in read.shown if not (s.number or s.source or s.counts)]
        assert homeless == [], path


def test_a_preview_has_a_way_to_the_changes_and_hides_from_search_engines(
    pages: dict[str, Page],
) -> None:
    for page in pages.values():
        assert "changes.html" in [link.path for link in page.site.navigation[0].links]
        assert not page.site.is_for_search_engines


def test_a_build_without_a_revision_has_none_of_it(root: Path) -> None:
    pages = _pages(drafted(root))
    assert _marks(pages) == {}
    assert "changes.html" not in pages
    assert all(page.site.is_for_search_engines for page in pages.values())


def test_nothing_is_marked_where_nothing_changed(tmp_path: Path) -> None:
    root = committed(tmp_path, PULL_REQUEST_BEFORE)
    pages = _pages(drafted(root, "main"))
    assert _marks(pages) == {}
    assert _changes(pages).sentence == "No page differs."
    assert _changes(pages).groups == ()


def test_a_line_that_only_moved_is_no_change(tmp_path: Path) -> None:
    root = committed(tmp_path, PULL_REQUEST_BEFORE)
    text = PULL_REQUEST_BEFORE[GROW]
    put(root, {GROW: text.replace("owner: ana\n", "# a comment\n\nowner: ana\n")})
    assert _marks(_pages(drafted(root, "main"))) == {}


def test_a_page_of_the_site_keeps_its_address_from_the_page_of_changes(tmp_path: Path) -> None:
    taken = {"content/changes.md": "---\ntitle: How we handle changes\n---\nCalmly.\n"}
    root = committed(tmp_path, PULL_REQUEST_BEFORE | taken)
    pages = _pages(drafted(root, "main"))
    assert pages["changes.html"].head.title == "How we handle changes"
    assert _changes(pages, "changes-2.html").groups == ()


def test_a_goal_that_got_another_name_is_neither_new_nor_removed(tmp_path: Path) -> None:
    root = committed(tmp_path, PULL_REQUEST_BEFORE)
    put(root, {GROW: "", GROW.replace("grow.md", "thrive.md"): PULL_REQUEST_BEFORE[GROW]})
    put(
        root,
        {
            "content/kpis/sales.md": PULL_REQUEST_BEFORE["content/kpis/sales.md"].replace(
                "[grow]", "[thrive]"
            )
        },
    )
    listed = _listed(_changes(_pages(drafted(root, "main"))))
    assert "Grow where it is easy" in listed["Changed pages"]
    assert {"New pages", "Removed pages"}.isdisjoint(listed)


def test_what_was_wrong_before_stops_no_preview(tmp_path: Path) -> None:
    root = committed(tmp_path, PULL_REQUEST_BEFORE | {GROW: "---\ntitle: [\n---\n"})
    put(root, {GROW: PULL_REQUEST_BEFORE[GROW]})
    listed = _listed(_changes(_pages(drafted(root, "main"))))
    assert "Grow where it is easy" in listed["New pages"]


@pytest.mark.promise
def test_a_preview_built_in_steps_is_the_one_built_clean(tmp_path: Path) -> None:
    root = committed(tmp_path / "project", PULL_REQUEST_BEFORE)

    def build(name: str, since: str) -> dict[str, bytes]:
        site, state = tmp_path / name, tmp_path / f"{name}.state"
        journey.write(drafted(root, since), site, ChartStore(state), state=state)
        return {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*.html")}

    plain = build("steps", "")
    put(root, PULL_REQUEST)
    build("steps", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Lower")
    assert build("steps", "HEAD~1") == build("clean", "HEAD~1")
    git(root, "reset", "-q", "--hard", "HEAD~1")
    assert build("steps", "") == plain
