"""A name in, the JSON Schema of that name out: what files may hold, what exports do hold."""

import json
from collections.abc import Callable
from functools import partial

from pydantic import BaseModel

from okrsite.base.frozen import Frozen
from okrsite.base.project import FILE_NAME
from okrsite.model.schema import KINDS, PageFields
from okrsite.model.schema.described import DRAFT, described
from okrsite.plan.exports.schema import schema_text
from okrsite.read.config import Settings
from okrsite.render.changes.schema import schema as changes_schema

DRAFTS = {"2020-12": DRAFT, "7": "http://json-schema.org/draft-07/schema#"}
"""The drafts of JSON Schema that every schema can say it is written in."""


class Described(Frozen):
    """A schema: the files that it describes, and its text."""

    files: str
    written: Callable[[], str]

    def text(self, draft: str = "2020-12") -> str:
        """The schema as text. It has only words that mean the same in each draft."""
        return self.written().replace(DRAFT, DRAFTS[draft], 1)


def _text(kind: type[BaseModel], title: str) -> str:
    return json.dumps(described(kind, title), ensure_ascii=False, indent=1) + "\n"


def _front_matter(name: str, folder: str) -> Described:
    return Described(
        f"front matter of content/{folder}/**/*.md",
        partial(_text, KINDS[folder], f"Front matter of okrsite: {name}"),
    )


_FOLDERS = {
    "objective": "objectives",
    "kpi": "kpis",
    "metric": "metrics",
    "cycle": "cycles",
    "team": "teams",
    "person": "people",
    "pillar": "pillars",
    "checkin": "checkins",
    "review": "reviews",
}
SCHEMAS: dict[str, Described] = {
    **{name: _front_matter(name, folder) for name, folder in _FOLDERS.items()},
    "page": Described(
        "front matter of all other Markdown files in content/",
        partial(_text, PageFields, "Front matter of okrsite: page"),
    ),
    "settings": Described(FILE_NAME, partial(_text, Settings, "Settings of okrsite")),
    "goals": Described("goals.json, which every site holds", schema_text),
    "diff": Described("what `okrsite diff --format json` writes", changes_schema),
}
"""Every schema by its name; a format of export with a schema of its own is a line more here."""
