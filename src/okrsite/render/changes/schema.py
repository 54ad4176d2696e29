"""The JSON Schema of `okrsite diff --format json`."""

from okrsite.plan.changes.records import DifferenceRecord
from okrsite.plan.exports.schema import schema_of


def schema() -> str:
    """The schema as it is published: draft 2020-12, strict, every field explained.

    >>> '"additionalProperties": false' in schema()
    True
    """
    return schema_of(DifferenceRecord, "What changed for goals, as told by okrsite diff")
