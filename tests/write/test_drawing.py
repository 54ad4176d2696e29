"""What came of an output, on its way from the process that drew it."""

import pickle

import pytest

from okrsite.plan.views.search import Record
from okrsite.write.drawing import LARGE, Drawn
from okrsite.write.ledger import Fingerprint

FINGERPRINT = Fingerprint("page", "0" * 32, (("program", "1"),))
FOUND = (Record("objectives/grow.html", "objective", "Grow", ("Grow to twice the size.",)),)


@pytest.mark.parametrize("data", [None, b"", b"<p>Grow", b"ab" * LARGE])
def test_what_was_drawn_arrives_as_it_was_sent(data: bytes | None) -> None:
    drawn = Drawn("objectives/grow.html", FINGERPRINT, data, FOUND, (b"<html>",))
    assert pickle.loads(pickle.dumps(drawn)) == drawn


def test_a_large_file_is_sent_in_few_bytes() -> None:
    drawn = Drawn("goals.json", FINGERPRINT, b'{"value": 1}' * LARGE, ())
    assert len(pickle.dumps(drawn)) < LARGE
