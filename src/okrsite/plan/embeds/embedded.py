"""The door: an embed as written in, what it shows on the day out.

One that is misspelt, or names nothing, is an error with its place (OKR221 to OKR223); one that has
nothing to show is warned of (OKR224).
"""

from collections.abc import Callable, Mapping
from datetime import date

from okrsite.model.goals import Kind
from okrsite.plan.embeds.charts import chart
from okrsite.plan.embeds.numbers import number
from okrsite.plan.embeds.tables import table
from okrsite.plan.embeds.written import Written
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Embedded
from okrsite.read.library import Document
from okrsite.read.markdown import Embed


def embedded(embed: Embed, document: Document, page: str, scene: Scene) -> Embedded | None:
    """What an embed shows on a page; nothing, and it is reported, where that cannot be known."""
    written = Written(embed, document, _closed_on(document, page, scene), scene)
    here, there = (_ROLES, _FENCES) if embed.is_role else (_FENCES, _ROLES)
    if embed.name not in here:
        written.misnamed(here, there)
        return None
    if embed.has_lines:
        hint = "close the fence on the next line; options stand on the first, such as `team=growth`"
        message = "nothing may stand inside the fence of an embed"
        written.error("OKR221", written.name(), message, hint)
        return None
    return here[embed.name](written)


def _closed_on(document: Document, page: str, scene: Scene) -> date | None:
    """The day on which the objective of a page was judged for good."""
    id_ = document.inside.stem
    is_its_page = bool(page) and scene.path(Kind.OBJECTIVE, id_) == page
    return scene.ground.closed_on(id_) if is_its_page else None


_FENCES: Mapping[str, Callable[[Written], Embedded | None]] = {"chart": chart, "table": table}
_ROLES: Mapping[str, Callable[[Written], Embedded | None]] = {"number": number, "status": number}
