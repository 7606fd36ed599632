"""A link to a list by its name arrives, or the name that was meant is offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked_content import article, page, problems_in

NO_ADVICE = "bỏ liên kết này, hoặc ghi một tên đang có."


def found(tmp_path: Path, target: str) -> list[str]:
    files: dict[str, str | bytes] = {
        "tin-tuc/a.md": article(
            f"[Danh sách]({target})", head="tags: dư luận\nauthor: Hương Dịu\nslug: ten-khac\n"
        ),
        "tin-tuc/nhap.md": article(
            "Xem [các bài]({tag}Lu quet) và [tác giả]({author}nông hà).",
            "Nháp",
            head="tags: lũ quét\nauthor: Nông Hà\nstatus: nháp\n",
        ),
        "trang/gioi-thieu.md": page("Xem [bài ấy](/tin-tuc/2023/12/ten-khac/)."),
    }
    return problems_in(tmp_path, files)


@pytest.mark.parametrize(
    "target",
    [
        "{tag}dư luận", "{tag}DU LUAN", "|tag|du-luan", "{author}hương dịu", "{index}",
        "{category}Kinh tế", "{category}kinh te", "{category}Văn hóa - Xã hội",
    ],
)  # fmt: skip
def test_a_list_that_is_there_is_not_named(tmp_path: Path, target: str) -> None:
    assert found(tmp_path, target) == []


@pytest.mark.parametrize(
    ("target", "sentence", "remedy"),
    [
        ("{tag}dư luậm", "chưa bài nào đã đăng có thẻ “dư luậm”.",
         "có phải là “dư luận”? Nếu đúng, ghi: {tag}dư luận"),
        ("{tag}lũ quét", "chưa bài nào đã đăng có thẻ “lũ quét”.", NO_ADVICE),
        ("{tag}???", "chưa bài nào đã đăng có thẻ “???”.", NO_ADVICE),
        ("{author}Nông Hà", "chưa bài nào đã đăng có tác giả “Nông Hà”.", NO_ADVICE),
        ("{category}Kinh tê số", "không mục nào có chuyên mục “Kinh tê số”.",
         "có phải là “Kinh tế”? Nếu đúng, ghi: {category}Kinh tế"),
    ],
)  # fmt: skip
def test_a_list_that_is_not_there_is_named(
    tmp_path: Path, target: str, sentence: str, remedy: str
) -> None:
    assert found(tmp_path, target) == [
        f"content/tin-tuc/a.md:9:13: lỗi: {sentence}\n    → {remedy}"
    ]
