"""What the plugins of one build give one another: one typed object, no names in settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from plugins.shared.contract import Contract, refuse_wrong_plugins
from plugins.shared.outputs import FreshOutputs, Outputs
from plugins.shared.settings import Settings

if TYPE_CHECKING:
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
    from plugins.site.identity import SiteSettings
    from plugins.site.words import Words

T = TypeVar("T")

KEY = "PORTAL"
# Before the name of a template: that of this project's theme, whatever the theme is.
OWN_PREFIX = "!portal/"
# There in every build.
OWN = Contract(gives=("problems", "timely"))


class Cache(Protocol):
    """Remembers what was computed, from one build to the next."""

    def memo(self, name: str, key: bytes, kind: type[T], compute: Callable[[], T]) -> T:
        """What `compute` gives, or gave when `key` was last the same.

        name: of the value, one in the whole project; key: of all that it is computed from; kind:
        as msgspec reads it back, and no function or object of ours that has behaviour.
        """

    def made(self, name: str, key: bytes, make: Callable[[], T]) -> T:
        """As `memo`, for as long as the process lives; what `make` gives, nobody changes."""

    def table(self, name: str, kind: type[T]) -> MutableMapping[str, T]:
        """Records that a plugin keeps for its next build. name: of letters, one in the whole
        project."""

    def close(self) -> None:
        """What was not committed is forgotten."""


class NoTable(dict[str, T]):
    def __setitem__(self, key: str, value: T) -> None:
        """Nothing is kept of ten thousand articles."""


class NoCache:
    """Of a build that remembers nothing."""

    def memo(self, name: str, key: bytes, kind: type[T], compute: Callable[[], T]) -> T:
        return compute()

    def made(self, name: str, key: bytes, make: Callable[[], T]) -> T:
        return make()

    def table(self, name: str, kind: type[T]) -> MutableMapping[str, T]:
        return NoTable()

    def close(self) -> None: ...


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
    `content.tree_of`; digest_of: SHA-256 of a file by its path inside content/, where a build knows
    it; lists_key: digest of all that other pages than its own may show of each article, and
    plain page, that was read so far; problems: what was found, added to by all; timely: what every
    page shows as long as the clock says so.
    root: the site's path, without a slash at its end; words: of theme/strings.vi.toml; linked:
    functions that give paths inside content/ of files that go out, called with the generator of
    files.
    foreign: the theme is from elsewhere, and knows nothing of these plugins.
    schema: what a head may say; steps: on each article's HTML, by name, in the order of PLUGINS;
    parsed: articles that were checked in this build and are not read yet, by path, as
    `frontmatter.parsed.pack` gives them; old_addresses: gives those of a site that is checked.
    listings: the setting LISTINGS; articles: published, oldest first, and pages: as lists show
    them; list_addresses: of all pages that list articles; landings: what makes the first page of a
    section in another way, by the section's slug.
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
    timely: str = ""

    site: SiteSettings = field(init=False)
    sections: tuple[Section, ...] = field(init=False)
    words: Words = field(init=False)
    root: str = field(init=False)
    linked: list[Callable[[Generator], Iterable[str]]] = field(default_factory=list)
    foreign: bool = False

    schema: Schema = field(init=False)
    steps: dict[str, Step] = field(default_factory=dict)
    parsed: dict[str, bytes] = field(default_factory=dict)
    old_addresses: Callable[[CheckedSite], OldAddresses] | None = None

    listings: ListingsSettings = field(init=False)
    articles: list[Content] = field(default_factory=list)
    pages: list[Content] = field(default_factory=list)
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
