"""The one script of a search page."""

from __future__ import annotations

from pathlib import Path

from plugins.shared.scripts import minify_script

# In one scope; none runs anything before the last, which needs them all.
NAMES = ("folding", "reading", "index", "matching", "texts", "phrases", "ranking", "cards", "page")
SCRIPTS = [Path(__file__).parent / "page" / f"{name}.js" for name in NAMES]


def search_script() -> str:
    source = "".join(file.read_text("utf-8") for file in SCRIPTS)
    return minify_script(f"(()=>{{{source}}})()")
