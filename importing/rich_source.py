"""What the readers of office files have in common at their end: text decoded, hidden text apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from plugins.shared.messages import gettext_noop

from .document import Removed, SourceDocument, letters
from .old_fonts import decoded
from .pictures import Pictures
from .rich_html import to_html
from .rich_text import Block, Paragraph, Run, paragraphs, with_paragraphs

HIDDEN = gettext_noop("chữ ẩn")
CHANGES = gettext_noop(
    "Tệp còn chỗ sửa đang theo dõi (Track Changes): đã lấy bản như khi chấp nhận tất cả."
)


def source_document(
    name: str,
    kind: str,
    found: Iterable[Block],
    pictures: Pictures,
    removed: Iterable[Removed] = (),
    dropped: Mapping[str, int] | None = None,
    notes: Iterable[str] = (),
    shown: int = 0,
) -> SourceDocument:
    """found: as the file has it. shown: letters of its text, counted without regard to structure;
    if more than were found, the difference is lost and remains in `letters_in`."""
    raw = tuple(found)
    whole = decoded(raw)
    blocks = with_paragraphs(whole, _without_hidden)
    report = (*removed, *(Removed(HIDDEN, text) for text in _hidden(whole)))
    return SourceDocument(
        name=name,
        kind=kind,
        html=to_html(blocks),
        pictures=pictures.found,
        removed=report,
        dropped=dict(sorted((dropped or {}).items())),
        notes=(*pictures.notes, *notes),
        letters_in=letters_of(blocks)
        + sum(letters(each.text) for each in report)
        + max(0, shown - letters_of(raw)),
    )


def letters_of(blocks: Iterable[Block]) -> int:
    """Letters in all paragraphs, as `document.letters` counts them."""
    return letters("".join(each.text for each in paragraphs(blocks)))


def _without_hidden(paragraph: Paragraph) -> Paragraph:
    kept = (part for part in paragraph.content if not (isinstance(part, Run) and part.hidden))
    return replace(paragraph, content=tuple(kept))


def _hidden(blocks: Iterable[Block]) -> Iterator[str]:
    """What stands together is one."""
    for paragraph in paragraphs(blocks):
        runs = (part for part in paragraph.content if isinstance(part, Run))
        for hidden, group in groupby(runs, lambda run: run.hidden):
            text = " ".join("".join(run.text for run in group).split())
            if hidden and letters(text):
                yield text
