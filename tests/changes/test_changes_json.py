"""The JSON of a difference holds all of it, in a shape that a published schema holds it to."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from realistic import DIFFERENCE, NOTHING

from okrsite.compare.difference import Difference
from okrsite.render.changes.as_json import as_json
from okrsite.render.changes.schema import schema

SCHEMA = json.loads(schema())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _faults(document: object) -> list[str]:
    return [f"{list(error.path)}: {error.message}" for error in VALIDATOR.iter_errors(document)]


def _document(difference: Difference = DIFFERENCE) -> Any:
    return json.loads(as_json(difference), parse_constant=pytest.fail)


def test_the_schema_is_a_schema_and_explains_every_field() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for kind, one in [("whole", SCHEMA), *SCHEMA["$defs"].items()]:
        assert one["additionalProperties"] is False, kind
        assert one["required"] == list(one["properties"]), kind
        for name, field in one["properties"].items():
            assert field["description"], f"{kind}.{name}"


@pytest.mark.parametrize("difference", [DIFFERENCE, NOTHING], ids=["much", "nothing"])
def test_a_difference_is_valid(difference: Difference) -> None:
    assert _faults(_document(difference)) == []


def test_numbers_are_exact_and_words_are_those_of_machines() -> None:
    shift = _document()["shifts"][0]
    assert (shift["before"], shift["between"], shift["after"]) == (0.3795, 0.3951, 0.5196)
    assert shift["by_goalpost"] == 0.5196 - 0.3951
    assert (shift["status_before"], shift["measure"]) == ("off-track", "progress")
    thing = _document()["things"][0]
    assert thing["subject"] == {"kind": "key-result", "id": "self-serve#sign-ups"}
    assert (thing["fields"][0]["was"], thing["fields"][0]["is"]) == (2500, 2000)
    assert _document()["things"][2]["fields"][0]["is"] == "person:ben"


def _broken(name: str) -> Any:
    document = _document()
    if name == "a field is missing":
        del document["shifts"][0]["between"]
    if name == "a field is unknown":
        document["things"][0]["colour"] = "red"
    if name == "a word is none of ours":
        document["shifts"][0]["status_after"] = "splendid"
    if name == "a number is a text":
        document["shifts"][0]["after"] = "52%"
    if name == "a day is none":
        document["as_of"] = "yesterday"
    if name == "it is another version":
        document["version"] = 2
    return document


@pytest.mark.parametrize(
    "name",
    [
        "a field is missing",
        "a field is unknown",
        "a word is none of ours",
        "a number is a text",
        "a day is none",
        "it is another version",
    ],
)
def test_a_broken_document_is_refused(name: str) -> None:
    assert len(_faults(_broken(name))) == 1
