"""What office programs put on the clipboard; made by hand after what they write."""

from __future__ import annotations

from bs4 import BeautifulSoup

from importing.document import letters
from importing.portal_pages import read_page
from importing.profiles import read_profiles
from importing.to_markdown import to_markdown

PROFILES = read_profiles()
ITEM = (
    "<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'><![if !supportLists]>"
    "<span style='mso-list:Ignore'>{sign}<span>&nbsp;&nbsp; </span></span><![endif]>"
    "{text}<o:p></o:p></p>\n"
)


def _markdown(html: str) -> str:
    document = read_page("a.html", html, PROFILES)
    assert document
    named = sum(letters(each.text) for each in document.removed)
    assert (
        document.letters_in
        == letters(BeautifulSoup(document.html, "html.parser").get_text()) + named
    )
    return to_markdown(document.html)


def test_words_lists_get_their_levels() -> None:
    rows = [(1, "·", "Một"), (2, "o", "Hai"), (3, "§", "Ba"), (1, "·", "Bốn")]
    html = "".join(ITEM.format(level=level, sign=sign, text=text) for level, sign, text in rows)
    assert _markdown(html) == "- Một\n    - Hai\n        - Ba\n- Bốn\n"


def test_words_numbers_are_no_text() -> None:
    rows = [(1, "3.", "Một"), (1, "4.", "Hai")]
    html = "".join(ITEM.format(level=level, sign=sign, text=text) for level, sign, text in rows)
    assert _markdown(html) == "3. Một\n4. Hai\n"


def test_words_letters_stay_letters() -> None:
    html = "".join(
        ITEM.format(level=1, sign=sign, text=text) for sign, text in (("a)", "Một"), ("b)", "Hai"))
    )
    assert _markdown(html) == '<ol type="a">\n<li>Một</li>\n<li>Hai</li>\n</ol>\n'


def test_words_comments_and_deleted_text_are_left_out_and_said() -> None:
    html = (
        "<p class=MsoNormal>Giữ <del>bỏ</del><ins>thêm</ins><span class=MsoCommentReference>"
        "<a class=msocomanchor href='#_msocom_1'>[A1]</a></span></p>"
        "<div style='mso-element:comment-list'><div style='mso-element:comment'>"
        "<p class=MsoCommentText>Lời nhận xét</p></div></div>"
    )
    assert _markdown(html) == "Giữ thêm\n"


def test_google_docs_says_bold_by_classes_and_levels_by_lists() -> None:
    html = (
        "<style>.c1{font-weight:700}.c2{color:#f00}</style><body class='doc-content'>"
        '<p><span class="c1">Đậm</span><span class="c2"> thường</span></p>'
        '<ul class="lst-kix_x-0"><li>Một</li></ul><ul class="lst-kix_x-1"><li>Hai</li></ul>'
        '<ul class="lst-kix_x-0"><li>Ba</li></ul>'
    )
    assert _markdown(html) == "**Đậm** thường\n\n- Một\n    - Hai\n- Ba\n"


def test_google_docs_clipboard_is_not_bold_as_a_whole() -> None:
    html = (
        '<b style="font-weight:normal" id="docs-internal-guid-1"><p>'
        '<span style="font-weight:700">Đậm</span>'
        "<span> thường</span></p></b>"
    )
    assert _markdown(html) == "**Đậm** thường\n"


def test_libreoffice_puts_paragraphs_into_items() -> None:
    html = (
        '<meta name="generator" content="LibreOffice 7">'
        "<ul><li><p>Một</p></li><li><p>Hai</p></li></ul>"
    )
    assert _markdown(html) == "- Một\n- Hai\n"


def test_old_fonts_of_a_page_are_read() -> None:
    html = "<p class=MsoNormal><font face='.VnTime'>Céng hoµ x· héi</font></p>"
    document = read_page("a.html", html, PROFILES)
    assert document
    assert document.html == "<p>Cộng hoà xã hội</p>"
