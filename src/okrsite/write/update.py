"""A plan in, the site on disk out: drawn where its data changed, written where its bytes did.

There is no graph of what depends on what. Each planned output carries all that may influence
its bytes; one whose digest is as the ledger says, and whose file is as the ledger says, is
current, and every other is drawn anew. So a site built in small steps is the site built clean.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from os.path import realpath
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from okrsite.base.digest import digest_of_bytes
from okrsite.base.frozen import Frozen, replace
from okrsite.plan.output import Output, Plan
from okrsite.plan.views.search import Record, Records
from okrsite.write import files, refusals
from okrsite.write.drawing import Drawing, Drawn, Hands, Work, alone
from okrsite.write.ledger import Entry, Fingerprint, Ledger, ledger_file, load, save
from okrsite.write.lock import locked
from okrsite.write.paths import MARKER
from okrsite.write.publish import Change, Publish, at_once
from okrsite.write.report import Reason, Rendered, Report, Why
from okrsite.write.stage import Stage, staging
from okrsite.write.survey import Survey, is_claimed, is_empty, listed_in, marker, survey
from okrsite.write.target import Target, failing, refuse


class Index(Frozen):
    """The files of a search index, none where there is none; what to tell the author about it."""

    outputs: tuple[Output, ...] = ()
    notes: tuple[str, ...] = ()


FindIndex: TypeAlias = Callable[[Records], Index]
"""Finds the index of all that can be found on a site."""


Take: TypeAlias = Callable[[Records, tuple[bytes, ...]], object]
"""Takes what is found on each page, with its documents, while others are still drawn."""


def no_index(records: Records) -> Index:
    """For a site that nobody searches."""
    del records
    return Index()


Reached: TypeAlias = Callable[[str], object]
"""Is told each stage of a build once it is behind, and may raise what ends it until `DRAWN`."""

DRAWN = "draw all else"
"""The last stage before publishing."""


class Crew(Frozen):
    """Who takes part in an update: who draws, who indexes, and who is told how far it has come.

    `leaving` is called at the end, while no other build can come in between. An indexer that works
    `ahead` takes what is found while there is more to come.
    """

    hands: Hands = alone
    find_index: FindIndex = no_index
    reached: Reached = lambda _: None
    leaving: Callable[[], object] = lambda: None
    ahead: Take | None = None


def update(
    plan: Plan,
    renderers: Drawing,
    target: Target,
    publish: Publish = at_once,
    crew: Crew = Crew(),
) -> Report:
    """Bring the output folder to the plan: draw what is not current, publish, note it down.

    Pages come first: what can be found on them is indexed while others draw what is left. An error
    in a renderer leaves the site on disk as it is.

    Raises OutputRefused before anything is touched (OKR501 to OKR510) and OutputFailed where
    the disk does not take the site (OKR520); the old site stays whole either way.
    """
    output = Path(realpath(target.output))
    admit(plan, target)
    with failing(target), locked(output), _then(crew.leaving), staging(target, output) as stage:
        past = _look(target, output, plan)
        crew.reached("look at the output")
        now = _Now(past, stage)
        index = now.draw(plan, renderers, crew)
        crew.reached(DRAWN)
        change = _change(now, past)
        refuse(refusals.refused_by_own(target, change.planned, past.found))
        notes = publish(stage, change) if _matters(change, output) else ()
        crew.reached("publish")
        notes += _note_down(target, output, past.ledger, _entries(now, past))
    return _report(now.reasons, change, (*index.notes, *notes))


def admit(plan: Plan, target: Target) -> None:
    """Raise OutputRefused where a site must not go there, before anything is touched."""
    with failing(target):
        refuse((*refusals.refused_place(target), *refusals.refused_plan(target, plan)))


class _Past(Frozen):
    """What there is before the update: the last ledger, the folder, the files' digests."""

    ledger: Ledger
    found: Survey
    seals: Mapping[str, str]

    @property
    def current(self) -> Mapping[str, Fingerprint]:
        """What the files that stand on disk as they were left are made from."""
        return {
            path: entry.fingerprint
            for path, entry in self.ledger.items()
            if self.seals.get(path) == entry.seal
        }


