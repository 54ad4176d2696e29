"""How many processes draw."""

import os

import pytest

from okrsite.write.drawing import cores


def test_a_system_that_does_not_tell_what_may_be_used_has_all_of_its_processors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert cores() >= 1
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert cores() == 3
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1
