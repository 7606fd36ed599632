"""A plugin says its words in the language of the site, in English where it has none of them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

ENGLISH = "en"


def words_of(folder: Path, settings: dict[str, Any], table: str) -> dict[str, Any]:
    """Table `table` of the strings in `folder`, in the site's DEFAULT_LANG (`pt-br`: or `pt`)."""
    language = str(settings["DEFAULT_LANG"]).lower()
    for name in (language, language.partition("-")[0], ENGLISH):
        file = folder / f"strings.{name}.toml"
        if file.is_file():
            words: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))[table]
            return words
    raise FileNotFoundError(folder / f"strings.{ENGLISH}.toml")
