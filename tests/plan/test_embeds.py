"""Goals shown inside a text: what each embed shows, and what is said of one that cannot be."""

from pathlib import Path

import pytest
from small_project import SITE, Planned, planned

from okrsite.plan.views.goals import ObjectiveView
from okrsite.plan.views.organisation import ProseView
from okrsite.plan.views.parts import (
    Embedded,
    EmbeddedChart,
    EmbeddedNumber,
    EmbeddedTable,
)


def site(root: Path, text: str) -> Planned:
    return planned(root, {**SITE, "handbook/live.md": f"---\ntitle: Live\n---\n{text}"})


def shown(root: Path, text: str) -> list[Embedded]:
    found = site(root, text)
    assert found.described() == []
    return list(found.view("handbook/live.html", ProseView).body.embeds)


def rows(one: Embedded) -> list[str]:
    assert isinstance(one.shows, EmbeddedTable)
    links = [row.link for row in one.shows.goals] + [row.link for row in one.shows.kpis]
    return [link.text for link in links + [row.link for row in one.shows.key_results]]


def fence(text: str) -> str:
    return f"```{text}\n```\n"


def test_a_number_stands_in_a_sentence_with_its_unit_its_state_and_its_page(
    tmp_path: Path,
) -> None:
    (kpi, key_result, objective) = shown(
        tmp_path, "At {number}`kpi:activation`, {number}`self-serve#signups`, {number}`self-serve`."
    )
    assert isinstance(kpi.shows, EmbeddedNumber)
    assert (kpi.shows.value, kpi.shows.badge.word) == ("24%", "critical")
    assert kpi.shows.link.path == "kpis/activation.html"
    assert kpi.shows.of == "kpi:activation"
    assert isinstance(key_result.shows, EmbeddedNumber)
    assert key_result.shows.value == "1,450 sign-ups"
    assert key_result.shows.link.path == "objectives/self-serve.html#signups"
    assert isinstance(objective.shows, EmbeddedNumber)
    assert objective.shows.value.endswith("%")


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("kpi:activation", "kpi:activation"),
        ("self-serve#signups", "key-result:self-serve#signups"),
        ("self-serve", "objective:self-serve"),
        ("2026-q4", "cycle:2026-q4"),
    ],
)
def test_a_chart_is_that_of_the_page_of_the_thing(tmp_path: Path, text: str, of: str) -> None:
    (chart,) = shown(tmp_path, fence(f"{{chart}} {text}"))
    assert isinstance(chart.shows, EmbeddedChart)
    assert chart.shows.of == of
    assert chart.shows.chart.table.rows


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("objectives team=growth", ["Make self-serve the way most customers start"]),
        (
            "objectives cycle=all team=growth",
            ["Make self-serve the way most customers start", "The past"],
        ),
        ("objectives cycle=2026-q2", ["The past"]),
        ("objectives cycle=current owner=ben", ["A platform that holds"]),
        ("objectives parent=platform cycle=2027-q1", ["Later"]),
        ("objectives pillar=win-small-business", ["Make self-serve the way most customers start"]),
        ("kpis team=growth", ["Activation", "Tickets"]),
        ("kpis owner=ana", ["Tickets"]),
        ("key-results objective=past", ["Pages"]),
        ("key-results owner=ben cycle=current", ["Sign-ups per week", "Nights without calls"]),
    ],
)
def test_a_table_lists_what_all_its_options_hold_for(
    tmp_path: Path, text: str, listed: list[str]
) -> None:
    (table,) = shown(tmp_path, fence(f"{{table}} {text}"))
    assert rows(table) == listed


def test_a_closed_objective_shows_kpis_as_they_stood_at_its_close(tmp_path: Path) -> None:
    past = (
        SITE["objectives/past.md"].replace("cycle: 2026-q2", "cycle: 2026-q2")
        + "At {number}`revenue`.\n"
    )
    files = {
        **SITE,
        "cycles/2026-q2.md": "---\ntitle: Q2\nclosed_on: 2026-07-10\n---\n",
        "objectives/past.md": past,
        "kpis/revenue.md": "---\ntitle: Revenue\nvalues: {2026-05: 3, 2026-10: 9}\n---\n",
        "handbook/live.md": "At {number}`revenue`.\n",
    }
    found = planned(tmp_path, files)
    then, now = (
        body.embeds[0].shows
        for body in (
            found.view("objectives/past.html", ObjectiveView).body,
            found.view("handbook/live.html", ProseView).body,
        )
        if body
    )
    assert isinstance(then, EmbeddedNumber)
    assert isinstance(now, EmbeddedNumber)
    assert (then.value, now.value) == ("3", "9")
    explained = found.view("objectives/past.html", ObjectiveView).kpis_explained
    assert f"{then.of}/value" in {one.number for one in explained}


