"""The door of the room: a content folder in, documents, tables and assets with places out."""

from bisect import bisect_left
from collections.abc import Mapping as Mapped
from collections.abc import Sequence as Sequenced
from contextlib import suppress
from functools import lru_cache
from pathlib import Path, PurePosixPath

from okrsite.base.changed import changed, changed_at
from okrsite.base.frozen import Frozen, replace
from okrsite.base.problems import Place, Problem, Problems, Severity
from okrsite.base.project import CONTENT, FILE_NAME
from okrsite.base.text import clean
from okrsite.read import sources
from okrsite.read.config import Settings, config, is_own
from okrsite.read.frontmatter import FrontMatter, split
from okrsite.read.markdown import Embed, Link, embeds, lines_of_links, links
from okrsite.read.tables import Table, table
from okrsite.read.tree import Mapping, Node


class Body(Frozen):
    """The Markdown after the front matter, the links it holds, and the goals that it embeds.

    It is the `whole` text of the file from a sign on, whose `line` is told.
    """

    whole: str
    start: int
    line: int

    @property
    def text(self) -> str:
        """The Markdown."""
        return self.whole[self.start :]

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links and images, in order."""
        return _links(self)

    @property
    def embeds(self) -> tuple[Embed, ...]:
        """Its embeds, in order."""
        return _embeds(self)


@lru_cache(maxsize=50_000)
def _links(body: Body) -> tuple[Link, ...]:
    return links(body.text)


@lru_cache(maxsize=50_000)
def _embeds(body: Body) -> tuple[Embed, ...]:
    return embeds(body.text)


class Document(Frozen, eq=False):
    """A Markdown file, the same object as long as its text is the same.

    `path` is as shown to its author, `inside` relative to the content folder.
    """

    path: str
    inside: PurePosixPath
    fields: Mapping
    body: Body

    def node(self, *loc: str | int) -> Node | None:
        """What was typed at a path of names and positions, if anything."""
        index, is_there = self._nearest(loc)
        return self.fields.tree.node(index) if is_there else None

    def place(self, *loc: str | int) -> Place:
        """Where a value stands; the nearest thing around it where it is absent."""
        return self.fields.tree.place(self._nearest(loc)[0])

    def place_of_link(self, number: int) -> Place:
        """Where the block around a link of its body begins; links count from 0."""
        return Place(self.path, self.body.line + lines_of_links(self.body.text)[number], 1)

    def key_place(self, *loc: str | int) -> Place:
        """Where a field's name stands; its value's place where it has none."""
        node: Node = self.fields
        for part in loc[:-1]:
            node = _step(node, part) or node
        key = node.key(str(loc[-1])) if isinstance(node, Mapping) else None
        return key.place if key else self.place(*loc)

    def _nearest(self, loc: tuple[str | int, ...]) -> tuple[int, bool]:
        """The node at a path, else the nearest around it, in the order of the tree."""
        tree, index = self.fields.tree, self.fields.index
        for part in loc:
            inner = tree.step(index, part)
            if inner is None:
                return index, False
            index = inner
        return index, True

    def at(self, *loc: str | int) -> "Spot":
        """A value of this document, to be found when its place is asked for."""
        return Spot(self, loc)


class Spot(Frozen, eq=False):
    """A value of a document, `length` characters of it from `offset`, or its name.

    It is cheap: the place is found when it is asked for.
    """

    document: Document
    loc: tuple[str | int, ...]
    offset: int = 0
    length: int = 0
    is_name: bool = False

    @property
    def place(self) -> Place:
        """Where the value stands; the nearest thing around it where it is absent."""
        if self.is_name:
            return self.key
        place = self.document.place(*self.loc)
        if not self.length:
            return place
        return Place(place.path, place.line, place.column + self.offset, self.length)

    @property
    def key(self) -> Place:
        """Where the value's name stands."""
        return self.document.key_place(*self.loc)

    def at(self, *loc: str | int) -> "Spot":
        """A value inside this one."""
        return Spot(self.document, (*self.loc, *loc))

    def name(self) -> "Spot":
        """The value's name in its place."""
        return Spot(self.document, self.loc, is_name=True)

    def part(self, offset: int, length: int) -> "Spot":
        """A stretch of the value's text."""
        return Spot(self.document, self.loc, offset, length)


def _step(node: Node, part: str | int) -> Node | None:
    inner = node.tree.step(node.index, part)
    return None if inner is None else node.tree.node(inner)


class Asset(Frozen):
    """A file that is published as it is."""

    inside: PurePosixPath
    content: bytes


class Library(Frozen):
    """Everything read. `tables` are by path relative to the content folder."""

    root: Path
    settings: Settings
    documents: Sequenced[Document]
    tables: Mapped[PurePosixPath, Table]
    assets: tuple[Asset, ...]
    texts: Mapped[str, str]

    def document(self, inside: PurePosixPath) -> Document | None:
        """The document of a path relative to the content folder, if there is one."""
        return next(iter(self.documents[_stretch(self.documents, inside)]), None)

    def line(self, place: Place) -> str | None:
        """The line a place is on, as its author wrote it."""
        lines = self.texts[place.path].split("\n") if place.path in self.texts else []
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None


def read(root: Path, base_url: str | None = None) -> tuple[Library, Problems]:
    """The project at `root`: its settings and everything under its `content/` folder.

    Files are read in the order of their paths; what cannot be read is reported and left out.
    `base_url` replaces the one of the settings, if given.
    """
    problems = Problems()
    settings = config(root, problems)
    if base_url is not None:
        settings = settings.model_copy(update={"base_url": base_url})
    shelf = _Shelf(problems)
    shelf.keep_settings(root / FILE_NAME)
    for source in sources_in(root, problems):
        shelf.add(source)
    return shelf.library(root, settings), problems


