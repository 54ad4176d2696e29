"""`okrsite.toml`: the trusted settings, each with its default; an unknown key is an error."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from okrsite.base.problems import Place, Problems, did_you_mean
from okrsite.base.project import FILE_NAME, FIRST_DAY, LAST_DAY

IN_POINTS = ("engagedly", "planview")
"""The presets whose bounds are points behind what was expected, not shares of it."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _known_language(name: str) -> str:
    try:
        Locale.parse(name, sep="-" if "-" in name else "_")
    except (UnknownLocaleError, ValueError) as error:
        raise ValueError("expected a language such as `en` or `de`") from error
    return name.replace("-", "_")


def _known_timezone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("expected a timezone such as `UTC` or `Europe/Berlin`")
    return name


def _rising(value: tuple[float, float]) -> tuple[float, float]:
    if value[0] > value[1]:
        raise ValueError("expected two scores from 0 to 1, the lower one first")
    return value


def _countable(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"expected a day from {FIRST_DAY} to {LAST_DAY}")
    return day


def _web(template: str) -> str:
    """A template of an address whose host nothing that is filled in can change."""
    if template and not re.fullmatch(r"https?://[\w.-]+(:\d+)?(/[!-~]*)?", template):
        raise ValueError("expected an address such as `https://git.example.com/edit/{path}`")
    return template


def _repository(address: str) -> str:
    if _web(address) and re.search(r"[{}?#]", address):
        raise ValueError(
            "expected the repository's address, such as `https://github.com/you/goals`"
        )
    return address.removesuffix("/").removesuffix(".git")


def _inner_folder(path: str) -> str:
    parts = path.strip("/").split("/")
    if path and not all(part.strip(". ") for part in parts):
        raise ValueError("expected a folder inside the repository, such as `goals`")
    return path.strip("/")


Days = Annotated[int, Field(ge=0, le=3660)]
Share = Annotated[float, Field(ge=0, le=1)]
WebTemplate = Annotated[str, AfterValidator(_web)]


class Calendar(_Table):
    """How years are counted: the month in which the fiscal year starts, if one is used."""

    fiscal_year_starts: Annotated[int, Field(ge=1, le=12)] | None = None


class CycleSettings(_Table):
    """Which cycle the site opens on, where it is not the one that contains the as-of day."""

    current: str | None = None


class Pace(_Table):
    """What counts as on track: a preset by name, or `bounds` of its kind in its place.

    The bounds are the least progress that is on track and at risk: shares of the expected
    progress (0..1), or for `engagedly` and `planview` the most points (0..1) it may fall behind.
    """

    preset: Literal["mooncamp", "upraise", "viva", "engagedly", "planview"] = "mooncamp"
    bounds: Annotated[tuple[float, float], Field(strict=False)] | None = None
    too_early_below: Annotated[float, Field(ge=0, le=1)] = 0.10

    @field_validator("bounds")
    @classmethod
    def _in_order(
        cls, value: tuple[float, float] | None, known: ValidationInfo
    ) -> tuple[float, float] | None:
        """The bounds, where what is on track lies no further behind than what is at risk."""
        if value is None:
            return None
        is_in_points = known.data.get("preset") in IN_POINTS
        on_track, at_risk = value if is_in_points else reversed(value)
        if not 0 <= on_track <= at_risk <= 1:
            raise ValueError(_BOUNDS[is_in_points])
        return value


class CheckIns(_Table):
    """The rhythm of updates where a cycle names none, and the days of grace after it."""

    every: Literal["week", "month", "quarter"] = "week"
    grace_days: Days = 3


class Freshness(_Table):
    """Days after the end of a period before a KPI without a new value is stale."""

    hourly: Days = 1
    daily: Days = 1
    weekly: Days = 3
    monthly: Days = 10
    quarterly: Days = 20
    annual: Days = 60


class Score(_Table):
    """The bands of a final score: below `partly` missed, from `achieved` achieved.

    Aspirational goals aim at the `sweet_spot`, ends included; a cycle in which they average above
    `too_safe_above` promised too little.
    """

    partly: Share = 0.4
    achieved: Share = 0.7
    sweet_spot: Annotated[tuple[Share, Share], AfterValidator(_rising), Field(strict=False)] = (
        0.6,
        0.7,
    )
    too_safe_above: Share = 0.85


