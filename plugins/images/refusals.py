"""Why a file cannot be shown as a picture, and what to do, in the words of the site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from plugins.shared.errors import PortalError
from plugins.shared.strings import read_strings


class NotAPictureError(PortalError):
    """The file can't be shown as a picture.

    kind, values: of the table `images.problems` of the strings, for who says it in other words
    than Vietnamese ones; "" where it has none.
    """

    def __init__(
        self, sentence: str, remedy: str, kind: str = "", values: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(sentence, remedy)
        self.kind, self.values = kind, values or {}

    @classmethod
    def of(cls, kind: str, /, **values: object) -> Self:
        return cls(*_said(problem_words(), kind, values), kind, values)

    def said(self, words: Mapping[str, Any]) -> str:
        """words: the table `images` of a language's strings."""
        if not self.kind:
            return f"{self.sentence} {self.remedy}"
        return " ".join(_said(words["problems"], self.kind, self.values))


class UnreadablePictureError(NotAPictureError, OSError):
    """The system did not give the file's bytes now. Says nothing about them: not to be kept."""


class ReplacedPictureError(NotAPictureError):
    """Pages were made for another picture, which nobody has any more."""


def problem_words() -> Mapping[str, Any]:
    """The portal's, by kind: `sentence` and `remedy`."""
    strings = read_strings(Path(__file__).with_name("strings.vi.toml"))
    words: Mapping[str, Any] = strings["images"]["problems"]
    return words


def _said(words: Mapping[str, Any], kind: str, values: Mapping[str, object]) -> tuple[str, str]:
    problem = words[kind]
    return problem["sentence"].format(**values), problem["remedy"].format(**values)
