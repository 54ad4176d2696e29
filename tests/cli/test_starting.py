"""What a command imports before it does anything: no more than it needs."""

import os
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from commands import SHORTEST, write

from okrsite.cli.main import COMMANDS, okrsite

HEAVY = {"pydantic", "jinja2", "yaml", "babel", "okrsite.journey", "okrsite.read.config"}


DRAWING = ("okrsite.plan.", "okrsite.render.", "okrsite.journey", "jinja2")

PROGRAM = """
import sys
from okrsite.cli import run
from okrsite.write import unchanged
unchanged.SLACK_NS = 10**7
run()
print(*sys.modules, sep="\\n", end="")
"""


def imported(*arguments: str | Path) -> set[str]:
    """The modules that are imported once a command has ended."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split("\n"))


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_what_is_said_of_the_program_imports_no_command(option: str) -> None:
    found = imported(option)
    assert "okrsite.cli.main" in found
    assert not found & HEAVY
    assert not found & {f"okrsite.cli.{name}" for name in COMMANDS}


def test_a_build_that_has_nothing_to_do_imports_nothing_to_do_it_with(tmp_path: Path) -> None:
    write(tmp_path, {"content/objectives/self-serve.md": SHORTEST})
    time.sleep(0.05)
    assert imported("build", tmp_path) >= {"okrsite.journey"}
    assert not imported("build", tmp_path) & HEAVY


def test_what_begins_or_records_something_imports_nothing_that_draws() -> None:
    for name in ("init", "new", "checkin", "record", "fmt"):
        found = imported(name, "--help")
        assert f"okrsite.cli.{name}" in found
        assert not {module for module in found if module.startswith(DRAWING)}


def test_each_command_is_listed_with_its_own_short_help() -> None:
    context = click.Context(okrsite)
    for name, short_help in COMMANDS.items():
        command = okrsite.get_command(context, name)
        assert command
        assert command.get_short_help_str(limit=100) == short_help
        assert len(short_help) <= 67, "more than a line in 80 columns"


def test_a_command_that_is_misspelt_is_guessed() -> None:
    assert "Did you mean 'build'?" in CliRunner().invoke(okrsite, ["buidl"]).output
