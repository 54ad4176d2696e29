"""What every test may use."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from projects import Files, Project, open_project, write

settings.register_profile(
    "okrsite", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("okrsite")


@pytest.fixture
def project(tmp_path: Path) -> Callable[[Files], Project]:
    """Builds a project from paths and texts, and reads it."""

    def build(files: Files) -> Project:
        write(tmp_path, files)
        return open_project(tmp_path)

    return build
