"""From a page into the repository: to edit its file, to propose a change, to write a goal."""

from pathlib import Path, PurePosixPath
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import ValidationError
from small_project import SITE, Planned, planned

from okrsite.plan.forges import forge
from okrsite.read.config import Edit
from okrsite.tidy.documents import document
from okrsite.tidy.shapes import shape_at

TEXT = "---\ntitle: A & B\n---\n"
EXACT = {
    "github": (
        "https://github.com/you/goals",
        "https://github.com/you/goals/edit/main/content/kpis/a%20b.md",
        "https://github.com/you/goals/new/main?filename=content/kpis/a%20b.md"
        "&value=---%0Atitle%3A%20A%20%26%20B%0A---%0A",
        "https://github.com/you/goals/issues/new?title=Change%3A%20A&body=Why%3F%0A%23",
        "https://github.com/you/goals/commit/c0ffee",
    ),
    "gitlab": (
        "https://gitlab.com/group/you/goals",
        "https://gitlab.com/group/you/goals/-/edit/main/content/kpis/a%20b.md",
        "https://gitlab.com/group/you/goals/-/new/main?file_name=content/kpis/a%20b.md"
        "&content=---%0Atitle%3A%20A%20%26%20B%0A---%0A",
        "https://gitlab.com/group/you/goals/-/issues/new?issue[title]=Change%3A%20A"
        "&issue[description]=Why%3F%0A%23",
        "https://gitlab.com/group/you/goals/-/commit/c0ffee",
    ),
    "gitea": (
        "https://codeberg.org/you/goals",
        "https://codeberg.org/you/goals/_edit/main/content/kpis/a%20b.md",
        "https://codeberg.org/you/goals/_new/main/?filename=content/kpis/a%20b.md"
        "&value=---%0Atitle%3A%20A%20%26%20B%0A---%0A",
        "https://codeberg.org/you/goals/issues/new?title=Change%3A%20A&body=Why%3F%0A%23",
        "https://codeberg.org/you/goals/commit/c0ffee",
    ),
    "bitbucket": (
        "https://bitbucket.org/you/goals",
        "https://bitbucket.org/you/goals/src/main/content/kpis/a%20b.md?mode=edit&spa=0&at=main",
        "https://bitbucket.org/you/goals/create-file/main/content/kpis?at=main",
        "https://bitbucket.org/you/goals/issues/new",
        "https://bitbucket.org/you/goals/commits/c0ffee",
    ),
}
GITHUB = '[edit]\nforge = "github"\nrepository = "https://github.com/you/goals"\n'


@pytest.mark.parametrize("kind", EXACT)
def test_the_addresses_follow_from_the_forge_and_the_repository(kind: str) -> None:
    repository, edit, create, propose, commit = EXACT[kind]
    links = forge(Edit.model_validate({"forge": kind, "repository": f"{repository}.git"}))
    assert links.edit_url("content/kpis/a b.md") == edit
    assert links.new_url("content/kpis/a b.md", TEXT) == create
    assert links.propose_url("Change: A", "Why?\n#") == propose
    assert links.commit_url("c0ffee") == commit


def test_a_branch_and_a_folder_have_their_place_in_them() -> None:
    written = {"branch": "work in progress", "folder": "/teams/goals/", "forge": "gitea"}
    links = forge(Edit.model_validate({**written, "repository": "https://git.example:8443/a/b/"}))
    assert links.edit_url("content/a.md") == (
        "https://git.example:8443/a/b/_edit/work%20in%20progress/teams/goals/content/a.md"
    )


def test_a_template_of_ones_own_wins_over_the_forge() -> None:
    own = {"url": "https://ide.example/{path}", "commit_url": "https://git.example/?h={commit}"}
    links = forge(Edit.model_validate({**own, "forge": "github", "repository": EXACT["github"][0]}))
    assert links.edit_url("content/a.md") == "https://ide.example/content/a.md"
    assert links.commit_url("c0ffee") == "https://git.example/?h=c0ffee"
    assert links.new_url("content/a.md", "").startswith("https://github.com/you/goals/new/")


@pytest.mark.parametrize(
    "written",
    [
        {"url": "javascript:alert(1)//{path}"},
        {"url": "//evil.example/{path}"},
        {"url": "https://{path}/"},
        {"url": "https://git.example{path}"},
        {"url": "https://git.example@evil.example/{path}"},
        {"new_url": "https://git.example\\@evil.example/{path}"},
        {"propose_url": "https://git.example/new\n?title={title}"},
        {"commit_url": "file:///etc/{commit}"},
        {"forge": "github", "repository": "https://github.com/you/goals?x="},
        {"forge": "github", "repository": "https://github.com/{path}"},
        {"forge": "github", "repository": "git@github.com:you/goals"},
        {"forge": "github"},
        {"repository": "https://github.com/you/goals"},
        {"folder": "../goals"},
        {"folder": "a//b"},
    ],
)
def test_a_template_that_could_lead_elsewhere_is_refused(written: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="expected"):
        Edit.model_validate(written)


def site(root: Path, files: dict[str, str]) -> Planned:
    return planned(root, {**SITE, "okrsite.toml": GITHUB, **files})


