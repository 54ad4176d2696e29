"""A command line in, the command it asks for run, an exit code out."""

import os
import traceback

import click

from okrsite import __version__
from okrsite.base.problems import describe
from okrsite.cli.build import build
from okrsite.cli.check import check
from okrsite.cli.checkin import checkin
from okrsite.cli.codeowners import codeowners
from okrsite.cli.diff import diff
from okrsite.cli.explain import explain
from okrsite.cli.export import export
from okrsite.cli.fmt import fmt
from okrsite.cli.init import init
from okrsite.cli.new import new
from okrsite.cli.record import record
from okrsite.cli.schema import schema
from okrsite.cli.telling import FAULT, INTERRUPTED, PROBLEMS, USAGE, say_error
from okrsite.cli.watch import watch
from okrsite.compare.revision import NoRevisionError
from okrsite.exporting.reports import CannotExportError
from okrsite.new.files import CannotWriteError
from okrsite.serve import CannotServe
from okrsite.write.target import OutputError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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


for _command in (
    init,
    build,
    watch,
    check,
    explain,
    export,
    new,
    checkin,
    record,
    fmt,
    diff,
    codeowners,
    schema,
):
    okrsite.add_command(_command)


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
    except CannotExportError as error:
        say_error(str(error), error.hint)
        return USAGE
    except (CannotServe, CannotWriteError, NoRevisionError) as error:
        say_error(str(error), error.hint)
        return PROBLEMS
    except Exception:
        click.echo(traceback.format_exc(), err=True)
        click.echo(
            "this is a fault of okrsite, not of your files; the old site is untouched", err=True
        )
        return FAULT
    return code if isinstance(code, int) else 0
