"""An export of WordPress, item by item; texts of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from importing.document import NotAnArticleError
from importing.to_markdown import to_markdown
from importing.wordpress import items_of, paragraphs, read_item

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Cổng cũ</title><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>bbt</wp:author_login>
<wp:author_display_name>Ban Biên tập</wp:author_display_name></wp:author>
"""
ITEM = """<item><title>{title}</title><link>https://cu.example.vn/{number}/</link><dc:creator>bbt</dc:creator>
<content:encoded><![CDATA[{text}]]></content:encoded><excerpt:encoded><![CDATA[{lead}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date>2019-03-04 08:30:00</wp:post_date>
<wp:status>{status}</wp:status>
<wp:post_type>{kind}</wp:post_type>{more}</item>
"""
TAIL = "</channel></rss>"
PHOTO = "<wp:attachment_url>https://cu.example.vn/wp-content/uploads/2019/03/duong.jpg</wp:attachment_url>"
TERMS = (
    '<category domain="category" nicename="kinh-te">Kinh tế</category>'
    '<category domain="post_tag" nicename="duong">đường &amp; cầu</category>'
    "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>7</wp:meta_value></wp:postmeta>"
)


def item(
    number: int,
    text: str,
    kind: str = "post",
    status: str = "publish",
    more: str = "",
    lead: str = "",
) -> str:
    return ITEM.format(
        title=f"Bài {number}",
        number=number,
        text=text,
        kind=kind,
        status=status,
        more=more,
        lead=lead,
    )


def _export(folder: Path, *items: str) -> Path:
    file = folder / "cu.xml"
    file.write_text(HEAD + "".join(items) + TAIL, encoding="utf-8")
    return file


def test_a_post_is_read_by_its_own_bytes(tmp_path: Path) -> None:
    file = _export(
        tmp_path,
        item(5, "Đoạn một.\n\nĐoạn hai,\ndòng sau.", more=TERMS, lead="Sapo."),
        item(7, "", "attachment", "inherit", PHOTO),
    )
    [(number, span)] = items_of(file)
    document = read_item("cu.xml#5", file, span)
    assert number == 5
    hints = document.hints
    assert hints.title
    assert hints.title.value == "Bài 5"
    assert hints.lead
    assert hints.lead.value == "Sapo."
    assert hints.date
    assert hints.date.value == "2019-03-04 08:30"
    assert hints.category
    assert hints.category.value == "Kinh tế"
    assert [each.value for each in hints.authors] == ["Ban Biên tập"]
    assert hints.tags == ("đường & cầu",)
    assert hints.old_addresses == ("https://cu.example.vn/5/", "/?p=5")
    assert to_markdown(document.html) == (
        "![](https://cu.example.vn/wp-content/uploads/2019/03/duong.jpg)\n\n"
        "Đoạn một.\n\nĐoạn hai,  \ndòng sau.\n"
    )


def test_what_is_no_post_is_left_out(tmp_path: Path) -> None:
    file = _export(
        tmp_path,
        item(1, "a"),
        item(2, "b", "nav_menu_item"),
        item(3, "c", status="trash"),
        item(4, "d", "page"),
        item(6, "e", status="draft"),
    )
    assert [number for number, _ in items_of(file)] == [1, 4, 6]


def test_captions_and_galleries_are_photos_and_other_short_codes_are_named(tmp_path: Path) -> None:
    text = (
        '[caption id="x" width="300"]<img src="/duong.jpg" alt="Đường"> Đường mới[/caption]\n\n'
        '[gallery ids="7"]\n\n[contact-form-7 id="1"]\n\n'
        "<!-- wp:paragraph --><p>Chữ.</p><!-- /wp:paragraph -->"
    )
    file = _export(tmp_path, item(5, text), item(7, "", "attachment", "inherit", PHOTO))
    document = read_item("a", file, items_of(file)[0][1])
    assert to_markdown(document.html) == (
        '![Đường](/duong.jpg "Đường mới")\n\n![](https://cu.example.vn/wp-content/uploads/2019/03/duong.jpg)\n\nChữ.\n'
    )
    assert document.dropped["mã ngắn của WordPress"] == 1
    assert "[contact-form-7]" in document.notes[0]


def test_entities_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "bom.xml"
    file.write_text('<!DOCTYPE x [<!ENTITY a "b">]>' + HEAD.partition("?>")[2] + TAIL)
    with pytest.raises(NotAnArticleError, match="ENTITY"):
        items_of(file)


def test_a_damaged_export_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "hong.xml"
    file.write_text(HEAD + item(1, "a"))
    with pytest.raises(NotAnArticleError, match="hỏng"):
        items_of(file)


def test_paragraphs_are_wordpresss_own() -> None:
    assert (
        paragraphs("a\nb\n\n<ul><li>c</li></ul>\nd")
        == "<p>a<br>b</p>\n<ul>\n<li>c</li>\n</ul>\n<p>d</p>"
    )
    assert "<br>" not in paragraphs("<pre>a\n\nb</pre>")
