"""Asks html-validate, which needs Node and the network, of every page of a built site.

`python -m tools.validate_html [FOLDER]`, after `python3 run.py build`; the exit code is its own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tools.console import complain
from tools.places import ROOT

# The newest that runs on Node 20: https://html-validate.org/changelog/
PACKAGE = "html-validate@10.11.0"
RULES = ROOT / "tests" / "html-validate.json"


def validate(folder: Path) -> int:
    """The exit code of html-validate over all pages in `folder`."""
    npx = shutil.which("npx")
    if npx is None:
        complain("npx was not found: install Node.js 20 or newer.")
        return 2
    pages = f"{folder.resolve().as_posix()}/**/*.html"
    return subprocess.run([npx, "--yes", PACKAGE, "--config", str(RULES), pages]).returncode


if __name__ == "__main__":
    sys.exit(validate(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "output")))
