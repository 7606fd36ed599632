"""What the plugins of one build give one another: one typed object, no names in settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from plugins.shared.cache import Cache, NoCache
from plugins.shared.contract import Contract, refuse_wrong_plugins
from plugins.shared.outputs import FreshOutputs, Outputs
from plugins.shared.settings import Settings

if TYPE_CHECKING:
    from jinja2 import Environment
    from pelican.contents import Content
    from pelican.generators import Generator

    from plugins.assets.bundle import Bundle
    from plugins.checks.at_hand import CheckedContent
    from plugins.checks.site import OldAddresses
    from plugins.checks.site import Site as CheckedSite
    from plugins.frontmatter.body import Step
    from plugins.frontmatter.schema import Schema, Section
    from plugins.images.store import ImageStore
    from plugins.listings.generator import Landing
    from plugins.listings.settings import ListingsSettings
    from plugins.shared.content import Tree
    from plugins.shared.problems import Problem
    from plugins.shared.slugs import Slugs
    from plugins.site.brand import Brand
    from plugins.site.identity import SiteSettings
    from plugins.site.words import Words

KEY = "PORTAL"
# There in every build.
OWN = Contract(gives=("problems", "everywhere"))


class Contents(Protocol):
    """Where what only an article's own page shows is kept apart; contents: Pelican's."""

    def with_text(self, content: Content) -> Content:
        """The same article or page with `content`, its HTML, and what belongs to it."""

    def with_pictures(self, content: Content) -> Content:
        """The same with `pictures`."""

    def on_page(self, add: Callable[[Content], None], contents: Iterable[Content]) -> None:
        """Has `add` give each of these, all of one kind, what only its own page shows."""


class WholeContents:
    """Of a build that has everything of each article at hand."""

    def with_text(self, content: Content) -> Content:
        return content

    def with_pictures(self, content: Content) -> Content:
        return content

    def on_page(self, add: Callable[[Content], None], contents: Iterable[Content]) -> None:
        for content in contents:
            add(content)


@dataclass(eq=False, repr=False)
class Portal:
    """Of one build, at settings["PORTAL"]. The plugin whose CONTRACT says so gives a field; a field
    without a default may be read only where a CONTRACT needs it.

    outputs: takes what is written; cache, contents: see there; tree: of content/, see
    `build_tree.tree_of`; digest_of: SHA-256 of a file by its path inside content/, where a build
    knows it; lists_key: digest of all that other pages than its own may show of each article, and
    plain page, that was read so far; problems: what was found, added to by all; everywhere: what
    every page shows that neither settings nor theme tell: urgent notices that still hold, the
    logo's bytes.
    root: the site's path, without a slash at its end; languages: what is said in each
    language that articles may be in, the site's own first; words: in the site's; sites: as `site`,
    for pages in other languages, where the settings say it; slugs: of pages that the site makes of
    itself; environments: Jinja's, for pages in other languages; linked:
    functions that give paths inside content/ of files that go out, called with the generator of
    files.
    schema: what a head may say; steps: on each article's HTML, by name, in the order of PLUGINS;
    parsed: articles that were checked in this build and are not read yet, by path, as
    `frontmatter.parsed.pack` gives them; old_addresses: gives those of a site that is checked.
    listings: the setting LISTINGS; articles: published, oldest first, and pages: as lists show
    them; translations: of both, in other languages than the site's, which no list shows;
    published: addresses of all these; list_addresses: of all pages that list articles; landings:
    what makes the first page of a section in another way, by the section's slug.
    images: prepared pictures; bundle: styles and script.
    unsaved_steps: in place of those of the same names, for a text that nobody has saved: they write
    nothing; checked_content: what is wrong with such a text among all others, where a build is to
    leave that (`process_cache.wants_site`).
    """

    outputs: Outputs
    cache: Cache = field(default_factory=NoCache)
    contents: Contents = field(default_factory=WholeContents)
    tree: Tree | None = None
    digest_of: Callable[[str], bytes] | None = None
    lists_key: bytes = b""
    problems: list[Problem] = field(default_factory=list)
    everywhere: str = ""

    site: SiteSettings = field(init=False)
    brand: Brand = field(init=False)
    sections: tuple[Section, ...] = field(init=False)
    languages: dict[str, Words] = field(init=False)
    words: Words = field(init=False)
    sites: dict[str, SiteSettings] = field(default_factory=dict)
    environments: dict[str, Environment] = field(default_factory=dict)
    slugs: Slugs = field(init=False)
    root: str = field(init=False)
    linked: list[Callable[[Generator], Iterable[str]]] = field(default_factory=list)

    schema: Schema = field(init=False)
    steps: dict[str, Step] = field(default_factory=dict)
    parsed: dict[str, bytes] = field(default_factory=dict)
    old_addresses: Callable[[CheckedSite], OldAddresses] | None = None

    listings: ListingsSettings = field(init=False)
    articles: list[Content] = field(default_factory=list)
    pages: list[Content] = field(default_factory=list)
    translations: list[Content] = field(default_factory=list)
    published: set[str] = field(default_factory=set)
    list_addresses: list[str] = field(default_factory=list)
    landings: dict[str, Landing] = field(default_factory=dict)

    images: ImageStore = field(init=False)
    bundle: Bundle = field(init=False)

    unsaved_steps: dict[str, Step] = field(default_factory=dict)
    checked_content: CheckedContent | None = None


def portal_of(settings: Settings) -> Portal:
    """That of this build; it writes into OUTPUT_PATH until a plugin says otherwise.

    Who asks first makes it, and hears by SettingError of plugins that miss one another.
    """
    if KEY not in settings:
        refuse_wrong_plugins(settings)
        settings[KEY] = Portal(FreshOutputs(Path(settings["OUTPUT_PATH"])))
    portal: Portal = settings[KEY]
    return portal


def add_globals(settings: Settings, **values: object) -> None:
    """For all templates. A new dict: the settings file's own may serve another build."""
    portal_of(settings)
    settings["JINJA_GLOBALS"] = {**settings["JINJA_GLOBALS"], **values}


def add_filters(settings: Settings, **filters: Callable[..., object]) -> None:
    """As `add_globals`."""
    portal_of(settings)
    settings["JINJA_FILTERS"] = {**settings["JINJA_FILTERS"], **filters}
