"""How a message repeats what the editor typed: long enough to find it, short enough to read."""

from __future__ import annotations

LONGEST = 50


def quoted(text: str) -> str:
    """“text” on one line, cut at a word after 50 characters."""
    return f"“{shortened(text)}”"


def shortened(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    return line[:LONGEST].rsplit(" ", 1)[0] + "…"
