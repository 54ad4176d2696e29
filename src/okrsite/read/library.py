"""The door of the room: a content folder in, documents, tables and assets with places out."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

from okrsite.base.problems import Place, Problem, Problems
from okrsite.read import sources
from okrsite.read.config import FILE_NAME, Settings, config
from okrsite.read.frontmatter import FrontMatter, Mapping, Node, Sequence, split
from okrsite.read.markdown import Link, links
from okrsite.read.tables import Table, table


@dataclass(frozen=True, slots=True)
class Body:
    """The Markdown after the front matter, and the links it holds."""

    text: str
    line: int
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A Markdown file, the same object as long as its text is the same.

    `path` is as shown to its author, `inside` relative to the content folder.
    """

    path: str
    inside: PurePosixPath
    fields: Mapping
    body: Body

    def place(self, *loc: str | int) -> Place:
        """Where a value stands; the nearest thing around it where it is absent."""
        node: Node = self.fields
        for part in loc:
            inner = _step(node, part)
            if inner is None:
                break
            node = inner
        return node.place

    def key_place(self, *loc: str | int) -> Place:
        """Where a field's name stands; its value's place where it has none."""
        node: Node = self.fields
        for part in loc[:-1]:
            node = _step(node, part) or node
        key = node.key(str(loc[-1])) if isinstance(node, Mapping) else None
        return key.place if key else self.place(*loc)


def _step(node: Node, part: str | int) -> Node | None:
    if isinstance(node, Mapping):
        return node.get(str(part))
    if isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
        return node.items[part]
    return None


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is published as it is."""

    inside: PurePosixPath
    content: bytes


@dataclass(frozen=True, slots=True)
class Library:
    """Everything read. `tables` are by path relative to the content folder."""

    root: Path
    settings: Settings
    documents: tuple[Document, ...]
    tables: dict[PurePosixPath, Table]
    assets: tuple[Asset, ...]
    texts: dict[str, str] = field(repr=False)

    def line(self, place: Place) -> str | None:
        """The line a place is on, as its author wrote it."""
        lines = self.texts.get(place.path, "").split("\n")
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None


CONTENT = "content"


def read(root: Path) -> tuple[Library, Problems]:
    """The project at `root`: its settings and everything under its `content/` folder."""
    problems = Problems()
    settings = config(root, problems)
    texts: dict[str, str] = {}
    if (root / FILE_NAME).is_file():
        texts[FILE_NAME] = (root / FILE_NAME).read_text(encoding="utf-8", errors="replace")
    documents: list[Document] = []
    tables: dict[PurePosixPath, Table] = {}
    assets: list[Asset] = []
    for source in _sources(root, problems):
        shown = f"{CONTENT}/{source.path}"
        suffix = source.path.suffix.lower()
        if suffix == ".md":
            text = sources.text(source, CONTENT, problems)
            if text is not None:
                texts[shown] = text
                documents += _document(shown, source.path, text, problems)
        elif suffix == ".csv":
            text = sources.text(source, CONTENT, problems)
            if text is not None:
                texts[shown] = text
                tables[source.path] = table(shown, text)
        elif suffix in sources.ASSETS:
            content = sources.content_bytes(source, CONTENT, problems)
            if content is not None:
                assets.append(Asset(source.path, content))
        else:
            problems.warning("OKR007", Place(shown), "a file of this kind is not published",
                             hint=f"published are Markdown and {', '.join(sources.ASSETS)}")
    library = Library(root, settings, tuple(documents), tables, tuple(assets), texts)
    return library, problems


def _sources(root: Path, problems: Problems) -> tuple[sources.Source, ...]:
    folder = root / CONTENT
    if folder.is_symlink():
        problems.error("OKR005", Place(CONTENT), "this is a symbolic link, which is not followed",
                       hint="copy the folder into the project")
        return ()
    if not folder.is_dir():
        problems.error("OKR008", Place(CONTENT), "there is no content folder here",
                       hint="run `okrsite init`, or name the folder that holds `content/`")
        return ()
    return sources.scan(folder, CONTENT, problems)


def _document(
    shown: str, inside: PurePosixPath, text: str, problems: Problems
) -> tuple[Document, ...]:
    document, found = _read_document(shown, inside, text)
    for problem in found:
        problems.add(problem)
    return (document,) if document else ()


@lru_cache(maxsize=50_000)
def _read_document(
    shown: str, inside: PurePosixPath, text: str
) -> tuple[Document | None, tuple[Problem, ...]]:
    problems = Problems()
    matter: FrontMatter | None = split(text, shown, problems)
    if matter is None:
        return None, tuple(problems)
    body = Body(matter.body, matter.body_line, links(matter.body))
    return Document(shown, inside, matter.fields, body), tuple(problems)
