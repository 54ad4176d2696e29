"""What text and Markdown share: the titles of the sections, and the tables of numbers."""

from okrsite.base.words import marked, say_in
from okrsite.plan.changes.lines import Row, Story

TO_DECIDE = marked("To decide")
MOVED = marked("What moved")
CONSEQUENCES = marked("What follows from it")
CHANGES = marked("Changes in words")
CHECK_INS = marked("Check-ins")
APPEARED = marked("Findings that appear")
VANISHED = marked("Findings that are gone")

HEAD = (
    marked("thing"),
    marked("before → after"),
    marked("by reality"),
    marked("by goalpost"),
    marked("verdict"),
)
"""What the columns of a table of numbers are called."""


def headline(told: Story, language: str) -> str:
    """How much there is to decide."""
    counts = ", ".join(told.to_decide) or say_in(language, "nothing to decide")
    return say_in(language, "Goals: {counts}", counts=counts)


def cells(row: Row, language: str) -> tuple[str, ...]:
    """A row of numbers as the cells of a table."""
    title = f"{row.title}, {row.measure.lower()}"
    because = say_in(language, "through {things}", things=row.because) if row.because else ""
    numbers = row.after if row.before == row.after else f"{row.before} → {row.after}"
    status = row.status if row.was in ("", row.status) else f"{row.was} → {row.status}"
    return (
        f"{title} ({because})" if because else title,
        numbers,
        row.by_reality,
        row.by_goalpost,
        status,
    )
