"""Processes that draw, and what came of an output on its way from one."""

import os
import pickle
from pathlib import PurePosixPath

import pytest

from okrsite.plan.output import Output, Plain, nothing_found
from okrsite.plan.views.search import Record
from okrsite.write import drawing
from okrsite.write.drawing import FEW, LARGE, PART, Drawn, Work, processes
from okrsite.write.ledger import Fingerprint, Stamp

FINGERPRINT = Fingerprint("page", "0" * 32, (("program", "1"),))
FOUND = (Record("objectives/grow.html", "objective", "Grow", ("Grow to twice the size.",)),)


@pytest.mark.parametrize("data", [None, b"", b"<p>Grow", b"ab" * LARGE])
def test_what_was_drawn_arrives_as_it_was_sent(data: bytes | None) -> None:
    drawn = Drawn("objectives/grow.html", FINGERPRINT, data, FOUND, (b"<html>",))
    assert pickle.loads(pickle.dumps(drawn)) == drawn


def test_a_large_file_is_sent_in_few_bytes() -> None:
    drawn = Drawn("goals.json", FINGERPRINT, b'{"value": 1}' * LARGE, ())
    assert len(pickle.dumps(drawn)) < LARGE


def test_processes_are_renewed_and_the_order_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "ROUND", 2)
    outputs = tuple(Output(PurePosixPath(f"{n}.txt"), "who", n) for n in range(FEW + PART))
    drawn = list(processes(2)(Work(outputs, {"who": Who()}, {}, nothing_found)))
    assert [one.path for one in drawn] == [str(one.path) for one in outputs]
    drew = [one.data for one in drawn]
    rounds = [set(drew[at : at + 2 * PART]) for at in range(0, len(drew), 2 * PART)]
    assert all(len(some) <= 2 for some in rounds)
    assert len(set().union(*rounds)) == sum(map(len, rounds)), "a process drew in two rounds"
    assert str(os.getpid()).encode() not in drew


class Who:
    """Draws which process draws."""

    def stamp(self, data: Plain) -> Stamp:
        return ()

    def render(self, data: Plain) -> bytes:
        return str(os.getpid()).encode()
