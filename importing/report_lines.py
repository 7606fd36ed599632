"""What became of one file or article, as the report says it in each of its forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from importing.article import ImportedArticle, declared_category
from importing.document import Finding
from importing.writing import Written
from plugins.frontmatter.schema import Section
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem

UNREAD = "unread"
STATES = {
    "new": gettext_noop("mới"),
    "updated": gettext_noop("cập nhật"),
    "unchanged": gettext_noop("không đổi"),
    "kept": gettext_noop("giữ bản đã sửa"),
    "gone": gettext_noop("không còn bài"),
    "duplicate": gettext_noop("trùng bài"),
    "no-article": gettext_noop("không phải bài"),
    "skipped": gettext_noop("bỏ qua"),
    UNREAD: gettext_noop("không đọc"),
}
SURE = {
    "sure": gettext_noop("chắc"),
    "likely": gettext_noop("khá chắc"),
    "guess": gettext_noop("đoán"),
}
FIELDS = {
    "title": gettext_noop("Tiêu đề"),
    "lead": gettext_noop("Tóm tắt"),
    "date": gettext_noop("Ngày"),
    "source": gettext_noop("Nguồn"),
    "category": gettext_noop("Chuyên mục"),
    "author": gettext_noop("Tác giả"),
}


@dataclass(frozen=True)
class Line:
    """Of one file, or article of an export. state: of STATES; look: what a person should see first,
    in sentences; ready: lines to fill in, each with its place; found: (of FIELDS, value, where, of
    SURE)."""

    name: str
    state: str
    file: str = ""
    kind: str = ""
    why: str = ""
    look: tuple[str, ...] = ()
    ready: tuple[str, ...] = ()
    found: tuple[tuple[str, str, str, str], ...] = ()
    typed_title: str = ""
    pictures: int = 0
    missing: tuple[str, ...] = ()
    attachments: int = 0
    removed: tuple[tuple[str, str], ...] = ()
    dropped: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    letters_in: int = 0
    letters_out: int = 0
    letters_named: int = 0
    letters_lost: int = 0


def line_of(article: ImportedArticle, written: Written, guessed: Finding, section: Section) -> Line:
    """The report's line of one article; guessed: its date where the source has none."""
    hints = article.hints
    found = [
        _row(key, each) for key in FIELDS if isinstance(each := getattr(hints, key, None), Finding)
    ]
    found += [_row("author", each) for each in hints.authors]
    if hints.date is None:
        found.append(_row("date", guessed))
    is_new = written.state in ("new", "updated")
    look = [*_first_looks(article, found), *written.notes] if is_new else []
    ready = [*_ready(written.problems)]
    category = declared_category(hints.category, section.categories)
    if is_new and section.categories and not category:
        said = (
            gettext(" (trang cũ ghi “{value}”)", value=hints.category.value)
            if hints.category
            else ""
        )
        ready.append(
            gettext(
                "{file}: Chuyên mục: {categories}{said}",
                file=written.file,
                categories=" | ".join(section.categories),
                said=said,
            )
        )
    pictures = [each for each in article.files if each.is_picture]
    return Line(
        name=article.name,
        state=written.state,
        file=written.file,
        kind=gettext(article.kind),
        look=tuple(look),
        ready=tuple(ready),
        found=tuple(found),
        typed_title=article.typed_title,
        pictures=sum(each.data is not None for each in pictures),
        missing=written.missing,
        attachments=len(article.files) - len(pictures),
        removed=tuple((gettext(each.what), each.text) for each in article.removed),
        dropped={gettext(what): count for what, count in article.dropped.items()},
        notes=tuple(map(gettext, article.notes if is_new else written.notes)),
        letters_in=article.letters_in,
        letters_out=article.letters_out,
        letters_named=article.letters_named,
        letters_lost=article.letters_lost,
    )


def _row(key: str, found: Finding) -> tuple[str, str, str, str]:
    return key, found.value, gettext(found.where), found.sure


def _first_looks(
    article: ImportedArticle, found: Sequence[tuple[str, str, str, str]]
) -> Iterator[str]:
    if article.letters_lost > 0:
        yield gettext(
            "mất {letters_lost} chữ cái mà báo cáo không giải thích: so với bản gốc.",
            letters_lost=article.letters_lost,
        )
    elif article.letters_lost < 0:
        yield gettext(
            "thừa {value} chữ cái so với bản gốc: có đoạn lặp lại.", value=-article.letters_lost
        )
    if article.hints.title is None:
        yield gettext("không thấy tiêu đề: lấy tạm tên tệp.")
    if article.typed_title:
        yield gettext(
            "tiêu đề viết hoa cả, máy đổi ra chữ thường, xem lại: {typed_title}",
            typed_title=article.typed_title,
        )
    guesses = [
        f"{gettext(FIELDS[key])} “{value[:60]}”" for key, value, _, sure in found if sure == "guess"
    ]
    if guesses:
        yield gettext("máy đoán, cần xem lại: {guesses}.", guesses="; ".join(guesses))


def _ready(problems: Sequence[Problem]) -> Iterator[str]:
    for problem in problems:
        if problem.severity == "error":
            yield f"{problem.path}:{problem.line}: {problem.sentence} → {problem.remedy}"
