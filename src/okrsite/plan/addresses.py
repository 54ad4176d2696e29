"""Old addresses kept alive, and no two files in one place."""

import re
from collections.abc import Container, Iterable, Iterator

from okrsite.base.problems import Place
from okrsite.plan.output import AnyOutput
from okrsite.plan.scene import Scene
from okrsite.read.frontmatter import Scalar, Sequence
from okrsite.read.library import Document

_ADDRESS = re.compile(r"/?(?:[\w.~+-]+/)*[\w.~+-]*")


def aliases(
    documents: Iterable[Document], scene: Scene, built: Container[str]
) -> Iterator[tuple[str, str]]:
    """Each old address with the page that it leads to now; one taken by a page is an error."""
    seen: dict[str, Place] = {}
    for document in documents:
        node, target = document.fields.get("aliases"), scene.page_of(document)
        if not isinstance(node, Sequence) or target not in built:
            continue
        for item in node.items:
            if not isinstance(item, Scalar):
                continue
            path = address(item.text)
            if not path or path in built:
                reason = (
                    "leads out of the site" if not path else f"is where `{path}` stands already"
                )
                scene.problems.error(
                    "OKR213",
                    item.place,
                    f"the alias `{item.text}` {reason}",
                    hint="write a path of this site, such as `/goals/old-name/`",
                )
            elif path.casefold() in seen:
                scene.problems.error(
                    "OKR213",
                    item.place,
                    f"the alias `{item.text}` is given twice",
                    hint="keep one of the two",
                    others=(seen[path.casefold()],),
                )
            else:
                seen[path.casefold()] = item.place
                yield path, target


def address(written: str) -> str:
    """An alias as the path of a file; empty where it is none of this site.

    >>> address("/goals/old/"), address("/goals/old"), address("old.html"), address("../x/")
    ('goals/old/index.html', 'goals/old/index.html', 'old.html', '')
    """
    if not _ADDRESS.fullmatch(written):
        return ""
    parts = [part for part in written.split("/") if part]
    if not parts or any(part.startswith(".") for part in parts):
        return ""
    if parts[-1].endswith((".html", ".htm")):
        return "/".join(parts)
    return "/".join((*parts, "index.html"))


def claim(outputs: Iterable[AnyOutput], scene: Scene) -> list[AnyOutput]:
    """The outputs, each in a place of its own; of two the first stays and the other is an error."""
    sources = {scene.page_of(page.document): page.document.path for page in scene.portfolio.pages}
    kept: dict[str, AnyOutput] = {}
    for output in outputs:
        key = str(output.path).casefold()
        if key not in kept:
            kept[key] = output
            continue
        path = str(output.path)
        source = sources.get(path) if output.kind == "page" else f"content/{path}"
        scene.problems.error(
            "OKR212",
            Place(source or path),
            f"its page `{path}` would stand where another one does",
            hint="rename the file",
        )
    return list(kept.values())
