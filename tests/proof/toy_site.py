"""A small pipeline, from files to a plan to a site, on which the engine's proof runs.

It has what makes incremental builds hard and nothing else: pages that show one another, data,
a configuration, a template with an include, assets, a day, and paths that move.
"""

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp

from site_under_test import Tree, killed, tree_of

from okrsite.base.digest import digest_of_bytes
from okrsite.plan.output import Output, Plain, Plan
from okrsite.write.drawing import Renderer
from okrsite.write.ledger import Stamp
from okrsite.write.publish import Publish, at_once, in_place
from okrsite.write.report import Report
from okrsite.write.target import Target
from okrsite.write.update import update


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    body: str
    nav: tuple[str, ...]
    children: tuple[Link, ...]
    points: tuple[float, ...]
    site: str
    as_of: date


class Pages:
    """Expands `{{ name }}` and `{% include "name" %}`."""

    def __init__(self, theme: Path) -> None:
        self._theme = theme

    def stamp(self, data: Plain) -> Stamp:
        names = self.closure("page.html")
        return tuple((f"template {name}", self._digest(name)) for name in names)

    def render(self, data: Plain) -> bytes:
        assert isinstance(data, Page)
        return self._expand("page.html", data).encode()

    def closure(self, name: str) -> tuple[str, ...]:
        found = re.findall(INCLUDE, self._read(name))
        return (name, *(deeper for include in found for deeper in self.closure(include)))

    def _expand(self, name: str, page: Page) -> str:
        whole = re.sub(INCLUDE, lambda m: self._expand(m[1], page), self._read(name))
        return re.sub(r"\{\{ (\w+) \}\}", lambda m: str(getattr(page, m[1])), whole)

    def _read(self, name: str) -> str:
        return (self._theme / name).read_text()

    def _digest(self, name: str) -> str:
        return digest_of_bytes(self._read(name).encode())


class Copies:
    """Outputs whose data is their bytes."""

    def stamp(self, data: Plain) -> Stamp:
        return ()

    def render(self, data: Plain) -> bytes:
        assert isinstance(data, bytes)
        return data


class ToySite:
    """A toy project below `home`, which is made anew and built."""

    def __init__(self, home: Path, publish: Publish = at_once) -> None:
        self.root = Path(mkdtemp(dir=home))
        self.output = self.root / "public" / "site"
        self.as_of = date(2026, 10, 1)
        self._publish = publish
        self._count = 0
        self._own: Tree = {}
        self._write_sources()
        self.build()

    def edit(self, kind: str) -> None:
        self._count += 1
        EDITS[kind](self)

    def build(self) -> None:
        self.update(self._publish)

    def tree(self) -> Tree:
        return tree_of(self.output)

    def clean_tree(self) -> Tree:
        key = repr((self.root.parent, self.as_of, sorted(self.sources().items())))
        if key not in _CLEAN:
            clean = Path(mkdtemp(dir=self.root.parent))
            self.update(at_once, clean / "site", clean / "state")
            _CLEAN[key] = tree_of(clean / "site")
            shutil.rmtree(clean)
        return _CLEAN[key] | self._own

    def update(
        self, publish: Publish, output: Path | None = None, state: Path | None = None
    ) -> Report:
        sources = (self.root / "content", self.root / "config" / "okrsite.toml")
        target = Target(output or self.output, self.root, sources, state or self.root / ".okrsite")
        renderers: dict[str, Renderer] = {"page": Pages(self.root / "theme"), "copy": Copies()}
        return update(self.plan(), renderers, target, publish)

    def sources(self) -> Tree:
        trees = {name: tree_of(self.root / name) for name in SOURCES}
        return {
            f"{name}/{path}": data for name, tree in trees.items() for path, data in tree.items()
        }

    def plan(self) -> Plan:
        files = sorted((self.root / "content").iterdir())
        found = {file.stem: file.read_text().split("\n", 2) for file in files}
        parent = {name: text[0] for name, text in found.items()}
        pages = (
            Output(
                _place(name, parent),
                "page",
                Page(
                    title=title,
                    body=body,
                    nav=tuple(found),
                    children=tuple(
                        Link(str(_place(child, parent)), found[child][1])
                        for child in found
                        if parent[child] == name
                    ),
                    points=self._points(name),
                    site=(self.root / "config" / "okrsite.toml").read_text(),
                    as_of=self.as_of,
                ),
            )
            for name, (_, title, body) in found.items()
        )
        copies = (
            Output(PurePosixPath(file.relative_to(self.root)), "copy", file.read_bytes())
            for file in (self.root / "assets").rglob("*")
            if file.is_file()
        )
        return Plan(tuple(sorted((*pages, *copies), key=lambda output: output.path)))

    def page(self) -> Path:
        """The page that edits are made to."""
        return sorted((self.root / "content").iterdir())[-1]

    def written(self) -> Path | None:
        """The output that is tampered with: one of ours, deep down; None where there is none."""
        files = sorted(self.output.rglob("*.html"), key=lambda path: (-len(path.parts), path))
        return next((path for path in files if path.is_file()), None)

    def ledgers(self) -> Path:
        return self.root / ".okrsite" / "ledgers"

    def number(self) -> int:
        """A number that no edit before has had."""
        return self._count

    def own(self, path: str, data: bytes) -> None:
        """Put a file of the user's own into the site."""
        file = self.output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        self._own[path] = data
        for folder in file.relative_to(self.output).parents[:-1]:
            self._own[f"{folder.as_posix()}/"] = b""

    def forget_own(self) -> None:
        self._own = {}

    def _points(self, name: str) -> tuple[float, ...]:
        file = self.root / "data" / f"{name}.csv"
        return (
            tuple(map(float, file.read_text().replace(",", " ").split())) if file.exists() else ()
        )

    def _write_sources(self) -> None:
        for path, text in START.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)


