"""A few pages of a site that stands in, those that differ put in their places out."""

from collections.abc import Iterator
from os.path import realpath
from pathlib import Path

from okrsite.plan.output import Plan
from okrsite.write import files
from okrsite.write.drawing import Drawing
from okrsite.write.lock import locked
from okrsite.write.paths import STAGE
from okrsite.write.target import Target, failing


def put(plan: Plan, renderers: Drawing, target: Target) -> tuple[str, ...]:
    """Draw the pages of a plan over those that stand; which of them differ.

    The ledger is left as it is, so the next update looks at these files again. Raises
    OutputFailed where the disk does not take them.
    """
    output = Path(realpath(target.output))
    with failing(target), locked(output):
        return tuple(_put(plan, renderers, output))


def _put(plan: Plan, renderers: Drawing, output: Path) -> Iterator[str]:
    for one in plan.outputs:
        path = str(one.path)
        data = renderers[one.kind].render(one.data)
        before = files.read(f"{output}/{path}")
        if before is not None and before != data:
            files.replace(output / path, data, output / STAGE, is_settled=False)
            yield path
