"""Pelican's build, made of what changed since the last one; without a cache it is Pelican's own."""

from __future__ import annotations

import logging
from hashlib import sha256
from typing import Any

from jinja2 import BaseLoader
from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.digests.code import ALL_ANEW, digests_of_code, places_of_templates
from plugins.incremental.articles import Articles
from plugins.incremental.build import KEY, Build, build_of
from plugins.incremental.generators import ArticlesGenerator, PagesGenerator, StaticGenerator
from plugins.incremental.writer import KeyedWriter
from plugins.quick_markdown import QuickExtension
from plugins.shared.code_digest import PLUGINS
from plugins.shared.loaded import UNSURE, UnknownCodeError, places_of_code
from plugins.shared.messages import gettext
from plugins.shared.portal import portal_of
from plugins.shared.settings import Settings
from plugins.site.templates import CompiledTemplates, SiteTemplate, once_a_build

logger = logging.getLogger(__name__)


class IncrementalPelican(Pelican):  # type: ignore[misc]
    """The setting PELICAN_CLASS names it."""

    settings: Settings

    def run(self) -> None:
        """One build, or none where nothing has changed."""
        if KEY not in self.settings:
            super().run()
            return
        build, portal = build_of(self.settings), portal_of(self.settings)
        pages = sha256(build.keys.pages + portal.everywhere.encode()).digest()
        build.keys = build.keys._replace(pages=pages)
        now = self.settings["PUBLISH_TIME"].timestamp()
        lacks_site = build.process.wants_site and build.process.site is None
        problems = None if lacks_site else build.problems_of_last(now)
        if problems is None:
            self._make(build, now)
        else:
            portal.problems += problems

    def _make(self, build: Build, now: float) -> None:
        """As Pelican's own `run`."""
        settings, portal = self.settings, portal_of(self.settings)
        enable_fast_paths(settings)
        own: dict[str, Any] = {"generated_content": {}, "static_links": set(), "static_content": {}}
        context: dict[str, Any] = {**settings, **own}
        build.articles = Articles(build.cache, build.sources, settings, context)
        portal.contents = build.articles
        generators = self._generators(context)
        environment = generators[0].env
        environment.template_class = SiteTemplate
        environment.bytecode_cache = CompiledTemplates(
            environment.bytecode_cache, build.process.templates
        )
        for generator in generators:
            if hasattr(generator, "generate_context"):
                generator.generate_context()
        signals.all_generators_finalized.send(generators)
        writer = KeyedWriter(settings, build.outputs, build.keys.pages, build.cache)
        for generator in generators:
            if hasattr(generator, "generate_output"):
                generator.generate_output(writer)
                # Of ten thousand cards, 35 MB that the search after the lists may need.
                settings["JINJA_GLOBALS"]["once"].cache_clear()
        signals.finalized.send(self)
        self._keep_code(build, environment.loader)
        contents = [each for each in context["generated_content"].values() if each]
        build.remember(contents, now, is_whole=not writer.unkeyed)
        # Contents know their context, which knows them: a process that stays would look for them.
        context.clear()

    def _keep_code(self, build: Build, loader: BaseLoader | None) -> None:
        """All that ran is loaded by now."""
        known = *build.page_folders, str(PLUGINS)
        try:
            places = places_of_code() | places_of_templates(loader, known)
        except UnknownCodeError as reason:
            logger.warning(gettext(ALL_ANEW), reason)
            build.cache.code[""] = {"": UNSURE}  # the next build makes all anew
        else:
            new = digests_of_code(places - build.code.keys(), build.process.started)
            build.cache.code[""] = build.code | new

    def _generators(self, context: dict[str, Any]) -> list[Generator]:
        """Pelican makes readers and an environment for each, all alike: here these are one."""
        generators: list[Generator] = []
        given = context, self.settings, self.path, self.theme, self.output_path
        added = [kind for _, kind in signals.get_generators.send(self)]
        # In Pelican's order: its own first, then those of plugins, files last.
        for kind in (ArticlesGenerator, PagesGenerator, *added, StaticGenerator):
            if generators and kind.__init__ is Generator.__init__:
                generator: Generator = object.__new__(kind)
                vars(generator).update(vars(generators[0]))
                signals.generator_init.send(generator)
            else:
                generator = kind(*given)
            if generators:
                generator.env = generators[0].env
            generators.append(generator)
        return generators


def enable_fast_paths(settings: Settings) -> None:
    """The same HTML sooner: not where Pelican builds alone, which is there to prove it."""
    markdown = settings["MARKDOWN"]
    extensions = [*markdown["extensions"], QuickExtension()]
    settings["MARKDOWN"] = markdown | {"extensions": extensions}
    settings["JINJA_GLOBALS"] = settings["JINJA_GLOBALS"] | {"once": once_a_build()}
