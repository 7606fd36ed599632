"""The words that the site says: each plugin brings its own, and a theme may say any in its own way.

They stand in `strings.<language>.toml`, in a plugin's folder and in the theme's.
"""

from __future__ import annotations

import importlib.util
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Kind = TypeVar("Kind", bound=DataclassInstance)

# What more than one plugin says.
SHARED = Path(__file__).parent
ANY = "strings.*.toml"


def strings_file(folder: Path, language: str) -> Path:
    return folder / ANY.replace("*", language)


def plugin_folders(plugins: Iterable[Any]) -> list[Path]:
    """plugins: as the setting PLUGINS names them, in their order."""
    specs = (importlib.util.find_spec(name) for name in plugins if isinstance(name, str))
    return [Path(spec.origin).parent for spec in specs if spec and spec.origin]


def strings_folders(plugins: Iterable[Any], theme: Path) -> list[Path]:
    """Where words stand; where two say the same, the later holds."""
    return list(dict.fromkeys([SHARED, *plugin_folders(plugins), theme]))


def languages_of(folders: Iterable[Path]) -> list[str]:
    """Sorted; those of which there is a file in one of `folders`."""
    files = (file for folder in folders for file in folder.glob(ANY))
    return sorted({file.name.split(".")[1] for file in files})


def read_strings(file: Path) -> dict[str, Any]:
    """Not to be changed. Raises OSError, UnicodeDecodeError, tomllib.TOMLDecodeError."""
    return _parsed(file.read_text("utf-8"))


def merged(tables: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """One table of all; where two say a word, the later."""
    whole: dict[str, Any] = {}
    for table in tables:
        _add(table, whole)
    return whole


def own_words(kind: type[Kind], folder: Path, table: str, language: str = "vi") -> Kind:
    """What a plugin says where no site says otherwise: `table` of the file in `folder`."""
    return typed(kind, read_strings(strings_file(folder, language))[table])


def typed(kind: type[Kind], table: Mapping[str, Any] | Any) -> Kind:
    """The words of `table` that `kind` has fields for; raises what `table` raises for one that it
    has not."""
    return kind(**{field.name: table[field.name] for field in fields(kind)})


def _add(words: Mapping[str, Any], table: dict[str, Any]) -> None:
    for key, value in words.items():
        before = table.get(key)
        if isinstance(value, dict):
            table[key] = merged([before, value] if isinstance(before, dict) else [value])
        else:
            table[key] = value


@lru_cache(64)
def _parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text)
