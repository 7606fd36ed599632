"""What became of each file: a summary for the terminal, all of it to read, JSON for programs.

Letters that came in are those of the article and those that are named as left out; any other count
is said first of all.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO

from importing.report_lines import STATES, UNREAD, Line
from importing.report_page import details, page_head
from plugins.shared.messages import gettext

MOST_FIRST = 10
PIECE = 1 << 20


class Report:
    """Of any number of files, in the memory of a few: what is told of each goes to the disk.

    file: its suffix says in which form; the other form lies beside it.
    """

    def __init__(self, file: Path, is_dry: bool = False) -> None:
        self.file, self.is_dry = file, is_dry
        self.redirects = self.led_on = 0
        self._states: Counter[str] = Counter()
        self._sums: Counter[str] = Counter()
        # For the terminal: the first of each kind.
        self._told: dict[str, list[str]] = {kind: [] for kind in ("lost", "look", "unread", "kept")}
        self._json, self._first, self._rest = (_scratch() for _ in range(3))

    def add(self, line: Line) -> None:
        """Counts the line and writes it to the disk."""
        self._states[line.state] += 1
        place = line.file or line.name
        self._sums["in"] += line.letters_in
        self._sums["named"] += line.letters_named
        self._sums["lost"] += abs(line.letters_lost)
        self._sums["missing"] += len(line.missing)
        self._sums["ready"] += len(line.ready)
        self._sums["look"] += bool(line.look)
        if line.look:
            self._tell("lost" if line.letters_lost else "look", f"  {place}: {line.look[0]}")
        if line.state == UNREAD:
            self._tell(
                "unread", gettext("  không đọc được {name}: {why}", name=line.name, why=line.why)
            )
        if line.state == "kept":
            self._tell(
                "kept",
                gettext("  giữ nguyên {file}: đã có người sửa sau lần nhập trước.", file=line.file),
            )
        (self._first if line.look or line.state == UNREAD else self._rest).write(
            f"{details(line)}\n"
        )
        comma = ",\n" if sum(self._states.values()) > 1 else ""
        self._json.write(comma + json.dumps(asdict(line), ensure_ascii=False))

    def _tell(self, kind: str, sentence: str) -> None:
        if len(self._told[kind]) < MOST_FIRST:
            self._told[kind].append(sentence)

    @property
    def unread(self) -> int:
        """How many files could not be read."""
        return self._states[UNREAD]

    def write(self) -> None:
        """Writes both forms of the report."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        beside = ".json" if self.file.suffix != ".json" else ".html"
        forms = {self.file: self.file.suffix, self.file.with_suffix(beside): beside}
        for file, form in forms.items():
            parts = self._as_json() if form == ".json" else self._as_html()
            with file.open("w", encoding="utf-8", newline="\n") as out:
                out.writelines(parts)

    def _as_json(self) -> Iterator[str]:
        states = dict(sorted(self._states.items()))
        said = {"dry_run": self.is_dry, "states": states, "redirects": self.redirects}
        yield f'{json.dumps(said, ensure_ascii=False)[:-1]}, "files": [\n'
        yield from _again(self._json)
        yield "\n]}\n"

    def summary(self, shown: Callable[[Path], str]) -> str:
        """What the terminal shows; shown: how a path is written."""
        count = sum(self._states.values())
        states = ", ".join(
            f"{number} {gettext(STATES[state])}" for state, number in self._states.most_common()
        )
        states = states or gettext("không có gì")
        text = [
            gettext("Thử nhập {count} bài, tệp: {states}.", count=count, states=states)
            if self.is_dry
            else gettext("Đã nhập {count} bài, tệp: {states}.", count=count, states=states)
        ]
        if self.is_dry:
            text.append(gettext("Chưa ghi gì vào content/."))
        letters, named, lost = (self._sums[key] for key in ("in", "named", "lost"))
        if letters:
            agree = gettext("khớp") if not lost else gettext("CÒN {lost} CHỮ KHÔNG KHỚP", lost=lost)
            kept = letters - named - lost
            text.append(
                gettext(
                    "Chữ cái: vào {letters}, vào bài {kept}, bỏ có tên {named}: {agree}.",
                    letters=letters,
                    kept=kept,
                    named=named,
                    agree=agree,
                )
            )
        text += [*self._told["unread"], *self._told["kept"]]
        if missing := self._sums["missing"]:
            text.append(
                gettext(
                    "Thiếu {missing} ảnh; tên và chỗ đặt từng ảnh có trong báo cáo.",
                    missing=missing,
                )
            )
        if self.redirects:
            text.append(
                gettext(
                    "Thêm {redirects} địa chỉ cũ vào content/redirects.csv.",
                    redirects=self.redirects,
                )
            )
        if looks := self._sums["look"]:
            first = [*self._told["lost"], *self._told["look"]][:MOST_FIRST]
            text += [gettext("Xem trước:"), *first]
            text += (
                [gettext("  và {looks} bài nữa.", looks=looks - len(first))]
                if looks > len(first)
                else []
            )
        if ready := self._sums["ready"]:
            text.append(
                gettext("{ready} chỗ cần điền (mô tả ảnh, chuyên mục…): xem báo cáo.", ready=ready)
            )
        text.append(gettext("Báo cáo: {file}", file=shown(self.file.resolve())))
        return "\n".join(text)

    def _as_html(self) -> Iterator[str]:
        """What is to be looked at stands first."""
        title = gettext("Báo cáo thử nhập bài") if self.is_dry else gettext("Báo cáo nhập bài")
        yield page_head(title, self._states.most_common())
        yield from _again(self._first)
        yield from _again(self._rest)
        yield "</body></html>\n"


def _scratch() -> IO[str]:
    """Gone with the process."""
    return tempfile.TemporaryFile("w+", encoding="utf-8")


def _again(written: IO[str]) -> Iterator[str]:
    written.seek(0)
    while piece := written.read(PIECE):
        yield piece
