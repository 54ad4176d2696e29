"""The made-up sites of the benchmark are sites in good order, and say the same in each dialect."""

import re
from datetime import date
from pathlib import Path

import corpus
import portfolio
import pytest
from dialects import DIALECTS, write

from okrsite.journey import Draft, Wishes, draft


def drafted(root: Path) -> Draft:
    return draft(root, Wishes(wants_history=False), lambda _: date(2026, 11, 29))


@pytest.mark.parametrize("subject", corpus.PAGES)
def test_nothing_is_found_wrong_with_a_made_up_site(subject: str, tmp_path: Path) -> None:
    write(tmp_path, corpus.files(subject, "okrsite", 30))
    found = drafted(tmp_path)
    assert found.described(found.problems) == ()


def test_each_objective_has_three_key_results_of_sixty_values_each(tmp_path: Path) -> None:
    write(tmp_path, portfolio.project(20))
    found = drafted(tmp_path)
    assert found.assessment
    measured = [len(one.measured) for one in found.assessment.key_results.values()]
    assert measured == [60] * 60


def test_an_edit_changes_the_text_and_one_number_of_an_objective(tmp_path: Path) -> None:
    write(tmp_path, portfolio.project(4))
    file = tmp_path / "content" / "objectives" / "objective-2.md"
    before = file.read_text()
    portfolio.edit(file, 1234)
    lines = zip(before.splitlines(), file.read_text().splitlines(), strict=True)
    changed = [new for old, new in lines if old != new]
    assert changed[0] == "    target: 1234"
    assert changed[1].startswith("State: tok-001234.")
    assert len(changed) == 2


@pytest.mark.parametrize("subject", corpus.PAGES)
def test_every_dialect_has_the_same_words(subject: str) -> None:
    told = {
        dialect: [
            _words(text)
            for path, text in corpus.files(subject, dialect, 12)
            if re.search(r"/(page|objective)-\d+\.md$", path)
        ]
        for dialect in DIALECTS
        if (subject, dialect) != ("goals", "okrsite")
    }
    first, *others = told.values()
    assert len(first) == 12
    assert all(other == first for other in others)


def _words(text: str) -> list[str]:
    """The words of a page, without its fields and where its links lead."""
    return re.sub(r"\]\([^)]*\)", "]", text.split("---\n", 2)[2]).split()
