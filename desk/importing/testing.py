"""A Word file as an office makes it, for tests."""

from __future__ import annotations

from desk.photos.testing import photo
from importing.office_testing import paragraph, picture, relations, run
from plugins.documents.testing import docx

TITLE = "Xã Phủ Thông họp bàn trồng rừng"
LEAD = "Bài minh hoạ kể xã bàn việc trồng rừng vụ xuân, mỗi thôn nhận một khu đồi."
TEXT = (
    "Cuộc họp có đại diện các thôn; mọi người bàn cách chia đất, "
    "chọn cây giống và cách trông nom rừng mới trồng."
)
CAPTION = "Đại diện các thôn tại cuộc họp. Ảnh: Hương Dịu"
CENTRE, RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'


def word_file(title: str = TITLE) -> bytes:
    """Title, lead, a photo with its caption, text, and the author's name at the end."""
    body = (
        paragraph(run(title, "<w:b/>"), CENTRE)
        + paragraph(run(LEAD, "<w:b/>"))
        + paragraph(picture(), CENTRE)
        + paragraph(run(CAPTION, "<w:i/>"), CENTRE)
        + paragraph(TEXT)
        + paragraph(TEXT.replace("Cuộc họp", "Buổi họp sau"))
        + paragraph(run("Hương Dịu", "<w:b/>"), RIGHT)
    )
    files: dict[str, str | bytes] = {
        **relations(rId9="media/image1.jpeg"),
        "word/media/image1.jpeg": photo(640, 480),
    }
    return docx(body, files)
