"""A command line in, the command it asks for run, an exit code out.

A command is imported when it is asked for, so that each starts without what only others need.
"""

import os
from importlib import import_module

import click

from okrsite import __version__
from okrsite.base.problems import CannotError, describe
from okrsite.cli.telling import FAULT, INTERRUPTED, PROBLEMS, USAGE, say_error
from okrsite.write.target import OutputError


class _Commands(click.Group):
    """The commands, each in the module of its name; `commands` knows them by their names alone."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, which is imported for it."""
        if cmd_name not in COMMANDS:
            return None
        found = getattr(import_module(f"okrsite.cli.{cmd_name}"), cmd_name)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="okrsite")
def okrsite() -> None:
    """Objectives, key results and KPIs in Markdown files become a static site.

    \b
    Try it:
      okrsite init goals     write a starter repository into goals/
      okrsite watch goals    preview it, rebuilt on every edit
      okrsite build goals    write the site into goals/output/

    \b
    Every week, in the folder of the goals:
      okrsite checkin --owner ana          say how it goes
      okrsite new objective "Aim higher"   begin a goal
      okrsite diff main                    see what a change does before it is merged
    """


def run() -> int:
    """Run a command; whatever goes wrong becomes a message and an exit code."""
    colour = False if os.environ.get("NO_COLOR") else None
    try:
        code = okrsite.main(standalone_mode=False, color=colour)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except OutputError as error:
        for problem in error.problems:
            click.echo(describe(problem, lambda _: None), err=True)
        return PROBLEMS
    except CannotError as error:
        say_error(str(error), error.hint)
        return USAGE if error.is_usage else PROBLEMS
    except Exception:
        import traceback  # noqa: PLC0415 - hardly ever needed

        click.echo(traceback.format_exc(), err=True)
        click.echo(
            "this is a fault of okrsite, not of your files; the old site is untouched", err=True
        )
        return FAULT
    return code if isinstance(code, int) else 0


COMMANDS = {
    "init": "Write a starter repository, with goals to edit.",
    "build": "Write the site of FOLDER into its output folder, all at once.",
    "watch": "Build, serve, and rebuild on every edit.",
    "check": "Report every problem, and how well the goals are set.",
    "explain": "Say how every number of a goal came about.",
    "export": "Write the data and the reports, without the site.",
    "new": "Begin the file of a goal, a KPI, a cycle or a page.",
    "checkin": "Write a check-in, to be filled in or with all it has to say.",
    "record": "Add a value to the series of a KPI or a metric.",
    "fmt": "Put fields and rows in their canonical order.",
    "diff": "Say what changed for the goals, and what moved each number.",
    "codeowners": "Write who reviews which goal, for GitHub and GitLab.",
    "schema": "Print the JSON Schema of a kind of file, for editors.",
}
"""Each command in a line, which is its short help."""

for _name, _help in COMMANDS.items():
    okrsite.add_command(click.Command(_name, short_help=_help))
