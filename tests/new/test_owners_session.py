"""The session of an owner in the manual is what the commands say, on the example company."""

import re
import shutil
from pathlib import Path

from typing_commands import typed

ROOT = Path(__file__).parents[2]


def test_the_session_in_the_manual_is_what_the_commands_say(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "okrsite.toml", tmp_path)
    text = (ROOT / "docs" / "writing.md").read_text(encoding="utf-8")
    sessions = re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    told = re.findall(r"^\$ (okrsite .+)\n((?:[^$].*\n)*)", "".join(sessions), re.MULTILINE)
    assert len(told) == 4
    for line, said in told:
        assert typed(tmp_path, line).said == said
    shown = re.findall(r"^`(content/\S+)`\n\n```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert [(path, (tmp_path / path).read_text(encoding="utf-8")) for path, _ in shown] == shown
