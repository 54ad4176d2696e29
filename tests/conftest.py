"""What every test may use."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from projects import Files, Project, open_project, write

# Where CI is set, a run repeats the one before; everywhere else it looks for new cases.
settings.register_profile(
    "okrsite",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("okrsite")


@pytest.fixture
def project(tmp_path: Path) -> Callable[[Files], Project]:
    """Builds a project from paths and texts, and reads it."""

    def build(files: Files) -> Project:
        write(tmp_path, files)
        return open_project(tmp_path)

    return build
