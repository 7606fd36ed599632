"""An editor may write each key in Vietnamese or English, in any case, with or without marks."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache

from plugins.shared.messages import gettext, gettext_noop
from plugins.vietnamese.text import fold

# key: (as written in Vietnamese, as written in English, further names that are understood)
KEYS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "title": ("Tiêu đề", "title", ()),
    "date": ("Ngày", "date", ("Ngày đăng",)),
    "modified": ("Cập nhật", "modified", ("updated", "Ngày cập nhật")),
    "section": ("Mục", "section", ()),
    "category": ("Chuyên mục", "category", ()),
    "authors": ("Tác giả", "author", ("authors",)),
    "summary": ("Tóm tắt", "summary", ("Sapo", "description")),
    "tags": ("Thẻ", "tags", ("tag",)),
    "status": ("Trạng thái", "status", ()),
    "approval": ("Duyệt", "approval", ("approved",)),
    "feedback": ("Lời nhắn", "feedback", ()),
    "source": ("Nguồn", "source", ()),
    "aliases": ("Địa chỉ cũ", "aliases", ("alias",)),
    "note": ("Ghi chú", "note", ()),
    "attachments": ("Tệp đính kèm", "attachments", ("attachment",)),
    "focus": ("Ảnh-tâm", "focus", ("Tâm ảnh",)),
    "order": ("Thứ tự", "order", ()),
    "lang": ("Ngôn ngữ", "lang", ("language",)),
    "kind": ("Loại", "kind", ("Loại bài",)),
    "topic": ("Chủ đề", "topic", ()),
    "question": ("Câu hỏi", "question", ()),
    "asked_on": ("Ngày hỏi", "asked_on", ()),
    "asked_from": ("Nơi hỏi", "asked_from", ()),
    "state": ("Tình trạng", "state", ()),
    "answered_by": ("Cơ quan trả lời", "answered_by", ()),
    "answered_on": ("Ngày trả lời", "answered_on", ()),
    "claim": ("Tin đồn", "claim", ()),
    "first_seen": ("Xuất hiện", "first_seen", ("Ngày xuất hiện",)),
    "verdict": ("Kết luận", "verdict", ()),
    "evidence": ("Căn cứ", "evidence", ()),
    "corrections": ("Đính chính", "corrections", ("correction",)),
    "minor": ("Sửa nhỏ", "minor", ()),
}
# What the desk writes where articles are approved: nobody is told to write it by hand.
OF_APPROVAL = frozenset({"approval", "feedback"})
# Lists whose items have parts (`name | address | day`): an item a line, none parted at commas.
IN_PARTS = frozenset({"evidence", "corrections"})
# A longer one is not worth repeating.
LONGEST_VALUE = 60
BETWEEN_WORDS = re.compile(r"[\s_-]+")
# Keys of other systems, and what stands for them here.
ELSEWHERE = {
    "slug": gettext_noop("địa chỉ của bài lấy từ tên tệp: đổi tên tệp rồi xóa dòng này."),
    "draft": gettext_noop("bài chưa đăng thì thay bằng dòng: Trạng thái: nháp"),
    "published": gettext_noop("bài chưa đăng thì thay bằng dòng: Trạng thái: nháp"),
    "categories": gettext_noop(
        "một bài có một chuyên mục: thay bằng dòng: Chuyên mục: tên chuyên mục"
    ),
    "layout": gettext_noop("xóa dòng này: kiểu trang do thư mục quyết định."),
    "template": gettext_noop("xóa dòng này: kiểu trang do thư mục quyết định."),
}


def plain_key(key: str) -> str:
    """In small letters without marks, its words a space apart: as `known_key` compares them."""
    return BETWEEN_WORDS.sub(" ", fold(key)).strip()


KNOWN = {
    plain_key(name): key
    for key, (vietnamese, english, others) in KEYS.items()
    for name in (vietnamese, english, *others)
}


# The same keys come again with every article.
@lru_cache(maxsize=1 << 10)
def known_key(typed: str) -> str:
    """The English name in KEYS that `typed` stands for, or ""."""
    return KNOWN.get(plain_key(typed), "")


def label(key: str, vietnamese: bool) -> str:
    """How an editor writes `key`: `Tiêu đề` or `title`."""
    return KEYS[key][0] if vietnamese else KEYS[key][1]


def nearest_key(typed: str) -> tuple[str, str]:
    """The key that an unknown one is a misspelling of, and how to write it; empty where none is."""
    plain = plain_key(typed)
    near = difflib.get_close_matches(plain, KNOWN, n=1, cutoff=0.7)
    if not near or plain in ELSEWHERE:
        return "", ""
    key = KNOWN[near[0]]
    return key, label(key, near[0] == plain_key(KEYS[key][0]))


def advice_on(typed: str, value: str) -> str:
    """What to write instead of an unknown key with its value: a line to paste, or all keys."""
    _, meant = nearest_key(typed)
    if meant:
        short = len(value) <= LONGEST_VALUE
        return (
            gettext("có lẽ là: {meant}: {value}", meant=meant, value=value)
            if short
            else gettext("đổi tên khóa thành “{meant}:”", meant=meant)
        )
    names = ", ".join(names[0] for key, names in KEYS.items() if key not in OF_APPROVAL)
    everything = gettext("xóa dòng này, hoặc dùng một trong các khóa: {names}.", names=names)
    known = ELSEWHERE.get(plain_key(typed))
    return gettext(known) if known else everything
