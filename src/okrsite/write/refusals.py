"""The places and plans that are refused before anything is touched, each as a problem."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from okrsite.base.frozen import Frozen, replace
from okrsite.base.problems import Place, Problem
from okrsite.plan.output import Plan
from okrsite.write.paths import MARKER, fault, fold, folders
from okrsite.write.state import usurped
from okrsite.write.survey import Survey, is_claimed, is_empty
from okrsite.write.target import Target, printable, refusal


def refused_place(target: Target) -> tuple[Problem, ...]:
    """Problems with where the output folder lies: OKR501 to OKR504 and OKR509."""
    overlaps = tuple(_overlaps(target))
    return (*(overlaps or _refused_folder(target)), *_refused_state(target))


def refused_plan(target: Target, plan: Plan) -> Iterator[Problem]:
    """Problems with the planned paths: OKR506 and OKR507."""
    seen: dict[str, _Seen] = {}
    for output in plan.outputs:
        path = str(output.path)
        reason = fault(path)
        if reason:
            message = f"the output `{printable(path)}` {reason}"
            yield refusal("OKR506", _place(target, path), message, "rename what it is made from")
            continue
        yield from _collision(target, path, seen)


def refused_by_own(target: Target, planned: Iterable[str], found: Survey) -> Iterator[Problem]:
    """Problems with planned paths where a file of the user's own stands: OKR508."""
    own = {fold(path): path for path in found.own}
    above = {folder: path for path in found.own for folder in folders(fold(path))}
    for path in planned:
        folded = fold(path)
        ways = (own.get(way) for way in (folded, *folders(folded)))
        blocking = next(filter(None, ways), None) or above.get(folded)
        if blocking:
            shown = _place(target, blocking)
            message = f"`{shown}` is your own, and the output `{path}` needs its place"
            hint = f"move it away, or rename what `{path}` is made from"
            yield refusal("OKR508", shown, message, hint)


def unclaimed(target: Target) -> Problem:
    """The problem with a folder that is not empty and not ours: OKR504."""
    shown = target.shown(target.output)
    message = f"the output folder `{shown}` is not empty and not made by okrsite"
    return refusal("OKR504", shown, message, f"{OWN_FOLDER}, or empty this one")


def damaged(target: Target) -> Problem:
    """The problem with a marker that does not say which files are ours: OKR505."""
    place = _place(target, MARKER)
    shown = target.shown(target.output)
    message = f"`{place}` is damaged, so okrsite cannot tell its files from yours"
    return refusal("OKR505", place, message, f"if nothing in it is yours: `rm -r {shown}`")


def not_swept(target: Target, leftover: Path) -> Problem:
    """The problem with something of the user's where the next site is made: OKR510."""
    shown = target.shown(leftover)
    message = f"`{shown}` is not made by okrsite, which needs its place for the next site"
    return refusal("OKR510", shown, message, "move it away")


class _Seen(Frozen):
    """A path on the way to an output: a folder above it, or the output itself."""

    way: str
    is_folder: bool
    path: str


def _overlaps(target: Target) -> Iterator[Problem]:
    output, shown = target.output, target.shown(target.output)
    here, above = _identity(output), _ancestry(output)
    if here in _ancestry(target.project):
        message = f"the output folder `{shown}` holds the project itself"
        yield refusal("OKR502", shown, message, OWN_FOLDER)
        return
    for source in (*target.sources, target.state):
        if here in _ancestry(source) or _identity(source) in above:
            message = f"the output folder `{shown}` and `{target.shown(source)}` overlap"
            yield refusal("OKR501", shown, message, OWN_FOLDER)


def _refused_folder(target: Target) -> Iterator[Problem]:
    output, shown = target.output, target.shown(target.output)
    way = next(path for path in (output, *output.parents) if os.path.lexists(path))
    if not way.is_dir():
        message = f"`{target.shown(way)}` is not a folder, and the site needs one"
        yield refusal("OKR503", shown, message, OWN_FOLDER)
    elif way == output and not is_claimed(way) and not is_empty(way):
        yield unclaimed(target)


def _refused_state(target: Target) -> Iterator[Problem]:
    for path in usurped(target.state):
        shown = target.shown(path)
        message = f"`{shown}` is not a folder of its own, so okrsite cannot keep its state there"
        yield refusal("OKR509", shown, message, f"remove it: `rm {shown}`")


def _collision(target: Target, path: str, seen: dict[str, _Seen]) -> Iterator[Problem]:
    """Hold a path and its folders against all before; `seen` gains what is new."""
    for way in (*folders(path), path):
        now = _Seen(way, way != path, path)
        before = seen.setdefault(fold(way), now)
        if before is now or (before.way == way and before.is_folder and now.is_folder):
            continue
        place, other = _place(target, path), _place(target, before.path)
        one, two = printable(before.path), printable(path)
        message = f"the outputs `{one}` and `{two}` collide: {_sameness(before.way, way)}"
        found = refusal("OKR507", place, message, "rename one of the two")
        yield replace(found, others=(Place(other),))
        return


def _sameness(one: str, other: str) -> str:
    if one == other:
        return f"both need `{printable(one)}`"
    if one.casefold() == other.casefold():
        return "many systems do not tell upper from lower case"
    return "many systems do not tell Unicode forms apart"


def _place(target: Target, path: str) -> str:
    return f"{target.shown(target.output)}/{printable(path)}"


def _ancestry(path: Path) -> tuple[tuple[int, int], ...]:
    """What the path and the folders above it are, by whatever name they are called."""
    real = Path(os.path.realpath(path))
    return tuple(filter(None, map(_identity, (real, *real.parents))))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


OWN_FOLDER = "set `output` in okrsite.toml to a folder of its own"