def asked(address: str) -> dict[str, str]:
    """What an address hands over in its query."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_every_page_of_a_file_leads_to_where_it_is_edited_and_discussed(tmp_path: Path) -> None:
    settings = f'base_url = "https://goals.example/"\n{GITHUB}'
    small = site(tmp_path, {"okrsite.toml": settings})
    edit = "https://github.com/you/goals/edit/main/content"
    for path, file in {
        "index.html": "index.md",
        "objectives/self-serve.html": "objectives/self-serve.md",
        "kpis/activation.html": "kpis/activation.md",
        "teams/growth.html": "teams/growth.md",
        "people/ana.html": "people/ana.md",
        "pillars/stay.html": "pillars/stay.md",
        "handbook/how to.html": "handbook/how%20to.md",
        "reviews/2026-q2/growth.html": "reviews/2026-q2/growth.md",
    }.items():
        head = small.pages[path].head
        assert head.edit == f"{edit}/{file}"
        assert f"https://goals.example/{path}" in asked(head.propose)["body"]
    head = small.pages["objectives/self-serve.html"].head
    title = "Make self-serve the way most customers start"
    assert asked(head.propose) == {
        "title": f"Change: {title}",
        "body": "What should change, and why?\n\n\n\n    content/objectives/self-serve.md\n"
        "    https://goals.example/objectives/self-serve.html\n",
    }
    for path in ("teams.html", "a-z.html", "cycles/2026-q4.html", "404.html"):
        assert (small.pages[path].head.edit, small.pages[path].head.propose) == ("", "")


GOAL = (
    '---\ntitle: "A new goal"\nowner: open\n{fields}key_results:\n'
    '  - {{title: "What would show it", start: 0, target: 100}}\n---\n'
)


@pytest.mark.parametrize(
    ("path", "folder", "fields"),
    [
        ("teams/growth.html", "/2026-q4", "team: growth\n"),
        ("cycles/2026-q4.html", "/2026-q4", ""),
        ("cycles/2027-q1.html", "/2027-q1", ""),
        (
            "objectives/self-serve.html",
            "/2026-q4",
            "team: growth\nparent: objective:self-serve\n",
        ),
        ("pillars/win-small-business.html", "/2026-q4", "parent: pillar:win-small-business\n"),
        ("pillars/stay.html", "/2026-q4", "pillar: stay\n"),
        ("alignment.html", "/2026-q4", ""),
    ],
)
def test_a_goal_that_belongs_to_a_page_can_be_written_from_there_and_is_sound(
    tmp_path: Path, path: str, folder: str, fields: str
) -> None:
    head = site(tmp_path / "before", {}).pages[path].head
    file, text = asked(head.create)["filename"], asked(head.create)["value"]
    assert file == f"content/objectives{folder}/a-new-goal.md"
    assert text == GOAL.format(fields=fields)
    shape = shape_at(PurePosixPath(file.removeprefix("content/")))
    assert document(text, file, shape).text == text, "it is not in the canonical order"
    after = site(tmp_path / "after", {file.removeprefix("content/"): text})
    written = after.portfolio.objectives["a-new-goal"]
    assert written.cycle == folder.strip("/")


def test_each_picture_of_the_alignment_offers_a_goal_of_what_it_shows(tmp_path: Path) -> None:
    pages = site(tmp_path, {}).pages
    texts = {
        path.removeprefix("alignment/"): asked(page.head.create)["value"]
        for path, page in pages.items()
        if path.startswith("alignment")
    }
    assert texts == {
        "cycles/2027-q1.html": GOAL.format(fields=""),
        "pillars/win-small-business.html": GOAL.format(
            fields="parent: pillar:win-small-business\n"
        ),
        "states/at-risk.html": GOAL.format(fields=""),
        "states/outdated.html": GOAL.format(fields=""),
        "teams/growth.html": GOAL.format(fields="team: growth\n"),
        "alignment.html": GOAL.format(fields=""),
    }
    later = asked(pages["alignment/cycles/2027-q1.html"].head.create)["filename"]
    assert later == "content/objectives/2027-q1/a-new-goal.md"


def test_nothing_is_begun_where_the_work_is_over(tmp_path: Path) -> None:
    pages = site(tmp_path, {}).pages
    for path in ("objectives/past.html", "cycles/2026-q2.html", "kpis/tickets.html", "a-z.html"):
        assert pages[path].head.create == ""


def test_without_a_repository_pages_lead_to_none(tmp_path: Path) -> None:
    pages = planned(tmp_path, {**SITE, "okrsite.toml": ""}).pages
    ways = {(page.head.edit, page.head.propose, page.head.create) for page in pages.values()}
    assert ways == {("", "", "")}


@pytest.mark.promise
def test_what_a_goal_says_cannot_change_where_links_lead(tmp_path: Path) -> None:
    title = "{body}&labels=x#](https://evil.example) {repository}"
    head = site(
        tmp_path,
        {
            "objectives/a.md": f"---\ntitle: '{title}'\nowner: ana\ncycle: 2026-q4\n---\n",
            "handbook/{content}&x=1#y.md": "Hello\n",
        },
    ).pages
    goal = head["objectives/a.html"].head
    assert asked(goal.propose).keys() == {"title", "body"}
    assert asked(goal.propose)["title"] == f"Change: {title}"
    odd = next(page.head for path, page in head.items() if "content" in path)
    assert odd.edit == (
        "https://github.com/you/goals/edit/main/content/handbook/%7Bcontent%7D%26x%3D1%23y.md"
    )
