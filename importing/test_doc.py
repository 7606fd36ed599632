"""A Word 97–2003 file gives its text with fonts, tables, lists, notes and photos."""

from __future__ import annotations

import io
import struct
from contextlib import suppress

import pytest
from hypothesis import given, settings

from importing.doc import read_doc
from importing.office_testing import (
    BOLD,
    IN_TABLE,
    LIST,
    ROW_END,
    Line,
    Piece,
    bare,
    doc,
    letters_out,
    plain,
    prop,
    word97,
)
from plugins.documents import testing
from plugins.documents.traces import UnreadableError
from tests.support.damaged_bytes import damaged

FONTS = ("Times New Roman", ".VnTime", ".VnTimeH", "VNI-Times", "Symbol")
CELL = prop(IN_TABLE, 1)


def line(text: str, properties: bytes = b"", mark: str = "\r") -> Line:
    return Line([Piece(text)] if text else [], properties, mark)


@pytest.mark.parametrize("encoding", ["utf-16-le", "cp1252"])
def test_old_fonts_are_read_run_by_run(encoding: str) -> None:
    found = doc(
        [
            Line([Piece("UBND x· ", 1), Piece("céng hßa", 2), Piece(" 2003", 0)]),
            Line([Piece("Ñoäc la", 3), Piece("äp", 3, prop(BOLD, 1))]),
            Line([Piece("®Çu t\xad\x1f n\xad\xadíc ph\x1f\xadêng", 1)]),
        ],
        fonts=FONTS,
        encoding=encoding,
    )
    lines = ["UBND xã CỘNG HÒA 2003", "Độc lập", "đầu tư nước phường"]
    assert plain(found.html).split("\n") == lines
    assert found.letters_in == letters_out(found)


def columns(*borders: int, flags: tuple[int, ...] = ()) -> bytes:
    count = len(borders) - 1
    cells = b"".join(
        struct.pack("<H", flags[number] if flags else 0) + bytes(18) for number in range(count)
    )
    operand = bytes([count]) + struct.pack(f"<{count + 1}h", *borders) + cells
    return struct.pack("<HH", 0xD608, len(operand) + 1) + operand


def row(*cells: str, shape: bytes) -> list[Line]:
    end = Line([], CELL + prop(ROW_END, 1) + shape, "\7")
    return [*(line(text, CELL, "\7") for text in cells), end]


def test_a_table_has_its_merged_cells() -> None:
    found = doc(
        [
            *row("Cao", "Một", "Hai", shape=columns(0, 1000, 2000, 3000, flags=(0x60, 0, 0))),
            *row("", "Rộng", shape=columns(0, 1000, 3000, flags=(0x20, 0))),
            line("Sau bảng"),
        ]
    )
    assert bare(found.html) == (
        '<table><tr><td rowspan="2"><p>Cao</p></td><td><p>Một</p></td><td><p>Hai</p></td></tr>'
        '<tr><td colspan="2"><p>Rộng</p></td></tr></table><p>Sau bảng</p>'
    )


def test_a_list_is_one_and_a_field_shows_its_result() -> None:
    level = struct.pack("<iBB", 1, 0, 0) + bytes(9) + bytes(13) + "\0.".encode("utf-16-le")
    level = level[:28] + struct.pack("<H", 2) + "\0.".encode("utf-16-le")
    lists = struct.pack("<H", 1) + struct.pack("<i", 7) + bytes(22) + b"\1\0"
    found = doc(
        [
            line("Một", prop(LIST, 1, 2)),
            line("Hai", prop(LIST, 1, 2)),
            line('\x13HYPERLINK "http://a.vn"\x14xem\x15 thêm'),
        ],
        rest={
            74: struct.pack("<I", 1) + struct.pack("<i", 7) + bytes(12),
            73: lists,
            99: level,  # stands right behind the lists, where Word puts the levels
        },
    )
    assert bare(found.html) == (
        '<ol><li>Một</li><li>Hai</li></ol><p><a href="http://a.vn">xem</a> thêm</p>'
    )