class _Now:
    """The site as it comes to be: what each output is made from, why it was drawn, its seal."""

    def __init__(self, past: _Past, stage: Stage) -> None:
        self._past = past
        self._stage = stage
        self.prints: dict[str, Fingerprint] = {}
        self.reasons: dict[str, Reason] = {}
        self.seals: dict[str, str] = {}
        self._found: list[Record] = []

    def draw(self, plan: Plan, renderers: Drawing, crew: Crew) -> Index:
        """Draw what is not current, pages first; what is left is drawn while they are indexed."""
        pages = plan.pages
        language = plan.language if crew.ahead else ""
        work = Work((*pages, *plan.others), renderers, self._past.current, plan.found_on, language)
        drawn = crew.hands(work)
        for one in islice(drawn, len(pages)):
            self._take(one)
            if crew.ahead:
                crew.ahead(Records(plan.language, one.found), one.documents)
        crew.reached("plan and draw pages")
        index = crew.find_index(Records(plan.language, tuple(self._found)))
        crew.reached("index for search")
        for one in chain(drawn, alone(replace(work, outputs=index.outputs))):
            self._take(one)
        return index

    def _take(self, drawn: Drawn) -> None:
        """Take what came of an output, and stage it where its bytes differ from the disk's."""
        self.prints[drawn.path] = drawn.fingerprint
        self._found += drawn.found
        if drawn.data is not None:
            self.reasons[drawn.path] = _reason(drawn.path, drawn.fingerprint, self._past)
            self._seal(drawn.path, drawn.data)

    def _seal(self, path: str, data: bytes) -> None:
        self.seals[path] = digest_of_bytes(data)
        if self.seals[path] != self._past.seals.get(path):
            self._stage.write(path, data)


def _look(target: Target, output: Path, plan: Plan) -> _Past:
    ledger = load(ledger_file(target.state, output, target.project))
    planned = [str(one.path) for one in plan.outputs]
    found = survey(output, _listed(target, output, ledger), planned)
    return _Past(ledger, found, {path: _seal(output, path) for path in found.ours})


def _listed(target: Target, output: Path, ledger: Ledger) -> frozenset[str]:
    """The files that are ours; a damaged marker is made good from the ledger, if that is sound."""
    if not output.exists():
        return frozenset()
    if not is_claimed(output):
        refuse([] if is_empty(output) else [refusals.unclaimed(target)])
        return frozenset()
    listed = listed_in(output)
    refuse([] if listed is not None or ledger else [refusals.damaged(target)])
    return frozenset(ledger) if listed is None else listed


def _seal(output: Path, path: str) -> str:
    """The digest of a file on disk; empty where it is no file, or not one that may be read."""
    data = files.read(f"{output}/{path}")
    return "" if data is None else digest_of_bytes(data)


def _reason(path: str, now: Fingerprint, past: _Past) -> Reason:
    """Why an output that is not current was drawn."""
    then = past.ledger.get(path)
    if then is None:
        return Reason(Why.NO_LEDGER if path in past.found.ours else Why.NEW)
    if now != then.fingerprint:
        return Reason(Why.CHANGED, now.differing(then.fingerprint))
    return Reason(Why.EDITED if path in past.found.ours else Why.MISSING)


@contextmanager
def _then(act: Callable[[], object]) -> Iterator[None]:
    """Do something once all went well."""
    yield
    act()


def _change(now: _Now, past: _Past) -> Change:
    planned, seals = sorted(now.prints), now.seals
    staged = tuple(p for p in planned if p in seals and seals[p] != past.seals.get(p))
    kept = tuple(sorted(set(planned) - set(staged)))
    return Change(
        staged=staged,
        new=frozenset(staged) - past.found.ours,
        kept=kept,
        stale=tuple(sorted(past.found.ours - set(planned))),
        own=past.found.own,
        hollow=past.found.hollow,
    )


def _matters(change: Change, output: Path) -> bool:
    """Something in the output folder is not as it should be."""
    if change.staged or change.stale or change.hollow:
        return True
    return files.read(output / MARKER) != marker(change.planned)


def _entries(now: _Now, past: _Past) -> Ledger:
    return {
        path: Entry(made, now.seals[path], str(now.reasons[path]))
        if path in now.seals
        else past.ledger[path]
        for path, made in now.prints.items()
    }


def _note_down(target: Target, output: Path, before: Ledger, now: Ledger) -> tuple[str, ...]:
    """Save the ledger where it differs; what to say where that cannot be done."""
    if now == before:
        return ()
    try:
        save(ledger_file(target.state, output, target.project), now)
    except OSError as trouble:
        reason = (trouble.strerror or str(trouble)).lower()
        return (f"`{target.shown(target.state)}` cannot be written to ({reason}); {ANEW}",)
    return ()


def _report(reasons: Mapping[str, Reason], change: Change, notes: tuple[str, ...]) -> Report:
    rendered = (Rendered(PurePosixPath(path), why) for path, why in sorted(reasons.items()))
    return Report(
        rendered=tuple(rendered),
        written=tuple(map(PurePosixPath, change.staged)),
        unchanged=tuple(map(PurePosixPath, change.kept)),
        removed=tuple(map(PurePosixPath, change.stale)),
        notes=notes,
    )


ANEW = "the next build draws every page anew"
