"""Bytes in, a file where a person asked for it out; or the end, with the reason."""

from pathlib import Path

from okrsite.cli.telling import fail, shown


def save(file: Path, content: bytes, option: str) -> None:
    """Write a file that `option` names, and the folders that it is in."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        fail(f"{shown(file)} cannot be written: {reason}", f"name another place with {option}")
