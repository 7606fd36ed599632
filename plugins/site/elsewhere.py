"""A theme from elsewhere shows our articles with captions and tools, and pages that it lacks.

Its own templates make articles, plain pages and Pelican's lists. Ours make all others, inside its
`base.html`; they see the templates of this project's theme, whatever the other theme calls its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path
from traceback import extract_tb
from typing import Any, NoReturn

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    TemplateNotFound,
    nodes,
)
from jinja2.filters import do_striptags
from markupsafe import Markup, escape
from pelican.contents import Content
from pelican.generators import Generator
from pelican.urlwrappers import URLWrapper

from plugins.shared.code_digest import PLUGINS
from plugins.shared.errors import PortalError
from plugins.shared.failure_log import in_short
from plugins.shared.messages import gettext
from plugins.shared.portal import OWN_PREFIX, portal_of
from plugins.shared.settings import SettingError
from plugins.shared.themes import OWN_THEME, theme_name
from plugins.site.shown_template import ShownTemplate

BASE = "base.html"
FRAME = "site/frame.html"
# Blocks of our base.html. A theme that has one of these names means something else by it.
OUR_BLOCKS = frozenset({"about", "feed", "integrity", "main", "main_class", "styles"})
# What this project's settings leave to our theme.
PELICANS = {"THEME_STATIC_PATHS": ["static"]}


def open_to_ours(generator: Generator) -> None:
    """Raises SettingError for a `base.html` that cannot be read."""
    settings, environment = generator.settings, generator.env
    if not portal_of(settings).foreign:
        return
    of_theme = FileSystemLoader(str(OWN_THEME / "templates"))
    overrides = [str(each) for each in settings["THEME_TEMPLATES_OVERRIDES"]]
    of_plugins = [each for each in overrides if Path(each).is_relative_to(PLUGINS)]
    theirs = [each for each in overrides if each not in of_plugins]
    theirs.append(str(Path(settings["THEME"]) / "templates"))
    own = frozenset(FileSystemLoader(of_plugins).list_templates())
    environment.handle_exception = partial(_raise, environment, theme_name(settings), theirs)
    frame = FRAME if _takes_ours(environment) else OWN_PREFIX + BASE
    environment.loader = ChoiceLoader(
        [environment.loader, FunctionLoader(partial(_source, environment, of_theme))]
    )
    environment.join_path = partial(_joined, own, frozenset(of_theme.list_templates()), frame)
    environment.template_class = ShownTemplate
    # Theirs escape nothing, as Pelican's have it, and get what is escaped.
    environment.autoescape = partial(_is_ours, own)
    environment.getattr = partial(_read, environment, Environment.getattr)
    environment.getitem = partial(_read, environment, Environment.getitem)
    environment.finalize = _named
    environment.filters |= {"striptags": _without_tags, "forceescape": escape}


def _source(
    environment: Environment, of_theme: FileSystemLoader, name: str
) -> tuple[str, str | None, Callable[[], bool] | None] | None:
    """Jinja's PrefixLoader would take the prefix from the template's own name too."""
    if not name.startswith(OWN_PREFIX):
        return None
    return of_theme.get_source(environment, name.removeprefix(OWN_PREFIX))


def _is_ours(own: Collection[str], name: str | None) -> bool:
    """own: names of templates of plugins."""
    return name is not None and (name.startswith(OWN_PREFIX) or name in own)


def _joined(
    own: Collection[str], of_theme: Collection[str], frame: str, name: str, parent: str
) -> str:
    """The template that `parent` means by `name`. of_theme: names of this project's theme."""
    if parent == FRAME or not _is_ours(own, parent):
        return name
    if name == BASE:
        return frame
    return OWN_PREFIX + name if name in of_theme else name


def _read(environment: Environment, read: Callable[..., Any], value: Any, name: Any) -> Any:
    """As Jinja reads `value.name`, but plain texts as HTML. A checked claim is called nowhere
    without its verdict."""
    found = read(environment, value, name)
    if name in ("title", "summary") and isinstance(value, Content):
        card = getattr(value, "card", None)
        return escape(card.title if card and name == "title" else found)
    return escape(found) if name == "name" and isinstance(value, URLWrapper) else found


def _named(value: object) -> object:
    """Where a template writes `{{ tag }}`."""
    return escape(str(value)) if isinstance(value, URLWrapper) else value


def _without_tags(value: Any) -> Markup:
    """Jinja's own gives a text that is to be escaped once more."""
    return escape(do_striptags(value))


def _takes_ours(environment: Environment) -> bool:
    """Whether its `base.html` has a block for what a page shows, and none that ours would fill."""
    try:
        source, name, _ = environment.loader.get_source(environment, BASE)  # type: ignore[union-attr]
    except TemplateNotFound:
        return False
    tree = environment.parse(source, BASE, name)
    blocks = {block.name for block in tree.find_all(nodes.Block)}
    return "content" in blocks and not blocks & OUR_BLOCKS


def _raise(
    environment: Environment, theme: str, folders: Iterable[str], source: str | None = None
) -> NoReturn:
    """What stops a template of a theme from elsewhere is that theme's, and is told so."""
    try:
        Environment.handle_exception(environment, source)
    except PortalError:
        raise
    except Exception as cause:
        frames = reversed(extract_tb(cause.__traceback__))
        for frame in frames:
            for folder in folders:
                if Path(frame.filename).is_relative_to(folder):
                    name = Path(frame.filename).relative_to(folder).as_posix()
                    raise SettingError(
                        gettext(
                            "THEME “{theme}”: mẫu {name}, dòng {line}, không dùng được với trang "
                            "này ({why}); hãy thêm thiết lập mà nó cần, sửa mẫu ấy, hoặc chọn giao "
                            "diện khác.",
                            theme=theme,
                            name=name,
                            line=frame.lineno,
                            why=in_short(cause),
                        )
                    ) from cause
        raise
