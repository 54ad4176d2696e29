"""An embed in its file: where its words stand, what it names, and what is wrong with it."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from okrsite.base.problems import Place, Problem, Severity, did_you_mean
from okrsite.base.text import one_of
from okrsite.model.goals import Kind, Ref
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Embedded, EmbeddedChart, EmbeddedNumber, EmbeddedTable
from okrsite.read.library import Document
from okrsite.read.markdown import Embed

EXAMPLES = {
    "chart": "```{chart} kpi:mrr",
    "table": "```{table} objectives team=growth",
    "number": "{number}`kpi:mrr`",
    "status": "{status}`self-serve`",
}
"""One of each kind of embed, as a hint to type in."""


class Written(NamedTuple):
    """An embed in its file; on the page of a closed objective KPIs stand as on `closed_on`."""

    embed: Embed
    document: Document
    closed_on: date | None
    scene: Scene

    def shows(self, shown: EmbeddedChart | EmbeddedTable | EmbeddedNumber) -> Embedded:
        """The embed with what it shows."""
        return Embedded(self.embed.name, self.embed.text, shown)

    def shows_nothing(self, word: str, message: str, note: str) -> Embedded:
        """An embed without anything to show on the day: a warning, as that may pass by itself.

        What is right today must not stop a build when a new cycle begins.
        """
        hint = "let it be if that will change, or choose something else"
        found = Problem("OKR224", Severity.WARNING, self.word(word), message, hint)
        self.scene.problems.add_once(found)
        return Embedded(self.embed.name, self.embed.text, None, note)

    def name(self) -> Place:
        """Where the name of the embed stands."""
        line = self.document.body.line + self.embed.line
        return Place(self.document.path, line, self.embed.column + 1, len(self.embed.name) + 2)

    def word(self, word: str) -> Place:
        """Where a word of its text stands; its name where it has none."""
        if not word:
            return self.name()
        start = self.embed.column + self.embed.offset + max(0, self.embed.text.find(word))
        return Place(self.document.path, self.name().line, start + 1, len(word))

    def error(self, code: str, place: Place, message: str, hint: str) -> None:
        """Say what is wrong with it, once however often the text is read."""
        self.scene.problems.add_once(Problem(code, Severity.ERROR, place, message, hint))

    @property
    def example(self) -> str:
        """How an embed of its kind is written."""
        return f"write {EXAMPLES[self.embed.name]}"

    def misnamed(self, here: Iterable[str], there: Iterable[str]) -> None:
        """Report a name that nothing of its form has; `there` are those of the other form."""
        name, is_role = self.embed.name, self.embed.is_role
        form, other = ("in a line", "as a fence") if is_role else ("as a fence", "in a line")
        if name in there:
            message, hint = (
                f"`{{{name}}}` is not written {form}",
                f"write it {other}: {EXAMPLES[name]}",
            )
        else:
            known = [f"{{{one}}}" for one in here]
            message = f"there is no embed `{{{name}}}` {form}: expected {one_of(known)}"
            plain = "for plain text, write `\\{`" if is_role else "for code, leave out the braces"
            hint = did_you_mean(name, [*here, *there]) or plain
        self.error("OKR221", self.name(), message, hint)

    def resolved(self, text: str, kinds: Iterable[Kind]) -> Ref | None:
        """The one thing of some kinds that a text names; reports what is unknown, or two things."""
        directory, asked = self.scene.portfolio.directory, tuple(kinds)
        kind, colon, id_ = text.rpartition(":")
        chosen = [one for one in asked if one == kind] if colon else asked
        found = [Ref(one, id_) for one in chosen if directory.has(one, id_)]
        if len(found) == 1:
            return found[0]
        words = " or ".join(_KINDS[one] for one in asked)
        if found:
            choices = one_of([f"{ref.kind}:{ref.id}" for ref in found])
            message, hint = f"`{text}` names more than one thing", f"write {choices}"
        elif text:
            known = [id_ for one in asked for id_ in directory.ids(one)]
            message = f"there is no {words} `{text}`"
            hint = did_you_mean(id_, known) or self.example
        else:
            message, hint = f"it names nothing: expected a {words}", self.example
        self.error("OKR222", self.word(text), message, hint)
        return None


_KINDS = {
    Kind.OBJECTIVE: "objective",
    Kind.KEY_RESULT: "key result",
    Kind.KPI: "KPI",
    Kind.CYCLE: "cycle",
    Kind.TEAM: "team",
    Kind.PERSON: "person",
    Kind.PILLAR: "pillar",
}
