"""How a field reads what was typed: texts, numbers, days, ids, addresses and choices.

Input is a text as typed, a list or a mapping of them; output the value, or a `PydanticCustomError`
whose message says what was expected and whose hint says what to type instead.
"""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from okrsite.base.problems import did_you_mean
from okrsite.base.project import FIRST_DAY, LAST_DAY
from okrsite.base.text import one_of
from okrsite.model.schema import typed

ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
CYCLE_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
FIRST_YEAR, LAST_YEAR = FIRST_DAY.year, LAST_DAY.year
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_LARGEST = Decimal(10) ** 15
_SMALLEST = Decimal(10) ** -12
_LONGEST_NUMBER = 32
_MOST_DECIMALS = 6
_SITE_PATH = re.compile(r"/(?:[\w~-][\w.~-]*/?)*")
T = TypeVar("T")


def wrong(message: str, hint: str = "") -> PydanticCustomError:
    """A value that cannot be taken: `message` says what was expected, `hint` what to type."""
    return PydanticCustomError("wrong", "{message}", {"message": message, "hint": hint})


def read_number(text: str) -> Decimal:
    """A number as typed, from 1e-12 to 1e15 in size; a percent sign is left to the unit.

    >>> read_number("1450"), read_number("-0.5"), read_number("010")
    (Decimal('1450'), Decimal('-0.5'), Decimal('10'))
    """
    if not _NUMBER.fullmatch(text) or len(text) > _LONGEST_NUMBER:
        plain = re.sub(r"[,_ ]", "", text)
        hint = f"write `{plain}`" if _NUMBER.fullmatch(plain) and plain != text else ""
        raise wrong("expected a number", hint)
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise wrong("expected a number") from error
    if abs(number) >= _LARGEST or 0 < abs(number) < _SMALLEST:
        raise wrong("expected a number between 1e-12 and 1e15 in size")
    return number


class Percent(Decimal):
    """A number typed with a percent sign; its unit must be a percent."""


def read_amount(text: str) -> Decimal:
    """A value in the unit of its goal: a number, or a `Percent`.

    >>> read_amount("40%"), read_amount("40")
    (Decimal('40'), Decimal('40'))
    """
    if text.endswith("%"):
        return Percent(read_number(text[:-1].rstrip()))
    return read_number(text)


def _text(value: object) -> str:
    if value is None:
        raise wrong("it has no value")
    if not isinstance(value, str):
        raise wrong("expected one text, found a list or fields")
    stripped = value.strip()
    if not stripped:
        raise wrong("it has no value")
    return stripped


def _line(value: object) -> str:
    return " ".join(_text(value).split())


