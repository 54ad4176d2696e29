"""Key results: their type, their promise and its past, what was said of them; all checked."""

from okrsite.model.key_results.build import KeyResultBuilder, local_id
from okrsite.model.key_results.promise import as_float
from okrsite.model.key_results.units import unit_of
from okrsite.model.key_results.updates import RawUpdate, refuse_two

__all__ = ["KeyResultBuilder", "RawUpdate", "as_float", "local_id", "refuse_two", "unit_of"]
