"""A page is rendered only when something that it shows is another than at the last build.

A template sees what its page was given and the settings, nothing else of the site: what it could
read besides is found in its source, and a page whose template does read such a name is rendered
at every build, with all that Pelican offers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateNotFound, meta
from pelican.writers import Writer

from plugins.digests.keys import PLACES
from plugins.digests.values import Digester, NoStableDigestError
from plugins.incremental.outputs import CachedOutputs
from plugins.links.door import refuse_unsafe
from plugins.shared.cache import Cache
from plugins.shared.portal import KEY
from plugins.shared.settings import Settings


class KeyedWriter(Writer):  # type: ignore[misc]
    """page_key: of what all pages are made with; unkeyed: templates that read more than they are
    given."""

    def __init__(
        self, settings: Settings, outputs: CachedOutputs, page_key: bytes, cache: Cache
    ) -> None:
        super().__init__(settings["OUTPUT_PATH"], settings)
        self._outputs, self._page_key, self._cache = outputs, page_key, cache
        self._digester = Digester()
        self._names: dict[str, frozenset[str] | None] = {}
        self._parsed: dict[str, tuple[set[str], set[str | None]]] = {}
        self._keyed: dict[tuple[str, frozenset[str]], bool] = {}
        self.unkeyed: set[str] = set()

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
        """As Pelican calls it."""
        self.write_page(name, template, context, frozenset(values), values, lambda: values)

    def write_page(
        self,
        name: str,
        template: Any,
        context: dict[str, Any],
        given: frozenset[str],
        parts: object,
        values: Callable[[], Mapping[str, Any]],
    ) -> None:
        """name: of the file; given: names of the values that the template gets; parts: all that
        these are made from; values: gives them, if the page is rendered."""
        names = self._names_in(template)
        key = self._key(name, template, names, given, parts, context)

        def render() -> str:
            seen = context
            if key and names is not None:
                seen = {each: context[each] for each in names if each in context}
            shown = values()
            page = str(template.render({**seen, **shown, "output_file": name}))
            refuse_unsafe(page, name, shown, Path(self.settings["PATH"]))
            return page

        self._outputs.page(name, key, render)

    def _key(
        self,
        name: str,
        template: Any,
        names: frozenset[str] | None,
        given: frozenset[str],
        parts: object,
        context: dict[str, Any],
    ) -> bytes:
        """b"" where nobody can tell what the page shows."""
        if (template.name, given) not in self._keyed:
            others = None if names is None else names - given - {"output_file"}
            self._keyed[template.name, given] = others is not None and not any(
                self._is_global(each, context) for each in others
            )
        if self._keyed[template.name, given]:
            try:
                return self._digester.digest(self._page_key, template.name, name, parts)
            except NoStableDigestError:
                pass
        self.unkeyed.add(template.name)
        return b""

    def _is_global(self, name: str, context: dict[str, Any]) -> bool:
        """Whether a template that reads `name` reads what no key tells: all articles, the time."""
        if name in PLACES or name == KEY:
            return True
        return name in context and not (name.isupper() and name in self.settings)

    def _names_in(self, template: Any) -> frozenset[str] | None:
        """Names that a template and all that it includes may read; None where nobody can tell."""
        if template.name not in self._names:
            found = self._cache.memo(
                f"names in {template.name}",
                self._page_key,
                tuple[bool, list[str]],
                lambda: self._names_of_all(template.environment, template.name),
            )
            self._names[template.name] = frozenset(found[1]) if found[0] else None
        return self._names[template.name]

    def _names_of_all(self, environment: Environment, first: str) -> tuple[bool, list[str]]:
        """False where which template is included shows only while rendering."""
        names: set[str] = set()
        waiting, seen = [first], {first}
        while waiting:
            name = waiting.pop()
            try:
                if name not in self._parsed:  # many pages include the same ones
                    self._parsed[name] = self._names_of_one(environment, name)
            except TemplateNotFound:  # one that may be missing, or is named so that it shows late
                continue
            own, included = self._parsed[name]
            names |= own
            if None in included:
                return False, []
            new = {each for each in included if each is not None} - seen
            waiting += new
            seen |= new
        return True, sorted(names)

    def _names_of_one(
        self, environment: Environment, name: str
    ) -> tuple[set[str], set[str | None]]:
        """Names that it reads, and of the templates that it includes."""
        source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
        tree = environment.parse(source)
        return meta.find_undeclared_variables(tree), set(meta.find_referenced_templates(tree))
