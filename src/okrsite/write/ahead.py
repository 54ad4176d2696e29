"""A project in, its templates compiled: by a process of its own, while this one reads the files.

Processes that draw then inherit what was made. However far it has come, the site is the same: what
is missing is made by whoever needs it, who also says what is wrong with a template.
"""

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from okrsite.base.problems import Problems
from okrsite.read.config import config
from okrsite.render.templates import keep, prepare
from okrsite.render.theme import find
from okrsite.write.drawing import begin


@contextmanager
def templates_ahead(root: Path) -> Iterator[Callable[[], None]]:
    """Have the templates of a project compiled; who calls what is given has what there is by then.

    Nobody waits: the process is ended by the call, or where none comes.
    """
    with ExitStack() as stack:
        try:
            sheet = stack.enter_context(TemporaryFile(buffering=0))
        except OSError:
            yield lambda: None
            return
        process = get_context("fork").Process(target=_prepare, args=(root, sheet, os.getpid()))
        process.start()

        def end() -> None:
            process.kill()
            process.join()

        def take() -> None:
            end()
            _keep(sheet)

        stack.callback(end)
        yield take


def _prepare(root: Path, sheet: IO[bytes], parent: int) -> None:
    """Write down each template as it is compiled; the first that cannot be is the end."""
    begin(parent)
    try:
        theme = find(root, config(root, Problems()).theme, Problems())
        for one in prepare(theme):
            sheet.write(pickle.dumps(one))
    finally:
        os._exit(0)  # without a word: whoever needs what is missing says what is wrong


def _keep(sheet: IO[bytes]) -> None:
    """Keep what was written down, but for a last one that was cut off."""
    sheet.seek(0)
    with suppress(EOFError, pickle.UnpicklingError):
        while True:
            keep(pickle.load(sheet))  # noqa: S301 - written by our own process
