"""Two planned states in, the plan of the later one out, with marks where it differs."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import PurePosixPath

from okrsite.base.frozen import Frozen, replace
from okrsite.base.problems import Problems
from okrsite.base.words import marked, say_in, says_in
from okrsite.compare.difference import Side, ThingChange
from okrsite.compare.policy.typed import on_one_line
from okrsite.plan import paths
from okrsite.plan.output import Output, Plan
from okrsite.plan.preview.state import Planned, is_alike
from okrsite.plan.preview.told import changed_things, moved_pages, ruled, said_on_pages
from okrsite.plan.views.pages import NavGroup, Page, Site
from okrsite.plan.views.parts import Head, Link
from okrsite.plan.views.previews import (
    ChangedHere,
    ChangedPage,
    ChangedPages,
    ChangesView,
    Said,
)

_MOST = 3  # changes that a page speaks of at its top


class _Fate(StrEnum):
    """What became of a page: its own files differ, or only what it shows of others."""

    ADDED = "added"
    CHANGED = "changed"
    FOLLOWS = "follows"
    REMOVED = "removed"


def preview(
    before: Planned,
    after: Planned,
    side: Side,
    things: tuple[ThingChange, ...],
    rulings: Problems,
) -> Plan:
    """The plan of the later state as a preview, which says what differs from the earlier one.

    `side` is the earlier one by name, `things` are the changes that there are words for, `rulings`
    what the policy says of them. A page that is no different is marked nowhere; all of them lead
    to the page of all changes.
    """
    moved = moved_pages(things, before, after)
    return _Preview(before, after, side, things, rulings, moved).plan()


class _Preview(Frozen):
    """All that the marks are made of; `moved` leads from pages to where they were before."""

    before: Planned
    after: Planned
    side: Side
    things: tuple[ThingChange, ...]
    rulings: Problems
    moved: Mapping[str, str]

    def plan(self) -> Plan:
        """Every file of the site, its pages marked, and the page of all changes among them."""
        fates = dict(self._fates())
        said = said_on_pages(self.things, self.after)
        way = Link(self._say("Changes since {revision}", revision=self.side.name), self._path())
        outputs, pages = self.after.plan.outputs, self.after.all_pages
        site = self._site(way)
        marked_ = (
            Output(one.path, one.kind, self._marked(pages[str(one.path)], site, way, fates, said))
            if str(one.path) in pages
            else one
            for one in outputs
        )
        head = Head(way.text, section=way.path, description=self._sentence(fates))
        page = Page(way.path, "changes.html", site, head, self._view(fates))
        found = (*marked_, Output(PurePosixPath(way.path), "page", page))
        outputs = tuple(sorted(found, key=lambda one: one.path))
        return replace(self.after.plan, outputs=outputs, again=None)

    def _fates(self) -> Iterator[tuple[str, _Fate]]:
        """What became of each page that is not as it was, by its path."""
        old, new = self.before.pages, self.after.pages
        for path, page in new.items():
            was = self.moved.get(path, path)
            if was not in old:
                yield path, _Fate.ADDED
            elif not _is_the_same(old[was], page):
                is_own = self.before.texts(was) != self.after.texts(path)
                yield path, _Fate.CHANGED if is_own else _Fate.FOLLOWS
        for path in sorted(old.keys() - new.keys() - set(self.moved.values())):
            yield path, _Fate.REMOVED

    def _marked(
        self,
        page: Page,
        site: Site,
        way: Link,
        fates: Mapping[str, _Fate],
        said: Mapping[str, tuple[Said, ...]],
    ) -> Page:
        fate = fates.get(page.path)
        if fate is None:
            return replace(page, site=site)
        words = said.get(page.path, ()) if fate is _Fate.CHANGED else ()
        here = ChangedHere(
            lead=self._say(_LEADS[fate], revision=self.side.name),
            said=words[:_MOST],
            more=self._say("and more") if len(words) > _MOST else "",
            all=Link(self._say("All changes"), way.path),
            is_own=fate is not _Fate.FOLLOWS,
        )
        return replace(page, site=site, changed=here)

    def _site(self, way: Link) -> Site:
        """The frame with a way to all changes; search engines are asked to stay away."""
        some = next(iter(self.after.pages.values())).site
        first, *others = some.navigation or (NavGroup("", ()),)
        navigation = (replace(first, links=(*first.links, way)), *others)
        return replace(some, navigation=navigation, is_for_search_engines=False)

    def _path(self) -> str:
        """Where the page of all changes is: the first address that nothing else has."""
        taken = {str(one.path).casefold() for one in self.after.plan.outputs}
        names = (paths.CHANGES, *(f"changes-{n}.html" for n in range(2, len(taken) + 3)))
        return next(name for name in names if name not in taken)

    def _view(self, fates: Mapping[str, _Fate]) -> ChangesView:
        return ChangesView(
            sentence=self._sentence(fates),
            compared=self._compared(),
            rulings=ruled(self.rulings, self._language),
            things=changed_things(self.things, self.after, self._language),
            groups=tuple(self._group(fate, fates) for fate in _Fate if fate in fates.values()),
        )

    def _sentence(self, fates: Mapping[str, _Fate]) -> str:
        if not fates:
            return self._say("No page differs.")
        return says_in(self._language, "{n} page differs.", "{n} pages differ.", len(fates))

    def _compared(self) -> str:
        if not self.side.commit:
            return ""
        return self._say("Compared with the commit {commit}.", commit=self.side.commit[:12])

    def _group(self, fate: _Fate, fates: Mapping[str, _Fate]) -> ChangedPages:
        title, why = (self._say(words) if words else "" for words in _GROUPS[fate])
        there = self.before.pages if fate is _Fate.REMOVED else self.after.pages
        found = [self._listed(there[path], fate) for path, one in fates.items() if one is fate]
        found.sort(key=lambda one: (one.kind.casefold(), one.link.text.casefold(), one.link.path))
        return ChangedPages(f"pages_{fate.value}", title, why, tuple(found))

    def _listed(self, page: Page, fate: _Fate) -> ChangedPage:
        path = "" if fate is _Fate.REMOVED else page.path
        what = self._parts(page.path) if fate is _Fate.CHANGED else ""
        return ChangedPage(Link(page.head.title, path), page.head.kind, what)

    def _parts(self, path: str) -> str:
        """The fields of its file that differ, and whether its text does."""
        was = self.before.documents.get(self.moved.get(path, path))
        now = self.after.documents.get(path)
        if not was or not now:
            return ""
        names = dict.fromkeys(key.text for one in (now, was) for key, _ in one.fields.items)
        differing = [
            name for name in names if on_one_line(was.node(name)) != on_one_line(now.node(name))
        ]
        if was.body.text != now.body.text:
            differing.append(self._say("text"))
        return self._say("In its file: {parts}", parts=", ".join(differing)) if differing else ""

    @property
    def _language(self) -> str:
        return self.after.portfolio.settings.language

    def _say(self, message: str, **values: object) -> str:
        return say_in(self._language, message, **values)


def _is_the_same(old: Page, new: Page) -> bool:
    """Whether two pages show the same in the same way, whatever the frame around them."""
    one, other = ((page.template, page.head, page.view) for page in (old, new))
    return one == other or is_alike(one, other)


_LEADS = {
    _Fate.ADDED: marked("New since {revision}"),
    _Fate.CHANGED: marked("Changed here since {revision}"),
    _Fate.FOLLOWS: marked("Shows what changed elsewhere since {revision}"),
}
_GROUPS = {
    _Fate.ADDED: (marked("New pages"), ""),
    _Fate.CHANGED: (
        marked("Changed pages"),
        marked("Something in the files that they are made of is different."),
    ),
    _Fate.FOLLOWS: (
        marked("Pages that show it"),
        marked("Their own files are as before; what they show of others is not."),
    ),
    _Fate.REMOVED: (marked("Removed pages"), ""),
}
