"""What became of a thing, in words: its title and one sentence; its fields have their own."""

from collections.abc import Callable, Mapping

from okrsite.base.words import marked, marked_many, says_in
from okrsite.compare.difference import Deed, Plain, What
from okrsite.compare.facts.walk import own_rows
from okrsite.compare.words.checkins import checked_in
from okrsite.compare.words.closings import closed
from okrsite.compare.words.deeds import carried_from
from okrsite.compare.words.fields import one_told
from okrsite.compare.words.raw import Raw
from okrsite.compare.words.rows import period_named
from okrsite.compare.words.told import Told, named
from okrsite.model.goals import Kind, Ref
from okrsite.model.series import Rows


def title(told: Told) -> str:
    """What a thing is called, by its newest name."""
    portfolio, subject = (told.after if told.is_ else told.before), told.subject
    if isinstance(subject.kind, Kind):
        return named(portfolio, Ref(subject.kind, subject.id)) or subject.id
    if subject.kind is What.CHECK_IN:
        day, author = told.value(_either(told, "day")), told.value(_either(told, "author"))
        return told.say(_CHECK_IN, author=author, day=day)
    if subject.kind is What.REVIEW:
        cycle = told.value(_either(told, "cycle"))
        return told.say(_REVIEW, title=_either(told, "title"), cycle=cycle)
    return told.say(_SETTINGS)


def headline(told: Told, deed: Deed) -> str:
    """What became of a thing; empty where only its fields changed."""
    return "; ".join(filter(None, (_HEADLINES[deed](told), _renamed(told))))


def _added(told: Told) -> str:
    way = _NEW.get(told.subject.kind)
    return way(told) if way else told.say(_NEW_THING[told.subject.kind])


def _objective(told: Told) -> str:
    one = told.after.objectives[told.subject.id]
    words = told.say(
        _NEW_OBJECTIVE,
        owner=told.value(told.said.get(("owner",))),
        cycle=told.after.cycles[one.cycle].title,
        with_=says_in(told.language, *_KEY_RESULTS, len(one.key_results)),
    )
    return told.dated(words)


def _key_result(told: Told) -> str:
    """A new key result and what it promises; when, where its objective stood before."""
    words = told.say(_NEW_KEY_RESULT, promise=_promise(told))
    is_of_old = told.subject.id.partition("#")[0] in told.before.objectives
    return told.dated(words) if is_of_old else words


def _promise(told: Told) -> str:
    """What a key result aims at, as shortly as can be."""
    start, target = told.said.get(("start",)), told.said.get(("target",))
    if isinstance(start, float) and isinstance(target, float):
        first, second = told.span(start, target, ("target",))
        return told.say(_FROM_TO, was=first, now=second)
    for field, message in _PROMISES.items():
        if (value := told.said.get((field,))) is not None:
            return told.say(message, value=told.value(value, (field,)))
    return told.value(told.said.get(("type",)), ("type",))


def _kpi(told: Told) -> str:
    one = told.after.kpis[told.subject.id]
    owner = told.value(told.said.get(("owner",)))
    words = told.say(_NEW_KPI_OF, owner=owner) if owner else told.say(_NEW_THING[Kind.KPI])
    rows = tuple(own_rows(one, one.series.origin)) if isinstance(one.series.origin, Rows) else ()
    if not rows:
        return words
    value = told.value(rows[-1].value, ("observations",))
    period = period_named(rows[-1].period, told.language)
    return f"{words}, {told.say(_LATEST, value=value, period=period)}"


def _cycle(told: Told) -> str:
    one = told.after.cycles[told.subject.id]
    if told.subject.id in told.before.cycles:
        return told.say(_FILE)
    if one.first_day is None or one.last_day is None:
        return told.say(_NEW_THING[Kind.CYCLE])
    return told.say(_NEW_CYCLE, first=told.value(one.first_day), last=told.value(one.last_day))


def _carried(told: Told) -> str:
    source = carried_from(told)
    if told.subject.kind is Kind.KEY_RESULT:
        return _key_result_carried(told, source)
    one = told.after.objectives.get(source) or told.before.objectives.get(source)
    if one is None:
        return told.say(_CARRIED, name=source)
    kept = {kr.id for kr in told.after.objectives[told.subject.id].key_results}
    carried = sum(kr.id in kept for kr in one.key_results)
    cycles = {**told.before.cycles, **told.after.cycles}
    return told.say(
        _CARRIED_OF,
        name=told.quoted(one.title),
        cycle=cycles[one.cycle].title,
        number=carried,
        of=says_in(told.language, *_KEY_RESULTS, len(one.key_results)),
    )


