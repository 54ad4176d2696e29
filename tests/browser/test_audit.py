"""Lighthouse, at full marks for all that does not depend on the machine; `make audit` prints it."""

import json
import subprocess
from pathlib import Path

import pytest
from example import served
from kinds import path_of

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
AUDITED = ("home", "objective with every fact", "KPI in alert", "report on a cycle")
"""Kinds of pages, of those in `kinds.py`."""


def test_lighthouse_gives_full_marks(example: Path) -> None:
    told = audited(example)
    assert len(told) == len(AUDITED)
    for page in told.values():
        assert page["missed"] == []
        assert page["scores"] == {"accessibility": 100, "best-practices": 100, "seo": 100}


def audited(site: Path) -> dict[str, dict[str, object]]:
    """What Lighthouse says of each page, by its address."""
    with served(site) as address:
        pages = [f"{address}/{path_of(kind, site).relative_to(site)}" for kind in AUDITED]
        command = ["node", str(HERE / "audit.mjs"), *pages]
        run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE)
    found: dict[str, dict[str, object]] = json.loads(run.stdout)
    return found