def _place(name: str, parent: dict[str, str]) -> PurePosixPath:
    """A page lies in the folder of its parent, and so moves with it."""
    above = parent[name]
    return (
        PurePosixPath(above, f"{name}.html") if above in parent else PurePosixPath(f"{name}.html")
    )


def _append(site: ToySite, path: str) -> None:
    file = site.root / path
    file.write_text(f"{file.read_text()} {site.number()}")


def _edit_page(site: ToySite) -> None:
    page = site.page()
    page.write_text(f"{page.read_text()} edit {site.number()}")


def _edit_same_mtime(site: ToySite) -> None:
    page = site.page()
    before, text = page.stat(), page.read_text()
    page.write_text(text[:-1] + chr(97 + site.number() % 26))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))


def _add_page(site: ToySite) -> None:
    (site.root / "content" / f"new{site.number()}.md").write_text("vision\nNew\nA new goal.")


def _delete_page(site: ToySite) -> None:
    pages = sorted((site.root / "content").iterdir())
    if len(pages) > 1:
        pages[-1].unlink()


def _rename_page(site: ToySite) -> None:
    site.page().rename(site.root / "content" / f"renamed{site.number()}.md")


def _reparent_page(site: ToySite) -> None:
    page = site.page()
    parent, _, rest = page.read_text().partition("\n")
    page.write_text(f"{'growth' if parent == 'vision' else 'vision'}\n{rest}")


def _retitle_page(site: ToySite) -> None:
    page = site.page()
    parent, title, body = page.read_text().split("\n", 2)
    page.write_text(f"{parent}\n{title} {site.number()}\n{body}")


def _turn_asset_into_folder(site: ToySite) -> None:
    asset = site.root / "assets" / "logo"
    if asset.is_dir():
        shutil.rmtree(asset)
        asset.write_text("logo")
    else:
        asset.unlink()
        asset.mkdir()
        (asset / "small").write_text("small logo")


def _move_asset(site: ToySite) -> None:
    fonts = sorted((site.root / "assets").rglob("*.woff"))
    fonts[0].rename(site.root / "assets" / f"font{site.number()}.woff")


def _next_day(site: ToySite) -> None:
    site.as_of += timedelta(days=1)


def _tampered(change: Callable[[Path], object]) -> Callable[[ToySite], None]:
    def edit(site: ToySite) -> None:
        file = site.written()
        if file:
            change(file)

    return edit


def _edit_output(file: Path) -> None:
    _swap(file, file.read_bytes() + b"<!-- by hand -->")


def _edit_output_unseen(file: Path) -> None:
    """An edit that leaves size and times as they were."""
    before = file.stat()
    _swap(file, file.read_bytes().swapcase())
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _swap(file: Path, data: bytes) -> None:
    file.unlink()
    file.write_bytes(data)


def _link_output(file: Path) -> None:
    file.unlink()
    file.symlink_to("/etc/hostname")


def _turn_output_into_folder(file: Path) -> None:
    file.unlink()
    (file / "empty").mkdir(parents=True)


def _delete_site(site: ToySite) -> None:
    shutil.rmtree(site.output, ignore_errors=True)
    site.forget_own()


