"""What a person has not said in, the answer of a terminal out; elsewhere nobody is asked."""

import sys
from pathlib import Path

import click

from okrsite.base.text import clean


def is_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, given: str, default: str = "") -> str:
    """What was given, else the answer, else the default."""
    if given or not is_terminal():
        return given or default
    answer: str = click.prompt(question, default=default, show_default=bool(default), err=True)
    return answer.strip()


def title_and_folder(words: tuple[str, ...], title: str, *, is_known: bool) -> tuple[str, Path]:
    """The arguments `[TITLE] [FOLDER]`, where the title may be known without being typed."""
    title = _line(title)
    wanted = 1 if title or is_known else 2
    if len(words) > wanted:
        raise click.UsageError(f"`{words[wanted]}` is one word too many; a title goes in quotes")
    if wanted == 1:
        return title, _folder(words[0] if words else ".", "--title names a title")
    said = _line(words[0] if words else ask("Title", ""))
    if not said:
        raise click.UsageError("name a title, in quotes")
    return said, _folder(words[1] if len(words) > 1 else ".")


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _folder(text: str, hint: str = "a title goes in quotes") -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise click.UsageError(f"there is no folder `{text}`; {hint}")
    return folder
