"""One file as a rule sees it: the bytes, the text, the head, and the body with its positions."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from plugins.checks.blocks import Block, read_blocks
from plugins.checks.prose import mask_code
from plugins.checks.references import Reference, find_references
from plugins.checks.tags import Tag, read_tags
from plugins.frontmatter.encoding import as_typed, decode
from plugins.frontmatter.head import RawHead, split
from plugins.frontmatter.keys import known_key
from plugins.frontmatter.schema import Head, Schema, read_head, says_draft
from plugins.problems import Problem, Severity
from plugins.vietnamese.text import is_plain, nfc

LINE_END = re.compile("\n")


@dataclass(frozen=True)
class Article:
    """path: `content/tin-tuc/a.md`; text: in NFC with `\\n` line ends, "" if it can't be read.

    head is None and body "" where the file or its head was refused; `refusals` says why.
    """

    path: str
    data: bytes
    text: str
    raw: RawHead | None
    head: Head | None
    refusals: tuple[Problem, ...]

    @property
    def inside(self) -> PurePosixPath:
        """The path inside content/."""
        return PurePosixPath(*PurePosixPath(self.path).parts[1:])

    @property
    def body(self) -> str:
        return self.raw.body if self.raw else ""

    @property
    def body_line(self) -> int:
        return self.raw.body_line if self.raw else 1

    @property
    def is_draft(self) -> bool:
        """Also where the head was refused, if it says so legibly."""
        if self.head:
            return self.head.status == "draft"
        return self.raw is not None and says_draft(self.raw)

    @cached_property
    def typed(self) -> str:
        """The text before NFC, for rules about how it was typed; wrong bytes as U+FFFD."""
        return as_typed(self.data, "replace")

    @cached_property
    def is_plain(self) -> bool:
        """Nothing in it needs a closer look by itself: most rules about letters have no work."""
        return is_plain(self.typed)

    @cached_property
    def unmended(self) -> str:
        """The text in NFC with the look-alikes of Đ that were typed; positions as in `text`."""
        return self.text if self.is_plain else nfc(self.typed)

    @cached_property
    def prose(self) -> str:
        """The body with code blanked out letter by letter, so that positions stay."""
        return mask_code(self.body)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every picture and link of the body, in order."""
        return tuple(find_references(self.prose))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The body as Markdown groups its lines, raw HTML left out."""
        return tuple(read_blocks(self.body, self.prose))

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """The body's HTML tags, in order."""
        return tuple(read_tags(self.prose)) if "<" in self.body else ()

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(end.end() for end in LINE_END.finditer(self.body))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column in the file, from 1, of an offset in the body."""
        row = bisect.bisect_right(self._line_starts, offset) - 1
        return self.body_line + row, offset - self._line_starts[row] + 1

    def has_field(self, key: str) -> bool:
        """Whether the head has a field, by its English key."""
        return any(known_key(field.key) == key for field in self.raw.fields) if self.raw else False

    def field_line(self, key: str, item: int = -1) -> int:
        """The line of a field, by its English key, or of an item of its list that has a line of its
        own; 1 if none has it."""
        fields = self.raw.fields if self.raw else ()
        found = next((field for field in fields if known_key(field.key) == key), None)
        if found is None:
            return 1
        return found.item_lines[item] if 0 <= item < len(found.item_lines) else found.line

    def problem(
        self, line: int, column: int, sentence: str, remedy: str = "", severity: Severity = "error"
    ) -> Problem:
        return Problem(self.path, line, column, severity, sentence, remedy)

    def at(
        self, offset: int, sentence: str, remedy: str = "", severity: Severity = "error"
    ) -> Problem:
        """A problem at an offset of the body."""
        return self.problem(*self.place(offset), sentence, remedy, severity)


def read_article(path: str, data: bytes, schema: Schema) -> Article:
    """path: with content's own name first; never raises on any bytes."""
    text, problems = decode(data, path)
    if any(problem.severity == "error" for problem in problems):
        return Article(path, data, "", None, None, tuple(problems))
    raw = split(text)
    head, found = read_head(raw, schema, path, path.split("/")[1])
    return Article(path, data, text, raw, head, (*problems, *found))