def with_texts(
    library: Library, texts: Mapped[PurePosixPath, str]
) -> tuple[Library, tuple[Problem, ...]]:
    """The library as it would be with some Markdown files and tables written, and their problems.

    `texts` are by path relative to the content folder.
    """
    tables: dict[PurePosixPath, Table] = {}
    shown: dict[str, str] = {}
    documents: list[Document] = []
    problems: list[Problem] = []
    for inside, written in sorted(texts.items()):
        path, text = f"{CONTENT}/{inside}", clean(written)
        shown[path] = text
        if inside.suffix.lower() == ".csv":
            tables[inside] = table(path, text)
            continue
        document, found = _read_document(path, inside, text)
        problems.extend(found)
        if document:
            documents.append(document)
    anew = replace(
        library,
        documents=_with(library.documents, documents),
        tables=changed(library.tables, tables),
        texts=changed(library.texts, shown),
    )
    return anew, tuple(problems)


def reread(library: Library, inside: PurePosixPath) -> Library | None:
    """The library with one Markdown file or table read anew.

    `inside` is relative to the content folder. None where that is not the matter of one file: it
    is new, gone or of another kind, or there is an error in it, which reading everything tells.
    """
    file = library.root / CONTENT / inside
    is_known = inside in library.tables or library.document(inside)
    if not (is_known and is_own(file)):
        return None
    problems = Problems()
    text = sources.text(sources.Source(inside, file), CONTENT, problems)
    if text is None:
        return None
    again, found = with_texts(library, {inside: text})
    return None if any(one.severity is Severity.ERROR for one in found) else again


def _with(documents: Sequenced[Document], anew: Sequenced[Document]) -> Sequenced[Document]:
    """Documents with others in the places of theirs, or among them where they are new."""
    places = [_stretch(documents, one.inside) for one in anew]
    if all(place.start < place.stop for place in places):
        return changed_at(documents, {at.start: one for at, one in zip(places, anew, strict=True)})
    every = list(documents)
    for one in anew:
        every[_stretch(every, one.inside)] = [one]
    return tuple(every)


def _stretch(documents: Sequenced[Document], inside: PurePosixPath) -> slice:
    """Where a path stands among documents in the order of theirs, or would, as an empty stretch."""
    at = bisect_left(documents, inside.parts, key=lambda one: one.inside.parts)
    is_there = at < len(documents) and documents[at].inside == inside
    return slice(at, at + is_there)


class _Shelf:
    """Files as they are read, one after the other."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._documents: list[Document] = []
        self._tables: dict[PurePosixPath, Table] = {}
        self._assets: list[Asset] = []
        self._texts: dict[str, str] = {}

    def keep_settings(self, file: Path) -> None:
        """Keep the settings' text, to show lines of it."""
        if not is_own(file):
            return
        with suppress(OSError):
            self._texts[FILE_NAME] = file.read_text(encoding="utf-8", errors="replace")

    def add(self, source: sources.Source) -> None:
        """Read one file by its kind."""
        suffix = source.path.suffix.lower()
        if suffix == ".md":
            self._add_document(source)
        elif suffix == ".csv":
            self._add_table(source)
        elif suffix in sources.ASSETS:
            self._add_asset(source)
        else:
            self._problems.warning(
                "OKR007",
                Place(f"{CONTENT}/{source.path}"),
                "a file of this kind is not published",
                hint=f"published are Markdown and {', '.join(sources.ASSETS)}",
            )

    def library(self, root: Path, settings: Settings) -> "Library":
        """Everything that was read."""
        documents, assets = tuple(self._documents), tuple(self._assets)
        return Library(root, settings, documents, self._tables, assets, self._texts)

    def _add_document(self, source: sources.Source) -> None:
        text = self._text(source)
        if text is None:
            return
        document, found = _read_document(f"{CONTENT}/{source.path}", source.path, text)
        for problem in found:
            self._problems.add(problem)
        if document:
            self._documents.append(document)

    def _add_table(self, source: sources.Source) -> None:
        text = self._text(source)
        if text is not None:
            self._tables[source.path] = table(f"{CONTENT}/{source.path}", text)

    def _add_asset(self, source: sources.Source) -> None:
        content = sources.content_bytes(source, CONTENT, self._problems)
        if content is not None:
            self._assets.append(Asset(source.path, content))

    def _text(self, source: sources.Source) -> str | None:
        text = sources.text(source, CONTENT, self._problems)
        if text is not None:
            self._texts[f"{CONTENT}/{source.path}"] = text
        return text


def sources_in(root: Path, problems: Problems) -> tuple[sources.Source, ...]:
    """Every file below the content folder of a project, in the order of their paths."""
    folder = root / CONTENT
    if folder.is_symlink():
        problems.error(
            "OKR005",
            Place(CONTENT),
            "this is a symbolic link, which is not followed",
            hint="copy the folder into the project",
        )
        return ()
    if not folder.is_dir():
        problems.error(
            "OKR008",
            Place(CONTENT),
            "there is no content folder here",
            hint="run `okrsite init`, or name the folder that holds `content/`",
        )
        return ()
    return sources.scan(folder, CONTENT, problems)


@lru_cache(maxsize=50_000)
def _read_document(
    shown: str, inside: PurePosixPath, text: str
) -> tuple[Document | None, tuple[Problem, ...]]:
    problems = Problems()
    matter: FrontMatter | None = split(text, shown, problems)
    if matter is None:
        return None, tuple(problems)
    body = Body(text, matter.body_start, matter.body_line)
    return Document(shown, inside, matter.fields, body), tuple(problems)
