"""An address is known however somebody pasted it."""

from __future__ import annotations

# The server at the start of a pasted address, with scheme or without.
SERVER = (
    r"(?:https?:)?//[^/?#\s]+"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net|info|edu)(?::\d+)?(?=[/?#]|$)"
)
