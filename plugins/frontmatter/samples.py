"""What stands for a value until an editor has written it: a form to see, never words to publish.

Whatever a message or a new article's file shows to be replaced is here and nowhere else, so that
the checks know it when it comes back as it stood.
"""

from __future__ import annotations

import re

# By key; `|` parts those of a list's item.
SAMPLES = {
    "title": "Tiêu đề của bài",
    "question": "Viết câu hỏi ở đây, như người dân hỏi.",
    "asked_from": "xã, phường nơi hỏi",
    "answered_by": "tên cơ quan trả lời",
    "claim": "Viết điều đang được lan truyền ở đây.",
    "evidence": "Tên nguồn | https://dia-chi-bai-viet.example/",
    "corrections": "điều đã viết sai | điều đúng",
    "slug": "chu-thuong-khong-dau",
}
# No date that anybody means: a real one, pasted, would be published.
SAMPLE_DAY = "ngày/tháng/năm"
# What the editors' guide and other forms show.
SHOWN_ELSEWHERE = {
    "authors": ("Tên tác giả", "Tên người viết"),
    "summary": (
        "Một đoạn mở đầu (sapo).",
        "Một đoạn mở đầu ngắn, nói điều quan trọng nhất.",
        "Một đoạn mở đầu",
    ),
}
# In a body: the new article's text, a picture's description, a link's words.
BODY = "Viết nội dung bài ở đây."
ALT = "Mô tả điều nhìn thấy trong ảnh"
ALT_EXAMPLE = "Người dân xếp hàng trước nhà văn hóa thôn, tay cầm phiếu"
LINK_TEXTS = ("tên bài", "tên trang hoặc tên bài")
REFERENCES = frozenset({ALT, ALT_EXAMPLE, *LINK_TEXTS})
# Whole lines of a body.
LINES = frozenset({BODY, *SHOWN_ELSEWHERE["summary"]})


# Of these a part is a value of its own; a title may well have the words in a longer sentence.
IN_PARTS = ("authors", "evidence", "corrections")
IN_SENTENCES = ("title", "summary")


def _pattern(key: str) -> re.Pattern[str]:
    samples = (*filter(None, [SAMPLES.get(key)]), *SHOWN_ELSEWHERE.get(key, ()))
    parts = {part.strip(" .") for sample in samples for part in sample.split("|")}
    longest_first = "|".join(map(re.escape, sorted(parts, key=lambda part: (-len(part), part))))
    start = r"(?:^|[|;,])\s*" if key in IN_PARTS else "^"
    end = r"(?=\s*$)" if key in IN_SENTENCES else r"(?=\s*(?:[|;,]|$|(?<=\.)\s))"
    return re.compile(rf"{start}((?:{longest_first})\.?){end}", re.IGNORECASE)


PATTERNS = {key: _pattern(key) for key in {**SAMPLES, **SHOWN_ELSEWHERE}}


def sample_in(key: str, value: str) -> str:
    """The words of a sample of `key` (as in keys.KEYS) that still stand in `value`, or ""."""
    found = PATTERNS[key].search(value) if key in PATTERNS else None
    return found[1] if found else ""
