"""Links of bodies: by id, by file, and to what is not written yet."""

from pathlib import Path

from small_project import LONE, SITE, planned

from okrsite.plan.views.goals import ObjectiveView
from okrsite.plan.views.organisation import ProseView
from okrsite.plan.views.parts import BodyLink, Link

KPI = "---\ntitle: Revenue\nvalues: {2026-10: 3}\n---\n"


def links(root: Path, body: str) -> dict[str, BodyLink]:
    files = {
        "objectives/self-serve.md": LONE + body,
        "kpis/revenue.md": KPI,
        "handbook/how to.md": "Text.\n",
        "handbook/picture.png": "",
    }
    view = planned(root, files).view("objectives/self-serve.html", ObjectiveView)
    assert view.body is not None
    return {link.target: link for link in view.body.links}


def test_an_id_leads_to_its_page_and_is_named_by_its_title(tmp_path: Path) -> None:
    found = links(tmp_path, "See [[revenue]] and [[self-serve#sign-ups-per-week]].\n")
    assert found["revenue"] == BodyLink("revenue", "kpis/revenue.html", "Revenue", is_wiki=True)
    key_result = found["self-serve#sign-ups-per-week"]
    assert key_result.path == "objectives/self-serve.html#sign-ups-per-week"
    assert key_result.text == "Sign-ups per week"


def test_an_id_that_nothing_has_is_known_to_be_unwritten(tmp_path: Path) -> None:
    assert links(tmp_path, "See [[nothing]].\n")["nothing"].is_known is False


def test_a_file_leads_to_its_page_from_wherever_it_is_named(tmp_path: Path) -> None:
    found = links(
        tmp_path,
        "[a](../kpis/revenue.md) [b](</handbook/how to.md#x>) ![c](../handbook/picture.png)"
        " [d](https://example.com) [e](#here)\n",
    )
    assert {target: link.path for target, link in found.items()} == {
        "../kpis/revenue.md": "kpis/revenue.html",
        "/handbook/how%20to.md#x": "handbook/how to.html#x",
        "../handbook/picture.png": "handbook/picture.png",
        "https://example.com": "",
        "#here": "",
    }


def test_a_file_that_is_not_there_is_a_warning_with_its_place(tmp_path: Path) -> None:
    text = LONE + "\nFirst line.\n\nSee [it](../kpis/revenu.md) and [out](../../../etc/passwd).\n"
    site = planned(tmp_path, {"objectives/self-serve.md": text, "kpis/revenue.md": KPI})
    assert site.described() == [
        "content/objectives/self-serve.md:10:1: warning OKR211: `../../../etc/passwd` leads to no "
        "file of the content folder\n"
        "  10 │ See [it](../kpis/revenu.md) and [out](../../../etc/passwd).\n"
        "     │ ^\n"
        "  hint: the path is relative to this file, such as `../kpis/mrr.md`",
        "content/objectives/self-serve.md:10:1: warning OKR211: `../kpis/revenu.md` leads to no "
        "file of the content folder\n"
        "  10 │ See [it](../kpis/revenu.md) and [out](../../../etc/passwd).\n"
        "     │ ^\n"
        "  hint: did you mean `revenue.md`?",
    ]


def test_a_page_names_what_links_to_it(tmp_path: Path) -> None:
    files = {
        "objectives/self-serve.md": LONE + "See [how](../handbook/how.md).\n",
        "handbook/how.md": "# How\n\nText.\n",
    }
    site = planned(tmp_path, files)
    view, head = site.view("handbook/how.html", ProseView), site.pages["handbook/how.html"].head
    assert [link.path for link in head.mentions] == ["objectives/self-serve.html"]
    assert view.body.text == "Text.\n"


def test_every_kind_of_page_names_those_that_speak_of_it(tmp_path: Path) -> None:
    text = (
        "[[self-serve]] [[self-serve#signups]] {number}`kpi:activation` [[team:growth]] [[ana]]\n"
        "[[2026-q4]] [[arrival]] [[nobody-wrote-this]]\n\n```{table} kpis team=product\n```\n"
    )
    site = planned(tmp_path, {**SITE, "handbook/all.md": f"---\ntitle: All\n---\n{text}"})
    named = {
        path
        for path, page in site.pages.items()
        if Link("All", "handbook/all.html") in page.head.mentions
    }
    assert named == {
        "objectives/self-serve.html",
        "kpis/activation.html",
        "teams/growth.html",
        "people/ana.html",
        "cycles/2026-q4.html",
        "pillars/arrival.html",
    }
