"""A page is rendered only when something that it shows is another than at the last build.

A template sees what its page was given and the settings, nothing else of the site: what it could
read besides is found in its source, and a page whose template does read such a name is rendered
at every build, with all that Pelican offers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import Environment, meta
from pelican.writers import Writer

from plugins.incremental.digest import Digester, NoStableDigest
from plugins.incremental.outputs import TrackedOutputs

# Pelican's own arguments; none of them is shown.
UNSEEN = {"localsiteurl", "output_file"}


class KeyedWriter(Writer):  # type: ignore[misc]
    """page_key: of what all pages are made with."""

    def __init__(self, settings: dict[str, Any], outputs: TrackedOutputs, page_key: bytes) -> None:
        super().__init__(settings["OUTPUT_PATH"], settings)
        self._outputs = outputs
        self._page_key = page_key
        self._digester = Digester()
        self._names: dict[str, frozenset[str] | None] = {}
        self.rendered = 0
        self.unkeyed: set[str] = set()  # templates that read more than they are given

    def write_file(
        self,
        name: str,
        template: Any,
        context: dict[str, Any],
        relative_urls: bool = False,
        paginated: Any = None,
        template_name: str | None = None,
        override_output: bool = False,
        url: str | None = None,
        **values: Any,
    ) -> None:
        names = self._names_in(template)
        given = dict(values, output_file=name)
        if names is None or any(self._is_global(each, context) for each in names - given.keys()):
            self.unkeyed.add(template.name)
            key, seen = None, context | given
        else:
            key = self._key(name, template, values)
            seen = {each: context[each] for each in names if each in context} | given
        self.rendered += self._outputs.page(name, key, lambda: template.render(seen))

    def _key(self, name: str, template: Any, values: dict[str, Any]) -> bytes | None:
        try:
            return self._digester.digest(self._page_key, template.name, name, values)
        except NoStableDigest:
            self.unkeyed.add(template.name)
            return None

    def _is_global(self, name: str, context: dict[str, Any]) -> bool:
        """Whether a template that reads `name` reads what no key tells: lists of all articles."""
        return name in context and not (name.isupper() and name in self.settings)

    def _names_in(self, template: Any) -> frozenset[str] | None:
        """Names that a template and all that it includes may read; None where nobody can tell."""
        if template.name not in self._names:
            try:
                self._names[template.name] = frozenset(_names(template.environment, template.name))
            except UnknownTemplate:
                self._names[template.name] = None
        return self._names[template.name]


class UnknownTemplate(Exception):  # noqa: N818
    """Which template is included is known only while rendering."""


def _names(environment: Environment, first: str) -> Iterator[str]:
    waiting, seen = [first], {first}
    while waiting:
        source, _, _ = environment.loader.get_source(environment, waiting.pop())  # type: ignore[union-attr]
        tree = environment.parse(source)
        yield from meta.find_undeclared_variables(tree)
        for name in meta.find_referenced_templates(tree):
            if name is None:
                raise UnknownTemplate
            if name not in seen and name in _templates(environment):
                seen.add(name)
                waiting.append(name)


def _templates(environment: Environment) -> set[str]:
    return set(environment.list_templates())
