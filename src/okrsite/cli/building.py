"""The long way of `okrsite build`: from the files to the site, its problems told on the way."""

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from os.path import realpath
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from okrsite import journey
from okrsite.base.frozen import Frozen, replace
from okrsite.base.project import STATE
from okrsite.cli.drafts import draft_to_build
from okrsite.compare.git import is_in_repository
from okrsite.compare.history import NO_HISTORY
from okrsite.render.findings.summary import count_of, counted
from okrsite.write import files
from okrsite.write.ahead import templates_ahead
from okrsite.write.charts import ChartStore
from okrsite.write.drawing import Hands, cores, processes
from okrsite.write.indexer import Ahead
from okrsite.write.ledger import ledger_file
from okrsite.write.report import Report
from okrsite.write.search import SearchIndex
from okrsite.write.shared import SharedCache
from okrsite.write.unchanged import Order, Sources, Told, leave, remember
from okrsite.write.update import Crew, Reached
from okrsite.write.verify import differences

HARDLY_EVER = (700_000, 10, 10)
"""When to look for garbage in a program that will have ended before much of it has gathered."""


class Beyond(Frozen):
    """What a build uses beyond this machine, each by its URL, where there is one.

    The `scheduler` of a cluster that draws, and a `cache` that is shared with other machines.
    """

    scheduler: str | None = None
    cache: str | None = None


def build_anew(
    order: Order,
    sources: Sources | None,
    since: str,
    beyond: Beyond,
    reached: Reached,
    *,
    is_verified: bool,
) -> tuple[Report, Told]:
    """Bring the output to the files of the project; what was done, and what to tell of it.

    Both is kept for the next build where it went well in all, and where it is known how the
    `sources` stood before. `reached` is told each stage that is behind. Notes on a shared cache are
    of this build alone. Ends with exit code 1 where a problem stops it.
    """
    left: list[str | None] = []
    gc.set_threshold(*HARDLY_EVER)
    with (
        _templates(order, beyond.scheduler) as take_templates,
        _hands(beyond.scheduler) as hands,
        closing(Ahead()) as ahead,
    ):
        drafted = draft_to_build(
            order.project,
            journey.Wishes(order.as_of, order.base_url, order.is_strict, since),
            reached,
        )
        cache = SharedCache(beyond.cache, order.project / STATE) if beyond.cache else None
        if cache:
            cache.fetch()
            reached("fetch from the shared cache")
        take_templates()
        index = SearchIndex(order.project / STATE, ahead.emit)
        report = journey.write(
            drafted,
            order.output,
            ChartStore(order.project / STATE),
            crew=Crew(
                hands,
                index,
                reached,
                ahead=ahead.take if index.is_first else None,
                leaving=lambda: left.append(leave(order, sources) if sources else None),
            ),
        )
    if is_verified:
        _verify(drafted, order.output)
    reached("note down")
    told = _told(drafted, report)
    if sources and left[0] and not report.notes and not _has_lost_history(drafted):
        remember(order, sources, left[0], told)
    if cache:
        cache.send()
        reached("send to the shared cache")
        report = replace(report, notes=(*report.notes, *cache.notes))
    return report, told


def _templates(order: Order, scheduler: str | None) -> AbstractContextManager[Callable[[], None]]:
    """Templates compiled ahead, where all pages will be drawn here and a processor would idle."""
    ledger = ledger_file(order.project / STATE, Path(realpath(order.output)), order.project)
    if scheduler or cores() < 2 or files.read(ledger) is not None:
        return nullcontext(lambda: None)
    return templates_ahead(order.project)


@contextmanager
def _hands(scheduler: str | None) -> Iterator[Hands]:
    """Who draws: the processors of this machine, or a cluster."""
    if scheduler is None:
        yield processes(cores())
        return
    from okrsite.write.cluster import workers  # noqa: PLC0415 - for those who have one

    with workers(scheduler) as hands:
        yield hands


def _verify(drafted: journey.Draft, target: Path) -> None:
    """Build from nothing beside, and end with a fault where the two sites differ."""
    with TemporaryDirectory(prefix="okrsite-") as temporary:
        clean = Path(temporary) / "output"
        state = Path(temporary) / "state"
        journey.write(drafted, clean, ChartStore(state), state=state)
        found = differences(target, clean)
    if found:
        raise RuntimeError(f"the build differs from a clean one in {', '.join(found)}")
    click.echo("verified: the same as a build from nothing")


def _told(drafted: journey.Draft, report: Report) -> Told:
    pressing = drafted.problems.pressing
    return Told(
        as_of=drafted.as_of,
        timezone="" if drafted.is_day_chosen else drafted.library.settings.timezone,
        files=count_of(len(report.written) + len(report.unchanged), "file", "files"),
        warnings=drafted.described(pressing),
        count=counted(pressing),
    )


def _has_lost_history(drafted: journey.Draft) -> bool:
    """Git was asked and gave no answer, as it may the next time."""
    library = drafted.library
    is_asked = library.settings.history.git and is_in_repository(library.root)
    return is_asked and drafted.history is NO_HISTORY
