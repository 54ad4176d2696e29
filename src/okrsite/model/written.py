"""Documents as checked fields: which kind a file is, what its id is, what it says."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from okrsite.base.frozen import Frozen
from okrsite.base.problems import Place, Problem, Problems
from okrsite.base.text import slug
from okrsite.model import schema
from okrsite.model.complaints import complain
from okrsite.model.references import NOBODY
from okrsite.read.library import Document, Spot
from okrsite.read.tree import plain

F = TypeVar("F", bound=BaseModel)
_IDENTIFIED = ("objectives", "kpis", "metrics", "cycles", "teams", "people", "pillars")
_STRAYS = "strays"
_ID, _CYCLE_ID = re.compile(schema.ID), re.compile(schema.CYCLE_ID)
_ALSO_MEANT = {"person": "people", "persons": "people"}


class Written(Frozen, Generic[F]):
    """A file whose fields are valid by themselves; references are not followed yet."""

    id: str
    document: Document
    fields: F

    def at(self, *loc: str | int) -> Spot:
        """A value of the file, to be found when its place is asked for."""
        return self.document.at(*loc)


def by_kind(
    documents: Iterable[Document], problems: Problems
) -> dict[str, tuple[Written[Any], ...]]:
    """The documents of each top folder, checked; `pages` holds everything else.

    Reports fields (OKR101 to OKR103), names that cannot be ids (OKR100), ids given twice
    (OKR203) and files that were probably meant to be of another kind (OKR207, OKR208).
    """
    found: dict[str, list[Written[Any]]] = {kind: [] for kind in (*schema.KINDS, "pages")}
    misspelt: set[str] = set()
    for document in documents:
        kind = _kind(document, misspelt, problems)
        written, reported = _written(document, kind)
        for problem in reported:
            problems.add(problem)
        if written is not None:
            found["pages" if kind == _STRAYS else kind].append(written)
    for kind in _IDENTIFIED:
        taken = found["kpis"] if kind == "metrics" else []
        found[kind] = _without_twins(found[kind], taken, problems)
    return {kind: tuple(files) for kind, files in found.items()}


def _kind(document: Document, misspelt: set[str], problems: Problems) -> str:
    top = document.inside.parts[0] if len(document.inside.parts) > 1 else ""
    if top in schema.KINDS:
        return top
    meant = _meant(top)
    if meant and top not in misspelt:
        misspelt.add(top)
        problems.warning(
            "OKR207",
            Place(document.path, 1, 1),
            f"`{top}/` is not a kind of thing, so what is in it is read as wiki pages",
            hint=f"did you mean `{meant}/`?",
        )
    elif not meant and (key := document.fields.key("key_results")):
        problems.warning(
            "OKR208",
            key.place,
            "key results outside `objectives/` are not counted",
            hint="move the file under `content/objectives/`",
        )
        return _STRAYS
    return _STRAYS if meant else "pages"


def _meant(folder: str) -> str:
    """The kind of thing that a misspelt folder was probably meant for."""
    name = folder.lower().replace("-", "").replace("_", "")
    if name in _ALSO_MEANT:
        return _ALSO_MEANT[name]
    near = get_close_matches(name, schema.KINDS, n=1, cutoff=0.8)
    return near[0] if near else ""


@lru_cache(maxsize=50_000)
def _written(document: Document, kind: str) -> tuple[Written[Any] | None, tuple[Problem, ...]]:
    problems = Problems()
    fields_type = _FIELDS.get(kind, schema.PageFields)
    id_ = _id(document, kind, problems)
    try:
        fields = fields_type.model_validate(plain(document.fields))
    except ValidationError as error:
        complain(error, document, fields_type, problems)
        return None, tuple(problems)
    _check_ignored(fields, document, problems)
    return (Written(id_, document, fields) if id_ else None), tuple(problems)


def _id(document: Document, kind: str, problems: Problems) -> str:
    stem = document.inside.stem
    if kind not in _IDENTIFIED:
        return stem
    pattern = _CYCLE_ID if kind == "cycles" else _ID
    is_taken = kind == "people" and stem == NOBODY
    if pattern.fullmatch(stem) and not is_taken:
        return stem
    near = slug(stem).removeprefix("goal-") if kind == "cycles" else slug(stem)
    problems.error(
        "OKR100",
        Place(document.path),
        f"`{stem}` is kept for an owner who is still sought"
        if is_taken
        else f"`{stem}` cannot be an id: expected lower-case words joined by hyphens",
        hint="choose another name" if is_taken else f"rename the file to `{near}.md`",
    )
    return ""


def _check_ignored(fields: schema.File, document: Document, problems: Problems) -> None:
    for code in fields.ignore:
        if not re.fullmatch(r"OKR[0-9]{3}", code):
            problems.error(
                "OKR103",
                document.key_place("ignore", code),
                "`ignore`: expected the code of a finding, such as `OKR210`",
            )


def _without_twins(
    files: list[Written[Any]], taken: list[Written[Any]], problems: Problems
) -> list[Written[Any]]:
    """The files whose ids are not given before, in `taken` or among themselves."""
    seen = {file.id: file for file in taken}
    kept = []
    for file in files:
        if file.id in seen:
            problems.error(
                "OKR203",
                Place(file.document.path, 1, 1),
                f"the id `{file.id}` is taken",
                hint="rename one of the two files",
                others=(Place(seen[file.id].document.path, 1, 1),),
            )
            continue
        seen[file.id] = file
        kept.append(file)
    return kept


_FIELDS: dict[str, type[schema.File]] = {**schema.KINDS, _STRAYS: schema.StrayFields}
