"""Draws one SVG, given on stdin, as PNG to stdout, in the width and height of the arguments.

A process of its own: a drawing that makes the library run on for ever, take all memory or crash
ends this one alone. It imports as little as it can, so that it starts at once.
"""

from __future__ import annotations

import sys
from contextlib import suppress

import resvg_py

CPU_SECONDS = 30
MEMORY = 1_500_000_000  # bytes of addresses, of which a usual drawing takes a tenth


def limit() -> None:
    """As far as the system can: Windows knows no such limits, macOS not all of them."""
    if sys.platform == "win32":
        return
    import resource

    limits = {
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def main(width: str, height: str) -> None:
    """Draws, under limits of time and memory."""
    limit()
    data = resvg_py.svg_to_bytes(
        svg_string=sys.stdin.buffer.read().decode(),
        width=int(width),
        height=int(height),
        background="white",
        skip_system_fonts=True,
    )
    sys.stdout.buffer.write(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
