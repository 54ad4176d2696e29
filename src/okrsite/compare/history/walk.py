"""One pass over the log, oldest commit first: the promises of every key result that is left.

A file stays the same whatever it is called, as far as git sees that it was renamed; so does a key
result, by its id, else by its title, else by what it measures. Each commit is compared with its own
parents, so that branches tell of their changes once, in whichever order they come.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import PurePosixPath

from okrsite.base.frozen import Frozen
from okrsite.compare.history.log import Entry, File
from okrsite.compare.history.promised import Commit, Promised, PromiseStep, Terms
from okrsite.compare.history.versions import Version, Versions
from okrsite.model.calendar import named_cycle

Read = Callable[[str], Versions | None]
"""The key results of a file by the id of its blob; None where they cannot be read."""


class FileStep(Frozen):
    """What a commit made of a file, which keeps its number through all its names."""

    number: int
    commit: Commit
    was: tuple[File, ...]
    now: File


def followed(
    entries: Iterable[Entry], present: Iterable[str]
) -> tuple[dict[str, int], tuple[FileStep, ...]]:
    """The number of each file that is there at the end, and what became of those files.

    A file that comes where one went away under another name is a new one; where one was deleted,
    it is back.
    """
    numbers: dict[str, int] = {}
    left: set[str] = set()
    steps, count = [], 0
    for entry in entries:
        for change in entry.changes:
            path, blob = change.now
            known = [numbers[old] for old, was in change.was if was and old in numbers]
            if not known and path in numbers and path not in left:
                known = [numbers[path]]
            number = known[0] if known else count
            count += not known
            numbers[path] = number
            left.discard(path)
            left.update(old for old, _ in change.was if old != path)
            if blob:
                steps.append(FileStep(number, entry.commit, change.was, change.now))
    kept = {path: numbers[path] for path in present if path in numbers}
    wanted = frozenset(kept.values())
    return kept, tuple(step for step in steps if step.number in wanted)


def promises(
    numbers: Mapping[str, int], steps: Sequence[FileStep], read: Read, clipped: frozenset[str]
) -> tuple[Promised, ...]:
    """The promises of the key results of files, by their key."""
    walk = _Walk(read, clipped)
    for step in steps:
        walk.take(step)
    found = {}
    for path, number in sorted(numbers.items()):
        for id_, line in walk.lines[number].items():
            key = f"{PurePosixPath(path).stem}#{id_}"
            found[key] = Promised(key, tuple(line.steps))
    return tuple(found[key] for key in sorted(found))


@dataclass(slots=True)
class _Line:
    """A key result through all its names: its steps, and its terms as they were last read."""

    steps: list[PromiseStep] = field(default_factory=list)
    last: Terms | None = None

    def go_on(
        self, before: Sequence[Terms], now: Terms, commit: Commit, clipped: frozenset[str]
    ) -> None:
        """Take a step, where the terms are others than before the commit."""
        was = _common(before, now) or self.last
        if was != now:
            is_clipped = was is None and commit.id in clipped
            self.steps.append(PromiseStep(commit, was, now, is_clipped))
        self.last = now


@dataclass(slots=True)
class _Walk:
    """The lines of key results as they grow: by the number of their file, then by their id."""

    read: Read
    clipped: frozenset[str]
    lines: dict[int, dict[str, _Line]] = field(default_factory=lambda: defaultdict(dict))
    left: set[tuple[int, str]] = field(default_factory=set)

    def take(self, step: FileStep) -> None:
        """Go on by what a commit made of a file; what cannot be read is passed over."""
        path, blob = step.now
        now = self.read(blob)
        if now is None:
            return
        was = [(old, (self.read(content) if content else None) or {}) for old, content in step.was]
        same = _same(was[0][1], now)
        for id_, version in now.items():
            old = same.get(id_, id_)
            before = [_in_folder(found[old], folder) for folder, found in was if old in found]
            line = self._line(step.number, id_, old, is_new=not before)
            line.go_on(before, _in_folder(version, path), step.commit, self.clipped)

    def _line(self, number: int, id_: str, old: str, *, is_new: bool) -> _Line:
        """The line of a key result that was called otherwise, or is new under a name left free."""
        lines = self.lines[number]
        if old != id_:
            lines[id_] = lines.setdefault(old, _Line())
            self.left.add((number, old))
        elif is_new and (number, id_) in self.left:
            lines[id_] = _Line()
            self.left.discard((number, id_))
        return lines.setdefault(id_, _Line())


def _same(was: Versions, now: Versions) -> dict[str, str]:
    """The ids of key results and what they were before, where that was another."""
    gone = {id_: one for id_, one in was.items() if id_ not in now}
    found: dict[str, str] = {}
    for likeness in _LIKENESSES:
        for id_, version in now.items():
            if id_ in was or id_ in found:
                continue
            wanted = likeness(version)
            alike = [old for old, one in gone.items() if wanted and likeness(one) == wanted]
            if len(alike) == 1:
                found[id_] = alike[0]
                del gone[alike[0]]
    return found


_LIKENESSES: tuple[Callable[[Version], object], ...] = (
    lambda version: version.terms.title,
    lambda version: version.measure,
)


def _in_folder(version: Version, path: str) -> Terms:
    """The terms with the cycle that the file names, else that of the nearest folder."""
    if version.terms.cycle:
        return version.terms
    folders = reversed(PurePosixPath(path).parts[:-1])
    cycle = next((folder for folder in folders if named_cycle(folder)), "")
    return version.terms.but(cycle=cycle)


def _common(before: Sequence[Terms], now: Terms) -> Terms | None:
    """The terms before a commit: of a merge, only what differs from all its parents changed."""
    if len(before) < 2:
        return before[0] if before else None
    agreed = {
        one.name: getattr(now, one.name)
        for one in fields(now)
        if any(getattr(terms, one.name) == getattr(now, one.name) for terms in before)
    }
    return before[0].but(**agreed)
