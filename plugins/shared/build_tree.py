"""All that looks at the files of content/ in one build sees the same ones."""

from __future__ import annotations

from pathlib import Path

from plugins.shared.content import Tree, read_tree
from plugins.shared.portal import portal_of
from plugins.shared.settings import Settings


def tree_of(settings: Settings) -> Tree:
    """Of this build, read once."""
    portal = portal_of(settings)
    if portal.tree is None:
        portal.tree = read_tree(Path(settings["PATH"]), settings["IGNORE_FILES"])
    return portal.tree
