"""The preview: the output folder in, pages over HTTP out, reloaded as they are built.

Nothing is written: what the preview needs in a page is put into the served bytes alone.
"""

from okrsite.serve.address import Address, CannotServe

__all__ = ["Address", "CannotServe"]
