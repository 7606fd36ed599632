"""A page is rendered only when something that it shows is another than at the last build.

A template sees what its page was given and the settings, nothing else of the site: what it could
read besides is found in its source, and a page whose template does read such a name is rendered
at every build, with all that Pelican offers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateNotFound, meta
from pelican.writers import Writer

from plugins.incremental.digest import Digester, NoStableDigest
from plugins.incremental.keys import PLACES
from plugins.incremental.outputs import TrackedOutputs
from plugins.incremental.state import State
from plugins.links.door import refuse_unsafe


class KeyedWriter(Writer):  # type: ignore[misc]
    """page_key: of what all pages are made with."""

    def __init__(
        self, settings: dict[str, Any], outputs: TrackedOutputs, page_key: bytes, state: State
    ) -> None:
        super().__init__(settings["OUTPUT_PATH"], settings)
        self._outputs = outputs
        self._page_key = page_key
        self._state = state
        self._digester = Digester()
        self._names: dict[str, frozenset[str] | None] = {}
        self._parsed: dict[str, tuple[list[str], list[str | None]]] = {}
        self._keyed: dict[tuple[str, frozenset[str]], bool] = {}
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
        given = frozenset(values)
        names = self._names_in(template)
        if (template.name, given) not in self._keyed:
            others = None if names is None else names - given - {"output_file"}
            self._keyed[template.name, given] = others is not None and not any(
                self._is_global(each, context) for each in others
            )
        key = None
        if self._keyed[template.name, given]:
            key = self._key(name, template, values)
        else:
            self.unkeyed.add(template.name)

        def render() -> str:
            seen = context
            if key is not None and names is not None:
                seen = {each: context[each] for each in names if each in context}
            page = str(template.render(seen | values | {"output_file": name}))
            refuse_unsafe(page, name, values, Path(self.settings["PATH"]))
            return page

        self.rendered += self._outputs.page(name, key, render)

    def let_go(self) -> None:
        """Of values that only the pages written until now have shown."""
        self._digester = Digester()

    def _key(self, name: str, template: Any, values: dict[str, Any]) -> bytes | None:
        try:
            return self._digester.digest(self._page_key, template.name, name, values)
        except NoStableDigest:
            self.unkeyed.add(template.name)
            return None

    def _is_global(self, name: str, context: dict[str, Any]) -> bool:
        """Whether a template that reads `name` reads what no key tells: all articles, the time."""
        if name in PLACES or name.startswith("PORTAL"):
            return True
        return name in context and not (name.isupper() and name in self.settings)

    def _names_in(self, template: Any) -> frozenset[str] | None:
        """Names that a template and all that it includes may read; None where nobody can tell."""
        if template.name not in self._names:
            found = self._state.memo(
                f"names {template.name}",
                self._page_key,
                lambda: self._names_of_all(template.environment, template.name),
            )
            self._names[template.name] = None if found is None else frozenset(found)
        return self._names[template.name]

    def _names_of_all(self, environment: Environment, first: str) -> list[str] | None:
        """None where which template is included shows only while rendering."""
        names: set[str] = set()
        waiting, seen = [first], {first}
        while waiting:
            try:
                own, included = self._names_of_one(environment, waiting.pop())
            except TemplateNotFound:  # one that may be missing, or is named so that it shows late
                continue
            names.update(own)
            for name in included:
                if name is None:
                    return None
                if name not in seen:
                    seen.add(name)
                    waiting.append(name)
        return sorted(names)

    def _names_of_one(
        self, environment: Environment, name: str
    ) -> tuple[list[str], list[str | None]]:
        """Names that it reads, and of the templates that it includes; parsed once for each text."""
        if name not in self._parsed:
            source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]

            def parse() -> tuple[list[str], list[str | None]]:
                tree = environment.parse(source)
                included = dict.fromkeys(meta.find_referenced_templates(tree))
                return sorted(meta.find_undeclared_variables(tree)), list(included)

            self._parsed[name] = self._state.memo(f"template {name}", source.encode(), parse)
        return self._parsed[name]
