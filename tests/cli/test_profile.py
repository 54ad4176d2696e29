"""Where the time of a build went."""

from pathlib import Path

from commands import SHORTEST, okrsite

from okrsite.cli.stages import Stages


def test_each_stage_has_its_seconds_and_its_share(tmp_path: Path) -> None:
    goal = tmp_path / "content" / "objectives" / "grow.md"
    goal.parent.mkdir(parents=True)
    goal.write_text(SHORTEST)
    arguments = ("build", str(tmp_path), "--as-of", "2026-11-20", "--profile")
    first = okrsite(*arguments)
    told = [line.rsplit(maxsplit=2) for line in first.stderr.splitlines() if line.endswith("%")]
    stages = [stage for stage, _, _ in told]
    assert stages[:3] == ["look whether anything changed", "import", "read"]
    assert {"assess", "plan and draw pages", "index for search", "publish"} <= set(stages)
    assert stages.index("index for search") < stages.index("draw all else")
    assert abs(sum(float(share.rstrip("%")) for _, _, share in told) - 100) < len(told)


def test_a_stage_that_is_come_to_again_is_one_line() -> None:
    stages = Stages(0.0)
    for stage in ("read", "draw", "read"):
        stages.reached(stage)
    assert [line.split()[0] for line in stages.table().splitlines()] == [
        "stage",
        "read",
        "draw",
        "all",
    ]
