"""What text and Markdown share: the titles of the sections, and the tables of numbers."""

from okrsite.base.words import marked, say_in
from okrsite.plan.changes.lines import Row

TO_DECIDE = marked("To decide")
MOVED = marked("What moved")
GOALS = marked("Goals that came or went")
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


def cells(row: Row, language: str) -> tuple[str, ...]:
    """A row of numbers as the cells of a table."""
    title = f"{row.title}, {row.measure}"
    because = say_in(language, "through {things}", things=row.because) if row.because else ""
    numbers = row.after if row.before == row.after else f"{row.before} → {row.after}"
    verdicts = [one.word for one in (row.was, row.status) if one]
    return (
        f"{title} ({because})" if because else title,
        numbers,
        row.by_reality,
        row.by_goalpost,
        " → ".join(dict.fromkeys(verdicts)),
    )
