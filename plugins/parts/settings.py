"""A misspelt setting of a plugin ends the build of any site with a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from plugins.parts.speaking import speak
from plugins.shared.settings import read_settings

T = TypeVar("T")


def settings_of(kind: type[T], settings: Mapping[str, Any], name: str) -> T:
    """The setting `name`, a table, as `kind`, a dataclass; what is said from here on is in the
    site's language. Raises SettingError."""
    speak(settings)
    return read_settings(kind, settings.get(name, {}), name)