def test_notes_headers_and_text_boxes_have_their_places() -> None:
    texts = ["Số liệu\2 mới\r", "\2 Nguồn\r", "Đầu trang\r", "Trong khung\r"]
    ends = [len(text) for text in texts]
    found = doc(
        [line(text[:-1]) for text in texts],
        lengths={1: ends[1], 2: ends[2], 6: ends[3]},
        rest={
            2: struct.pack("<IIH", 7, ends[0], 1),
            3: struct.pack("<III", 0, ends[1], ends[1] + 1)[:8],
            40: struct.pack("<III", 3, ends[0], 9) + bytes(22),
            56: struct.pack("<II", 0, ends[3]) + bytes(14) + struct.pack("<II", 9, 0),
        },
    )
    assert bare(found.html) == (
        '<p>Số liệu<sup data-note="1"></sup> mới</p><p>Trong khung</p>'
        '<aside data-note="1"><p>Nguồn</p></aside>'
    )
    removed = [(each.what, each.text) for each in found.removed]
    assert removed == [("đầu trang, chân trang", "Đầu trang")]
    assert found.letters_in == letters_out(found)


def test_a_photo_comes_with_its_bytes_and_a_lost_drawing_is_said() -> None:
    photo = testing.photo()
    record = struct.pack("<HHI", 0x46A0, 0xF01D, 17 + len(photo)) + bytes(17) + photo
    data = struct.pack("<IH", 68 + len(record), 68) + bytes(62) + record
    place = prop(0x6A03, 0, 4) + prop(0x0855, 1)
    found = doc([Line([Piece("\1", 0, place)]), line("\x08")], data=data)
    assert list(found.pictures.values()) == [photo]
    assert "1 hình vẽ" in found.notes[0]


def test_a_locked_file_and_one_of_excel_are_refused() -> None:
    locked = bytearray(word97([line("chữ")]))
    head = bytes(locked).find(b"\xec\xa5")
    locked[head + 11] |= 1
    for data, why in (
        (bytes(locked), "encrypted"),
        (testing.compound({"Book": b""}), "other kind"),
    ):
        with pytest.raises(UnreadableError) as failure:
            read_doc(io.BytesIO(data), "a.doc")
        assert failure.value.trace.what == why


def test_word_95_gives_its_text_alone() -> None:
    text = "Céng hßa x· héi chñ nghÜa ViÖt Nam\rNghÞ ®Þnh cña ChÝnh phñ\r".encode("cp1252")
    head = bytearray(0x300)
    struct.pack_into("<HH", head, 0, 0xA5DC, 104)
    struct.pack_into("<I", head, 0x18, len(head))
    struct.pack_into("<I", head, 0x34, len(text))
    found = read_doc(io.BytesIO(testing.compound({"WordDocument": bytes(head) + text})), "a.doc")
    lines = ["Cộng hòa xã hội chủ nghĩa Việt Nam", "Nghị định của Chính phủ"]
    assert plain(found.html).split("\n") == lines


def test_a_text_that_ends_before_the_file_says_so_is_read_to_its_end() -> None:
    data = bytearray(word97([line("chữ")]))
    struct.pack_into("<I", data, bytes(data).find(b"\xec\xa5") + 0x4C, 1_000_000)
    assert plain(read_doc(io.BytesIO(bytes(data)), "a.doc").html) == "chữ"


WHOLE = word97(
    [Line([Piece("chữ", 1)]), *row("một", "hai", shape=columns(0, 1000, 2000))], fonts=FONTS
)


@settings(max_examples=200)
@given(damaged(WHOLE))
def test_damaged_bytes_raise_nothing_else(data: bytes) -> None:
    with suppress(UnreadableError):
        found = read_doc(io.BytesIO(data), "a.doc")
        assert letters_out(found) <= found.letters_in
