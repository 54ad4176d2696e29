"""The theme's colours for what stands outside of a page, where no style sheet reaches.

A test holds them to the tokens of the packaged theme.
"""

from okrsite.base.frozen import Frozen


class Colours(Frozen):
    """The colours of a ground: its paper, what is written on it, and the statuses by name."""

    paper: str
    surface: str
    ink: str
    soft_ink: str
    line: str
    accent: str
    statuses: tuple[tuple[str, str], ...]

    def status(self, name: str) -> str:
        """The colour of a status, as its mark names it."""
        return dict(self.statuses)[name]


LIGHT = Colours(
    paper="#fbfaf8",
    surface="#ffffff",
    ink="#1f1d1a",
    soft_ink="#5c574f",
    line="#dedad3",
    accent="#2f5d8c",
    statuses=(
        ("on-track", "#1b7a54"),
        ("at-risk", "#9a5b00"),
        ("off-track", "#b3261e"),
        ("achieved", "#3b4fa3"),
        ("outdated", "#6b5b7b"),
        ("pending", "#6a655d"),
    ),
)
DARK = Colours(
    paper="#161719",
    surface="#1e2023",
    ink="#eceae6",
    soft_ink="#a9a59d",
    line="#3a3d42",
    accent="#8ab6e6",
    statuses=(
        ("on-track", "#5cc79a"),
        ("at-risk", "#e5ad55"),
        ("off-track", "#f2877d"),
        ("achieved", "#a3b1f5"),
        ("outdated", "#bda9d0"),
        ("pending", "#a9a59d"),
    ),
)
