"""The words of an author's choices, as sentences say them; each is a message of the catalogues."""

from okrsite.base.words import marked
from okrsite.model.calendar import Cadence
from okrsite.model.schema import Reduce, Stage

CADENCES = {
    Cadence.HOURLY: marked("hourly"),
    Cadence.DAILY: marked("daily"),
    Cadence.WEEKLY: marked("weekly"),
    Cadence.MONTHLY: marked("monthly"),
    Cadence.QUARTERLY: marked("quarterly"),
    Cadence.ANNUAL: marked("annual"),
    Cadence.IRREGULAR: marked("irregular"),
}
REDUCTIONS = {
    Reduce.LAST: marked("last"),
    Reduce.SUM: marked("sum"),
    Reduce.MEAN: marked("mean"),
    Reduce.MAX: marked("max"),
    Reduce.MIN: marked("min"),
}
STAGES = {
    Stage.DRAFT: marked("draft"),
    Stage.ACTIVE: marked("active"),
    Stage.ABANDONED: marked("abandoned"),
}
