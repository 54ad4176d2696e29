"""`python -m okrsite` and the command itself: signals are heeded before anything is imported."""

import gc
import signal
import sys
from types import FrameType
from typing import NoReturn

# A site's values live until it is written and hardly ever form cycles, so looking for garbage
# as often as Python does by default takes a fifth of a large build that changes nothing.
SELDOM = (50_000, 10, 10)


def main() -> NoReturn:
    """Run a command; a signal ends it at once, without a traceback."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    gc.set_threshold(*SELDOM)
    from okrsite.cli import run  # noqa: PLC0415 - what it imports takes a while

    code = run()
    gc.freeze()  # a last look for garbage takes a while, and the system takes all memory back
    sys.exit(code)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    del frame
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
