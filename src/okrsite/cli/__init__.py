"""The commands. Problems become exit codes: 0 fine, 1 problems, 2 wrong usage, 3 our fault."""

from okrsite.cli.main import okrsite, run

__all__ = ["okrsite", "run"]
