"""Plain data in, a short text out that differs whenever the data differs.

Whether a file of the site must be drawn again is decided by comparing two of these texts. A value
is encoded with the class of each `Frozen` object in it, and what cannot be encoded is refused: no
live object can hide in what a page shows. The types of fields say the rest. A date and a text, or
a member of an enum and its value, are encoded alike, so no field may be either of two such.

>>> digest((1, "one")) == digest((1, "one"))
True
>>> digest(1) == digest(1.0), digest(1) == digest(True), digest(0.0) == digest(-0.0)
(False, False, False)
>>> digest(("rows", print))
Traceback (most recent call last):
    ...
TypeError: tuple: builtin_function_or_method is not plain data
"""

from hashlib import blake2b
from pathlib import PurePosixPath

from msgspec.msgpack import Encoder


def digest(value: object, name: str = "") -> str:
    """The digest of plain data: 32 hexadecimal digits, the same on every machine and every day.

    Plain are None, bool, int, float, str, bytes, date, datetime (without a zone),
    PurePosixPath, members of enums, tuples, and `Frozen` classes or dataclasses of plain data.

    Raises TypeError for anything else, with the `name` of the value or else its type, and
    OverflowError for whole numbers beyond 64 bits.
    """
    try:
        return digest_of_bytes(_ENCODER.encode(value))
    except TypeError as refused:
        raise TypeError(f"{name or type(value).__name__}: {refused}") from None


def digest_of_bytes(data: bytes) -> str:
    """The digest of raw bytes: 32 hexadecimal digits.

    >>> digest_of_bytes(b"okrsite")
    '8c3baaaf91f3dde0e0944eb010051004'
    """
    return blake2b(data, digest_size=16).hexdigest()


def _written(value: object) -> str:
    """What is encoded in the place of a value that the encoder does not know."""
    if type(value) is PurePosixPath:
        return str(value)
    raise TypeError(f"{type(value).__name__} is not plain data")


_ENCODER = Encoder(enc_hook=_written, order="deterministic")
