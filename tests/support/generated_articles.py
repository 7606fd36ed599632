"""Articles as tests need them: whatever editors, Word and Git-based editors write."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from hypothesis import strategies as st

SIGNS = (":", " - ", "#1", '"', "'", "\\", "[", "]", ", ", ";", "|", ">", "*", "_", "<b>", "&amp;")
OTHERS = ("“", "”", "：", "\u00a0", "!", "(", ")", "`", "~", "11/12/2023", "Bạch Thông", "đồng bào")
WORDS = st.lists(st.sampled_from([*SIGNS, *OTHERS]), min_size=1, max_size=6).map("".join)
PLAIN = st.lists(st.sampled_from(["Bạch", "Thông", "xã", "bà con", "2023"]), min_size=1).map(
    " ".join
)
FIELDS = (
    *("title: {}", "Tiêu đề: {}", 'title: "Về {}"', "TÓM TẮT : {}", "Ghi chú:{}", "Tác giả:"),
    *("summary: >-\n  {}\n  và {}", "Nguồn:\n  {}\n\n  {}", "**Nguồn:** {}", "author: '{}' # nhớ"),
    *("tags: {}, {}", 'tags:\n  - {}\n  - "Về {}"', 'tags: ["{}", {}] # ghi', "Thẻ: a; {}"),
    *("Ngày: 11/12/2023 08:00", "Đính chính:\n  - 12/12/2023 | {} | b", "Căn cứ: {} | 12/2023"),
    *("# {}", "khoa-la: {}", "", "- Mục: tin-tuc"),
)
BLOCKS = (
    *(
        "{}",
        "## {}\n\n{}",
        "- {}\n- {}",
        "1. {}\n\n    {}",
        "    {}",
        "{}  \n{}",
        "---",
        "[^1]: {}",
    ),
    *("![{}](anh/a.jpg)", '![{}](anh/a.jpg "{}")', "![a](anh/a.jpg)\n*{}*", "![a](b.jpg)\n\n*{}*"),
    *('![a](anh/a.jpg)\n![b](b.jpg "{}")\n*{}*', "[{}](tep/a.pdf)", "> {}\n> ![a](b.jpg)"),
    *("Bảng: {}\n\n| a | {} |\n| --- | ---: |\n| c | d |", "| a | b |\n|---|---|\n| c |\n\n{}"),
    *("```\n![a](b.jpg)\n\n{}\n```", "<div>\n{}\n\n![a](b.jpg)\n</div>", "<!-- {} -->", "[^1]: {}"),
    *("## {}\n![a](anh/a.jpg)", "<figure><img src='a.jpg'></figure> {}"),
)


@st.composite
def _filled(draw: st.DrawFn, forms: Sequence[str]) -> str:
    form = draw(st.sampled_from(forms))
    return form.format(*(draw(WORDS) for _ in range(form.count("{}"))))


@st.composite
def articles(draw: st.DrawFn) -> bytes:
    head = "\n".join(draw(st.lists(_filled(FIELDS), max_size=7)))
    opening, closing = draw(
        st.sampled_from([("---\n", "\n---"), ("", ""), ("", "\n"), ("---\n", "")])
    )
    gaps = st.sampled_from(["\n\n", "\n", "\n \n", "\n\n\n"])
    body = "".join(draw(gaps) + block for block in draw(st.lists(_filled(BLOCKS), max_size=6)))
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