@pytest.mark.parametrize(
    "text",
    [
        "{{ x }} and {% if x %}",
        "${number}`kpi:nothing`",
        "\\frac{number}`kpi:nothing`",
        "\\{number}`kpi:nothing`",
        "{{number}}`kpi:nothing`",
        "`{number}`",
        "{a b}`x`",
        "{number} `kpi:nothing`",
        "```{.python}\nx\n```",
        "```python {chart}\nx\n```",
        "    ```{chart} nothing",
    ],
)
def test_braces_of_templates_shells_and_tex_are_plain_text(tmp_path: Path, text: str) -> None:
    assert shown(tmp_path, text + "\n") == []


def test_every_misspelt_embed_of_a_text_is_an_error_with_its_line_and_column(
    tmp_path: Path,
) -> None:
    text = (
        "One\nis at {numbr}`kpi:activation` and {number}`kpi:activaton`.\n\n"
        "> ```{chart} self-serve#sign\n> ```\n\n"
        "```{number} kpi:activation\n```\n\n"
        "- {chart}`kpi:activation`\n\n"
        "```{table} objectives tem=growth cycle=2026-q9 owner\n```\n\n"
        "```{table} goals\n```\n\n"
        "```{table}\n```\n\n"
        "```{chart}\n```\n\n"
        "```{chart} kpi:activation\nText\n```\n\n"
        "```{python}\n```\n"
    )
    found = [line for one in site(tmp_path, text).described() for line in told(one)]
    assert found == [
        "5:7 OKR221 there is no embed `{numbr}` in a line: expected `{number}` or `{status}`",
        "  did you mean `number`?",
        "5:44 OKR222 there is no KPI or key result or objective `kpi:activaton`",
        "  did you mean `activation`?",
        "7:14 OKR222 there is no KPI or key result or objective or cycle `self-serve#sign`",
        "  did you mean `self-serve#signups`?",
        "10:4 OKR221 `{number}` is not written as a fence",
        "  write it in a line: {number}`kpi:mrr`",
        "13:3 OKR221 `{chart}` is not written in a line",
        "  write it as a fence: ```{chart} kpi:mrr",
        "15:23 OKR223 `tem` is not an option of this table",
        "  did you mean `team`?",
        "15:40 OKR222 there is no cycle `2026-q9`",
        "  did you mean `2026-q4`?",
        "15:48 OKR223 `owner` has no value: expected an id",
        "  write `owner=` and the id behind it",
        "18:12 OKR223 there is no table `goals`: expected `objectives`, `kpis` or `key-results`",
        "  write ```{table} objectives team=growth",
        "21:4 OKR223 it does not say what it lists: expected `objectives`, `kpis` or `key-results`",
        "  write ```{table} objectives team=growth",
        "24:4 OKR222 it names nothing: expected a KPI or key result or objective or cycle",
        "  write ```{chart} kpi:mrr",
        "27:4 OKR221 nothing may stand inside the fence of an embed",
        "  close the fence on the next line; options stand on the first, such as `team=growth`",
        "31:4 OKR221 there is no embed `{python}` as a fence: expected `{chart}` or `{table}`",
        "  for code, leave out the braces",
    ]


def told(described: str) -> list[str]:
    """A problem's place in the file, its message, and its hint."""
    head, *_, hint = described.split("\n")
    place, _, message = head.partition(": error ")
    where = place.removeprefix("content/handbook/live.md:")
    return [f"{where} {message.replace(': ', ' ', 1)}", f"  {hint.removeprefix('  hint: ')}"]


def test_the_caret_stands_under_the_word_that_is_wrong(tmp_path: Path) -> None:
    (said,) = site(tmp_path, "Now: {number}`kpi:activaton`.\n").described()
    assert said == (
        "content/handbook/live.md:4:15: error OKR222: there is no KPI or key result or objective "
        "`kpi:activaton`\n"
        "  4 │ Now: {number}`kpi:activaton`.\n"
        "    │               ^^^^^^^^^^^^^\n"
        "  hint: did you mean `activation`?"
    )


def test_an_id_of_two_things_asks_for_its_kind(tmp_path: Path) -> None:
    files = {
        **SITE,
        "objectives/tickets.md": "---\ntitle: T\nowner: ana\n---\nAt {number}`tickets`.\n",
    }
    (said,) = [line for line in planned(tmp_path, files).described() if "OKR222" in line]
    assert "`tickets` names more than one thing" in said
    assert "hint: write `kpi:tickets` or `objective:tickets`" in said


def test_a_table_without_rows_is_a_warning_and_the_page_says_so(tmp_path: Path) -> None:
    found = site(tmp_path, fence("{table} objectives team=growth cycle=2027-q1"))
    (said,) = found.described()
    assert said.startswith(
        "content/handbook/live.md:4:12: warning OKR224: the table is empty on this day"
    )
    (one,) = found.view("handbook/live.html", ProseView).body.embeds
    assert one.note == "Nothing to list yet: Objectives: Growth, Q1 2027"
