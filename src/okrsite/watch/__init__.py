"""Edits in, a site and a preview that follow them out, until told to stop."""

from okrsite.watch.loop import watch

__all__ = ["watch"]