def _stray_folder(site: ToySite) -> None:
    if not site.output.is_dir():
        return
    (site.output / f"stray{site.number()}" / "deep").mkdir(parents=True)
    (site.output / "vision" / "stray").mkdir(parents=True, exist_ok=True)


def _own_files(site: ToySite) -> None:
    if not site.output.is_dir():
        return
    site.own("CNAME", b"goals.example.org")
    site.own(".git/HEAD", b"ref: refs/heads/main")
    (site.output / ".git" / "refs" / "tags").mkdir(parents=True, exist_ok=True)
    site.own(f"growth/notes{site.number()}.txt", b"mine")
    site.own(".git/refs/tags/x", b"")


def _lose_state(site: ToySite) -> None:
    shutil.rmtree(site.root / ".okrsite", ignore_errors=True)


def _damage_ledger(site: ToySite) -> None:
    for file in site.ledgers().glob("*"):
        file.write_bytes(file.read_bytes()[:-40])


def _forge_ledger(site: ToySite) -> None:
    """A ledger whose entries all claim one another's files."""
    for file in site.ledgers().glob("*"):
        file.write_text(file.read_text().replace(".html", ".htm").replace("vision", "../growth"))


def _ledger_of_another_branch(site: ToySite) -> None:
    site.ledgers().mkdir(parents=True, exist_ok=True)
    branch = ToySite(site.root.parent)
    _edit_page(branch)
    _append(branch, "theme/_head.html")
    branch.as_of = site.as_of
    branch.build()
    shutil.copytree(branch.ledgers(), site.ledgers(), dirs_exist_ok=True)
    shutil.rmtree(branch.root)


def _killed(step: int, publish: Publish) -> Callable[[ToySite], None]:
    def edit(site: ToySite) -> None:
        _edit_page(site)
        _reparent_page(site)
        killed(lambda: site.update(publish), step)

    return edit


def _build_in_place(site: ToySite) -> None:
    _edit_page(site)
    site.update(in_place)


def _build_at_once(site: ToySite) -> None:
    _edit_page(site)
    site.update(at_once)


INCLUDE = r'\{% include "([\w.]+)" %\}'

SOURCES = ("content", "data", "theme", "assets", "config")

START = {
    "config/okrsite.toml": 'title = "Goals"',
    "content/vision.md": "\nVision\nWhere we go.",
    "content/growth.md": "vision\nGrowth\nMore readers.",
    "content/speed.md": "growth\nSpeed\nFaster pages.",
    "data/growth.csv": "1,2,3",
    "data/speed.csv": "9.5,8.25,7",
    "theme/page.html": '{% include "_head.html" %}<h1>{{ title }}</h1>{{ body }}{{ children }}'
    "{{ points }}{{ as_of }}",
    "theme/_head.html": '<title>{{ title }}</title>{% include "_nav.html" %}',
    "theme/_nav.html": "<nav>{{ nav }} {{ site }}</nav>",
    "assets/style.css": "body { margin: 0 }",
    "assets/logo": "logo",
    "assets/fonts/sans.woff": "sans",
}

EDITS: dict[str, Callable[[ToySite], None]] = {
    "edit": _edit_page,
    "edit with the same mtime": _edit_same_mtime,
    "add": _add_page,
    "delete": _delete_page,
    "rename": _rename_page,
    "re-parent": _reparent_page,
    "retitle": _retitle_page,
    "data": lambda site: _append(site, "data/growth.csv"),
    "config": lambda site: _append(site, "config/okrsite.toml"),
    "template": lambda site: _append(site, "theme/page.html"),
    "include": lambda site: _append(site, "theme/_nav.html"),
    "asset": lambda site: _append(site, "assets/style.css"),
    "asset moved": _move_asset,
    "file to folder": _turn_asset_into_folder,
    "as-of day": _next_day,
    "output edited": _tampered(_edit_output),
    "output edited unseen": _tampered(_edit_output_unseen),
    "output deleted": _tampered(Path.unlink),
    "output linked": _tampered(_link_output),
    "output to folder": _tampered(_turn_output_into_folder),
    "site deleted": _delete_site,
    "stray folder": _stray_folder,
    "own files": _own_files,
    "state lost": _lose_state,
    "ledger damaged": _damage_ledger,
    "ledger forged": _forge_ledger,
    "ledger of another branch": _ledger_of_another_branch,
    "killed early": _killed(3, at_once),
    "killed late": _killed(20, at_once),
    "killed in place": _killed(12, in_place),
    "built in place": _build_in_place,
    "built at once": _build_at_once,
}

_CLEAN: dict[str, Tree] = {}
