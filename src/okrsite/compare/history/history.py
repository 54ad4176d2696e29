"""A project in, the history of its promises out, as far as its repository remembers it."""

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from okrsite.base.cache import Cache
from okrsite.base.digest import digest
from okrsite.compare import git
from okrsite.compare.history.log import entries
from okrsite.compare.history.promised import NO_HISTORY, History
from okrsite.compare.history.versions import versions
from okrsite.compare.history.walk import followed, promises


def history(root: Path, folder: str, timezone: str, cache: Cache, commit: str = "") -> History:
    """What git knows of the promises in a folder of a project, up to a commit (else: now).

    It is empty where there is no git, no repository, or no commit. What was found is kept by the
    commit, so that the log is only read again where there are new ones.
    """
    if not git.is_in_repository(root):
        return NO_HISTORY
    try:
        return _kept(root, folder, timezone, cache, commit)
    except git.NoGitError:
        return NO_HISTORY


def _kept(root: Path, folder: str, timezone: str, cache: Cache, commit: str) -> History:
    head = git.head(root, commit)
    clipped = git.clipped(root) if head.is_shallow else frozenset()
    made_from = (_FORM, head.commit, head.prefix, folder, timezone, tuple(sorted(clipped)))
    fingerprint = digest(made_from)
    kept = cache.get(fingerprint)
    if kept is not None:
        try:
            return _HISTORY.validate_json(kept)
        except ValidationError:
            pass
    found = _walked(root, head, folder, timezone, clipped)
    cache.put(fingerprint, _HISTORY.dump_json(found))
    return found


def _walked(
    root: Path, head: git.Head, folder: str, timezone: str, clipped: frozenset[str]
) -> History:
    present = git.files(root, head, folder)
    log = tuple(entries(git.log(root, head.commit), timezone)) if present else ()
    numbers, steps = followed(log, present)
    ids = (blob for step in steps for _, blob in (*step.was, step.now) if blob)
    known = {id_: versions(content) for id_, content in git.blobs(root, dict.fromkeys(ids))}
    days = [entry.commit.day for entry in log if entry.commit.id in clipped]
    return History(promises(numbers, steps, known.get, clipped), max(days, default=None))


_FORM = 1
"""Counts up where the same commits would be told otherwise."""

_HISTORY = TypeAdapter(History)
