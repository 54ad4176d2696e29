"""The arguments and the options that the commands of `okrsite new` share."""

import click

from okrsite.model.references import NOBODY

WORDS = click.argument("words", nargs=-1, metavar="[TITLE] [FOLDER]")
TITLE = click.option("--title", default="", help="The title, where it would be known without.")
ID = click.option("--id", "id_", default="", help="The id; the title in lower case unless given.")
OWNER = click.option(
    "--owner", default="", metavar="PERSON", help=f"Who answers for it; `{NOBODY}` while sought."
)
TEAM = click.option("--team", default="", metavar="ID", help="Whose it is.")
PARENT = click.option("--parent", default="", metavar="ID", help="What it serves or is part of.")
