"""A small project of the real program, edited in every way that its site could depend on."""

import shutil
from collections.abc import Callable
from copy import copy
from datetime import date, timedelta
from pathlib import Path
from tempfile import mkdtemp

from site_under_test import Tree, killed, tree_of

from okrsite import journey
from okrsite.base.digest import digest
from okrsite.write.charts import ChartStore
from okrsite.write.publish import Publish, at_once, in_place

THEMES = Path(__file__).parents[2] / "themes"


class RealSite:
    """A project below `home`, which is made anew and built."""

    def __init__(self, home: Path, publish: Publish = at_once) -> None:
        self.root = Path(mkdtemp(dir=home))
        self.as_of = date(2026, 11, 20)
        self._publish = publish
        self._count = 0
        self._clean: dict[str, Tree] = {}
        for path, text in START.items():
            self.write(path, text)
        self.build()

    def copied(self) -> "RealSite":
        """The same project beside, with its site; both remember the same clean sites."""
        other = copy(self)
        other.root = Path(mkdtemp(dir=self.root.parent))
        shutil.copytree(self.root, other.root, dirs_exist_ok=True)
        return other

    def write(self, path: str, text: str) -> None:
        """Write a file of the project."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def edit(self, kind: str) -> None:
        self._count += 1
        EDITS[kind](self)

    def build(self) -> None:
        self.update(self._publish, self.output, self.root / ".okrsite")

    @property
    def output(self) -> Path:
        return self.root / "output"

    def tree(self) -> Tree:
        return tree_of(self.output)

    def clean_tree(self) -> Tree:
        """What a clean build makes; the same sources on the same day are built once."""
        key = self._sources()
        if key not in self._clean:
            clean = Path(mkdtemp(dir=self.root.parent))
            self.update(at_once, clean / "output", clean / "state")
            self._clean[key] = tree_of(clean / "output")
            shutil.rmtree(clean)
        return self._clean[key]

    def _sources(self) -> str:
        """The day and all that a build reads, as one digest."""
        files = [self.root / "okrsite.toml"]
        for folder in ("content", "themes"):
            files += sorted(one for one in (self.root / folder).rglob("*") if one.is_file())
        read = ((str(one.relative_to(self.root)), one.read_bytes()) for one in files)
        return digest((self.as_of, *read))

    def update(self, publish: Publish, output: Path, state: Path) -> None:
        wishes = journey.Wishes(as_of=self.as_of)
        drafted = journey.draft(self.root, wishes, lambda _: self.as_of)
        assert drafted.is_sound(wishes), drafted.described(drafted.problems.pressing)
        charts = ChartStore(state)
        journey.write(drafted, output, charts, publish, state)

    def number(self) -> int:
        """A number that no edit before has had."""
        return self._count

    def append(self, path: str, text: str) -> None:
        """Add to a file, which is made where it was not."""
        file = self.root / path
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        self.write(path, before + text)


def _replace(path: str, old: str, new: str) -> Callable[[RealSite], None]:
    """Swap two texts in a file, there and back again."""

    def edit(site: RealSite) -> None:
        file = site.root / path
        if file.exists():
            text = file.read_text(encoding="utf-8")
            swapped = text.replace(old, new) if old in text else text.replace(new, old)
            file.write_text(swapped, encoding="utf-8")

    return edit


def _override(template: str) -> Callable[[RealSite], None]:
    """Change a template of the theme in the project's own copy of it."""

    def edit(site: RealSite) -> None:
        path = f"themes/default/templates/{template}"
        if not (site.root / path).exists():
            site.write(path, (THEMES / "default" / "templates" / template).read_text("utf-8"))
        file = site.root / path
        text = file.read_text(encoding="utf-8")
        file.write_text(
            text.replace("</title>", f" {site.number()}</title>")
            if "</title>" in text
            else _marked(text, site.number()),
            "utf-8",
        )

    return edit


def _marked(text: str, number: int) -> str:
    """A macro file whose every visible mark says the number."""
    return text.replace('class="bar', f'class="edit-{number} bar')


