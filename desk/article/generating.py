"""Articles as tests need them: whatever editors, Word and Git-based editors write."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

WORDS = st.lists(
    st.sampled_from([
        "Bạch Thông", "xã", "Phủ Thông", "đồng bào", ":", " - ", "#1", '"', "'", "\\", "[", "]", ", ", ";",
        "|", ">", "*", "_", "<b>", "&amp;", "“", "”", "：", "\u00a0", "!", "(", ")", "`", "~", "11/12/2023",
    ]),
    min_size=1,
    max_size=6,
).map("".join)  # fmt: skip
PLAIN = st.lists(st.sampled_from(["Bạch", "Thông", "xã", "bà con", "2023"]), min_size=1).map(
    " ".join
)
FIELDS = st.sampled_from([
    "title: {}", "Tiêu đề: {}", 'title: "Về {}"', "TÓM TẮT : {}", "summary: >-\n  {}\n  và {}", "tags: {}, {}",
    "tags:\n  - {}\n  - \"Về {}\"", 'tags: ["{}", {}] # ghi', "Thẻ: a; {}", "date: 11/12/2023", "Ngày: 11/12/2023 08:00",
    "Tác giả:", "author: '{}' # nhớ", "Ghi chú:{}", "# {}", "khoa-la: {}", "Đính chính:\n  - 12/12/2023 | {} | b",
    "**Nguồn:** {}", "Nguồn:\n  {}\n\n  {}", "", "- Mục: tin-tuc", "Căn cứ: {} | 12/2023",
])  # fmt: skip
BLOCKS = st.sampled_from([
    "{}", "## {}\n\n{}", "![{}](anh/a.jpg)", '![{}](anh/a.jpg "{}")', "![a](anh/a.jpg)\n*{}*", "![a](b.jpg)\n\n*{}*",
    "![a](anh/a.jpg)\n![b](anh/b.jpg \"{}\")\n*{}*", "Bảng: {}\n\n| a | {} |\n| --- | ---: |\n| c | d |",
    "| a | b |\n|---|---|\n| c |\n\n{}", "[{}](tep/a.pdf)", "- {}\n- {}", "1. {}\n\n    {}", "> {}\n> ![a](b.jpg)",
    "```\n![a](b.jpg)\n\n{}\n```", "<div>\n{}\n\n![a](b.jpg)\n</div>", "<!-- {} -->", "[^1]: {}", "    {}",
    "{}  \n{}", "## {}\n![a](anh/a.jpg)", "<figure><img src='a.jpg'></figure> {}", "---",
])  # fmt: skip


@st.composite
def _filled(draw: st.DrawFn, forms: st.SearchStrategy[str], words: st.SearchStrategy[str]) -> str:
    form = draw(forms)
    return form.format(*(draw(words) for _ in range(form.count("{}"))))


@st.composite
def articles(draw: st.DrawFn, words: st.SearchStrategy[str] = WORDS) -> bytes:
    head = "\n".join(draw(st.lists(_filled(FIELDS, words), max_size=7)))
    opening, closing = draw(
        st.sampled_from([("---\n", "\n---"), ("", ""), ("", "\n"), ("---\n", "")])
    )
    gaps = st.sampled_from(["\n\n", "\n", "\n \n", "\n\n\n"])
    body = "".join(
        draw(gaps) + block for block in draw(st.lists(_filled(BLOCKS, words), max_size=6))
    )
    text = opening + head + closing + body + draw(st.sampled_from(["", "\n", "\n\n", "\n  "]))
    text = draw(st.sampled_from(["", "", "\ufeff"])) + text
    text = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFC", "NFD"])), text)
    ends = draw(st.sampled_from(["\n", "\r\n", "\r", "mixed"]))
    if ends == "mixed":
        lines = text.split("\n")
        mixed = draw(
            st.lists(st.sampled_from(["\n", "\r\n"]), min_size=len(lines), max_size=len(lines))
        )
        return "".join(a + b for a, b in zip(lines, mixed, strict=True)).encode()
    return text.replace("\n", ends).encode()
