"""Gathers the CSS and JavaScript of the theme and of every enabled plugin, minified."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

import minify_html
from markupsafe import Markup

from plugins.settings import WrongSetting

# Later layers win whatever the order in which a page names its styles.
LAYERS = "@layer tokens,base,layout,components,plugins,utilities;"


class Bundle:
    def __init__(self, theme: Path, plugins: list[str]) -> None:
        self._theme = theme / "static"
        self._plugins = {
            name.rpartition(".")[2]: Path(spec.origin).parent
            for name in plugins
            if (spec := importlib.util.find_spec(name)) and spec.origin
        }
        self._styles: dict[tuple[str, ...], Markup] = {}
        self.script = self._read_scripts()
        digest = hashlib.sha256(self.script.encode()).hexdigest()[:10]
        self.script_address = f"theme/site.{digest}.js"

    def styles(self, *names: str) -> Markup:
        """The `<style>` of the named parts: `base` is the theme's, `toolbar/toolbar` a plugin's.

        A part of a plugin that is not enabled is left out; a missing file raises WrongSetting.
        """
        if names not in self._styles:
            css = LAYERS + "".join(self._style(name) for name in names)
            self._styles[names] = Markup(_minify("style", css))  # noqa: S704  (our own files)
        return self._styles[names]

    def _style(self, name: str) -> str:
        plugin, _, part = name.rpartition("/")
        if plugin and plugin not in self._plugins:
            return ""
        folder = self._plugins[plugin] / "css" if plugin else self._theme / "css"
        file = folder / f"{part}.css"
        if not file.is_file():
            raise WrongSetting(f"styles({name!r}): không có tệp css/{part}.css.")
        return file.read_text("utf-8")

    def _read_scripts(self) -> str:
        folders = [self._theme / "js", *(folder / "js" for folder in self._plugins.values())]
        files = [file for folder in folders for file in sorted(folder.glob("*.js"))]
        code = "".join(f"(()=>{{{file.read_text('utf-8')}\n}})();\n" for file in files)
        minified = _minify("script", code)
        return minified.removeprefix("<script>").removesuffix("</script>") + "\n"


def _minify(tag: str, code: str) -> str:
    return minify_html.minify(f"<{tag}>{code}</{tag}>", minify_css=True, minify_js=True)
