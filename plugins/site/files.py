"""What goes out besides pages: files of listed kinds that something published leads to, no others.

`Portal.linked` has functions of the plugins that know such files: called with the generator of
files, each gives their paths inside content/.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from plugins.shared.build_tree import tree_of
from plugins.shared.file_kinds import is_published
from plugins.shared.picture_kinds import is_picture
from plugins.shared.portal import portal_of
from plugins.vietnamese.text import nfc


def see_what_checks_see(generator: Generator) -> None:
    """Pelican's own walk follows links to folders and opens whatever has a name."""
    generator.get_files = partial(_files_of, generator)


def _files_of(
    generator: Generator,
    paths: str | Collection[str],
    exclude: Collection[str] | None = None,
    extensions: Any = None,
) -> set[str]:
    """As Pelican's `Generator.get_files`, which says what the arguments are."""
    tops = [paths] if isinstance(paths, str) else paths
    return {
        file.replace("/", os.sep)
        for file in tree_of(generator.settings).files
        if any(_is_below(file, top) for top in tops)
        and not any(_is_below(file, top) for top in exclude or ())
        and generator._include_path(file, extensions)
    }


def _is_below(file: str, top: str) -> bool:
    top = top.replace(os.sep, "/").strip("/")
    return top in ("", ".", file) or file.startswith(f"{top}/")


def keep_the_rest_home(generator: Generator) -> None:
    """Also what an article leads to that is a draft or not yet due."""
    linked = {
        nfc(path) for find in portal_of(generator.settings).linked for path in find(generator)
    }
    generator.staticfiles[:] = [
        file
        for file in generator.staticfiles
        if is_published(file.relative_source_path)
        and nfc(file.relative_source_path) in linked
        and not is_picture(Path(file.source_path))  # a photo under another name tells its place too
    ]
