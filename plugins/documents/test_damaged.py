"""Whatever bytes a document has, somebody is told of it, and nothing else happens."""

from __future__ import annotations

import functools
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.documents import testing
from plugins.documents.archive import MOST_OF_ALL, Archive, Budget
from plugins.documents.kinds import SUFFIXES
from plugins.documents.testing import box, core, docx, opendocument, pdf, photo, stream, traces
from plugins.documents.traces import Trace

WHOLE = {
    "a.docx": docx(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>kín</w:t></w:r></w:p>",
        {"docProps/core.xml": core("Một"), "word/media/a.jpg": photo()},
    ),
    "a.xlsx": testing.xlsx('<sheet name="Một" state="hidden"/>', '<row ht="0"><c r="A1"/></row>'),
    "a.pptx": testing.pptx({"ppt/slides/slide1.xml": "<sld show='0'/>"}),
    "a.odt": opendocument("<office:text><office:annotation/></office:text>"),
    "a.zip": testing.zipped({"a.docx": docx("", {"docProps/core.xml": core("Một")})}),
    "a.doc": testing.compound(
        {"\x05SummaryInformation": testing.summary({4: "Một"}), "WordDocument": bytes(12)}
    ),
    "a.pdf": pdf(
        [
            "<< /Pages 2 0 R /Metadata 4 0 R >>",
            "<< /Kids [3 0 R] /Count 1 >>",
            "<< /Annots [<< /Subtype /Text /T (Ba) >>] >>",
            stream(b"<x><creator><li>Hai</li></creator></x>"),
        ],
        "/Info << /Author (Mot) >>",
    ),
    "a.rtf": rb"{\rtf1\ansicpg1258{\info{\author M\u7897?t}}{\v k\'edn}}",
    "a.mp4": box(b"ftyp", b"isom") + box(b"moov", b"\xa9xyz\0\0\0\0+22.1+105.8/"),
    "a.mp3": b"ID3\3\0\0\0\0\0\x10TOWN\0\0\0\6\0\0\0abcde",
}


@functools.cache
def last(name: str) -> int:
    return len(WHOLE[name]) - 1


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """Cut off, with some bytes changed, or with a piece twice."""
    name = draw(st.sampled_from(sorted(WHOLE)))
    data = bytearray(WHOLE[name])
    for place in draw(st.lists(st.integers(0, last(name)), max_size=6)):
        data[place] = draw(st.integers(0, 255))
    start = draw(st.integers(0, last(name)))
    how = draw(st.sampled_from(["cut", "twice", "as it is"]))
    if how == "cut":
        del data[start:]
    elif how == "twice":
        data[start:start] = data[start : start + draw(st.integers(1, 600))]
    return name, bytes(data)


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_each_whole_document_is_read(name: str) -> None:
    assert not {"damaged", "other kind"} & {trace.what for trace in traces(WHOLE[name], name)}


def test_a_file_without_a_name_is_passed_over() -> None:
    data = testing.zipped({"qqqq": "chữ", "a": ""}).replace(b"qqqq", bytes(4))
    assert Archive(io.BytesIO(data), Budget(MOST_OF_ALL)).names == ("a",)


@settings(max_examples=300, deadline=None)
@given(damaged())
def test_a_damaged_document_raises_nothing(document: tuple[str, bytes]) -> None:
    name, data = document
    traces(data, name)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(SUFFIXES)), st.sampled_from(sorted(WHOLE)), st.binary(max_size=60))
def test_any_bytes_under_any_name_raise_nothing(suffix: str, like: str, tail: bytes) -> None:
    traces(WHOLE[like][:20] + tail, f"a{suffix}")


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/core.xml"])
def test_markup_nested_without_end_is_refused(part: str) -> None:
    nested = "<w>" * 2_000 + "</w>" * 2_000
    assert traces(docx("", {part: nested}), "a.docx") == [Trace("damaged")]


NAMES = st.sampled_from(
    "p r t rPr vanish ins c v row col creator author annotation notes tracked-changes "  # noqa: SIM905
    "changed-region change-info hidden-text section page-number table table-row table-column "
    "table-cell style text-properties".split()
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["val", "hidden", "ht", "r", "min", "max", "display", "style-name", "name"]),
    st.sampled_from(["", "0", "1", "none", "A1", "ZZZZ9", "-1", "9999999999", "x"]),
    max_size=2,
)
MARKUP = st.recursive(
    st.sampled_from(["chữ", " ", "<t/>"]),
    lambda inner: st.builds(
        lambda name, known, parts: (
            f"<{name} {' '.join(f'{k}={v!r}' for k, v in known.items())}>{''.join(parts)}</{name}>"
        ),
        NAMES,
        ATTRIBUTES,
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)
PARTS = (
    *(
        ("a.docx", "word/document.xml"),
        ("a.docx", "word/styles.xml"),
        ("a.docx", "docProps/app.xml"),
    ),
    *(("a.xlsx", "xl/worksheets/sheet1.xml"), ("a.xlsx", "xl/comments1.xml")),
    *(
        ("a.pptx", "ppt/notesSlides/notesSlide1.xml"),
        ("a.odt", "content.xml"),
        ("a.odt", "meta.xml"),
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PARTS), MARKUP)
def test_any_markup_where_it_makes_no_sense_raises_nothing(
    part: tuple[str, str], markup: str
) -> None:
    name, path = part
    files: dict[str, str | bytes] = {path: f"<x>{markup}</x>"}
    kinds = {
        "a.docx": docx("", files),
        "a.xlsx": testing.xlsx("", "", files),
        "a.pptx": testing.pptx(files),
        "a.odt": opendocument("", "", files),
    }
    traces(kinds[name], name)
