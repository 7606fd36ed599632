"""Gathers the theme's CSS, and the CSS and JavaScript of every enabled plugin, minified."""

from __future__ import annotations

import base64
import hashlib
import importlib
import importlib.util
from pathlib import Path

from markupsafe import Markup

from plugins.shared.cache import Cache, NoCache
from plugins.shared.messages import gettext
from plugins.shared.scripts import minifier, minify_script, script_name
from plugins.shared.settings import SettingError, Settings
from plugins.shared.themes import is_foreign, parts_of_theme

# Later layers win whatever the order in which a page names its styles.
LAYERS = "@layer tokens,base,layout,components,plugins,utilities;"
TOKENS = "tokens"
# Of a page that is all ours, and what has their place in a theme from elsewhere.
WHOLE_PAGE = frozenset({TOKENS, "base", "layout", "print"})
IN_THEME = "site/elsewhere"


class Bundle:
    """Styles and script of a build; plugins: by import path, in the order in which they apply."""

    def __init__(
        self,
        theme: Path,
        plugins: list[str],
        cache: Cache | None = None,
        own: str = "",
        *,
        is_guest: bool = False,
    ) -> None:
        """own: CSS that follows the theme's tokens; is_guest: pages are framed by a theme from
        elsewhere, so that ours gives parts alone."""
        self._is_guest = is_guest
        self._cache = cache or NoCache()
        self._theme, self._own = theme / "static", own
        self._plugins = {
            name.rpartition(".")[2]: Path(spec.origin).parent
            for name in plugins
            if (spec := importlib.util.find_spec(name)) and spec.origin
        }
        self._styles: dict[tuple[str, ...], Markup] = {}
        self.script = self._read_scripts()
        digest = hashlib.sha256(self.script.encode())
        self.script_address = f"theme/{script_name('site', self.script)}"
        self.script_integrity = "sha256-" + base64.b64encode(digest.digest()).decode()

    def styles(self, *names: str) -> Markup:
        """The `<style>` of the named parts: `base` is the theme's, `toolbar/toolbar` a plugin's.

        A part of a plugin that is not enabled is left out; a missing file raises SettingError.
        """
        if names not in self._styles:
            css = LAYERS + "".join(map(self._style, self._wanted(names)))
            minified = self._cache.memo(
                f"styles {' '.join(names)}", css.encode(), str, lambda: _minify_style(css)
            )
            self._styles[names] = Markup(minified)  # noqa: S704  (our own files)
        return self._styles[names]

    def _wanted(self, names: tuple[str, ...]) -> tuple[str, ...]:
        if not self._is_guest:
            return names
        return (TOKENS, IN_THEME, *(name for name in names if name not in WHOLE_PAGE))

    def _style(self, name: str) -> str:
        plugin, _, part = name.rpartition("/")
        if plugin and plugin not in self._plugins:
            return ""
        folder = self._plugins[plugin] / "css" if plugin else self._theme / "css"
        file = folder / f"{part}.css"
        if not file.is_file():
            raise SettingError(
                gettext("styles({name!r}): không có tệp css/{part}.css.", name=name, part=part)
            )
        return file.read_text("utf-8") + (self._own if name == TOKENS else "")

    def _read_scripts(self) -> str:
        folders = [folder for _, folder in sorted(self._plugins.items())]  # in any order of theirs
        files = [file for folder in folders for file in sorted((folder / "js").glob("*.js"))]
        code = "".join(f"(()=>{{{file.read_text('utf-8')}\n}})();\n" for file in files)
        return minify_script(code)


def bundle_of(settings: Settings, own: str, cache: Cache | None = None) -> Bundle:
    return Bundle(
        parts_of_theme(settings), settings["PLUGINS"], cache, own, is_guest=is_foreign(settings)
    )


def _minify_style(css: str) -> str:
    minify_html = minifier("minify_html")
    style = f"<style>{css}</style>"
    minified: str = minify_html.minify(style, minify_css=True) if minify_html else style
    return minified
