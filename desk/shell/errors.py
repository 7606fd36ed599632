"""What the desk refuses, in a sentence for the editor."""

from __future__ import annotations

from plugins.shared.errors import PortalError


class DeskError(PortalError):
    """status: of HTTP; sentence and remedy: in Vietnamese. facts: what a script needs besides."""

    def __init__(
        self, status: int, sentence: str, remedy: str = "", facts: dict[str, object] | None = None
    ) -> None:
        super().__init__(sentence, remedy)
        self.status = status
        self.facts = facts or {}
