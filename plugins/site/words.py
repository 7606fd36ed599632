"""Every word that the site itself says, read from theme/strings.vi.toml for the templates."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from plugins.shared.messages import gettext
from plugins.shared.settings import SettingError
from plugins.shared.strings import read_strings


class Words:
    """A table of strings; a word that is not there stops the build and is named."""

    def __init__(self, table: dict[str, Any], name: str = "t") -> None:
        self._table = table
        self._name = name
        # As attributes they are found at once: a page asks for a hundred of them.
        for key, value in table.items():
            if not hasattr(type(self), key):
                setattr(
                    self, key, Words(value, f"{name}.{key}") if isinstance(value, dict) else value
                )

    def __getattr__(self, key: str) -> Any:
        if key.startswith("__"):
            raise AttributeError(key)
        try:
            value = self._table[key]
        except KeyError:
            raise SettingError(
                gettext("strings.vi.toml: thiếu chữ {name}.{key}", name=self._name, key=key)
            ) from None
        return Words(value, f"{self._name}.{key}") if isinstance(value, dict) else value

    __getitem__ = __getattr__

    def items(self) -> list[tuple[str, Any]]:
        return list(self._table.items())

    def as_dict(self) -> dict[str, Any]:
        return dict(self._table)


def read_words(file: Path) -> Words:
    """Raises SettingError where the file is missing or is not TOML in UTF-8."""
    try:
        return Words(read_strings(file))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingError(
            gettext("{name}: không đọc được ({error}).", name=file.name, error=error)
        ) from error
