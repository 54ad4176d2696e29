"""What the tables beside charts share."""

from okrsite.base.words import say_in

MOST_ROWS = 26
"""How many rows a table beside a chart has; the newest ones."""


def left_out(rows: int, language: str) -> str:
    """What to say of a table that is longer; nothing where it is whole."""
    if rows <= MOST_ROWS:
        return ""
    return say_in(language, "The newest {most} of {n}.", most=MOST_ROWS, n=rows)
