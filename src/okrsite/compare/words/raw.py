"""A fact that differs, before anybody has put it into words."""

from okrsite.base.frozen import Frozen
from okrsite.compare.difference import Nature, Plain
from okrsite.compare.facts.steps import Path
from okrsite.compare.words.natures import nature
from okrsite.compare.words.told import Told


class Raw(Frozen):
    """A fact before and after; None where there was none, or is none."""

    path: Path
    was: Plain
    is_: Plain

    def nature(self, told: Told) -> Nature:
        """What the change is about."""
        return nature(told.subject.kind, self.path, (told.said_before, told.said))
