"""The script that exchanges filtered lists in place; pages without it load none."""

from __future__ import annotations

from pathlib import Path

from plugins.shared.scripts import minify_script, script_name

SOURCE = Path(__file__).parent / "page" / "filter.js"


def script() -> str:
    """Minified."""
    return minify_script(f"(()=>{{{SOURCE.read_text('utf-8')}}})()")


def script_address() -> str:
    """Without the site's root: where the server looks for what never changes under its name."""
    return f"theme/{script_name('loc', script())}"
