"""What the tables beside charts share."""

MOST_ROWS = 26
"""How many rows a table beside a chart has; the newest ones."""


def left_out(rows: int) -> str:
    """What to say of a table that is longer; nothing where it is whole."""
    return f"The newest {MOST_ROWS} of {rows}." if rows > MOST_ROWS else ""
