"""Digests of all that every page is made with besides content: code, theme, settings, versions.

What code there is besides the project's own shows only while a build runs: see code.py.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import secrets
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, NamedTuple

from plugins.digests.values import Digester, NoStableDigestError
from plugins.shared.code_digest import PLUGINS, bytes_of, plugin_files
from plugins.shared.errors import PortalError
from plugins.shared.files import files_below
from plugins.shared.messages import gettext
from plugins.shared.settings import Settings
from plugins.shared.settings_code import PUBLISH
from plugins.shared.strings import ANY, plugin_folders

# Parts of a plugin that its pages are made with, but not what is read of an article.
PAGE_PARTS = {"templates", "css", "js", "page"}
# Where things are and go, and when it is: none changes what a page says. The clock's part,
# whether an article is due, is told by each article.
PLACES = {"OUTPUT_PATH", "LIVE_OUTPUT", "BUILD_CACHE", "PROCESS_CACHE", "PUBLISH_TIME"}
PLACES |= {"CHECKS_MEMORY", "IMAGES_CACHE", "TEMPLATES_CACHE", PUBLISH}


class UnstableSettingsError(PortalError):
    """A setting has a value that cannot be compared with the last build's; the text says so."""


class NoNameError(NoStableDigestError):
    """A function, or class, to which its name does not lead."""


class Keys(NamedTuple):
    """readings: of what an article is read with; pages: of what every page is made with."""

    readings: bytes
    pages: bytes


def keys_of(settings: Settings, folders: Iterable[str], loaded: int) -> Keys:
    """folders: see `folders_of_pages`; loaded: when the plugins were, in nanoseconds since 1970:
    what changed since is not what runs, and no other build has these keys.

    Raises UnstableSettingsError.
    """
    own = _bytes_of_all(plugin_files())
    if any(_changed_at(file) > loaded for file in own if file.endswith(".py")):
        return Keys(secrets.token_bytes(16), secrets.token_bytes(16))
    read = {file: data for file, data in own.items() if not PAGE_PARTS & _folders_inside(file)}
    places = [*plugin_folders(settings["PLUGINS"]), Path(settings["THEME"])]
    words = _bytes_of_all(str(file) for folder in places for file in sorted(folder.glob(ANY)))
    shown = own | words
    for folder in folders:
        shown |= _bytes_of_all(files_below(folder))
    both = _settings_digest(settings), _versions(), _extensions(settings["MARKDOWN"])
    return Keys(
        _digest(_files_digest(read | words), *both),
        _digest(_files_digest(shown), *both),
    )


def folders_of_pages(settings: Settings) -> tuple[str, ...]:
    """Where files are looked for that pages are made with, besides the project's own plugins."""
    folders = [str(settings["THEME"]), *map(str, settings["THEME_TEMPLATES_OVERRIDES"])]
    for name in settings["PLUGINS"]:
        file = getattr(sys.modules.get(name), "__file__", None)
        if file and not Path(file).is_relative_to(PLUGINS):
            folders += [str(Path(file).parent / part) for part in sorted(PAGE_PARTS)]
    return tuple(dict.fromkeys(folders))


def _folders_inside(file: str) -> set[str]:
    return set(file.removeprefix(str(PLUGINS)).split(os.sep))  # noqa: PTH206  (hundreds of files)


def _bytes_of_all(files: Iterable[str]) -> dict[str, bytes]:
    return {file: bytes_of(file) for file in files}


def _changed_at(file: str) -> int:
    try:
        return os.stat(file).st_mtime_ns  # noqa: PTH116
    except FileNotFoundError:
        return 0


def _files_digest(files: Mapping[str, bytes]) -> bytes:
    """Their whole paths too: a template is included by its place."""
    return _digest(*(part for file in sorted(files) for part in (os.fsencode(file), files[file])))


def _settings_digest(settings: Settings) -> bytes:
    digester = Digester()
    parts = []
    for name in sorted(settings):
        # What plugins have made of the settings hangs on these and on their code.
        if not name.isupper() or name.startswith("PORTAL") or name in PLACES:
            continue
        try:
            parts.append(digester.digest(name, _by_name(settings[name])))
        except NoStableDigestError as reason:
            text = gettext(
                "thiết lập {name}: {reason} không so được với lần trước.", name=name, reason=reason
            )
            if isinstance(reason, NoNameError):
                text = gettext(
                    "thiết lập {name}: {reason} không so được với lần trước; hãy viết nó thành một "
                    "hàm có tên (def) ở ngoài cùng của một tệp .py.",
                    name=name,
                    reason=reason,
                )
            raise UnstableSettingsError(text) from reason
    return _digest(*parts)


def _by_name(value: Any) -> Any:
    """Functions and classes are known by their names, as far as these lead to them: then their code
    is that of their module, which is looked at as well."""
    if isinstance(value, dict):
        return {key: _by_name(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, *map(_by_name, value)]
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if not module or not name:
        return value
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    # Not a lambda, a function of a function, a method of some object.
    if found is not value or not _comes_from_a_file(value):
        raise NoNameError(f"{module}.{name}")
    return f"{module}.{name}"


def _comes_from_a_file(value: Any) -> bool:
    """Not what `exec` has made of a text: a function's code tells, a class's module has to do."""
    code = getattr(value, "__code__", None)
    if code is None:
        return True
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    return code.co_filename in files


def _extensions(markdown: Mapping[str, Any]) -> bytes:
    """Where those of Markdown are found: they are loaded only once something is read."""
    names = [name for name in markdown.get("extensions", ()) if isinstance(name, str)]
    short: dict[str, str] = {}
    if not all("." in name for name in names):  # to look for short names takes a while
        entries = entry_points(group="markdown.extensions")
        short = {entry.name: entry.value for entry in entries}
    places = []
    for name in names:
        module = short.get(name, name).partition(":")[0]
        try:
            spec = importlib.util.find_spec(module)
        except (ImportError, ValueError):
            spec = None
        places.append(str(spec and spec.origin))
    return _digest(*(place.encode() for place in places))


def _versions() -> bytes:
    """Of Python and of every installed library, as the folders of their metadata say: to read these
    themselves takes half a second."""
    names = {
        metadata.name
        for folder in sys.path
        for kind in ("*.dist-info", "*.egg-info")
        for metadata in Path(folder).glob(kind)
    }
    return _digest(sys.version.encode(), *(name.encode() for name in sorted(names)))


def _digest(*parts: bytes) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.digest()
