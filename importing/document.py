"""The plain data of an import: a reader gives a SourceDocument, and each later step adds to it.

    bytes ─ reader ─▶ SourceDocument ─ found.find() ─▶ FoundArticle ─ article.py ─▶ ImportedArticle

The HTML between the steps is structure only, and always well nested. It knows

    p h2 h3 h4 ul ol li blockquote table tr th td strong em sub sup a br hr img figure figcaption
    pre code

with these attributes and no others:
- `a`: href; `img`: src (a key of `pictures`, or the address as the source has it), alt;
- `th`, `td`: colspan, rowspan, class ("right", "centre"); `ol`: start, type;
- `figure`: class="table" (a table with a caption);
- `p` and `td`, until found.find() has read them: data-align ("center", "right"),
  data-size (points), data-style (the paragraph's style in lower case: "title", "caption", …);
- a footnote's mark is `<sup data-note="3"></sup>`; its text stands at the end:
  `<aside data-note="3"><p>…</p></aside>`;
- a photo that is lost, of which only the caption is left: `<img src="" alt="">` in its figure.
A figcaption is plain text, the credit at its end as our Markdown has it: `Ai, ở đâu. Ảnh: Tên`.

Text is decoded (old fonts), in NFC, without soft hyphens, and with plain spaces for no-break ones.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from plugins.shared.errors import PortalError

# How sure: the source says it in a field of its own; its looks say it; a guess that needs a look.
Sure = Literal["sure", "likely", "guess"]


class NotAnArticleError(PortalError):
    """A file that is no article; the text is a sentence that says why and what to do."""


@dataclass(frozen=True)
class Finding:
    """A value of the head, and how it was found."""

    value: str  # a date is `2017-05-15` or `2017-05-15 16:23`, local time
    where: str  # a message: “dòng đầu, in đậm, ở giữa”, “trường post_title”
    sure: Sure = "sure"


@dataclass(frozen=True)
class Removed:
    """Text of the source that is not in the article, kept for the report."""

    what: str  # a message: “nhận xét của Word”, “tiêu ngữ của cơ quan”, “thanh công cụ”
    text: str


@dataclass(frozen=True)
class Hints:
    """What a reader knows of the head; found.find() fills in what is missing."""

    title: Finding | None = None
    lead: Finding | None = None
    date: Finding | None = None
    source: Finding | None = None
    category: Finding | None = None
    authors: tuple[Finding, ...] = ()
    tags: tuple[str, ...] = ()
    old_addresses: tuple[str, ...] = ()
    draft: bool = False  # the source itself says that it was not published


@dataclass(frozen=True)
class SourceDocument:
    """What a reader makes of one article of a file."""

    name: str  # of the file, for messages; of an article in an export: `export.xml#12`
    kind: str  # a message: “Word (.docx)”, “trang NukeViet”, “văn bản thuần”
    html: str
    pictures: Mapping[str, bytes] = field(
        default_factory=dict
    )  # by `src`; what is not here is missing
    attachments: Mapping[str, bytes] = field(default_factory=dict)  # by `href` or file name
    hints: Hints = Hints()
    removed: tuple[Removed, ...] = ()
    dropped: Mapping[str, int] = field(
        default_factory=dict
    )  # looks without a place: {"màu chữ": 3}
    notes: tuple[str, ...] = ()  # messages: “PDF: chỉ lấy được chữ.”
    # Letters in all that the file shows, counted by the reader apart from `html`; of `removed` too.
    letters_in: int = 0


@dataclass(frozen=True)
class FoundArticle:
    """A document of which the head was told from the body. `html` has what is left: the body."""

    hints: Hints
    html: str
    removed: tuple[Removed, ...] = ()  # those of the document, and what was found to be left out
    notes: tuple[str, ...] = ()
    end_mark: bool = False  # `./.` stands in the body
    # The title as typed where another is offered (capitals), else empty.
    typed_title: str = ""


def letters(text: str) -> int:
    """Letters of any script, in NFC: what `letters in` and `letters out` count; no digits."""
    return sum(map(str.isalpha, unicodedata.normalize("NFC", text)))
