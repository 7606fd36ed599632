"""Every word that the site itself says, as templates ask for it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from plugins.shared.messages import gettext
from plugins.shared.settings import SettingError
from plugins.shared.strings import merged, read_strings, strings_file

NOTHING: Mapping[str, Any] = {}


class Words:
    """A table of strings; a word that is not there stops the build and is named."""

    def __init__(self, table: dict[str, Any], name: str = "t", file: str = "") -> None:
        """file: in which one looks for its words, as messages name it."""
        self._table = table
        self._name = name
        self._file = file
        # As attributes they are found at once: a page asks for a hundred of them.
        for key, value in table.items():
            if not hasattr(type(self), key):
                setattr(self, key, self._of(key, value))

    def __getattr__(self, key: str) -> Any:
        if key.startswith("__"):
            raise AttributeError(key)
        try:
            value = self._table[key]
        except KeyError:
            raise SettingError(
                gettext("{file}: thiếu chữ {name}.{key}", file=self._file, name=self._name, key=key)
            ) from None
        return self._of(key, value)

    __getitem__ = __getattr__

    def _of(self, key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return Words(value, f"{self._name}.{key}", self._file)
        return value

    def items(self) -> list[tuple[str, Any]]:
        """Its keys and words."""
        return list(self._table.items())

    def as_dict(self) -> dict[str, Any]:
        """A copy as a plain dict."""
        return dict(self._table)


def read_words(file: Path) -> Words:
    """Raises SettingError where the file is missing or is not TOML in UTF-8."""
    return Words(_read(file), file=file.name)


def read_language(
    language: str, folders: Iterable[Path], instead: Mapping[str, Any] = NOTHING
) -> Words:
    """What the files of `language` say in `folders`; where two say the same, the later holds.

    instead: tables that hold whatever they say. Raises SettingError where one is not TOML in UTF-8.
    """
    files = [strings_file(folder, language) for folder in folders]
    tables = [_read(file) for file in files if file.is_file()]
    own = {"language": {"code": language}}
    return Words(merged([own, *tables, instead]), file=strings_file(Path(), language).name)


def _read(file: Path) -> dict[str, Any]:
    try:
        return read_strings(file)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        name = f"{file.parent.name}/{file.name}"
        raise SettingError(
            gettext("{name}: không đọc được ({error}).", name=name, error=error)
        ) from error
