"""A publisher who moved a site in lists its old addresses in one table, as Excel saves it."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from plugins.shared.content import fault_of
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.shared.quoting import quoted
from plugins.vietnamese.text import fold, nfc

FILE = "redirects.csv"
NUL = "\0"
# In letters; tools/server/moved.py takes no longer address either.
LONGEST = 2_000
HEADERS = (["cu", "moi"], ["old", "new"])
SEPARATOR = re.compile("[,;\t]")
# Excel's own first line, which says how the others are parted.
EXCEL_MARK = re.compile("sep=.?", re.I)


@dataclass(frozen=True)
class RedirectRow:
    """As typed, in NFC; line: from 1."""

    old: str
    new: str
    line: int


def read_table(content: Path, name: str = FILE) -> tuple[list[RedirectRow], list[Problem]]:
    """The rows of the table in the folder `content`, and what is wrong; no rows without a table."""
    shown = f"{content.name}/{name}"
    file = content / name
    if file.is_dir() and not file.is_symlink():
        sentence = gettext("bảng địa chỉ cũ phải là một tệp, mà đây là một thư mục.")
        remedy = gettext("chuyển thư mục này đi chỗ khác; bảng thì lưu từ Excel, chọn “CSV UTF-8”.")
        return [], [Problem(shown, 1, 1, "error", sentence, remedy)]
    try:
        if fault_of(file, content):  # named by plugins/checks as any other such file
            return [], []
        text = file.read_text("utf-8-sig")
    except FileNotFoundError:
        return [], []
    except UnicodeDecodeError:
        text = NUL
    if NUL in text:  # UTF-16
        sentence = gettext("bảng địa chỉ cũ không lưu bằng mã UTF-8.")
        remedy = gettext("trong Excel: Lưu như (Save As), chọn “CSV UTF-8”.")
        return [], [Problem(shown, 1, 1, "error", sentence, remedy)]
    return read_rows(nfc(text), shown)


def read_rows(text: str, shown: str) -> tuple[list[RedirectRow], list[Problem]]:
    """shown: how the editor knows the file."""
    rows: list[RedirectRow] = []
    problems: list[Problem] = []
    separator = ""
    for number, line in enumerate(text.split("\n"), start=1):
        said = line.strip().strip(",;\t")
        if not said or said.startswith("#") or (not separator and EXCEL_MARK.fullmatch(said)):
            continue
        if not separator:
            found = SEPARATOR.search(said)
            separator = found.group() if found else ","
            if [fold(cell) for cell in _cells(line, separator)] not in HEADERS:
                sentence = gettext(
                    "dòng đầu của bảng địa chỉ cũ là {said}, máy không biết cột nào là gì.",
                    said=quoted(said),
                )
                return [], [
                    Problem(shown, number, 1, "error", sentence, gettext("thêm dòng đầu: cũ,mới"))
                ]
            continue
        cells = _cells(line, separator)
        if any(len(cell) > LONGEST for cell in cells):
            problems.append(_too_long(shown, number, said))
        elif len(cells) == 2 and all(cells):
            rows.append(RedirectRow(cells[0], cells[1], number))
        else:
            problems.append(_malformed(shown, number, said, separator))
    return rows, problems


def _cells(line: str, separator: str) -> list[str]:
    """Without the empty ones that Excel adds at the end of a line; a line too long for any address
    is one cell."""
    if len(line) > csv.field_size_limit():
        return [line]
    cells = [cell.strip() for cell in next(csv.reader([line], delimiter=separator))]
    while len(cells) > 2 and not cells[-1]:
        cells.pop()
    return cells


def _too_long(shown: str, number: int, said: str) -> Problem:
    sentence = gettext(
        "dòng {said} có một ô dài hơn {longest} chữ, không phải một địa chỉ.",
        said=quoted(said),
        longest=LONGEST,
    )
    remedy = gettext("mỗi ô ghi một địa chỉ; xem có thiếu dấu ngoặc kép không.")
    return Problem(shown, number, 1, "error", sentence, remedy)


def _malformed(shown: str, number: int, said: str, separator: str) -> Problem:
    sentence = gettext(
        "dòng {said} không có đúng hai ô: địa chỉ cũ và địa chỉ mới.", said=quoted(said)
    )
    remedy = gettext(
        "viết theo mẫu này: /cu/1{separator}tin-tuc/ten-tep.md; địa chỉ có dấu "
        "“{separator}” thì đặt trong ngoặc kép.",
        separator=separator,
    )
    return Problem(shown, number, 1, "error", sentence, remedy)
