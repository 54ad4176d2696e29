"""A difference as text, as a comment on a pull request, as JSON: one pure function a format."""

from collections.abc import Callable

from okrsite.compare.difference import Difference
from okrsite.render.changes.as_json import as_json
from okrsite.render.changes.markdown import markdown
from okrsite.render.changes.text import text

Format = Callable[[Difference], str]
"""A difference as a whole document, also where nothing changed."""

FORMATS: dict[str, Format] = {"text": text, "markdown": markdown, "json": as_json}

__all__ = ["FORMATS", "Format"]
