"""What an editor or publisher is told when the work stops, in one sentence."""

from __future__ import annotations


class PortalError(Exception):
    """sentence: Vietnamese, what is wrong; remedy: what to do, empty where the sentence says it."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(f"{sentence} {remedy}".rstrip())
        self.sentence = sentence
        self.remedy = remedy
