"""Composite series: a small grammar over ids and numbers, never Python.

    sum     := product (("+" | "-") product)*
    product := factor (("*" | "/") factor)*
    factor  := ["-"] (number | id | name "(" sum ("," sum)* ")" | "(" sum ")")

An id is the longest run of `[a-z0-9-]` that begins with a letter, so minus needs blanks.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import NoReturn, TypeAlias

from okrsite.base.frozen import Frozen

MAX_DEPTH = 20
MAX_STEPS = 200
_LARGEST = 1e18
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<id>[a-z][a-z0-9-]*)|(?P<sign>[-+*/(),]))"
)
FUNCTIONS = ("sum", "mean", "min", "max")


class Constant(Frozen):
    """A number in a formula."""

    value: float


class Component(Frozen):
    """A series that a formula reads, and where its id stands in the text (from 0)."""

    id: str
    offset: int


class Operation(Frozen):
    """`+ - * /` or a function over its parts."""

    name: str
    parts: tuple["Expression", ...]


Expression: TypeAlias = Constant | Component | Operation


class FormulaError(ValueError):
    """A formula that cannot be read: `offset` is where, the text says what was expected."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset


class _Token(Frozen):
    kind: str
    text: str
    offset: int


def parse(text: str) -> Expression:
    """A formula's text as an expression; raises `FormulaError` with the place in the text.

    At most 20 brackets deep and 200 steps long, and it must read at least one series.

    >>> parse("a - b")
    Operation(name='-', parts=(Component(id='a', offset=0), Component(id='b', offset=4)))
    >>> parse("a-b")
    Component(id='a-b', offset=0)
    """
    parser = _Parser(tuple(_tokens(text)), len(text))
    return parser.whole()


def components(expression: Expression) -> tuple[Component, ...]:
    """The series a formula reads, in order."""
    if isinstance(expression, Component):
        return (expression,)
    if isinstance(expression, Operation):
        return tuple(found for part in expression.parts for found in components(part))
    return ()


def evaluate(expression: Expression, values: Mapping[str, float]) -> float | None:
    """The formula's value; None where it divides by zero or leaves ±1e18.

    >>> evaluate(parse("100 * a / (a + b)"), {"a": 1.0, "b": 3.0})
    25.0
    >>> evaluate(parse("a / b"), {"a": 1.0, "b": 0.0}) is None
    True
    """
    if isinstance(expression, Constant):
        return expression.value
    if isinstance(expression, Component):
        return values[expression.id]
    parts = [evaluate(part, values) for part in expression.parts]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or (expression.name == "/" and known[1] == 0):
        return None
    value = _OPERATIONS[expression.name](known)
    return value if isfinite(value) and abs(value) < _LARGEST else None


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    stripped = text.rstrip()
    while position < len(stripped):
        found = _TOKEN.match(stripped, position)
        if not found:
            offset = position + len(stripped[position:]) - len(stripped[position:].lstrip())
            raise FormulaError(offset, f"`{stripped[offset]}` is not part of a formula")
        kind = str(found.lastgroup)
        yield _Token(kind, found[kind], found.start(kind))
        position = found.end()


class _Parser:
    def __init__(self, tokens: tuple[_Token, ...], length: int) -> None:
        self._tokens = tokens
        self._next = 0
        self._end = _Token("end", "the end", length)
        self._depth = 0
        self._steps = 0

    def whole(self) -> Expression:
        expression = self._sum()
        if self._peek().kind != "end":
            self._refuse(f"expected `+ - * /`, found `{self._peek().text}`")
        if not components(expression):
            raise FormulaError(0, "it reads no series")
        return expression

    def _refuse(self, message: str) -> NoReturn:
        raise FormulaError(self._peek().offset, message)

    def _peek(self) -> _Token:
        return self._tokens[self._next] if self._next < len(self._tokens) else self._end

    def _take(self, *texts: str) -> _Token | None:
        token = self._peek()
        if token.kind == "sign" and token.text in texts:
            self._next += 1
            return token
        return None

    def _step(self, name: str, *parts: Expression) -> Operation:
        self._steps += 1
        if self._steps > MAX_STEPS:
            self._refuse(f"it is longer than {MAX_STEPS} steps")
        return Operation(name, parts)

    def _sum(self) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._refuse(f"it is nested deeper than {MAX_DEPTH} levels")
        left = self._product()
        while sign := self._take("+", "-"):
            left = self._step(sign.text, left, self._product())
        self._depth -= 1
        return left

    def _product(self) -> Expression:
        left = self._factor()
        while sign := self._take("*", "/"):
            left = self._step(sign.text, left, self._factor())
        return left

    def _factor(self) -> Expression:
        if self._take("-"):
            return self._step("-", Constant(0.0), self._operand())
        return self._operand()

    def _operand(self) -> Expression:
        if self._take("("):
            return self._closed(self._sum())
        token = self._peek()
        if token.kind == "number":
            return self._number(token)
        if token.kind != "id":
            self._refuse(f"expected an id or a number, found `{token.text}`")
        self._next += 1
        return self._call(token) if self._take("(") else Component(token.text, token.offset)

    def _number(self, token: _Token) -> Constant:
        value = float(token.text)
        if value >= _LARGEST:
            self._refuse("the number is larger than 1e18")
        self._next += 1
        return Constant(value)

    def _call(self, name: _Token) -> Expression:
        if name.text not in FUNCTIONS:
            raise FormulaError(
                name.offset,
                f"`{name.text}` is not a function: expected `sum`, `mean`, `min` or `max`",
            )
        parts = [self._sum()]
        while self._take(","):
            parts.append(self._sum())
        return self._closed(self._step(name.text, *parts))

    def _closed(self, inner: Expression) -> Expression:
        if not self._take(")"):
            self._refuse(f"expected `)`, found `{self._peek().text}`")
        return inner


_OPERATIONS: dict[str, Callable[[list[float]], float]] = {
    "+": sum,
    "-": lambda parts: parts[0] - parts[1],
    "*": lambda parts: parts[0] * parts[1],
    "/": lambda parts: parts[0] / parts[1],
    "sum": sum,
    "mean": lambda parts: sum(parts) / len(parts),
    "min": min,
    "max": max,
}
