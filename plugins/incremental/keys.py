"""Digests of all that every page is made with besides content: code, theme, settings, versions."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pelican

from plugins.captions.words import STRINGS  # read whatever THEME is
from plugins.incremental.digest import Digester, NoStableDigest

PLUGINS = Path(__file__).parents[1]
# Parts of a plugin that its pages are made with, but not what is read of an article.
PAGE_PARTS = {"templates", "css", "js", "page"}
# Where things are and when it is: neither changes what a page says. The clock's part, whether an
# article is due, is told by each article.
PLACES = {"OUTPUT_PATH", "LIVE_OUTPUT", "INCREMENTAL_STATE", "PUBLISH_TIME"}
PLACES |= {"CHECKS_MEMORY", "IMAGES_CACHE", "TEMPLATES_CACHE"}


class UnstableSettings(Exception):  # noqa: N818
    """A setting has a value that cannot be compared with the last build's."""


def reading_key(settings: Mapping[str, Any]) -> bytes:
    """Of what an article is read with. Raises UnstableSettings."""
    files = [file for file in _plugin_files() if not PAGE_PARTS & set(_inside(file).parts)]
    words = Path(settings["THEME"]) / "strings.vi.toml"
    return _digest(_files_digest([*files, words, STRINGS]), _settings_digest(settings), _versions())


def page_key(settings: Mapping[str, Any]) -> bytes:
    """Of what every page is made with. Raises UnstableSettings."""
    theme = Path(settings["THEME"])
    files = [file for file in sorted(theme.rglob("*")) if file.is_file()]
    return _digest(
        _files_digest([*_plugin_files(), *files, STRINGS]), _settings_digest(settings), _versions()
    )


def _plugin_files() -> list[Path]:
    return [
        file
        for file in sorted(PLUGINS.rglob("*"))
        if file.is_file()
        and not file.name.startswith(("test_", "conftest"))
        and "__pycache__" not in file.parts
    ]


def _inside(file: Path) -> Path:
    return file.relative_to(PLUGINS)


def _files_digest(files: Iterable[Path]) -> bytes:
    """Their whole paths too: a template is included by its place."""
    return _digest(*(part for file in files for part in (bytes(file), file.read_bytes())))


def _settings_digest(settings: Mapping[str, Any]) -> bytes:
    digester = Digester()
    parts = []
    for name in sorted(settings):
        # What plugins have made of the settings hangs on these and on their code.
        if not name.isupper() or name.startswith("PORTAL_") or name in PLACES:
            continue
        try:
            parts.append(digester.digest(name, _by_name(settings[name])))
        except NoStableDigest as reason:
            raise UnstableSettings(f"{name}: {reason}") from reason
    return _digest(*parts)


def _by_name(value: Any) -> Any:
    """Functions and classes are known by their names: their code is in the key as well."""
    if isinstance(value, dict):
        return {key: _by_name(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, *map(_by_name, value)]
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    return f"{module}.{name}" if module and name and "<" not in name else value


def _versions() -> bytes:
    """Of Python and of every library, as their folders say."""
    libraries = Path(pelican.__file__).parents[1]
    names = sorted(folder.name for folder in libraries.glob("*.dist-info"))
    return _digest(sys.version.encode(), *(name.encode() for name in names))


def _digest(*parts: bytes) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.digest()
