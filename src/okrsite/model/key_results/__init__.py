"""Key results: their type, their promise and its past, what was said of them; all checked."""

from okrsite.model.key_results.build import KeyResultBuilder, local_id
from okrsite.model.key_results.promise import as_float, promise_of
from okrsite.model.key_results.types import type_of
from okrsite.model.key_results.units import unit_of
from okrsite.model.key_results.updates import RawUpdate, refuse_two

__all__ = [
    "KeyResultBuilder",
    "RawUpdate",
    "as_float",
    "local_id",
    "promise_of",
    "refuse_two",
    "type_of",
    "unit_of",
]