class Limits(_Table):
    """How many goals and vital signs a team can hold in mind."""

    objectives: Annotated[int, Field(ge=1)] = 5
    key_results: Annotated[int, Field(ge=1)] = 5


class Audience(_Table):
    """Who may see what. Not built yet: an order is refused, so that nothing leaks."""

    order: Annotated[tuple[str, ...], Field(strict=False)] = ()
    default: str | None = None
    build: str | None = None
    paths: dict[str, str] = {}


class Company(_Table):
    """The company the goals belong to."""

    name: str = ""
    stage: str = ""


class Edit(_Table):
    """The repository, and the templates of links into it where its kind of forge is not enough.

    `{path}` is the path of a file in it, `{folder}` that of its folder, `{content}` a text for
    the file, `{title}` and `{body}` what a proposal says, `{commit}` the id of a commit.
    """

    forge: Literal["", "github", "gitlab", "gitea", "bitbucket"] = ""
    repository: Annotated[str, AfterValidator(_repository)] = ""
    branch: str = "main"
    folder: Annotated[str, AfterValidator(_inner_folder)] = ""
    url: WebTemplate = ""
    new_url: WebTemplate = ""
    propose_url: WebTemplate = ""
    commit_url: WebTemplate = ""

    @model_validator(mode="after")
    def _both_or_neither(self) -> "Edit":
        """The settings, where links can follow from them."""
        if bool(self.forge) != bool(self.repository):
            raise ValueError("expected `forge` and `repository` together")
        return self


class HistorySettings(_Table):
    """Whether git is asked how promises came to be."""

    git: bool = True


class Check(_Table):
    """How much the findings of each quality rule weigh, where it is not the rule's own weight."""

    severity: dict[str, Literal["off", "advice", "warning", "error"]] = {}


Level = Literal["free", "warn", "forbidden"]
LevelOrReason = Literal["free", "warn", "reason", "forbidden"]
LEVELS = ("free", "warn", "reason", "forbidden")
"""What a policy may say of a change, the strictest last."""


class Policy(_Table):
    """What is said of changes between two revisions, by what they change.

    `free`: nothing; `warn`: a warning unless a reason is given; `reason`: an error unless one is;
    `forbidden`: an error. `reason` can be asked where there is a place to give one.
    """

    start: LevelOrReason = "reason"
    target: LevelOrReason = "reason"
    days: LevelOrReason = "reason"
    weight: LevelOrReason = "reason"
    bounds: LevelOrReason = "reason"
    expected: LevelOrReason = "reason"
    milestones: LevelOrReason = "reason"
    measure: Level = "warn"
    key_results_added: Level = "warn"
    key_results_removed: Level = "forbidden"
    owner: Level = "free"
    cycle: Level = "warn"
    kpi_definition: LevelOrReason = "reason"
    kpi_thresholds: LevelOrReason = "warn"
    kpi_target: LevelOrReason = "warn"
    closed: Level = "warn"
    deleted: Level = "forbidden"
    checkins: Level = "warn"
    history: LevelOrReason = "warn"
    cycle_days: Level = "warn"
    policy: Level = "warn"


class Pull(_Table):
    """Room for the settings of data sources."""


class Settings(_Table):
    """Everything `okrsite.toml` may hold."""

    title: str = "Goals"
    language: Annotated[str, AfterValidator(_known_language)] = "en"
    base_url: str = ""
    search_engines: bool = True
    timezone: Annotated[str, AfterValidator(_known_timezone)] = "UTC"
    as_of: Annotated[date, AfterValidator(_countable)] | None = None
    theme: str = "default"
    keep: Annotated[tuple[str, ...], Field(strict=False)] = ()
    calendar: Calendar = Calendar()
    cycle: CycleSettings = CycleSettings()
    pace: Pace = Pace()
    checkins: CheckIns = CheckIns()
    freshness: Freshness = Freshness()
    score: Score = Score()
    limits: Limits = Limits()
    audience: Annotated[Audience, Field(strict=False)] = Audience()
    company: Company = Company()
    edit: Edit = Edit()
    history: HistorySettings = HistorySettings()
    check: Check = Check()
    policy: Policy = Policy()
    pull: Pull = Pull()


