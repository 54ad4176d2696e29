"""A starter repository: goals to edit, settings, and workflows that check and publish them."""

from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from okrsite import __version__

_WEEKS = 8
_SIGNUPS = (812, 840, 835, 866, 871, 902, 917, 934)
_HOURS = ("6.1", "5.8", "5.9", "5.4", "5.2", "5.1", "4.8", "4.9")


def start(folder: Path, today: date) -> tuple[str, ...] | str:
    """Write the starter into a folder; the paths written, or the one that is in the way.

    Its dates are those of the running quarter, so that the first site has something to say.
    """
    planned = _planned(today)
    in_the_way = next((path for path in sorted(planned) if (folder / path).exists()), None)
    if in_the_way:
        return str(folder / in_the_way)
    for path, text in sorted(planned.items()):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return tuple(sorted(planned))


def _planned(today: date) -> dict[str, str]:
    starter = files("okrsite.new") / "repository"
    cycle = f"{today.year}-q{(today.month + 2) // 3}"
    texts = {
        place: _filled(text, cycle)
        for path, text in _walk(starter, "")
        for place in _places(path, today)
    }
    return texts | {
        "content/kpis/weekly-signups.csv": _weekly(today, _SIGNUPS),
        "content/kpis/first-reply-time.csv": _weekly(today, _HOURS),
    }


def _walk(folder: Traversable, inside: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        path = f"{inside}{entry.name}"
        if entry.is_dir():
            found += _walk(entry, f"{path}/")
        else:
            found.append((path, entry.read_text(encoding="utf-8")))
    return found


def _places(path: str, today: date) -> tuple[str, ...]:
    """Where a file of the package goes; names with a dot are kept without it there."""
    if path == "content/checkins/checkin.md":
        return (f"content/checkins/{today}-ana.md",)
    return _PLACES.get(path, (path,))


def _filled(text: str, cycle: str) -> str:
    return Template(text).safe_substitute(cycle=cycle, version=__version__)


def _weekly(today: date, values: tuple[object, ...]) -> str:
    """A series of the last whole weeks, by ISO week."""
    monday = today - timedelta(days=today.weekday())
    rows = ["date,value"]
    for i, value in enumerate(values):
        year, week, _ = (monday - timedelta(weeks=_WEEKS - i)).isocalendar()
        rows.append(f"{year}-W{week:02d},{value}")
    return "\n".join(rows) + "\n"


_PLACES = {
    "github/dependabot.yml": (".github/dependabot.yml",),
    "github/goals-comment.yml": (".github/workflows/goals-comment.yml",),
    "github/goals.yml": (".github/workflows/goals.yml",),
    "gitlab-ci.yml": (".gitlab-ci.yml",),
    "gitignore": (".gitignore",),
    "gitattributes": (".gitattributes",),
    "pull-request.md": (
        ".github/pull_request_template.md",
        ".gitlab/merge_request_templates/Default.md",
    ),
}
