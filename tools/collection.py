"""A build takes a twentieth less time where nothing looks for cycles of garbage meanwhile."""

import gc


def disable_gc() -> None:
    """For a process that builds once, or looks between builds; before it imports what it needs."""
    gc.disable()
