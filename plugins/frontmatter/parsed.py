"""One reading of an article: whatever is checked, mended or rendered starts from `parse`."""

from __future__ import annotations

import bisect
import dataclasses
import pickle
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from plugins.frontmatter.encoding import as_typed, byte_mark, decode
from plugins.frontmatter.head import Field, RawHead, split
from plugins.frontmatter.keys import known_key
from plugins.frontmatter.schema import Head, Schema
from plugins.frontmatter.typed_head import read_head, says_draft
from plugins.markup.blocks import Block, read_blocks
from plugins.markup.headings import heading_ids
from plugins.markup.prose import mask_code
from plugins.markup.references import Reference, find_references
from plugins.markup.tags import Tag, read_tags
from plugins.shared.problems import Problem, Severity
from plugins.vietnamese.text import is_plain, nfc

LINE_END = re.compile("\n")
NO_HEAD = RawHead((), "", 1, fenced=False)


@dataclass(frozen=True)
class ParsedArticle:
    """path: as the editor knows the file, `content/tin-tuc/a.md`; digest: SHA-256 of its bytes.

    typed: the text without byte mark and with `\\n` line ends, its letters as they were typed,
    wrong bytes as U+FFFD; text: the same in NFC, "" if it can't be read; byte_mark: as in
    `encoding`. fields: of the head, as typed; fenced, wrong_fences: see RawHead; head: what they
    say, None where they were refused. The body begins at the offset `body_start` of the text, on
    line `body_line`. problems: of encoding and head.

    Offsets count from the body's beginning, lines and columns from 1 in the file. What is made of
    the text is made when first asked for, and is no part of a pickle.
    """

    path: str
    digest: bytes
    typed: str
    text: str
    byte_mark: str
    fields: tuple[Field, ...]
    fenced: bool
    wrong_fences: tuple[int, ...]
    body_start: int
    body_line: int
    head: Head | None
    problems: tuple[Problem, ...]

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name in FIELDS}

    @property
    def folder(self) -> str:
        """Inside content/: `tin-tuc`, `tin-tuc/2024`, "" for content/ itself."""
        return self.path.partition("/")[2].rpartition("/")[0]

    @property
    def is_refused(self) -> bool:
        """Whether any of `problems` is an error."""
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def is_draft(self) -> bool:
        """Also where the head was refused, if it says so legibly."""
        return self.head.is_draft if self.head else says_draft(self.fields)

    @cached_property
    def is_plain(self) -> bool:
        """Nothing in it needs a closer look by itself: most rules about letters have no work."""
        return is_plain(self.typed)

    @property
    def unmended(self) -> str:
        """The text in NFC with the look-alikes of Đ that were typed; positions as in `text`."""
        return self.text if self.is_plain else nfc(self.typed)

    @cached_property
    def body(self) -> str:
        """The text below the head."""
        return self.text[self.body_start :]

    @cached_property
    def prose(self) -> str:
        """The body with code blanked out letter by letter, so that positions stay."""
        return mask_code(self.body)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every picture and link of the body, in order."""
        return tuple(find_references(self.prose))

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The anchors that the body offers: ids of headings and of HTML, in order."""
        return tuple(heading_ids(self.prose))

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
        """Line and column of an offset in the body."""
        row = bisect.bisect_right(self._line_starts, offset) - 1
        return self.body_line + row, offset - self._line_starts[row] + 1

    def has_field(self, key: str) -> bool:
        """Whether the head has a field, by its English key."""
        return any(known_key(field.key) == key for field in self.fields)

    def field_line(self, key: str, item: int = -1) -> int:
        """The line of a field, by its English key, or of an item of its list that has a line of its
        own; 1 if none has it."""
        found = next((field for field in self.fields if known_key(field.key) == key), None)
        if found is None:
            return 1
        return found.item_lines[item] if 0 <= item < len(found.item_lines) else found.line

    def problem(
        self, line: int, column: int, sentence: str, remedy: str = "", severity: Severity = "error"
    ) -> Problem:
        """One in this file; line and column from 1."""
        return Problem(self.path, line, column, severity, sentence, remedy)

    def at(
        self, offset: int, sentence: str, remedy: str = "", severity: Severity = "error"
    ) -> Problem:
        """A problem at an offset of the body."""
        return self.problem(*self.place(offset), sentence, remedy, severity)


FIELDS = frozenset(field.name for field in dataclasses.fields(ParsedArticle))


def parse(path: str, data: bytes, schema: Schema) -> ParsedArticle:
    """A function of its arguments alone; never raises on any bytes. path: see ParsedArticle."""
    text, of_text = decode(data, path)
    raw, head = NO_HEAD, None
    of_head: list[Problem] = []
    if not any(problem.severity == "error" for problem in of_text):
        raw = split(text)
        head, of_head = read_head(raw, schema, path, path.split("/")[1])
    digest, typed = sha256(data).digest(), as_typed(data, "replace")
    typed = text if typed == text else typed  # one string to hold and to pickle
    problems = (*of_text, *of_head)
    return _parsed(path, digest, typed, text, byte_mark(data), raw, head, problems)


def parse_text(text: str) -> ParsedArticle:
    """Of a text in NFC with `\\n` line ends that is no file yet: its head is not judged."""
    return _parsed("", sha256(text.encode()).digest(), text, text, "", split(text), None, ())


def pack(article: ParsedArticle) -> bytes:
    """Of 10,000 articles 50 MB: what one process hands to another, and a build holds meanwhile."""
    return pickle.dumps(article)


def unpack(record: bytes) -> ParsedArticle:
    """The article of which `pack` made these bytes."""
    article: ParsedArticle = pickle.loads(record)  # noqa: S301  (our own bytes)
    return article


def _parsed(
    path: str,
    digest: bytes,
    typed: str,
    text: str,
    mark: str,
    raw: RawHead,
    head: Head | None,
    problems: tuple[Problem, ...],
) -> ParsedArticle:
    return ParsedArticle(
        path=path,
        digest=digest,
        typed=typed,
        text=text,
        byte_mark=mark,
        fields=raw.fields,
        fenced=raw.fenced,
        wrong_fences=raw.wrong_fences,
        body_start=len(text) - len(raw.body),
        body_line=raw.body_line,
        head=head,
        problems=problems,
    )
