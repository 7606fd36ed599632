"""What the list knows of an article: its head as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from plugins.changes.approval import Approved, approved
from plugins.frontmatter.head import FENCE
from plugins.frontmatter.keys import known_key
from plugins.frontmatter.kinds import ArticleKind
from plugins.frontmatter.parsed import ParsedArticle, parse
from plugins.frontmatter.schema import Schema
from plugins.vietnamese.sorting import SortKey, sort_key
from plugins.vietnamese.text import fold

# As the addresses of lists name them. `review`: waits for somebody's yes; `void`: had it, for other
# words; `approved`: has it, and its time has come.
State = Literal["draft", "review", "void", "approved", "scheduled", "published"]
STATES: tuple[State, ...] = get_args(State)
OF_APPROVAL: tuple[State, ...] = ("review", "void", "approved")

# Time in nanoseconds, and size.
Stamp = tuple[int, int]
# A head is rarely longer; what is behind it is not looked at.
HEAD_BYTES = 8192


@dataclass(frozen=True, slots=True)
class Record:
    """path: inside content/, `tin-tuc/a.md`; section: a slug, the folder of pages for a page, ""
    where neither is known; date: in Vietnam's time. is_read: false where the head was refused: then
    only what could be made out is there. order: of titles; searched: folded, for search. approved:
    as plugins/changes says; is_returned: with a message to whoever wrote it; asked_on: of a
    question that nobody has answered; is_undecided: a claim whose verdict is that nobody knows.
    """

    path: str
    stamp: Stamp
    title: str
    section: str
    kind: ArticleKind
    is_draft: bool
    date: datetime | None
    has_time: bool
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    is_read: bool
    order: SortKey
    searched: str
    is_in_review: bool = False
    is_returned: bool = False
    approved: Approved = ""
    asked_on: datetime | None = None
    is_undecided: bool = False

    @property
    def changed(self) -> float:
        """Seconds since 1970."""
        return self.stamp[0] / 1e9

    def is_public(self, now: float) -> bool:
        """As far as the desk can know."""
        return not self.is_draft and (self.date is None or self.date.timestamp() <= now)

    def state(self, now: float) -> State:
        """At `now`, seconds since 1970."""
        if self.is_draft:
            return "review" if self.is_in_review else "draft"
        if self.approved == "void":
            return "void"
        if self.date is not None and self.date.timestamp() > now:
            return "scheduled"
        return "approved" if self.approved else "published"


def read_record(content: Path, path: str, stamp: Stamp, schema: Schema) -> Record:
    """Raises OSError where the file can't be read."""
    with (content / path).open("rb") as file:
        data = file.read(HEAD_BYTES)
        head = head_of(data) if len(data) == HEAD_BYTES else data
        article = parse(f"{content.name}/{path}", head, schema) if head else None
        # Whether an approval holds, only the whole text tells.
        if article is None or (head != data and article.head and article.head.approval):
            article = parse(f"{content.name}/{path}", data + file.read(), schema)
    return record_of(article, path, stamp, schema)


def unreadable(path: str, stamp: Stamp) -> Record:
    """Of a file that the system does not give now: asked for again the next time."""
    stamp = stamp[0], -1
    return Record(
        path, stamp, "", "", "tin", False, None, False, (), (), False, sort_key(path), path
    )


def head_of(data: bytes) -> bytes | None:
    """What `data` begins with, to the end of a fenced head; None where that is not to be seen."""
    lines = data.splitlines(keepends=True)
    if not lines or not _is_fence(lines[0].removeprefix(b"\xef\xbb\xbf")):
        return None
    for count, line in enumerate(lines[1:-1], start=2):
        if _is_fence(line):
            return b"".join(lines[:count])
    return None


def _is_fence(line: bytes) -> bool:
    return line[:1] == b"-" and FENCE.fullmatch(line.decode("latin-1").rstrip("\r\n")) is not None


def record_of(article: ParsedArticle, path: str, stamp: Stamp, schema: Schema) -> Record:
    """What the list keeps of an article; stamp: of its file."""
    head = article.head
    folder = path.partition("/")[0]
    places = {section.slug for section in schema.sections} | {schema.page_folder}
    section = (head.section if head else "") or (folder if folder in places else "")
    title = head.title if head else _typed_title(article)
    authors = head.authors if head else ()
    tags = head.tags if head else ()
    category = head.category if head else ""
    question = head.question if head else None
    claim = head.claim if head else None
    said: Iterable[str] = (title, *authors, category, *tags, path)
    return Record(
        path=path,
        stamp=stamp,
        title=title,
        section=section,
        kind=head.kind if head else "tin",
        is_draft=article.is_draft,
        date=head.date if head else None,
        has_time=bool(head and head.has_time),
        authors=authors,
        tags=tags,
        is_read=head is not None,
        order=sort_key(title or path),
        searched=fold(" ".join(said)),
        is_in_review=bool(head and head.status == "review"),
        is_returned=bool(head and head.feedback),
        approved=approved(article),
        asked_on=question.asked_on if question and question.state != "da-tra-loi" else None,
        is_undecided=bool(claim and claim.verdict == "chua-du-can-cu"),
    )


def _typed_title(article: ParsedArticle) -> str:
    """Of a head that was refused for something else."""
    typed = (field.value for field in article.fields if known_key(field.key) == "title")
    return next((value for value in typed if isinstance(value, str)), "")
