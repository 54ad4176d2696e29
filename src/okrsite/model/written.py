"""Documents as checked fields: which kind a file is, what its id is, what it says."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Generic, TypeVar

import re

from pydantic import BaseModel, ValidationError

from okrsite.base.problems import Place, Problem, Problems, did_you_mean
from okrsite.model import schema
from okrsite.read.frontmatter import COMMA_HINT, Mapping, Node, Scalar
from okrsite.read.library import Document

F = TypeVar("F", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Written(Generic[F]):
    """A file whose fields are valid by themselves; references are not followed yet."""

    id: str
    document: Document
    fields: F


def by_kind(
    documents: Iterable[Document], problems: Problems
) -> dict[str, tuple[Written[Any], ...]]:
    """The documents of each top folder, checked; `pages` holds everything else."""
    found: dict[str, list[Written[Any]]] = {kind: [] for kind in (*schema.KINDS, "pages")}
    for document in documents:
        kind = _kind(document, problems)
        written, reported = _written(document, kind)
        for problem in reported:
            problems.add(problem)
        if written is not None:
            found[kind].append(written)
    for kind in _IDENTIFIED:
        found[kind] = _without_twins(found[kind], problems)
    found["metrics"] = _without_twins([*found["kpis"], *found["metrics"]], problems)[
        len(found["kpis"]) :
    ]
    return {kind: tuple(files) for kind, files in found.items()}


_IDENTIFIED = ("objectives", "kpis", "metrics", "cycles", "teams", "people", "pillars")


def _kind(document: Document, problems: Problems) -> str:
    top = document.inside.parts[0] if len(document.inside.parts) > 1 else ""
    if top in schema.KINDS:
        return top
    near = get_close_matches(top, schema.KINDS, n=1, cutoff=0.8)
    if near:
        problems.warning("OKR207", Place(document.path, 1, 1),
                         f"`{top}/` is not a kind of thing, so this is read as a wiki page",
                         hint=f"did you mean `{near[0]}/`?")
    elif key := document.fields.key("key_results"):
        problems.warning("OKR208", key.place,
                         "key results outside `objectives/` are not counted",
                         hint="move the file under `content/objectives/`")
    return "pages"


@lru_cache(maxsize=50_000)
def _written(document: Document, kind: str) -> tuple[Written[Any] | None, tuple[Problem, ...]]:
    problems = Problems()
    fields_type = schema.KINDS.get(kind, schema.PageFields)
    id_ = _id(document, kind, problems)
    try:
        fields = fields_type.model_validate(_plain(document.fields))
    except ValidationError as error:
        for found in error.errors(include_url=False):
            _report(document, fields_type, found["type"], found["loc"], found, problems)
        return None, tuple(problems)
    return (Written(id_, document, fields) if id_ else None), tuple(problems)


def _id(document: Document, kind: str, problems: Problems) -> str:
    stem = document.inside.stem
    if kind not in _IDENTIFIED:
        return stem
    pattern = schema.CYCLE_ID if kind == "cycles" else schema.ID
    if re.fullmatch(pattern, stem):
        return stem
    problems.error("OKR100", Place(document.path),
                   f"`{stem}` cannot be an id: expected lower-case words joined by hyphens",
                   hint=f"rename the file to `{schema_slug(stem)}.md`")
    return ""


def schema_slug(stem: str) -> str:
    """The id nearest to a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "goal"


def _plain(node: Node) -> object:
    """The tree as pydantic takes it: texts, lists, dicts; `x-` fields are left out."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Mapping):
        return {
            key.text: _plain(value)
            for key, value in node.items
            if not key.text.startswith("x-")
        }
    return [_plain(item) for item in node.items]


def _report(  # noqa: PLR0913 - pydantic's error in parts
    document: Document,
    fields_type: type[BaseModel],
    kind: str,
    loc: tuple[int | str, ...],
    error: Any,  # noqa: ANN401 - pydantic's own record
    problems: Problems,
) -> None:
    where = _tree_loc(loc)
    name = str(where[-1]) if where else ""
    if kind == "missing":
        problems.error("OKR101", document.place(*where[:-1]), f"`{name}` is missing",
                       hint=f"add a line `{name}: …`")
    elif kind == "extra_forbidden":
        known = _known_fields(fields_type, where)
        hint = did_you_mean(name, known)
        if " " in name and not hint:
            hint = COMMA_HINT
        problems.error("OKR102", document.key_place(*where), f"`{name}` is not a field here",
                       hint=hint or f"known here: {', '.join(known)}")
    else:
        context = error.get("ctx", {})
        message = context.get("message") or f"expected {_expected(error['msg'])}"
        is_key = loc[-1:] == ("[key]",)
        place = document.key_place(*where) if is_key else document.place(*where)
        label = next((str(part) for part in reversed(where) if isinstance(part, str)), name)
        problems.error("OKR103", place, f"`{label}`: {message}" if label else message,
                       hint=context.get("hint", ""))


def _expected(message: str) -> str:
    return message.removeprefix("Input should be ").removeprefix("a valid ")


def _tree_loc(loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Pydantic's path without the parts that stand for choices and wrappers of ours."""
    return tuple(part for part in loc if part not in ("[key]", "steps", "scores"))


def _known_fields(fields_type: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The fields that may stand where an unknown one was found."""
    here = fields_type
    for part in loc[:-1]:
        field = next(
            (f for n, f in here.model_fields.items() if (f.alias or n) == part), None
        )
        inner = _model_in(field.annotation) if field else None
        here = inner or here
    return [field.alias or name for name, field in here.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any annotation
    """The group of fields inside a list, a table or a choice."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation is schema.Milestones:
            return schema.Milestone
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _model_in(inner):
            return found
    return None


def _without_twins(files: list[Written[Any]], problems: Problems) -> list[Written[Any]]:
    seen: dict[str, Written[Any]] = {}
    for file in files:
        if file.id in seen:
            problems.error("OKR203", Place(file.document.path, 1, 1),
                           f"the id `{file.id}` is taken", hint="rename one of the two files",
                           others=(Place(seen[file.id].document.path, 1, 1),))
        seen.setdefault(file.id, file)
    return list(seen.values())
