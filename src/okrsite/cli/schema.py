"""`okrsite schema`: the name of a kind in, its JSON Schema out."""

from pathlib import Path

import click

from okrsite.cli.options import QUIET
from okrsite.cli.saving import save
from okrsite.cli.telling import shown
from okrsite.exporting.schemas import DRAFTS, SCHEMAS


@click.command(short_help="Print the JSON Schema of a kind of file, for editors.")
@click.argument("kind", required=False, type=click.Choice(list(SCHEMAS)), metavar="[KIND]")
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write KIND, or every schema, into a folder: objective.schema.json and so on.",
)
@click.option(
    "--draft",
    type=click.Choice(list(DRAFTS)),
    default="2020-12",
    show_default=True,
    help="The draft of JSON Schema that it says it is; some editors take none after 7.",
)
@QUIET
def schema(kind: str | None, output: Path | None, draft: str, quiet: bool) -> None:
    """Print the JSON Schema of a KIND of file, for editors and other programs; without, list them.

    \b
    Examples:
      okrsite schema
      okrsite schema objective > objective.schema.json
      okrsite schema -o .schemas --draft 7
    """
    if output:
        _write(output, [kind] if kind else list(SCHEMAS), draft, quiet=quiet)
    elif kind:
        click.echo(SCHEMAS[kind].text(draft), nl=False)
    else:
        width = max(map(len, SCHEMAS))
        for name, one in SCHEMAS.items():
            click.echo(f"  {name:{width}}  {one.files}")


def _write(folder: Path, names: list[str], draft: str, *, quiet: bool) -> None:
    for name in names:
        file = folder / f"{name}.schema.json"
        save(file, SCHEMAS[name].text(draft).encode(), "--output")
        if not quiet:
            click.echo(f"  {shown(file)}")
