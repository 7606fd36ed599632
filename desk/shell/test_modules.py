"""What pages load is there, and is named before it is needed."""

from __future__ import annotations

import re

import pytest

from desk.article.routes import SCRIPTS
from desk.shell.modules import HERE, file_of, imports_of, modules_of

MODULES = sorted(f"/static/{file.parts[-3]}/{file.name}" for file in HERE.glob("*/static/*.js"))
FROM = re.compile(r"""^(?:import|\}|import [^\n]*)[^\n]*from ["']|^import ["']""", re.M)


@pytest.mark.parametrize("module", MODULES)
def test_each_import_of_a_module_is_a_file_of_ours(module: str) -> None:
    imports = imports_of(module)
    assert len(imports) == len(FROM.findall(file_of(module).read_text("utf-8")))
    assert all(file_of(name).is_file() for name in imports)


def test_the_page_of_an_article_names_all_that_it_loads() -> None:
    modules = modules_of(f"/static/{name}.js" for name in SCRIPTS)
    assert set(modules) > {f"/static/{name}.js" for name in SCRIPTS} | {"/static/shell/desk.js"}
    assert all(set(imports_of(module)) <= set(modules) for module in modules)
