"""How files stand is told by what the disk says of them, and by nothing of the program."""

import sys
from pathlib import Path

from okrsite.write.listing import listing


def test_the_same_files_are_the_same_however_the_program_holds_their_names(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("text")
    known, fresh = sys.intern(str(tmp_path)), "".join(list(str(tmp_path)))
    assert listing([known]) == listing([fresh])
