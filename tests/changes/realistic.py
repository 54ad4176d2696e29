"""A realistic difference: a check-in, a lowered target, a new objective, a KPI redefined."""

from datetime import date

from okrsite.assess.assessment import Status, Word
from okrsite.base.frozen import replace
from okrsite.base.numbers import Unit
from okrsite.base.problems import Place, Problem, Severity
from okrsite.compare.difference import (
    Alerting,
    Deed,
    Difference,
    FieldChange,
    Measure,
    Nature,
    Shift,
    Side,
    Subject,
    ThingChange,
    What,
)
from okrsite.model.goals import Kind, Ref

GOAL = "content/objectives/2026-q4/self-serve.md"
KPI_FILE = "content/kpis/activation-rate.md"
SAID = "content/checkins/2026-q4/2026-11-20-ana.md"

SIGN_UPS = Subject(Kind.KEY_RESULT, "self-serve#sign-ups")
ACTIVATION = Subject(Kind.KPI, "activation-rate")
SELF_SERVE = Subject(Kind.OBJECTIVE, "self-serve")
GROW = Subject(Kind.OBJECTIVE, "grow")
CALM = Subject(Kind.OBJECTIVE, "calm-nights")

LOWERED = FieldChange(
    ("promise", "target"),
    2500.0,
    2000.0,
    Nature.GOALPOST,
    "target lowered from 2,500 to 2,000, 41 days after the cycle began",
    Place(GOAL, 12, 13, 4),
)
REDEFINED = FieldChange(
    ("definition",),
    "Teams that invited somebody",
    "Teams that invited somebody and came back",
    Nature.GOALPOST,
    "definition changed from “Teams that invited somebody” to “Teams that invited somebody and "
    "came back”",
    Place(KPI_FILE, 5, 1, 10),
)

THINGS = (
    ThingChange(
        SIGN_UPS, None, "Self-serve sign-ups per week", Deed.CHANGED, "", (LOWERED,), LOWERED.place
    ),
    ThingChange(
        ACTIVATION, None, "Activation rate", Deed.CHANGED, "", (REDEFINED,), REDEFINED.place
    ),
    ThingChange(
        CALM,
        None,
        "Nobody is woken at night",
        Deed.ADDED,
        "new objective of Ben in Q4 2026",
        (
            FieldChange(
                ("owner",), None, Ref(Kind.PERSON, "ben"), Nature.ALIGNMENT, "", Place("c.md", 3, 1)
            ),
        ),
        Place("content/objectives/2026-q4/calm-nights.md"),
    ),
    ThingChange(
        Subject(Kind.KEY_RESULT, "calm-nights#pages"),
        None,
        "Pages at night",
        Deed.ADDED,
        "",
        (),
        Place("content/objectives/2026-q4/calm-nights.md", 6, 5),
    ),
    ThingChange(
        Subject(What.CHECK_IN, SAID),
        None,
        "Check-in of Ana, 20 Nov 2026",
        Deed.ADDED,
        "says 1,450 of Self-serve sign-ups per week, confidence 7",
        (),
        Place(SAID),
    ),
)

SHIFTS = (
    Shift(
        subject=SIGN_UPS,
        title="Self-serve sign-ups per week",
        measure=Measure.PROGRESS,
        unit=Unit(),
        before=0.3795,
        between=0.3951,
        after=0.5196,
        status_before=Status.OFF_TRACK,
        status_between=Status.OFF_TRACK,
        status_after=Status.ON_TRACK,
        because=(SIGN_UPS,),
        level=0,
    ),
    Shift(
        subject=ACTIVATION,
        title="Activation rate",
        measure=Measure.VALUE,
        unit=Unit("%", 1),
        before=33.0,
        between=33.0,
        after=27.4,
        status_before=Word.HEALTHY,
        status_between=Word.HEALTHY,
        status_after=Word.WARN,
        because=(ACTIVATION,),
        level=0,
    ),
    Shift(
        subject=SELF_SERVE,
        title="Make self-serve the way most customers start",
        measure=Measure.PROGRESS,
        unit=Unit(),
        before=0.41,
        between=0.416,
        after=0.465,
        status_before=Status.OFF_TRACK,
        status_between=Status.OFF_TRACK,
        status_after=Status.AT_RISK,
        because=(SIGN_UPS,),
        level=1,
    ),
    Shift(
        subject=GROW,
        title="Grow without selling",
        measure=Measure.PROGRESS,
        unit=Unit(),
        before=0.5,
        between=0.502,
        after=0.52,
        status_before=Status.AT_RISK,
        status_between=Status.AT_RISK,
        status_after=Status.AT_RISK,
        because=(SELF_SERVE,),
        level=2,
    ),
)

DIFFERENCE = Difference(
    before=Side("origin/main", "8d16f62bb3cbbd4b1e0a2a1e3a1f0c6d7e8f9a0b"),
    after=Side("HEAD", "771756f0c6d7e8f9a0b8d16f62bb3cbbd4b1e0a2"),
    as_of=date(2026, 11, 20),
    language="en",
    things=THINGS,
    shifts=SHIFTS,
    alerts=(
        Alerting(
            ACTIVATION,
            "Activation rate",
            starts=True,
            was=Word.HEALTHY,
            is_=Word.WARN,
            reasons=("below 30% since 15 Nov 2026",),
        ),
    ),
    appeared=(
        Problem(
            "OKR610",
            Severity.ADVICE,
            Place("content/objectives/2026-q4/calm-nights.md", 6, 5),
            "`Pages at night` has no start",
            "write `start:`",
        ),
    ),
    vanished=(),
    rulings=(
        Problem(
            "OKR630",
            Severity.WARNING,
            Place(GOAL, 12, 13, 4),
            "the target of `Self-serve sign-ups per week` moved after targets were fixed, and no "
            "revision says so",
            "write `revisions:` with a `reason`",
        ),
    ),
)
"""What a pull request of an ordinary week comes to."""

NOTHING = replace(DIFFERENCE, things=(), shifts=(), alerts=(), appeared=(), rulings=())
"""A pull request that changes nothing for the goals."""
