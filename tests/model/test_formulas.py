"""Formulas are a grammar: read as a calculator would, or refused with the place."""

import ast
import operator
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.model.formula import FormulaError, components, evaluate, parse

VALUES = {"a": 3.0, "b": -7.0, "c-2": 0.5, "zero": 0.0}
_names = st.sampled_from(sorted(VALUES))


def _joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from([" + ", " - ", " * ", " / "])
    listed = st.lists(parts, min_size=1, max_size=3).map(", ".join)
    calls = st.builds("{}({})".format, st.sampled_from(["sum", "mean", "min", "max"]), listed)
    return st.builds("{}{}{}".format, parts, signs, parts) | st.builds("({})".format, parts) | calls


formulas = st.recursive(_names | st.integers(0, 99).map(str), _joined, max_leaves=8)


class _UndefinedError(Exception):
    """A division by zero, or a value beyond all measure."""


def _reckoned(node: ast.expr) -> float:
    """The value of an expression by Python's own grammar."""
    if isinstance(node, ast.Constant):
        assert isinstance(node.value, int)
        return float(node.value)
    if isinstance(node, ast.Name):
        return VALUES[node.id.replace("_", "-")]
    if isinstance(node, ast.Call):
        assert isinstance(node.func, ast.Name)
        parts = [_reckoned(part) for part in node.args]
        named = {"sum": sum(parts), "mean": sum(parts) / len(parts)}
        return {**named, "min": min(parts), "max": max(parts)}[node.func.id]
    assert isinstance(node, ast.BinOp)
    one, other = _reckoned(node.left), _reckoned(node.right)
    if isinstance(node.op, ast.Div) and other == 0:
        raise _UndefinedError
    found = float(_SIGNS[type(node.op)](one, other))
    if abs(found) >= 1e18:
        raise _UndefinedError
    return found


_SIGNS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@given(formulas.map("a + {}".format))
def test_a_formula_is_reckoned_as_python_would(text: str) -> None:
    expected: float | None
    try:
        expected = _reckoned(ast.parse(text.replace("c-2", "c_2"), mode="eval").body)
    except _UndefinedError:
        expected = None
    assert evaluate(parse(text), VALUES) == expected


@pytest.mark.promise
@given(st.lists(st.sampled_from(list("ab-1.9()+-*/, sum")), max_size=60).map("".join) | st.text())
def test_any_text_is_a_formula_or_is_refused_with_its_place(text: str) -> None:
    offset, found = 0, None
    try:
        found = parse(text)
    except FormulaError as error:
        offset = error.offset
    assert 0 <= offset <= len(text)
    if found:
        assert components(found)
        evaluate(found, {one.id: 1e15 for one in components(found)})


@pytest.mark.promise
@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000 + "a",
        "-" * 5000 + "a",
        "a" + " + a" * 5000,
        "sum(" * 5000,
        "9" * 5000 + " * a",
        "__import__('os')",
        "a.b",
        "a ** b",
        "a if b else c",
        "lambda: a",
        "a[0]",
        "1 + 2",
        "a b",
    ],
)
def test_what_is_no_formula_of_sense_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse(text)


@pytest.mark.promise
def test_a_value_beyond_all_measure_is_missing() -> None:
    squared = parse(
        "a * a * a * a * a * a * a * a * a * a * a * a * a * a * a * a * a * a * a * a * a"
    )
    assert evaluate(squared, {"a": 1e15}) is None
    assert evaluate(parse("a / b"), {"a": 1e15, "b": 1e-12}) is None


def test_an_id_holds_its_hyphens_so_minus_needs_blanks() -> None:
    assert [one.id for one in components(parse("net-new - churn"))] == ["net-new", "churn"]
