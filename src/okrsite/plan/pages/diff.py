"""Two judged states and what differs in, one page out: charts before and after side by side."""

import re
from collections.abc import Iterable, Iterator

from okrsite.compare.difference import Difference, Shift, Subject, ThingChange
from okrsite.model.goals import Kind
from okrsite.plan.changes.decisions import own_shifts
from okrsite.plan.changes.lines import SIGNS, Line, Row, Sign, Story
from okrsite.plan.changes.rows import is_seen, names_in, row
from okrsite.plan.changes.sentences import told
from okrsite.plan.changes.story import headline, nothing, sides, story
from okrsite.plan.changes.things import goalpost_sentences, goalposts, is_redefined
from okrsite.plan.drawn.key_results import key_result_chart
from okrsite.plan.drawn.kpis import kpi_chart
from okrsite.plan.navigation import site
from okrsite.plan.pages.measures import sentence_of
from okrsite.plan.rows import judged_badge, kpi_badge
from okrsite.plan.scene import Scene
from okrsite.plan.views.diff import DiffView, Pictured, Piece, Section, State, Told
from okrsite.plan.views.pages import Page
from okrsite.plan.views.parts import Badge, Head

TEMPLATE = "diff.html"
MOST = 24
"""How many things are shown with their charts."""


def diff_page(difference: Difference, before: Scene, after: Scene, version: str) -> Page:
    """The page, which stands alone: nothing on it leads anywhere."""
    view = diff_view(difference, before, after)
    head = Head(title=view.title, description=view.headline)
    return Page("diff.html", TEMPLATE, site(after, frozenset(), version, feed=""), head, view)


def diff_view(difference: Difference, before: Scene, after: Scene) -> DiffView:
    """What asks for a decision, what moved, charts, what follows, and the rest in words."""
    say, found = after.say, story(difference)
    pictures = _Pictures(difference, before, after)
    pictured = [one for one in map(pictures.of, pictures.subjects()) if one.is_drawn]
    return DiffView(
        title=say("What changes for the goals"),
        sides=sides(difference),
        headline=nothing(difference) if difference.is_empty else headline(found, after.language),
        besides=", ".join(found.besides),
        is_empty=difference.is_empty,
        decisions=_told(found.decisions, after),
        moved=found.moved,
        calmed=_told(found.calmed, after),
        goals=_told(found.goals, after),
        pictured=tuple(pictured[:MOST]),
        more=len(pictured[MOST:]),
        consequences=found.consequences,
        sections=tuple(_sections(found, after)),
    )


class _Pictures:
    """Shows things as they were and as they are."""

    def __init__(self, difference: Difference, before: Scene, after: Scene) -> None:
        self._before, self._after = before, after
        self._names = names_in(difference)
        self._changes = {one.subject: one for one in difference.things}
        self._shifts = own_shifts(difference)

    def subjects(self) -> list[Subject]:
        """Key results and KPIs with something to see, those whose goalposts moved first."""
        moved = (subject for subject, one in self._changes.items() if goalposts(one))
        shifted = (subject for subject in self._shifts if self._rows(subject))
        found = dict.fromkeys((*moved, *shifted))
        return [one for one in found if one.kind in (Kind.KEY_RESULT, Kind.KPI)]

    def of(self, subject: Subject) -> Pictured:
        """A key result or a KPI, before and after."""
        change, say = self._changes.get(subject), self._after.say
        was = change.was if change and change.was else subject
        before = _state(was, self._before, say("Before"))
        after = _state(subject, self._after, say("After"))
        return Pictured(
            id=f"changed_{subject.kind}_{subject.id.replace('#', '_')}",
            title=self._names.get(subject, subject.id),
            kind=_kind(change, subject, self._after),
            context=_context(subject, self._after if after else self._before),
            words=_words(change, self._shifts.get(subject, ()), self._after.language),
            of=f"{subject.kind}:{subject.id}",
            before=before,
            after=after,
            place=str(change.place) if change else "",
        )

    def _rows(self, subject: Subject) -> tuple[Row, ...]:
        language = self._after.language
        rows = (row(one, self._names, language) for one in self._shifts.get(subject, ()))
        return tuple(one for one in rows if is_seen(one))


def _words(change: ThingChange | None, shifts: Iterable[Shift], language: str) -> str:
    """What of the goalposts moved, and what became of the numbers."""
    moved = goalpost_sentences(change) if change else ()
    sentences = (*moved, *(told(one, language) for one in shifts))
    words = Line(Sign.NEWS, "", tuple(filter(None, sentences))).words
    return words[:1].upper() + words[1:]


def _state(subject: Subject, scene: Scene, name: str) -> State | None:
    if subject.kind is Kind.KPI:
        return _kpi_state(subject.id, scene, name)
    judged = scene.assessment.key_results.get(subject.id)
    if judged is None:
        return None
    kr = scene.portfolio.key_results[subject.id]
    chart = key_result_chart(kr, judged, sentence_of(kr, judged, scene), scene.language)
    return State(name, judged_badge(judged, scene.language), chart)


def _kpi_state(id_: str, scene: Scene, name: str) -> State | None:
    judged = scene.assessment.kpis.get(id_)
    if judged is None:
        return None
    chart = kpi_chart(scene.portfolio.kpis[id_], (), scene.ground)
    return State(name, kpi_badge(judged, scene.language), chart)


def _kind(change: ThingChange | None, subject: Subject, scene: Scene) -> str:
    if change and is_redefined(change):
        return scene.say("KPI, redefined")
    return scene.say("KPI") if subject.kind is Kind.KPI else scene.say("Key result")


def _context(subject: Subject, scene: Scene) -> str:
    """The objective of a key result; nothing for a KPI."""
    objective = scene.portfolio.objectives.get(subject.id.partition("#")[0])
    return objective.title if objective and subject.kind is Kind.KEY_RESULT else ""


def _told(lines: Iterable[Line], scene: Scene) -> tuple[Told, ...]:
    return tuple(
        Told(
            badge=_badge(line.sign, scene),
            title=line.title,
            words=(Piece(line.words),) if line.title else _pieces(line.words),
            hint=_pieces(line.hint),
            place=line.place,
            code=line.code,
            of=line.of,
        )
        for line in lines
    )


def _pieces(message: str) -> tuple[Piece, ...]:
    """A message of ours, with what it has in backticks as code."""
    parts = re.split(r"`([^`]*)`", message)
    return tuple(Piece(part, is_code=bool(n % 2)) for n, part in enumerate(parts) if part)


def _badge(sign: Sign, scene: Scene) -> Badge | None:
    if sign is Sign.NEWS:
        return None
    return Badge(_STATUSES[sign], scene.say(SIGNS[sign]))


_STATUSES = {
    Sign.ERROR: "off-track",
    Sign.WARNING: "at-risk",
    Sign.ANSWERED: "at-risk",
    Sign.GOALPOST: "goalpost",
    Sign.REDEFINED: "goalpost",
    Sign.ALERT: "off-track",
}
"""The status whose mark and colour a sign has."""


def _sections(found: Story, scene: Scene) -> Iterator[Section]:
    say = scene.say
    for id_, title, lines in (
        ("changes_", say("Changes in words"), found.things),
        ("checkins_", say("Check-ins"), found.check_ins),
        ("appeared_", say("Findings that appear"), found.appeared),
        ("vanished_", say("Findings that are gone"), found.vanished),
    ):
        if lines:
            yield Section(id_, title, _told(lines, scene))
