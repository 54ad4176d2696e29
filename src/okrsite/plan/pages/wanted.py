"""What texts link to and nobody has written yet: by whom it is asked for, and how to write it."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from okrsite.base.text import slug
from okrsite.base.words import marked
from okrsite.model.goals import Kind, Ref
from okrsite.model.organisation import as_words
from okrsite.model.references import NOBODY
from okrsite.model.schema import CYCLE_ID, ID
from okrsite.plan.paths import PAGES, prose_path
from okrsite.plan.scene import Scene, wanted_anchor
from okrsite.plan.views.parts import Head, Link
from okrsite.plan.views.wiki import Wanted, WantedView, Way

_NEAR = 0.75


def wanted_page(titles: Mapping[str, str], scene: Scene) -> tuple[Head, WantedView]:
    """Everything that is not written yet, by name; `titles` are those of the files' pages."""
    found = sorted(scene.wanted, key=lambda target: (target.casefold(), target))
    known = _known(scene)
    view = WantedView(tuple(_wanted(target, known, titles, scene) for target in found))
    return Head(title(scene), section=PAGES), view


def title(scene: Scene) -> str:
    """What the page is called."""
    return scene.say("Not written yet")


def _wanted(
    target: str, known: Mapping[str, Link], titles: Mapping[str, str], scene: Scene
) -> Wanted:
    asked = [_asker(path, titles, scene) for path in sorted(scene.wanted[target])]
    asked.sort(key=lambda link: (link.text.casefold(), link.path))
    return Wanted(
        name=target,
        anchor=wanted_anchor(target),
        asked_by=tuple(asked),
        near=_near(target, known),
        ways=tuple(_ways(target, scene)),
    )


def _asker(path: str, titles: Mapping[str, str], scene: Scene) -> Link:
    """The page of a file that asks; the file itself where it has none, such as a check-in."""
    document = scene.document(path)
    page = scene.page_of(document) if document else ""
    return Link(titles[page], page) if page in titles else Link(path)


def _known(scene: Scene) -> Mapping[str, Link]:
    """What has a page, by its id, or by the name of its file."""
    known = {ref.id: scene.link_to(ref) for ref in scene.paths if ref.kind is not Kind.KEY_RESULT}
    known |= {p.document.inside.stem: Link(p.title, prose_path(p)) for p in scene.portfolio.pages}
    return dict(sorted(known.items()))


def _near(target: str, known: Mapping[str, Link]) -> Link | None:
    """What exists and is probably meant: a thing of a similar id, or a page of that name."""
    id_ = slug(target.rpartition(":")[2])
    found = get_close_matches(id_, known, n=1, cutoff=_NEAR)
    return known[found[0]] if found else None


def _ways(target: str, scene: Scene) -> Iterator[Way]:
    """A file for each kind that the target may be of; a line for a key result of a known goal."""
    kind, _, written = target.rpartition(":")
    objective, sign, key_result = written.partition("#")
    if sign and (ref := Ref(Kind.OBJECTIVE, objective)) in scene.paths:
        yield _key_result_way(ref.id, key_result, scene)
        return
    kinds = [one for one in _FILES if one == kind] or _GUESSED
    for one in kinds:
        yield _file_way(one, objective, scene)


def _key_result_way(objective: str, id_: str, scene: Scene) -> Way:
    document = scene.portfolio.objectives[objective].document
    content = f"key_results:\n  - id: {slug(id_)}\n    title: {as_words(slug(id_))}\n"
    word = scene.say(
        "A key result of {objective}", objective=scene.name(Ref(Kind.OBJECTIVE, objective))
    )
    return Way(word, document.path, content, scene.edit(document))


def _file_way(kind: Kind, name: str, scene: Scene) -> Way:
    pattern = CYCLE_ID if kind is Kind.CYCLE else ID
    id_ = name if re.fullmatch(pattern, name) else slug(name)
    folder, template = _FILES[kind]
    fields = template.format(title=as_words(name), day=scene.as_of.isoformat(), nobody=NOBODY)
    if kind is Kind.OBJECTIVE:
        path, content = scene.new_objective(id_, fields)
    else:
        path, content = f"content/{folder}/{id_}.md", f"---\n{fields}\n---\n"
    return Way(scene.say(_WORDS[kind]), path, content, scene.new_url(path, content))


_GUESSED = (Kind.OBJECTIVE, Kind.KPI)
"""What a bare name most probably is."""

_FILES = {
    Kind.OBJECTIVE: ("objectives", "title: {title}\nowner: {nobody}"),
    Kind.KPI: ("kpis", "title: {title}\nvalues: {{{day}: 0}}"),
    Kind.METRIC: ("metrics", "title: {title}\nvalues: {{{day}: 0}}"),
    Kind.CYCLE: ("cycles", "title: {title}\nstart: {day}\nend: {day}"),
    Kind.TEAM: ("teams", "title: {title}"),
    Kind.PERSON: ("people", "name: {title}"),
    Kind.PILLAR: ("pillars", "title: {title}\nkind: theme"),
}
"""The folder of each kind, and the least that a file of it must say."""

_WORDS = {
    Kind.OBJECTIVE: marked("An objective"),
    Kind.KPI: marked("A KPI"),
    Kind.METRIC: marked("A metric"),
    Kind.CYCLE: marked("A cycle"),
    Kind.TEAM: marked("A team"),
    Kind.PERSON: marked("A person"),
    Kind.PILLAR: marked("A pillar"),
}
