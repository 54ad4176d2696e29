"""The settings are a file of the project, and of nowhere else."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from okrsite.base.project import FILE_NAME
from okrsite.read.library import read


def _link(to: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(to)


@pytest.mark.promise
@pytest.mark.parametrize(
    "make",
    [
        _link("/etc/passwd"),
        _link("../secret.toml"),
        _link("/dev/zero"),
        _link("content"),
        os.mkfifo,
        Path.mkdir,
    ],
    ids=["passwd", "above", "endless", "folder", "pipe", "a-folder"],
)
def test_what_is_no_file_of_the_project_is_neither_read_nor_shown(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    (tmp_path / "secret.toml").write_text('title = "A secret"\nword = \n')
    root = tmp_path / "project"
    (root / "content").mkdir(parents=True)
    make(root / FILE_NAME)
    library, problems = read(root)
    assert [(one.code, str(one.place)) for one in problems] == [("OKR005", FILE_NAME)]
    assert (library.settings.title, library.texts) == ("Goals", {})


def test_a_link_within_the_project_is_followed(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "shared.toml").write_text('title = "Ours"\n')
    (tmp_path / FILE_NAME).symlink_to("shared.toml")
    library, problems = read(tmp_path)
    assert (library.settings.title, len(problems)) == ("Ours", 0)
