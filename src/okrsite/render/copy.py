"""A planned copy in, its bytes out."""

from okrsite.plan.assets import Copy
from okrsite.plan.output import Plain


class CopyRenderer:
    """Publishes bytes as they are."""

    def stamp(self, data: Plain) -> tuple[tuple[str, str], ...]:
        """Nothing besides the bytes themselves decides."""
        del data
        return ()

    def render(self, data: Plain) -> bytes:
        """The bytes."""
        assert isinstance(data, Copy)
        return data.content
