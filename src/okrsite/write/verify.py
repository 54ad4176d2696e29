"""Two output folders side by side: the proof, on a user's own site, that incremental = clean."""

from pathlib import Path

from okrsite.write import files
from okrsite.write.paths import MARKER
from okrsite.write.survey import listed_in


def differences(output: Path, clean: Path) -> tuple[str, ...]:
    """The paths of ours that are not the same bytes in both folders, sorted."""
    listed = (listed_in(output) or frozenset()) | (listed_in(clean) or frozenset()) | {MARKER}
    return tuple(
        path for path in sorted(listed) if files.read(output / path) != files.read(clean / path)
    )
