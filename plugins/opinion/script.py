"""The script that exchanges filtered lists in place; pages without it load none."""

from __future__ import annotations

import hashlib
from pathlib import Path

from plugins.assets.bundle import minify_script

SOURCE = Path(__file__).parent / "page" / "filter.js"


def script() -> str:
    return minify_script(f"(()=>{{{SOURCE.read_text('utf-8')}}})()")


def script_address() -> str:
    """Without the site's root: where the server looks for what never changes under its name."""
    digest = hashlib.sha256(script().encode()).hexdigest()
    return f"theme/loc.{digest[:10]}.js"