def _number(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else read_number(_text(value))


def _amount(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else read_amount(_text(value))


def _whole(value: object) -> int:
    if isinstance(value, int):
        return value
    text = _text(value)
    if not re.fullmatch(r"[-+]?[0-9]{1,9}", text):
        raise wrong("expected a whole number")
    return int(text)


def _decimals(value: object) -> int:
    number = _whole(value)
    if not 0 <= number <= _MOST_DECIMALS:
        raise wrong(f"expected a whole number from 0 to {_MOST_DECIMALS}")
    return number


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    text = _text(value)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise wrong("expected a day such as `2026-11-20`")
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise wrong("no such day in the calendar") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise wrong(f"expected a day from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    known = {"true": True, "yes": True, "false": False, "no": False}
    text = _text(value)
    if text.lower() not in known:
        raise wrong("expected `yes` or `no`")
    return known[text.lower()]


def _reference(value: object) -> str:
    text = _text(value)
    if "/" in text or ".md" in text:
        bare = text.rsplit("/", 1)[-1].replace(".md", "")
        raise wrong("expected an id, found a path", f"write `{bare}`" if bare else "")
    return text


def _id(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(ID, text):
        raise wrong("expected an id: lower-case words joined by hyphens, such as `weekly-signups`")
    return text


def _person(value: object) -> str:
    if isinstance(value, list):
        raise wrong(
            "expected exactly one person, found a list",
            "name one owner; the others are `contributors`",
        )
    return _reference(value)


def _address(value: object) -> str:
    text = _text(value)
    if not re.match(r"(?:https?://|mailto:)\S+$", text, re.IGNORECASE):
        raise wrong("expected an address that begins with `https://`")
    return text


def _handle(value: object) -> str:
    """A name on a forge with its sign, or an address of e-mail, which forges take as well."""
    text = _text(value)
    if re.fullmatch(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text, re.ASCII):
        return text
    if not re.fullmatch(r"@?\w[\w.-]*(?:/\w[\w.-]*)*", text, re.ASCII):
        raise wrong("expected a name on the forge, such as `ana-ruiz` or `acme/growth`")
    return f"@{text.removeprefix('@')}"


def _site_path(value: object) -> str:
    text = _text(value)
    if not _SITE_PATH.fullmatch(text):
        raise wrong("expected a path of the site such as `/goals/old-name/`")
    return text


def _list(value: object) -> object:
    if isinstance(value, str):
        raise wrong("expected a list", f"write `[{value}]`")
    if not isinstance(value, (list, tuple)):
        raise wrong("expected a list", "begin each entry with `- `")
    return value


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(_text(item) for item in value)
    return (_text(value),)


def _as_is(value: object) -> object:
    return value


def choice(choices: type[StrEnum]) -> BeforeValidator:
    """One of a few words."""
    names = [one.value for one in choices]

    def read(value: object) -> StrEnum:
        text = _text(value)
        if text not in names:
            raise wrong(f"expected {one_of(names)}", did_you_mean(text, names))
        return choices(text)

    return BeforeValidator(read)


def bare(field: str, taken: Any) -> BeforeValidator:
    """A bare scalar as short for a mapping with one field; `taken` is the type that has both."""

    def read(value: object) -> object:
        return {field: value} if isinstance(value, str) else value

    return BeforeValidator(read, json_schema_input_type=taken)


def _done(value: object) -> object:
    text = _text(value)
    if text.lower() in ("yes", "true"):
        return True
    if text.lower() in ("no", "false"):
        return None
    return _day(text)


Text = Annotated[str, PlainValidator(_line), typed.TEXT]
Prose = Annotated[str, PlainValidator(_text), typed.TEXT]
Number = Annotated[Decimal, PlainValidator(_number), typed.NUMBER]
Amount = Annotated[Decimal, PlainValidator(_amount), typed.AMOUNT]
Whole = Annotated[int, PlainValidator(_whole), typed.WHOLE]
Decimals = Annotated[int, PlainValidator(_decimals), typed.decimals(_MOST_DECIMALS)]
Day = Annotated[date, PlainValidator(_day), typed.DAY]
YesNo = Annotated[bool, PlainValidator(_yes_or_no), typed.YES_OR_NO]
Id = Annotated[str, PlainValidator(_id), typed.id_like(ID)]
Ref = Annotated[str, PlainValidator(_reference), typed.REFERENCE]
Person = Annotated[str, PlainValidator(_person), typed.REFERENCE]
Address = Annotated[str, PlainValidator(_address), typed.ADDRESS]
Handle = Annotated[str, PlainValidator(_handle), typed.HANDLE]
SitePath = Annotated[str, PlainValidator(_site_path), typed.SITE_PATH]
Names = Annotated[tuple[str, ...], PlainValidator(_names), typed.NAMES]
AsTyped = Annotated[object, PlainValidator(_as_is), typed.AMOUNT_OR_PAIR]
Done = Annotated[date | Literal[True] | None, PlainValidator(_done), typed.DONE]
Many = Annotated[tuple[T, ...], BeforeValidator(_list)]


class Fields(BaseModel):
    """A group of fields; a known field without a value counts as absent."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, written: Any) -> Any:
        if not isinstance(written, dict):
            raise wrong("expected fields, such as `title: …`")
        droppable = _droppable(cls)
        return {
            name: value
            for name, value in written.items()
            if value is not None or name not in droppable
        }

    def model_post_init(self, _: Any) -> None:
        """Groups in which the same fields are written share the set of their names."""
        names = _shared(frozenset(self.__pydantic_fields_set__))
        object.__setattr__(self, "__pydantic_fields_set__", names)


@cache
def _shared(names: frozenset[str]) -> set[str]:
    return set(names)


@cache
def _droppable(fields: type[Fields]) -> frozenset[str]:
    """The names of the fields that may be absent."""
    return frozenset(
        field.alias or name
        for name, field in fields.model_fields.items()
        if not field.is_required()
    )


class File(Fields):
    """What every file may hold."""

    aliases: Many[SitePath] = ()
    audience: Text | None = None
    ignore: dict[Text, Prose] = Field(default_factory=dict)
