"""An article may ask for another look than the usual: which ones there are, the theme says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from plugins.shared.settings import Settings

# Pelican's `!theme/` and `!simple/` are other places of templates of the same names.
EXTENDS = re.compile(r"{%-?\+?\s*extends\s+[\"'](?:!\w+/)?([^\"']+)\.html[\"']")


def template_names(settings: Settings) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What `template` may say in articles, and in pages: `article` or `page`, and templates of the
    theme, or of THEME_TEMPLATES_OVERRIDES, that extend it."""
    folders = [*settings["THEME_TEMPLATES_OVERRIDES"], Path(settings["THEME"]) / "templates"]
    extended = dict(_extended(map(Path, folders)))
    return tuple(_made_of("article", extended)), tuple(_made_of("page", extended))


def _extended(folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Names of templates, each with that of the one it extends."""
    for folder in folders:
        for file in sorted(folder.glob("*.html")):
            if found := EXTENDS.search(file.read_text("utf-8", "replace")):
                yield file.stem, found[1]


def _made_of(kind: str, extended: Mapping[str, str]) -> Iterator[str]:
    yield kind
    for name in sorted(extended):
        seen = {name}
        at = name
        while (at := extended.get(at, "")) and at not in seen:
            seen.add(at)
            if at == kind and name != kind:
                yield name
                break