def config(root: Path, problems: Problems) -> Settings:
    """The settings of the project at `root`; the defaults where it has no file."""
    path = root / FILE_NAME
    if not path.exists():
        return Settings()
    if not is_own(path):
        problems.error(
            "OKR005",
            Place(FILE_NAME),
            "this is no regular file of the project, and is not followed",
            hint="copy the file into the project",
        )
        return Settings()
    try:
        text = path.read_text(encoding="utf-8")
        written = tomllib.loads(text)
    except OSError as error:
        problems.error("OKR002", Place(FILE_NAME), f"the file cannot be read: {error.strerror}")
        return Settings()
    except UnicodeDecodeError:
        problems.error("OKR040", Place(FILE_NAME, 1, 1), "the file is not UTF-8 text")
        return Settings()
    except tomllib.TOMLDecodeError as error:
        _report_syntax(error, problems)
        return Settings()
    try:
        settings = Settings.model_validate(written)
    except ValidationError as error:
        for found in error.errors():
            _report(found["type"], found["loc"], str(found["msg"]), text, problems)
        return Settings()
    _refuse_audiences(settings, text, problems)
    return settings


def is_own(path: Path) -> bool:
    """Whether a path leads to a regular file below its folder: no pipe, no device, no link out."""
    return path.is_file() and path.resolve().is_relative_to(path.parent.resolve())


def _report_syntax(error: tomllib.TOMLDecodeError, problems: Problems) -> None:
    found = re.search(r"line (\d+), column (\d+)", str(error))
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    message = re.sub(r" \(at .*\)", "", str(error))
    problems.error(
        "OKR040",
        Place(FILE_NAME, line, column),
        f"this is not TOML: {message[:1].lower()}{message[1:]}",
    )


def _report(
    kind: str, loc: tuple[int | str, ...], message: str, text: str, problems: Problems
) -> None:
    names = [str(part) for part in loc if isinstance(part, str)]
    dotted, place = ".".join(names), setting_place(names, text)
    if kind == "extra_forbidden":
        table = Settings if len(names) == 1 else Settings.model_fields[names[0]].annotation
        known = getattr(table, "model_fields", {})
        problems.error(
            "OKR041",
            place,
            f"`{dotted}` is not a setting",
            hint=did_you_mean(names[-1], known) or f"known here: {', '.join(known)}",
        )
        return
    said = message.removeprefix("Value error, ").removeprefix("Input should be ")
    said = said.replace("a valid tuple", "a list")
    expected = said if said.startswith("expected") else f"expected {said}"
    problems.error("OKR042", place, f"`{dotted}` has a wrong value: {expected}")


def setting_place(names: list[str], text: str) -> Place:
    """The place of a setting, by its table and its name; of the file where it has no line."""
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[([\w.-]+)\]", line):
            table = header[1]
            if names == [table]:
                return Place(FILE_NAME, number, 1, len(line))
        key = re.match(r"\s*([\w-]+(?:\s*\.\s*[\w-]+)*)\s*=", line)
        if key and [*filter(None, [table]), *re.split(r"\s*\.\s*", key[1])] == names:
            return Place(FILE_NAME, number, key.start(1) + 1, len(key[1]))
    if len(names) == 1:
        return Place(FILE_NAME, 1, 1)
    return _within(setting_place(names[:-1], text), names[-1], text)


def _within(around: Place, name: str, text: str) -> Place:
    """The place of a name in an inline table; of the table where the name is not on its line."""
    found = re.compile(rf"\b{re.escape(name)}\b").search(
        text.split("\n")[around.line - 1], around.column - 1 + around.length
    )
    if not found:
        return around
    return Place(FILE_NAME, around.line, found.start() + 1, len(name))


def _refuse_audiences(settings: Settings, text: str, problems: Problems) -> None:
    if settings.audience.order:
        problems.error(
            "OKR043",
            setting_place(["audience", "order"], text),
            "audiences are not built yet, so nothing would be hidden",
            hint="take the order out, or keep what is confidential elsewhere",
        )


_BOUNDS = (
    "expected two shares from 0 to 1, that of on track first and no smaller than that of at risk",
    "expected two numbers of points from 0 to 1, those of on track first and no more than those of "
    "at risk",
)
"""What bounds are, as shares and as points."""