def _tamper(change: Callable[[Path], object]) -> Callable[[RealSite], None]:
    def edit(site: RealSite) -> None:
        pages = sorted(site.output.rglob("*.html"))
        if pages:
            change(pages[len(pages) // 2])

    return edit


def _by_hand(page: Path) -> None:
    text = page.read_bytes()
    page.unlink()
    page.write_bytes(text.swapcase())


def _rename(site: RealSite) -> None:
    folder = site.root / "content" / "objectives"
    last = max(folder.glob("extra*.md"), default=folder / "none.md")
    if last.exists():
        last.rename(folder / f"extra-renamed-{site.number()}.md")


def _delete(site: RealSite) -> None:
    for path in sorted((site.root / "content" / "objectives").glob("extra*.md"))[:1]:
        path.unlink()


def _next_day(site: RealSite) -> None:
    site.as_of += timedelta(days=1)


def _lose(site: RealSite) -> None:
    shutil.rmtree(site.root / ".okrsite", ignore_errors=True)


def _damage(site: RealSite) -> None:
    for file in (site.root / ".okrsite" / "ledgers").glob("*"):
        file.write_bytes(file.read_bytes()[:-30])


def _stray(site: RealSite) -> None:
    if site.output.is_dir():
        (site.output / f"stray-{site.number()}" / "deep").mkdir(parents=True)


def _killed(step: int) -> Callable[[RealSite], None]:
    def edit(site: RealSite) -> None:
        site.append("content/handbook/how.md", f"\n\nEdit {site.number()}.\n")
        killed(lambda: site.update(at_once, site.output, site.root / ".okrsite"), step)

    return edit


def _in_place(site: RealSite) -> None:
    site.append("content/handbook/how.md", f"\n\nEdit {site.number()}.\n")
    site.update(in_place, site.output, site.root / ".okrsite")


START = {
    "okrsite.toml": 'title = "Goals"\nbase_url = ""\n',
    "content/index.md": "---\ntitle: Home\n---\nSee [how](handbook/how.md) and [[signups]].\n",
    "content/handbook/how.md": "---\ntitle: How\n---\nWe write goals.\n",
    "content/teams/company.md": "---\ntitle: Company\nkind: company\n---\n",
    "content/teams/growth.md": "---\ntitle: Growth\nparent: company\nlead: ana\n---\n",
    "content/pillars/reach.md": "---\ntitle: Reach\nkpi: signups\n---\n",
    "content/objectives/win.md": "---\ntitle: Win small firms\nowner: ana\nteam: company\n"
    "cycle: 2026-q4\npillar: reach\nkey_results:\n"
    "  - {id: firms, title: Firms, start: 10, target: 50, values: {2026-11-02: 25}}\n---\n",
    "content/objectives/serve.md": "---\ntitle: Self-serve first\nowner: ben\nteam: growth\n"
    "cycle: 2026-q4\nparent: win\ncontributes: true\nimproves: [signups]\nkey_results:\n"
    "  - {id: starts, title: Starts, start: 0, target: 100}\n---\nWhy: [[signups]].\n",
    "content/objectives/extra.md": "---\ntitle: Extra\nowner: ben\ncycle: 2026-q4\n---\nMore.\n",
    "content/kpis/signups.md": "---\ntitle: Sign-ups\nowner: ana\nteam: growth\ncadence: weekly\n"
    "thresholds: {warn: 30, critical: 20}\nseries: signups.csv\n---\n",
    "content/kpis/signups.csv": "date,value\n2026-W44,34\n2026-W45,31\n2026-W46,33\n",
    "content/checkins/2026-11-16-ben.md": "---\nupdates:\n  serve#starts: 40\n"
    "wins: [A good week]\n---\n",
    "content/handbook/chart.png": "not really a picture",
}

EDITS: dict[str, Callable[[RealSite], None]] = {
    "edit": lambda site: site.append("content/objectives/serve.md", f"\nEdit {site.number()}.\n"),
    "retitle": _replace("content/objectives/win.md", "Win small firms", "Win firms"),
    "add": lambda site: site.write(
        f"content/objectives/extra-{site.number()}.md",
        "---\ntitle: Another\nowner: ana\ncycle: 2026-q4\n---\n",
    ),
    "delete": _delete,
    "rename": _rename,
    "re-parent": _replace("content/objectives/serve.md", "parent: win\n", "pillar: reach\n"),
    "check-in": _replace("content/checkins/2026-11-16-ben.md", "starts: 40", "starts: 55"),
    "data": _replace("content/kpis/signups.csv", "W46,33", "W46,19"),
    "config": lambda site: site.append("okrsite.toml", f"# {site.number()}\n"),
    "address": _replace("okrsite.toml", 'base_url = ""', 'base_url = "https://example.com/goals/"'),
    "title of the site": _replace("okrsite.toml", '"Goals"', '"Our goals"'),
    "template": _override("base.html"),
    "include": _override("macros.html"),
    "asset": lambda site: site.append("content/handbook/chart.png", "."),
    "style": lambda site: site.append("themes/default/assets/site.css", "p { margin: 0 }\n"),
    "as-of day": _next_day,
    "output edited": _tamper(_by_hand),
    "output deleted": _tamper(Path.unlink),
    "state lost": _lose,
    "ledger damaged": _damage,
    "stray folder": _stray,
    "killed": _killed(9),
    "built in place": _in_place,
}
