"""The schema of SARIF's standard, which npm brings (see `.ci/tools`), held against documents."""

import json
from pathlib import Path
from typing import Any

import pytest

TOOLS = Path(__file__).parents[1] / "browser" / "node_modules"
SCHEMA = TOOLS / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"


def wrong(document: object) -> list[str]:
    """What the schema has against a document; the test is skipped where there is no schema."""
    jsonschema = pytest.importorskip("jsonschema")
    if not SCHEMA.is_file():
        pytest.skip("run .ci/tools to have the schema of SARIF")
    schema: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return [error.message for error in jsonschema.Draft4Validator(schema).iter_errors(document)]
