"""An article in a theme from elsewhere: our tools are above its text, our styles in the head."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, Template, TemplateError
from markupsafe import Markup
from pelican.contents import Article, Content, Page

ABOVE, BELOW = "site/above.html", "site/below.html"
TOOLBAR = "toolbar/toolbar.html"
NAMED = re.compile(r"[\"']([^\"'\s]+\.html)[\"']")
FOR_HEAD = re.compile(r"<!--\[head-->(.*?)<!--head\]-->\s*", re.S)
HEADS_END = re.compile("</head>", re.I)


class OwnArticle(Article):  # type: ignore[misc]
    """As its own page shows it."""

    content = ""


class OwnPage(Page):  # type: ignore[misc]
    content = ""


# Pelican names settings by these names.
OwnArticle.__name__, OwnPage.__name__ = "Article", "Page"


class ShownTemplate(Template):
    """Gives the page of an article its tools, and has what stands between marks in the head."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        values = dict(*args, **kwargs)
        if self.name in (ABOVE, BELOW):
            return super().render(values)
        page = into_head(super().render(_with_tools(self.environment, self.name or "", values)))
        # A page loads nothing by the whole address: it is to be seen on another server too.
        own, root = values.get("SITEURL"), self.globals["root"]
        for place in (' src="{}/', f' href="{{}}/{values.get("THEME_STATIC_DIR")}/'):
            page = page.replace(place.format(own), place.format(root)) if own else page
        return page


def into_head(page: str) -> str:
    """Styles and scripts stand where browsers look for them first, each once."""
    parts = dict.fromkeys(FOR_HEAD.findall(page))
    end = HEADS_END.search(page) if parts else None
    if end is None:
        return page
    before, after = page[: end.start()], page[end.start() :]
    return FOR_HEAD.sub("", before) + "".join(parts) + FOR_HEAD.sub("", after)


def _with_tools(environment: Environment, name: str, values: dict[str, Any]) -> dict[str, Any]:
    for key, kind in (("article", OwnArticle), ("page", OwnPage)):
        content: Any = values.get(key)
        if not isinstance(content, Content) or content.save_as != values.get("output_file"):
            continue
        own: Any = object.__new__(kind)
        vars(own).update(vars(content))
        text = str(content.content)
        own_tools = _has_tools(environment, name)
        shown = {**values, key: own, "text": text, "own_tools": own_tools}
        above, below = (environment.get_template(each).render(shown) for each in (ABOVE, BELOW))
        own.content = Markup(f"{above}{text}{below}")  # noqa: S704  (our templates escape)
        # What toolbar.html asks for.
        of_tools = {"text": text, "page_address": own.page_address} if own_tools else {}
        return {**values, **of_tools, key: own}
    return values


def _has_tools(environment: Environment, name: str) -> bool:
    """Whether the theme's own template, or one that it extends or includes, has the toolbar."""
    waiting, seen = [name], {name}
    while waiting:
        try:
            source = environment.loader.get_source(environment, waiting.pop())[0]  # type: ignore[union-attr]
        except TemplateError:
            continue
        found = set(NAMED.findall(source))
        if TOOLBAR in found:
            return True
        waiting += found - seen
        seen |= found
    return False
