"""An article's pictures reserve their place, load in their turn, and are named when broken."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from plugins.frontmatter.reader import Body
from plugins.frontmatter.schema import Head
from plugins.images import dress_pictures
from plugins.images.size import NotAPicture, picture_size
from tests.plugin_problems import ALONE, problems_of
from tests.site_reading import BuiltPage
from tests.whole_site import build_articles

HEAD = "Tiêu đề: Bài\nNgày: 11/12/2023\n\n"


def png(width: int, height: int) -> bytes:
    data = BytesIO()
    Image.new("RGB", (width, height)).save(data, "PNG")
    return data.getvalue()


def test_the_first_picture_loads_at_once_and_the_others_when_they_come_near(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "anh/mot.png": png(40, 30),
        "tin-tuc/a.md": HEAD
        + "![Một](anh/mot.png)\n\nChữ.\n\n![Hai](anh/anh.svg)\n\nChữ.\n\n![Ba](/anh/mot.png?v=2)\n",
    }
    site = build_articles(tmp_path, files, PLUGINS=ALONE)
    page = BuiltPage(site / "tin-tuc/2023/12/a/index.html", "")
    first, *others = page.soup.select("article .text img")
    assert (first["width"], first["height"]) == ("40", "30")
    assert first["fetchpriority"] == "high"
    assert "loading" not in first.attrs
    assert [(img["width"], img["height"]) for img in others] == [("16", "9"), ("40", "30")]
    assert {(img["loading"], img["decoding"]) for img in others} == {("lazy", "async")}


def test_the_card_shows_the_articles_first_picture_with_its_size(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "anh/mot.png": png(40, 30),
        "tin-tuc/a.md": HEAD + "![Một](anh/mot.png)\n\n![Hai](anh/anh.svg)\n",
    }
    site = build_articles(tmp_path, files, PLUGINS=ALONE)
    (img,) = BuiltPage(site / "index.html", "").soup.select("main img")
    assert (img["src"], img["width"], img["height"], img["alt"]) == ("/anh/mot.png", "40", "30", "")


def test_a_broken_picture_is_named_with_its_line_and_a_remedy(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "anh/hong.png": b"Khong phai anh",
        "tin-tuc/a.md": HEAD + "Chữ.\n\n![Hỏng](anh/hong.png)\n",
    }
    (problem,) = problems_of(tmp_path, files)
    assert (problem.path, problem.line) == ("content/tin-tuc/a.md", 6)
    with pytest.raises(NotAPicture) as expected:
        picture_size(tmp_path / "content/anh/hong.png")
    assert (problem.sentence, problem.remedy) == (expected.value.sentence, expected.value.remedy)


def test_letters_of_the_alt_text_come_out_as_typed(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png(2, 1))
    body = Body(tmp_path / "a.md", "a.md", "", 1, Head(title="A"), [])
    body.facts["files"] = {"/anh/a&b.png": tmp_path / "a.png"}
    other = ' x <img src="/khac.png"></p>'
    html = f'<p><img alt="A &amp; &quot;B&quot; &lt;" src="/anh/a&amp;b.png">{other}'
    shown = dress_pictures(html, body)
    assert 'alt="A &amp; &quot;B&quot; &lt;" src="/anh/a&amp;b.png" width="2" height="1"' in shown
    assert shown.endswith(other)
