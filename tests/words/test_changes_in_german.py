"""What changed, in German: the grammar holds with what is filled in, and no word stays English."""

from datetime import date
from enum import StrEnum

import pytest
from projects import project_of
from realistic import SHIFTS

from okrsite.base.words import say_as_in
from okrsite.compare.changes import changed_things
from okrsite.compare.difference import Deed, Nature, ThingChange
from okrsite.compare.words.choices import WORDS
from okrsite.model.calendar import Cadence, Rhythm
from okrsite.model.schema import words
from okrsite.plan.changes.sentences import told
from okrsite.plan.changes.things import goalpost_sentences, goalposts

DAY = date(2026, 11, 20)
SETTINGS = 'language = "de"\n'
GOAL = "content/objectives/2026-q4/grow.md"
GROW = """---
title: Leicht wachsen
owner: ana
status: draft
key_results:
  - id: anmeldungen
    title: Anmeldungen
    start: 800
    target: 2500
    unit: Anmeldungen
    due: 2026-12-31
---
"""
KPI = "content/kpis/aktiv.md"
ACTIVE = """---
title: Aktive
unit: "%"
definition: Wer angemeldet war
better: within
thresholds: {warn: [2, 8], critical: [1, 9]}
values: {2026-W45: 4.5}
---
"""
BEFORE = {"okrsite.toml": SETTINGS, GOAL: GROW, KPI: ACTIVE}


def _changed(path: str, was: str, now: str) -> list[ThingChange]:
    before = project_of(BEFORE).portfolio
    assert was in BEFORE[path]
    after = project_of({**BEFORE, path: BEFORE[path].replace(was, now)}).portfolio
    return list(changed_things(before, after, as_of=DAY))


def _said(path: str, was: str, now: str) -> list[str]:
    changes = _changed(path, was, now)
    found = [(one.sentence, *(field.sentence for field in one.fields)) for one in changes]
    said = [sentence for sentences in found for sentence in sentences if sentence]
    return [sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in said]


@pytest.mark.parametrize(
    ("path", "was", "now", "said"),
    [
        (
            GOAL,
            "target: 2500",
            "target: 2000",
            "Ziel von 2.500 auf 2.000 Anmeldungen gesenkt, 50 Tage nach Beginn des Zyklus; "
            "keine Revision nennt den Grund",
        ),
        (
            GOAL,
            "2026-12-31",
            "2026-12-18",
            "Fälligkeit vom 31. Dez. 2026 auf den 18. Dez. 2026 verschoben, 50 Tage nach Beginn "
            "des Zyklus; keine Revision nennt den Grund",
        ),
        (GOAL, "owner: ana", "owner: ben", "Verantwortung: jetzt Ben (zuvor Ana)"),
        (
            GOAL,
            "status: draft",
            "status: active",
            "Status von Entwurf auf aktiv geändert, 50 Tage nach Beginn des Zyklus",
        ),
        (
            KPI,
            "Wer angemeldet war",
            "Wer wiederkam",
            "Definition neu gefasst: zuvor „Wer angemeldet war“, jetzt „Wer wiederkam“; "
            "kein Ereignis vermerkt es",
        ),
        (KPI, "warn: [2, 8]", "warn: [3, 8]", "untere Warnschwelle von 2,0 % auf 3,0 % erhöht"),
        (
            KPI,
            "2026-W45: 4.5}",
            "2026-W45: 4.5, 2026-W46: 5, 2026-W47: 6.5}",
            "2 Wochen hinzugefügt, zuletzt 6,5 % für KW 47/2026",
        ),
    ],
)
def test_a_changed_field_is_a_german_sentence(path: str, was: str, now: str, said: str) -> None:
    assert _said(path, was, now) == [said]


def test_what_moved_a_number_is_a_german_sentence() -> None:
    assert told(SHIFTS[0], "de") == (
        "Der Fortschritt steigt von 38\N{NO-BREAK SPACE}% auf 52\N{NO-BREAK SPACE}% (+14 Punkte): "
        "2, weil sich die Lage geändert hat, und 12, weil die Messlatte verschoben wurde. "
        "Von „nicht im Plan“ zu „im Plan“, nur weil die Messlatte verschoben wurde."
    )


@pytest.mark.parametrize(
    "kind",
    [
        *(words.Ambition, words.Better, words.Combine, words.DecimalMark, words.Decision),
        *(words.EventKind, words.Indicator, words.Intent, words.KeyResultType, words.PillarKind),
        *(words.Reduce, Rhythm, words.Stage, words.TeamKind, words.Verdict, Cadence),
    ],
)
def test_every_word_that_a_field_can_have_is_known(kind: type[StrEnum]) -> None:
    for word in kind:
        shown = word.value.replace("-", " ")
        assert shown in WORDS
        assert say_as_in("de", "choice", shown) != shown or shown in ("team", "vision")


def test_a_key_result_that_is_dropped_is_told_among_the_goalposts() -> None:
    dropped = "dropped: {date: 2026-11-19, reason: Zu teuer}\n---"
    (change,) = _changed(GOAL, "due: 2026-12-31\n---", f"due: 2026-12-31\n    {dropped}")
    assert change.deed is Deed.CLOSED
    assert goalpost_sentences(change) == (
        "gestrichen am 19. Nov. 2026, 50 Tage nach Beginn des Zyklus; Begründung: „Zu teuer“",
    )


def test_a_goal_that_is_carried_forward_promises_anew() -> None:
    before = project_of(BEFORE).portfolio
    carried = GROW.replace("owner: ana", "owner: ana\ncarried_from: grow").replace("-12-", "-03-")
    again = {"content/objectives/2027-q1/again.md": carried.replace("2026", "2027")}
    changes = changed_things(before, project_of({**BEFORE, **again}).portfolio, as_of=DAY)
    assert [one.deed for one in changes] == [Deed.CARRIED, Deed.CARRIED]
    assert any(field.nature is Nature.GOALPOST for one in changes for field in one.fields)
    assert [goalposts(one) for one in changes] == [(), ()]
