"""What is rendered once for many pages is what each of them would have rendered."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from plugins.site.templates import SiteTemplate, once_a_build

TEMPLATES = {
    "macros.html": (
        "{% macro shown(item, level=3) %}<h{{ level }}>{{ sign }} {{ item }}{% endmacro %}"
        "{% macro counted() %}{{ count() }}{% endmacro %}"
    ),
    "page.html": (
        "{% from 'macros.html' import shown, counted %}"
        "{% for item, level in items %}{{ once(shown, item, level) }}|{% endfor %}"
        "{{ once(counted) }}{{ once(counted) }}"
    ),
    "plain.html": (
        "{% from 'macros.html' import shown, counted %}"
        "{% for item, level in items %}{{ shown(item, level) }}|{% endfor %}"
    ),
}
TEXTS = st.sampled_from(["", "<b>", "&amp;", "1"])
# Values that are equal, or look alike, and are shown in different ways.
VALUES = st.one_of(TEXTS, TEXTS.map(Markup), st.booleans(), st.integers(0, 2))


def environment() -> Environment:
    made = Environment(loader=DictLoader(TEMPLATES), autoescape=True)
    made.template_class = SiteTemplate
    calls: list[None] = []

    def count() -> int:
        calls.append(None)
        return len(calls)

    made.globals |= {"once": once_a_build(), "count": count, "sign": "<"}
    return made


@given(st.lists(st.tuples(VALUES, VALUES), max_size=8))
def test_once_shows_what_the_macro_itself_shows(items: list[tuple[Any, Any]]) -> None:
    templates = environment()
    page, plain = (templates.get_template(f"{name}.html") for name in ("page", "plain"))
    assert page.render(items=items).removesuffix("11") == plain.render(items=items)


def test_a_macro_is_rendered_once_for_all_pages_of_a_build() -> None:
    page = environment().get_template("page.html")
    assert page.render(items=[]) + page.render(items=[]) == "1111"


def test_the_globals_of_a_template_are_one_dict() -> None:
    assert type(environment().get_template("page.html").globals) is dict
