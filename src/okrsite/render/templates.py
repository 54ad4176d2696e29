"""A theme in, its templates out: strict, everything escaped, compiled to direct Python.

Jinja looks every attribute up in three ways and asks every callee what it wants to be told. The
views of a page are plain objects and what a template calls are functions, so `a.b` is compiled to
an attribute and `f(x)` to a call. What a filter or a test is asked of, as in `a.b is defined`,
is still looked up by Jinja.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from keyword import iskeyword
from pathlib import Path
from string import Formatter
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from markupsafe import Markup, escape

from okrsite.render.addresses import outside
from okrsite.render.marks import status_mark
from okrsite.render.theme import DEFAULT, Texts, Theme


def environment(theme: Theme | Texts) -> Environment:
    """Jinja, strict: a name that a page does not have is an error, and all text is escaped.

    A template is the first theme's that has it; `default/` before a name asks for the packaged
    one, so that a template can extend the one whose place it takes.
    """
    folders = [_loader(templates) for templates in theme.templates]
    loader = ChoiceLoader([*folders, PrefixLoader({DEFAULT: folders[-1]})])
    made = _Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
    made.globals.clear()
    made.globals.update(range=range, mark=status_mark, outside=outside)
    return made


def texts(theme: Theme | Texts) -> Texts:
    """A theme's templates for where its folders are not; what is no text is left out."""
    return Texts(tuple(dict(_texts(_loader(templates))) for templates in theme.templates))


def _texts(loader: BaseLoader) -> Iterator[tuple[str, str]]:
    made = Environment(autoescape=True)
    for name in loader.list_templates():
        with suppress(UnicodeDecodeError):
            yield name, loader.get_source(made, name)[0]


def _loader(templates: Path | Mapping[str, str]) -> BaseLoader:
    if isinstance(templates, Path):
        return FileSystemLoader(templates)
    return DictLoader(templates)


class Compiled(BytecodeCache):
    """Compiled templates for as long as the program runs, each by the digest of its text."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled from the same text."""
        held = self._held.get((bucket.key, bucket.checksum))
        if held is not None:
            bucket.bytecode_from_string(held)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._held[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = Compiled()


def shown(value: object) -> str:
    """What a template shows of a value: its text, escaped.

    >>> shown("R&D"), shown(Markup("<b>R</b>")), shown(12)
    (Markup('R&amp;D'), Markup('<b>R</b>'), Markup('12'))
    """
    if type(value) is Markup:
        return value
    if type(value) is str and not (
        "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
    ):
        return value
    return escape(value)


markup: Callable[[str], Markup] = partial(str.__new__, Markup)
"""What is escaped already, without asking again."""


def filled(message: Markup, values: Mapping[str, object]) -> Markup:
    """A message with its values, each escaped: what `Markup.format` does, in less time.

    >>> filled(Markup("<b>{word}</b> of {n:.1f} %"), {"word": "R&D", "n": 1.25})
    Markup('<b>R&amp;D</b> of 1.2 %')
    """
    names = _names(message)
    if names is None:
        return message.format(**values)
    return markup(str.format(message, **{name: shown(values[name]) for name in names}))


@lru_cache(maxsize=4096)
def _names(message: str) -> frozenset[str] | None:
    """The `{names}` of a message; None where it asks for more of a value than its text."""
    names = set()
    for _, name, more, conversion in Formatter().parse(message):
        if name is not None:
            if more or conversion or not name.isidentifier():
                return None
            names.add(name)
    return frozenset(names)


class _Direct(CodeGenerator):
    """Compiles attributes, calls, macros and what is shown to the Python that they stand for."""

    _asked: nodes.Expr | None = None
    """What the filter or the test at hand is asked of."""

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self._asked = node.node
        super().visit_Filter(node, frame)

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self._asked = node.node
        super().visit_Test(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        if node is self._asked or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Call(  # noqa: N802 - Jinja's name
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002 - Jinja's signature
    ) -> None:
        is_plain = not (
            node.dyn_args or node.dyn_kwargs or any(iskeyword(k.key) for k in node.kwargs)
        )
        if forward_caller or not is_plain:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("shown(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("shown, markup = environment.shown, environment.markup")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        names = [one.name for one in macro_ref.node.args]
        is_plain = not (
            macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs
        )
        if not is_plain or any(iskeyword(name) or name in _OURS for name in names):
            super().macro_def(macro_ref, frame)
            return
        parameters = ", ".join(f"{name}=missing" for name in names)
        made = f"lambda {parameters}: markup(macro({', '.join(names)}))"
        self.write(f"(lambda macro: {made})(macro)")


_OURS = ("macro", "markup")
"""What a macro is made with, and so no parameter of it."""


class _Environment(Environment):
    code_generator_class = _Direct
    shown = staticmethod(shown)
    markup = staticmethod(markup)
