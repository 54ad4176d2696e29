"""A place to keep bytes that are dear to make, found again by what they were made from."""

from typing import Protocol


class Cache(Protocol):
    """Keeps bytes by fingerprint; forgetting them costs time and nothing else."""

    def get(self, fingerprint: str) -> bytes | None:
        """The bytes kept under the fingerprint, or None where there are none to be trusted."""

    def put(self, fingerprint: str, data: bytes) -> None:
        """Keep the bytes under their fingerprint."""
