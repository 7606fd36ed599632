"""An editor's file is read exactly as it was written, or refused by the name of its code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from plugins.frontmatter.limits import beyond_limits, too_big
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem
from plugins.vietnamese.look_alikes import mend_look_alikes
from plugins.vietnamese.text import is_plain, leftover_marks, mended_letter, nfc

SAVE_AS_UTF8 = gettext_noop(
    "mở tệp bằng Notepad, chọn Tệp → Lưu như (File → Save As), ở ô Mã hóa "
    "(Encoding) chọn UTF-8 rồi lưu. Trong Word: Lưu như → Văn bản thuần (Plain "
    "Text, .txt) → Mã hóa khác → Unicode (UTF-8)."
)
PASTE_AS_TEXT = gettext_noop(
    "mở tệp bằng đúng chương trình của nó, sao chép phần chữ, dán vào một tệp mới "
    "trong Notepad rồi lưu với mã hóa UTF-8."
)
MOVE_PICTURES = gettext_noop("đổi lại đuôi tên tệp cho đúng rồi chuyển vào thư mục anh/ hoặc tep/.")
UTF_8_MARK = b"\xef\xbb\xbf"
BYTE_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
PICTURE = "ảnh"
OTHER_KINDS = (
    (b"%PDF", gettext_noop("tệp PDF")),
    (
        b"\xd0\xcf\x11\xe0",
        gettext_noop("tệp Word, Excel hoặc PowerPoint đời cũ (.doc, .xls, .ppt)"),
    ),
    (b"{\\rtf", gettext_noop("tệp Rich Text (.rtf)")),
    (b"\xff\xd8\xff", gettext_noop("ảnh JPEG")),
    (b"\x89PNG", gettext_noop("ảnh PNG")),
    (b"GIF8", gettext_noop("ảnh GIF")),
    (b"BM", gettext_noop("ảnh BMP")),
    (b"II*\x00", gettext_noop("ảnh TIFF")),
    (b"MM\x00*", gettext_noop("ảnh TIFF")),
    (b"Rar!", gettext_noop("tệp nén RAR")),
    (b"7z\xbc\xaf", gettext_noop("tệp nén 7z")),
    (b"\x1f\x8b", gettext_noop("tệp nén gzip")),
)
ZIP_KINDS = (
    (b"word/", gettext_noop("tệp Word (.docx)")),
    (b"xl/", gettext_noop("tệp Excel (.xlsx)")),
    (b"ppt/", gettext_noop("tệp PowerPoint (.pptx)")),
    (b"opendocument.text", gettext_noop("tệp LibreOffice (.odt)")),
)
# Tab and line feed are text; no other control character may stand in a page or a feed, and no half
# of a pair, which YAML makes of `"\ud800"`.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# No letter of any language carries more; a longer run is only shown in part.
MOST_MARKS = 8
WINDOWS_1258 = gettext_noop("bảng mã Windows-1258 (tiếng Việt của Windows cũ)")
WINDOWS_1252 = gettext_noop("bảng mã Windows-1252 (Tây Âu)")
TCVN3 = gettext_noop("bảng mã TCVN3 (ABC, phông .VnTime)")
VNI = gettext_noop("bảng mã VNI (phông VNI-Times)")
# Of TCVN3's letters ă â ê ô ơ ư đ, Latin-1 has symbols in the same places.
TCVN3_LETTERS = re.compile(rb"[A-Za-z][\xa8-\xae]|[\xa8-\xae][A-Za-z]")
VNI_LETTERS = re.compile(
    rb"[AEIOUYaeiouy\xd4\xd6\xf4\xf6][\xd8\xd9\xdb\xd5\xcf\xf8\xf9\xfb\xf5\xef]"
)
WINDOWS_1258_TONES = re.compile("[AEIOUYaeiouyĂÂÊÔƠƯăâêôơư][\u0300\u0301\u0303\u0309\u0323]")
# Looked for by its second letter, which is the rarer one.
TWICE_ENCODED = re.compile(r"[\x80-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ](?<=[Â-ô].)")


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """The file's text in NFC, with `\\n` line ends and the one letter Đ; and what is wrong with it.

    UTF-8 with or without a byte mark, UTF-16 and UTF-32 with one. With an error among the
    problems the text is "": a doubtful text is never passed on.
    """
    refused = _other_kind(data, path) or too_big(data, path) or _without_text(data, path)
    if refused:
        return "", [refused]
    try:
        typed = as_typed(data)
    except UnicodeDecodeError as error:
        return "", [_undecodable(data, _encoding(data), error, path)]
    if problems := beyond_limits(typed, path):
        return "", problems
    if is_plain(typed) and typed.strip():
        return typed, []
    text = mend_look_alikes(nfc(typed))
    problems = [*_unreadable(text, path), *_mixed_up(text, path)]
    if problems:
        return "", problems
    if not text.strip():
        return "", [_empty(path)]
    return text, list(_loose_marks(text, path))


def as_typed(data: bytes, errors: str = "strict") -> str:
    """The text without byte mark and with `\\n` line ends, its letters as they were typed."""
    text = data.decode(_encoding(data), errors)
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def byte_mark(data: bytes) -> str:
    """The encoding whose mark the bytes begin with, "utf-8", "utf-16" or "utf-32"; "" for none."""
    if data.startswith(UTF_8_MARK):
        return "utf-8"
    return next((name for mark, name in BYTE_MARKS if data.startswith(mark)), "")


def _encoding(data: bytes) -> str:
    return byte_mark(data) or "utf-8"


def _other_kind(data: bytes, path: str) -> Problem | None:
    kind = next((name for magic, name in OTHER_KINDS if data.startswith(magic)), "")
    if kind.endswith("BMP") and b"\x00" not in data[:32]:
        kind = ""
    if data.startswith(b"PK\x03\x04"):
        kind = next((name for part, name in ZIP_KINDS if part in data), gettext_noop("tệp nén ZIP"))
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        kind = gettext_noop("ảnh WebP")
    elif data[4:8] == b"ftyp":
        kind = gettext_noop("ảnh HEIC/AVIF hoặc phim MP4")
    if not kind:
        return None
    sentence = gettext(
        "đây là {kind} mang tên của một bài viết, không phải văn bản.", kind=gettext(kind)
    )
    remedy = MOVE_PICTURES if kind.startswith(PICTURE) else PASTE_AS_TEXT
    return Problem(path, 1, 1, "error", sentence, gettext(remedy))


def _without_text(data: bytes, path: str) -> Problem | None:
    if not data.strip():
        return _empty(path)
    if b"\x00" not in data or data.startswith(tuple(mark for mark, _ in BYTE_MARKS)):
        return None
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) > len(data) // 8 and min(even, odd) <= max(even, odd) // 20:
        sentence = gettext("tệp được lưu bằng mã UTF-16 mà thiếu dấu nhận biết ở đầu tệp (BOM).")
        return Problem(path, 1, 1, "error", sentence, gettext(SAVE_AS_UTF8))
    at = data.index(b"\x00")
    line, column = _place(data[:at].decode("utf-8", "replace"))
    sentence = gettext("có ký tự NUL: tệp đã hỏng hoặc không phải văn bản.")
    return Problem(path, line, column, "error", sentence, gettext(PASTE_AS_TEXT))


def _empty(path: str) -> Problem:
    return Problem(
        path,
        1,
        1,
        "error",
        gettext("tệp trống, chưa có chữ nào."),
        gettext("viết bài vào tệp, hoặc xóa tệp này."),
    )


def _undecodable(data: bytes, encoding: str, error: UnicodeDecodeError, path: str) -> Problem:
    line, column = _place(data[: error.start].decode(encoding, "replace"))
    if encoding != "utf-8":
        sentence = gettext(
            "tệp có dấu nhận biết {encoding} nhưng đã hỏng từ dòng này.", encoding=encoding.upper()
        )
        return Problem(path, line, column, "error", sentence, gettext(SAVE_AS_UTF8))
    likely = _likely_code(data)
    if likely:
        sentence = gettext(
            "dòng này không phải mã UTF-8; tệp có vẻ được lưu bằng {likely}.",
            likely=gettext(likely),
        )
        if likely in (TCVN3, VNI):
            remedy = gettext(
                "chuyển mã sang Unicode bằng UniKey (Ctrl+Shift+F6), rồi: {save_as_utf8}",
                save_as_utf8=gettext(SAVE_AS_UTF8),
            )
            return Problem(path, line, column, "error", sentence, remedy)
        return Problem(path, line, column, "error", sentence, gettext(SAVE_AS_UTF8))
    sentence = gettext("tệp là UTF-8 nhưng có chữ hỏng ở dòng này.")
    return Problem(
        path, line, column, "error", sentence, gettext("gõ lại chữ hỏng rồi lưu bằng UTF-8.")
    )


def _likely_code(data: bytes) -> str:
    """The name of the legacy code of `data`; "" for UTF-8 with a few broken bytes."""
    high = sum(byte >= 0x80 for byte in data)
    broken = data.decode("utf-8", "replace").count("\ufffd")
    if broken * 4 < high:
        return ""
    if len(TCVN3_LETTERS.findall(data)) * 8 >= high:
        return TCVN3
    if len(VNI_LETTERS.findall(data)) * 3 >= high:
        return VNI
    try:
        marked = data.decode("cp1258")
    except UnicodeDecodeError:
        return WINDOWS_1252
    tones = [char for char in marked if unicodedata.combining(char)]
    if tones and len(WINDOWS_1258_TONES.findall(marked)) == len(tones):
        return WINDOWS_1258
    if re.search("[đăơư]", marked):
        return WINDOWS_1258
    return WINDOWS_1252


def _unreadable(text: str, path: str) -> Iterator[Problem]:
    if not CONTROL.search(text) and "\ufffd" not in text:
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if found := CONTROL.search(line):
            code = f"U+{ord(found.group()):04X}"
            sentence = gettext(
                "có ký tự điều khiển không nhìn thấy ({code}) trong dòng này.", code=code
            )
            near = CONTROL.sub("", line[max(0, found.start() - 12) : found.start() + 12]).strip()
            remedy = gettext("xóa rồi gõ lại đoạn gần chữ “{near}”.", near=near)
            yield Problem(path, number, found.start() + 1, "error", sentence, remedy)
        elif "\ufffd" in line:
            sentence = gettext("có chữ đã hỏng (�): dòng này từng bị lưu sai mã.")
            column = line.index("\ufffd") + 1
            yield Problem(
                path, number, column, "error", sentence, gettext("gõ lại chữ ở chỗ có dấu �.")
            )


def _mixed_up(text: str, path: str) -> Iterator[Problem]:
    """UTF-8 that was read as Windows-1252 and saved again: `Báº¡ch ThÃ´ng`."""
    if not TWICE_ENCODED.search(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if len(TWICE_ENCODED.findall(line)) < 2:
            continue
        try:
            meant = line.encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        sentence = gettext("chữ đã bị đổi mã hai lần: “{read}”.", read=line.strip()[:40])
        remedy = gettext(
            "gõ lại là “{meant}”, hoặc chép lại bài từ bản gốc.", meant=nfc(meant).strip()[:40]
        )
        yield Problem(path, number, 1, "error", sentence, remedy)
        return


def _loose_marks(text: str, path: str) -> Iterator[Problem]:
    """One problem a letter, however many marks were left over at it."""
    lines = text.split("\n")
    told = (0, 0)
    for number, column in leftover_marks(text):
        if (number, column) < told:
            continue
        line = lines[number - 1]
        start = column - 1
        while start > 0 and unicodedata.combining(line[start]):
            start -= 1
        end = column
        while end < len(line) and unicodedata.combining(line[end]):
            end += 1
        told = (number, end + 1)
        letter = line[start : min(end, start + MOST_MARKS)]
        meant = mended_letter(letter)
        sentence = gettext("dấu rời không ghép được vào chữ: “{letter}”.", letter=letter)
        remedy = (
            gettext("gõ lại là “{meant}”.", meant=meant)
            if meant != letter
            else gettext("xóa chữ này và gõ lại cả dấu.")
        )
        yield Problem(path, number, column, "warning", sentence, remedy)


def _place(before: str) -> tuple[int, int]:
    lines = before.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), len(lines[-1]) + 1
