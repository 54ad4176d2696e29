"""The words an author chooses from: what each field with a fixed choice may say."""

from enum import StrEnum


class KeyResultType(StrEnum):
    """How a key result is measured."""

    INCREASE = "increase"
    DECREASE = "decrease"
    RELATIVE = "relative"
    REACH = "reach"
    MAINTAIN = "maintain"
    RECURRING = "recurring"
    MILESTONES = "milestones"
    BINARY = "binary"
    BASELINE = "baseline"


class Reduce(StrEnum):
    """How several values become one."""

    LAST = "last"
    SUM = "sum"
    MEAN = "mean"
    MAX = "max"
    MIN = "min"


class Combine(StrEnum):
    """How the units of a KPI become one value."""

    SUM = "sum"
    MEAN = "mean"


class Ambition(StrEnum):
    """Whether all of an objective is promised, or most of it would be a success."""

    COMMITTED = "committed"
    ASPIRATIONAL = "aspirational"


class Intent(StrEnum):
    """What an objective is for."""

    CHANGE = "change"
    FIX = "fix"
    IMPROVE = "improve"


class Stage(StrEnum):
    """Where an objective stands in its own life; closed follows from the cycle."""

    DRAFT = "draft"
    ACTIVE = "active"
    ABANDONED = "abandoned"


class Verdict(StrEnum):
    """A person's call on a goal."""

    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    OFF_TRACK = "off-track"


class Decision(StrEnum):
    """What becomes of an objective at the close."""

    KEEP = "keep"
    MODIFY = "modify"
    ABANDON = "abandon"


class Better(StrEnum):
    """Which way a KPI is good."""

    HIGHER = "higher"
    LOWER = "lower"
    WITHIN = "within"


class Indicator(StrEnum):
    """Whether a KPI foretells or confirms."""

    LEADING = "leading"
    LAGGING = "lagging"


class EventKind(StrEnum):
    """What happened to a KPI on a day."""

    DEFINED = "defined"
    REDEFINED = "redefined"
    CORRECTION = "correction"
    ACKNOWLEDGED = "acknowledged"
    RETIRED = "retired"


class TeamKind(StrEnum):
    """What sort of unit a team is."""

    COMPANY = "company"
    DEPARTMENT = "department"
    TEAM = "team"
    PROJECT = "project"


class PillarKind(StrEnum):
    """What sort of root goals hang on."""

    VISION = "vision"
    THEME = "theme"
    STAGE = "stage"


class DecimalMark(StrEnum):
    """Which sign divides whole numbers from their decimals in a table."""

    COMMA = "comma"
    POINT = "point"
