"""A template that is kept compiled holds nothing that code has computed: the code may change."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from pelican.generators import Generator


class PlainCodeGenerator(CodeGenerator):
    """Jinja calls filters on constants while compiling (`{{ "x" | mine }}`), and compiled templates
    are known by their text alone; besides, JINJA_ENVIRONMENT has to say `optimized: False`."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


def fold_nothing(generator: Generator) -> None:
    """Templates are compiled without computed values."""
    generator.env.code_generator_class = PlainCodeGenerator
