"""The command that an editor is told to type, as it is typed on the computer that tells it."""

from __future__ import annotations

import os

# Windows has no python3 but one that opens its shop.
COMMAND = "py run.py" if os.name == "nt" else "python3 run.py"