def _key_result_carried(told: Told, objective: str) -> str:
    """A key result that went along, and where its target went."""
    key = f"{objective}#{told.subject.id.partition('#')[2]}"
    source = told.after.key_results.get(key) or told.before.key_results[key]
    was, is_ = source.promise.target, told.after.key_results[told.subject.id].promise.target
    words = told.say(_CARRIED_WITH)
    if was == is_ or was is None or is_ is None:
        return words
    return f"{words}; {one_told(told, Raw(('target',), was, is_))}"


def _removed(told: Told) -> str:
    subject, goals = told.subject, told.before.objectives
    if subject.kind is Kind.OBJECTIVE:
        number = len(goals[subject.id].key_results)
        with_ = says_in(told.language, *_KEY_RESULTS, number)
        return told.dated(told.say(_OBJECTIVE_GONE, with_=with_))
    if isinstance(subject.kind, What):
        return told.say(_TAKEN_AWAY, what=title(told))
    if subject.kind is Kind.CYCLE and subject.id in told.after.cycles:
        return told.say(_NO_FILE)
    return told.say(_GONE_WITH) if told.follows else told.dated(told.say(_GONE[subject.kind]))


def _renamed(told: Told) -> str:
    """What a thing was called before, where its title does not say it."""
    was, is_ = told.was, told.is_
    if was is None or is_ is None or was == is_ or told.follows:
        return ""
    objective, _, before = was.id.partition("#")
    now, _, after = is_.id.partition("#")
    if was.kind is Kind.KEY_RESULT and before == after and objective != now:
        return told.say(_MOVED_HERE, name=told.quoted(told.before.objectives[objective].title))
    has_new_title = told.said.get(_TITLE) != told.said_before.get(_TITLE)
    if was.kind is Kind.KEY_RESULT and has_new_title:
        return ""
    if isinstance(was.kind, What):
        return told.say(_MOVED, what=title(told), was=was.id)
    return told.say(_RENAMED, was=before if was.kind is Kind.KEY_RESULT else was.id)


def _either(told: Told, name: str) -> Plain:
    return told.said.get((name,), told.said_before.get((name,)))


_TITLE = ("title",)
_HEADLINES: Mapping[Deed, Callable[[Told], str]] = {
    Deed.ADDED: _added,
    Deed.CARRIED: _carried,
    Deed.CLOSED: closed,
    Deed.CHANGED: lambda _: "",
    Deed.REMOVED: _removed,
}
_NEW: Mapping[Kind | What, Callable[[Told], str]] = {
    Kind.OBJECTIVE: _objective,
    Kind.KEY_RESULT: _key_result,
    Kind.KPI: _kpi,
    Kind.CYCLE: _cycle,
    What.CHECK_IN: checked_in,
}
_NEW_THING: Mapping[Kind | What, str] = {
    Kind.KPI: marked("new KPI"),
    Kind.METRIC: marked("new metric"),
    Kind.CYCLE: marked("new cycle"),
    Kind.TEAM: marked("new team"),
    Kind.PERSON: marked("new person"),
    Kind.PILLAR: marked("new pillar"),
    What.REVIEW: marked("new review"),
}
_GONE: Mapping[Kind | What, str] = {
    Kind.KEY_RESULT: marked("key result removed"),
    Kind.KPI: marked("KPI removed"),
    Kind.METRIC: marked("metric removed"),
    Kind.CYCLE: marked("cycle removed"),
    Kind.TEAM: marked("team removed"),
    Kind.PERSON: marked("person removed"),
    Kind.PILLAR: marked("pillar removed"),
}
_PROMISES: Mapping[str, str] = {
    "change": marked("change of {value}"),
    "target": marked("target {value}"),
    "between": marked("within {value}"),
    "at_least": marked("at least {value}"),
    "at_most": marked("at most {value}"),
}
_KEY_RESULTS = marked_many("{n} key result", "{n} key results")
_CHECK_IN = marked("Check-in of {author}, {day}")
_REVIEW = marked("{title} of {cycle}")
_SETTINGS = marked("Settings")
_NEW_OBJECTIVE = marked("new objective of {owner} in {cycle}, with {with_}")
_NEW_KEY_RESULT = marked("new key result: {promise}")
_FROM_TO = marked("from {was} to {now}")
_NEW_KPI_OF = marked("new KPI of {owner}")
_LATEST = marked("latest {value} for {period}")
_FILE = marked("the cycle has a file of its own now")
_NO_FILE = marked("the cycle has no file of its own any more")
_NEW_CYCLE = marked("new cycle from {first} to {last}")
_CARRIED = marked("carried forward from {name}")
_CARRIED_OF = marked("carried forward from {name} of {cycle}, with {number} of its {of}")
_CARRIED_WITH = marked("carried forward with its objective")
_OBJECTIVE_GONE = marked("objective removed, with {with_}")
_GONE_WITH = marked("removed with its objective")
_RENAMED = marked("renamed, was “{was}”")
_MOVED = marked("{what} moved, was {was}")
_TAKEN_AWAY = marked("{what} removed")
_MOVED_HERE = marked("moved here from {name}")
