"""Goals in, a forest out: what each hangs on, what hangs on each, and what else links them."""

from collections.abc import Iterable, Iterator, Mapping

from okrsite.base.frozen import Frozen
from okrsite.plan.alignment.goals import Goal, LinkKind

ROOT = ""
"""What the goals hang on that hang on no other."""


class Link(Frozen):
    """A link across branches, from a goal to the one that it matters to."""

    start: str
    end: str
    kind: LinkKind


class Forest:
    """Who hangs on whom: `children` of each id, in order; the roots are those of `ROOT`."""

    def __init__(self, goals: Iterable[Goal]) -> None:
        self.goals: Mapping[str, Goal] = {
            goal.id: goal for goal in sorted(goals, key=lambda goal: goal.id)
        }
        self.trunks: dict[str, str] = {}
        self.children: dict[str, list[str]] = {id_: [] for id_ in (ROOT, *self.goals)}
        for goal in sorted(self.goals.values(), key=lambda g: (g.order, g.id)):
            self.trunks[goal.id] = self._trunk(goal)
            self.children[self.trunks[goal.id]].append(goal.id)

    def _trunk(self, goal: Goal) -> str:
        """The first parent that is here and does not lead back to the goal."""
        return next(
            (p for p in goal.parents if p in self.goals and not self._leads(p, goal.id)), ROOT
        )

    def _leads(self, start: str, goal: str) -> bool:
        seen: set[str] = set()
        todo = [start]
        while todo:
            id_ = todo.pop()
            if id_ == goal:
                return True
            if id_ in self.goals and id_ not in seen:
                seen.add(id_)
                todo += self.goals[id_].parents
        return False

    def links(self) -> Iterator[Link]:
        """What links goals besides the stems of the tree."""
        for id_, goal in sorted(self.goals.items()):
            for parent in goal.parents:
                if parent in self.goals and parent not in (id_, self.trunks[id_]):
                    yield Link(parent, id_, LinkKind.SECOND)
            for kind, others in ((LinkKind.NEED, goal.needs), (LinkKind.DRIVE, goal.drivers)):
                for other in others:
                    if other in self.goals and other != id_:
                        yield Link(other, id_, kind)

    def top_down(self) -> Iterator[str]:
        """Every goal after the one that it hangs on, branch by branch."""
        todo = list(reversed(self.children[ROOT]))
        while todo:
            id_ = todo.pop()
            yield id_
            todo += reversed(self.children[id_])

    def below(self, id_: str) -> Iterator[str]:
        """Everything that hangs on a goal, directly or not."""
        todo = list(reversed(self.children[id_]))
        while todo:
            inner = todo.pop()
            yield inner
            todo += reversed(self.children[inner])

    def above(self, id_: str) -> list[str]:
        """What a goal hangs on, the nearest first."""
        found: list[str] = []
        while self.trunks[id_] != ROOT:
            id_ = self.trunks[id_]
            found.append(id_)
        return found
