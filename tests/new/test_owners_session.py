"""The session of an owner in the manual is what the commands say, on the example company."""

import re
import shutil
from pathlib import Path

from typing_commands import typed

ROOT = Path(__file__).parents[2]


def example(tmp_path: Path) -> Path:
    """A copy of the example company, to write into."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "okrsite.toml", tmp_path)
    return tmp_path


def test_the_session_in_the_manual_is_what_the_commands_say(tmp_path: Path) -> None:
    example(tmp_path)
    text = (ROOT / "docs" / "writing.md").read_text(encoding="utf-8")
    sessions = re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    told = re.findall(r"^\$ (okrsite .+)\n((?:[^$].*\n)*)", "".join(sessions), re.MULTILINE)
    assert len(told) == 4
    for line, said in told:
        assert typed(tmp_path, line).said == said
    shown = re.findall(r"^`(content/\S+)`\n\n```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert [(path, (tmp_path / path).read_text(encoding="utf-8")) for path, _ in shown] == shown


def test_every_objective_of_the_example_can_go_on(tmp_path: Path) -> None:
    root = example(tmp_path)
    texts = {file.stem: file.read_text() for file in (root / "content/objectives").rglob("*.md")}
    gone_on = set(re.findall(r"^carried_from: (\S+)$", "\n".join(texts.values()), re.MULTILINE))
    ids = sorted(texts.keys() - gone_on)
    named = " ".join(f"--carry {id_}" for id_ in ids)
    done = typed(root, f"okrsite new cycle 2027-q3 --as-of 2027-06-30 {named}")
    assert done.code == 0, done.said
    written = sorted((root / "content/objectives/2027-q3").iterdir())
    assert len(written) == len(ids)
    paths = " ".join(str(file.relative_to(root)) for file in written)
    assert typed(root, f"okrsite fmt --check {paths}").code == 0
