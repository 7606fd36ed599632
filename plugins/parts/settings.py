"""A misspelt setting of a plugin ends the build of any site with a sentence, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from plugins.shared.settings import ENGLISH, read_settings

T = TypeVar("T")


def settings_of(kind: type[T], settings: Mapping[str, Any], name: str) -> T:
    """The setting `name`, a table, as `kind`, a dataclass. Raises SettingError."""
    return read_settings(kind, settings.get(name, {}), name, ENGLISH)
