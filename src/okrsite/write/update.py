"""A plan in, the site on disk out: drawn where its data changed, written where its bytes did.

There is no graph of what depends on what. Each planned output carries all that may influence
its bytes; one whose digest is as the ledger says, and whose file is as the ledger says, is
current, and every other is drawn anew. So a site built in small steps is the site built clean.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from os.path import realpath
from pathlib import Path, PurePosixPath
from typing import Protocol

from okrsite.base.digest import Digester, digest_of_bytes
from okrsite.plan.output import Output, Plain, Plan
from okrsite.write import files, refusals
from okrsite.write.ledger import Entry, Fingerprint, Ledger, Stamp, ledger_file, load, save
from okrsite.write.lock import locked
from okrsite.write.paths import MARKER
from okrsite.write.publish import Change, Publish, at_once
from okrsite.write.report import Reason, Rendered, Report, Why
from okrsite.write.stage import Stage, staging
from okrsite.write.survey import Survey, is_claimed, is_empty, listed_in, marker, survey
from okrsite.write.target import Target, failing, refuse


class Renderer(Protocol):
    """Draws outputs of one kind; what it returns depends on `data` and its stamp alone."""

    def stamp(self, data: Plain) -> Stamp:
        """What the drawing is made of besides its data: named parts, each a digest or version."""

    def render(self, data: Plain) -> bytes:
        """The bytes of the file."""


def update(  # noqa: PLR0913, PLR0917 - what a caller may know better
    plan: Plan,
    renderers: Mapping[str, Renderer],
    target: Target,
    publish: Publish = at_once,
    prepare: Callable[[tuple[Output, ...]], object] = lambda stale: None,
    leaving: Callable[[], object] = lambda: None,
) -> Report:
    """Bring the output folder to the plan: draw what is not current, publish, note it down.

    `prepare` is told all outputs that are about to be drawn, so that it can draw their charts
    in worker processes. An error in a renderer leaves the site on disk as it is. `leaving` is
    called at the end, while no other build can come in between.

    Raises OutputRefused before anything is touched (OKR501 to OKR510) and OutputFailed where
    the disk does not take the site (OKR520); the old site stays whole either way.
    """
    output = Path(realpath(target.output))
    admit(plan, target)
    prints = _fingerprints(plan, renderers)
    with failing(target), locked(output), _then(leaving), staging(target, output) as stage:
        past = _look(target, output, prints)
        refuse(refusals.refused_by_own(target, prints, past.found))
        reasons = _reasons(prints, past)
        stale = tuple(planned for planned in plan.outputs if str(planned.path) in reasons)
        with _drawing("charts"):
            prepare(stale)
        seals = {str(o.path): _draw(o, renderers[o.kind], past, stage) for o in stale}
        change = _change(prints, seals, past)
        notes = publish(stage, change) if _matters(change, output) else ()
        entries = _entries(prints, reasons, seals, past)
        notes += _note_down(target, output, past.ledger, entries)
    return _report(reasons, change, notes)


def admit(plan: Plan, target: Target) -> None:
    """Raise OutputRefused where a site must not go there, before anything is touched."""
    with failing(target):
        refuse((*refusals.refused_place(target), *refusals.refused_plan(target, plan)))


@dataclass(frozen=True, slots=True)
class _Past:
    """What there is before the update: the last ledger, the folder, the files' digests."""

    ledger: Ledger
    found: Survey
    seals: Mapping[str, str]


def _fingerprints(plan: Plan, renderers: Mapping[str, Renderer]) -> dict[str, Fingerprint]:
    digester = Digester()
    return {
        str(o.path): Fingerprint(
            o.kind,
            digester.digest(o.data, f"{o.path}: Output.data"),
            renderers[o.kind].stamp(o.data),
        )
        for o in plan.outputs
    }


def _look(target: Target, output: Path, planned: Iterable[str]) -> _Past:
    ledger = load(ledger_file(target.state, output, target.project))
    found = survey(output, _listed(target, output, ledger), planned)
    here = found.ours.intersection(planned)
    return _Past(ledger, found, {path: _seal(output, path) for path in here})


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


def _reasons(prints: Mapping[str, Fingerprint], past: _Past) -> dict[str, Reason]:
    """Why each output that is not current is to be drawn."""
    reasons = {path: _reason(path, now, past) for path, now in prints.items()}
    return {path: reason for path, reason in reasons.items() if reason}


def _reason(path: str, now: Fingerprint, past: _Past) -> Reason | None:
    then = past.ledger.get(path)
    if then is None:
        return Reason(Why.NO_LEDGER if path in past.found.ours else Why.NEW)
    if now != then.fingerprint:
        return Reason(Why.CHANGED, now.differing(then.fingerprint))
    if path not in past.found.ours:
        return Reason(Why.MISSING)
    return Reason(Why.EDITED) if past.seals[path] != then.seal else None


def _draw(output: Output, renderer: Renderer, past: _Past, stage: Stage) -> str:
    """Draw an output, stage it where its bytes differ from the disk's, and return its seal."""
    path = str(output.path)
    with _drawing(path):
        data = renderer.render(output.data)
    seal = digest_of_bytes(data)
    if seal != past.seals.get(path):
        stage.write(path, data)
    return seal


@contextmanager
def _then(act: Callable[[], object]) -> Iterator[None]:
    """Do something once all went well."""
    yield
    act()


@contextmanager
def _drawing(what: str) -> Iterator[None]:
    """Keep a renderer's own trouble with files apart from that of writing the site."""
    try:
        yield
    except OSError as trouble:
        raise RuntimeError(f"drawing {what}: {trouble}") from trouble


def _change(prints: Iterable[str], seals: Mapping[str, str], past: _Past) -> Change:
    planned = sorted(prints)
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


def _entries(
    prints: Mapping[str, Fingerprint],
    reasons: Mapping[str, Reason],
    seals: Mapping[str, str],
    past: _Past,
) -> Ledger:
    return {
        path: Entry(made, seals[path], str(reasons[path])) if path in seals else past.ledger[path]
        for path, made in prints.items()
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
