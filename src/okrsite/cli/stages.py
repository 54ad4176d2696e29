"""Where the time of a build went: its stages as they are reached, as a table."""

from time import perf_counter


class Stages:
    """The seconds on the clock that each stage of a build took, in the order of the stages."""

    def __init__(self, started: float) -> None:
        self._last = started
        self._seconds: dict[str, float] = {}

    def reached(self, stage: str) -> None:
        """A stage is behind; one that is come to again takes as long as all its times together."""
        now = perf_counter()
        self._seconds[stage] = self._seconds.get(stage, 0.0) + now - self._last
        self._last = now

    def table(self) -> str:
        """A line a stage: its seconds, and its share of all."""
        whole = sum(self._seconds.values())
        lines = [f"{'stage':30}{'seconds':>9}{'share':>8}"]
        lines += [
            f"{stage:30}{seconds:9.3f}{seconds / whole:8.0%}"
            for stage, seconds in self._seconds.items()
        ]
        return "\n".join([*lines, f"{'all':30}{whole:9.3f}"])
