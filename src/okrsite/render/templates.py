"""A theme in, its templates out: strict, everything escaped, compiled to direct Python.

Jinja looks every attribute up in three ways and asks every callee what it wants to be told. The
views of a page are plain objects and what a template calls are functions, so `a.b` is compiled to
an attribute and `f(x)` to a call. What a filter or a test is asked of, as in `a.b is defined`,
is still looked up by Jinja.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from functools import lru_cache, partial
from itertools import islice
from keyword import iskeyword
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.meta import find_referenced_templates
from jinja2.runtime import Context
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
        bytecode_cache=_Cache(),
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


def closure(name: str, made: Environment) -> frozenset[str]:
    """The names of all templates that take part; an include by a computed name takes them all."""
    found: set[str] = set()
    todo = [name]
    while todo:
        one = todo.pop()
        if one in found:
            continue
        found.add(one)
        for other in _drawn_in(source(one, made)):
            if other is None:
                return frozenset(made.list_templates())
            todo.append(other)
    return frozenset(found)


def source(name: str, made: Environment) -> str:
    """The text of a template."""
    assert made.loader is not None
    return made.loader.get_source(made, name)[0]


def _drawn_in(text: str) -> tuple[str | None, ...]:
    """The templates that a text draws in; None for one whose name is computed."""
    if text not in _KEPT.drawn_in:
        parsed = Environment(autoescape=True).parse(text)
        _KEPT.drawn_in[text] = tuple(find_referenced_templates(parsed))
    return _KEPT.drawn_in[text]


class Prepared(NamedTuple):
    """What is made of templates before a page is set: what each text draws in, and bytecode."""

    drawn_in: dict[str, tuple[str | None, ...]]
    bytecode: dict[tuple[str, str], bytes]


def prepare(theme: Theme) -> Iterator[Prepared]:
    """Compile one template of a theme after the other; raises what is wrong with one of them."""
    made = environment(theme)
    names = [one for one in made.list_templates(["html"]) if not one.startswith(f"{DEFAULT}/")]
    done: set[str] = set()
    while names:
        name = names.pop()
        if name not in done:
            done.add(name)
            known = len(_KEPT.bytecode)
            made.get_template(name)
            text = source(name, made)
            names += filter(None, _drawn_in(text))
            compiled = islice(_KEPT.bytecode.items(), known, None)
            yield Prepared({text: _drawn_in(text)}, dict(compiled))


def keep(prepared: Prepared) -> None:
    """Have at hand what another process has prepared."""
    _KEPT.drawn_in.update(prepared.drawn_in)
    _KEPT.bytecode.update(prepared.bytecode)


class _Cache(BytecodeCache):
    """Bytecode for as long as the program runs, each by the digest of its text."""

    def load_bytecode(self, bucket: Bucket) -> None:
        held = _KEPT.bytecode.get((bucket.key, bucket.checksum))
        if held is not None:
            bucket.bytecode_from_string(held)

    def dump_bytecode(self, bucket: Bucket) -> None:
        _KEPT.bytecode[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_KEPT = Prepared({}, {})


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


class _Template(Template):
    """Lets go of what a page saw as soon as it is set.

    Macros know the context that they were made in, and that knows the macros. Until somebody looked
    for such rings, the whole page would be kept, and a seventh of the time of making pages be lost.
    """

    environment: "_Environment"

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The text of the template."""
        opened = self.environment.opened
        before = len(opened)
        try:
            return super().render(*args, **kwargs)
        finally:
            for context in opened[before:]:
                context.let_go()
            del opened[before:]


class _Context(Context):
    def __init__(self, environment: "_Environment", *args: Any, **kwargs: Any) -> None:
        super().__init__(environment, *args, **kwargs)
        environment.opened.append(self)

    def let_go(self) -> None:
        """Forget everything that was seen."""
        self.parent.clear()
        self.vars.clear()
        self.blocks.clear()


class _Environment(Environment):
    code_generator_class = _Direct
    context_class = _Context
    template_class = _Template

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.opened: list[_Context] = []

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template knows, as a dict: a chain of two is slow to copy for each page."""
        return {**self.globals, **(d or {})}

    shown = staticmethod(shown)
    markup = staticmethod(markup)
