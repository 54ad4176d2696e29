"""Each command writes what its document says: the files, the words, and nothing else."""

from pathlib import Path

import pytest
from documents import EXAMPLES, Case, cases
from projects import open_project, write
from typing_commands import Typed, contents, typed

_DOCUMENTS = sorted(path.stem for path in (EXAMPLES / "writing").glob("*.md"))
_CASES = [case for name in _DOCUMENTS for case in cases(f"writing/{name}.md")]
_WRITES = "writes "


@pytest.mark.parametrize("case", _CASES, ids=str)
def test_a_command_writes_what_its_document_says(case: Case, tmp_path: Path) -> None:
    expected = [name for name in case.blocks if name.startswith(_WRITES)]
    files = {name: f"{text}\n" for name, text in case.files.items() if name not in expected}
    write(tmp_path, files)
    before = contents(tmp_path)
    lines = case.blocks["run"].split("\n")
    done = [typed(tmp_path, line) for line in lines]
    case.expect("".join(one.said for one in done).rstrip("\n"))
    after = contents(tmp_path)
    for name in expected:
        case.expect(after[name.removeprefix(_WRITES)].decode().removesuffix("\n"), name)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {name.removeprefix(_WRITES) for name in expected}
    assert before.keys() <= after.keys()
    assert all(one.code == (0 if _has_written(one) else 1) for one in done)
    assert not open_project(tmp_path).met.errors
    if expected and case.document.stem != "records":
        paths = " ".join(name.removeprefix(_WRITES) for name in expected)
        assert typed(tmp_path, f"okrsite fmt --check {paths}").code == 0


def _has_written(done: Typed) -> bool:
    """Whether a command says that it did what it was asked to."""
    return not done.said.startswith("error") and "nothing was written" not in done.said
