"""The text of a PDF, and nothing else of it: lines joined to paragraphs as well as can be told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError

from plugins.documents.pdf import PDF_DAMAGE
from plugins.documents.traces import UnreadableError
from plugins.shared.messages import gettext_noop

from .document import SourceDocument
from .pictures import Pictures
from .rich_source import letters_of, source_document
from .rich_text import Paragraph, Run

KIND = "PDF"
MOST_PAGES = 500
MOST_LETTERS = 5_000_000
TEXT_ONLY = gettext_noop(
    "PDF: chỉ lấy được chữ; ảnh, bảng, chữ đậm không lấy được. Có tệp Word thì nhập tệp Word."
)
NO_TEXT = gettext_noop(
    "Tệp PDF là ảnh quét, không có chữ: tìm tệp Word của bài, hoặc dùng phần mềm nhận dạng chữ."
)
PAGE_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,4}(?:\s*/\s*\d{1,4})?\s*[-–]?\s*")
SENTENCE_END = (".", ":", ";", "!", "?", "…", "”", '"', "./.", ")")
BEGINS = re.compile(r"\s*(?:[-–+*•]\s|\d{1,2}[.)]\s|[a-zđ]\)\s|Điều \d|[IVX]+\.\s)")
FULL = 0.8  # of the longest usual line: what is shorter ends a paragraph


def read_pdf(data: bytes, name: str) -> SourceDocument:
    """Raises plugins.documents' UnreadableError where it is damaged, locked or has no text."""
    lines = list(_lines(data))
    found = [Paragraph((Run(text),)) for text in _paragraphs(lines)]
    notes = (TEXT_ONLY,) if letters_of(found) else (TEXT_ONLY, NO_TEXT)
    return source_document(name, KIND, found, Pictures(), notes=notes)


def _lines(data: bytes) -> Iterator[str]:
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("encrypted")
        left = MOST_LETTERS
        for number, page in enumerate(reader.pages):
            text = page.extract_text()
            left -= len(text)
            if number >= MOST_PAGES or left < 0:
                raise UnreadableError("too large")
            page_lines = [line.rstrip() for line in text.split("\n")]
            for line in page_lines:
                if not PAGE_NUMBER.fullmatch(line):
                    yield line
    except DependencyError as cause:
        raise UnreadableError("encrypted") from cause
    except PDF_DAMAGE as cause:
        raise UnreadableError("damaged") from cause


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """A line that is not full, or ends a sentence before one that begins, ends its paragraph."""
    sizes = sorted(len(line) for line in lines if line.strip())
    usual = sizes[int(len(sizes) * 0.9)] if sizes else 0
    open_: list[str] = []
    for line in lines:
        text = " ".join(line.split())
        if not text:
            if open_ and open_[-1].endswith(SENTENCE_END):
                yield " ".join(open_)
                open_ = []
            continue
        if open_ and BEGINS.match(text):
            yield " ".join(open_)
            open_ = []
        open_.append(text)
        is_short = len(line) < FULL * usual
        if is_short and (text.endswith(SENTENCE_END) or len(line) < FULL * usual / 1.6):
            yield " ".join(open_)
            open_ = []
    if open_:
        yield " ".join(open_)
