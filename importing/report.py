"""What became of each file: a summary for the terminal, all of it to read, JSON for programs.

Letters that came in are those of the article and those that are named as left out; any other count
is said first of all.
"""

from __future__ import annotations

import html
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from importing.article import ImportedArticle, declared_category
from importing.document import Finding
from importing.writing import Written
from plugins.frontmatter.schema import Section
from plugins.shared.messages import gettext, gettext_noop, language
from plugins.shared.problems import Problem

# Of a text that was left out, in the report to read; the JSON has all of it.
SHOWN = 300
MOST_FIRST = 10
PIECE = 1 << 20
UNREAD = "unread"
STATES = {
    "new": gettext_noop("mới"),
    "updated": gettext_noop("cập nhật"),
    "unchanged": gettext_noop("không đổi"),
    "kept": gettext_noop("giữ bản đã sửa"),
    "gone": gettext_noop("không còn bài"),
    "duplicate": gettext_noop("trùng bài"),
    "no-article": gettext_noop("không phải bài"),
    "skipped": gettext_noop("bỏ qua"),
    UNREAD: gettext_noop("không đọc"),
}
SURE = {
    "sure": gettext_noop("chắc"),
    "likely": gettext_noop("khá chắc"),
    "guess": gettext_noop("đoán"),
}
FIELDS = {
    "title": gettext_noop("Tiêu đề"),
    "lead": gettext_noop("Tóm tắt"),
    "date": gettext_noop("Ngày"),
    "source": gettext_noop("Nguồn"),
    "category": gettext_noop("Chuyên mục"),
    "author": gettext_noop("Tác giả"),
}
STYLE = """
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}
td,th{border:1px solid #8888;padding:.25rem .5rem;text-align:left;vertical-align:top}
details{border:1px solid #8888;border-radius:.25rem;margin:.5rem 0;padding:.5rem 1rem}
summary{cursor:pointer;font-weight:600}.look summary{color:light-dark(#a30,#fa7)}
li,td{overflow-wrap:anywhere}
"""


@dataclass(frozen=True)
class Line:
    """Of one file, or article of an export. state: of STATES; look: what a person should see first,
    in sentences; ready: lines to fill in, each with its place; found: (of FIELDS, value, where, of
    SURE)."""

    name: str
    state: str
    file: str = ""
    kind: str = ""
    why: str = ""
    look: tuple[str, ...] = ()
    ready: tuple[str, ...] = ()
    found: tuple[tuple[str, str, str, str], ...] = ()
    typed_title: str = ""
    pictures: int = 0
    missing: tuple[str, ...] = ()
    attachments: int = 0
    removed: tuple[tuple[str, str], ...] = ()
    dropped: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    letters_in: int = 0
    letters_out: int = 0
    letters_named: int = 0
    letters_lost: int = 0


def line_of(article: ImportedArticle, written: Written, guessed: Finding, section: Section) -> Line:
    """The report's line of one article; guessed: its date where the source has none."""
    hints = article.hints
    found = [
        _row(key, each) for key in FIELDS if isinstance(each := getattr(hints, key, None), Finding)
    ]
    found += [_row("author", each) for each in hints.authors]
    if hints.date is None:
        found.append(_row("date", guessed))
    is_new = written.state in ("new", "updated")
    look = [*_first_looks(article, found), *written.notes] if is_new else []
    ready = [*_ready(written.problems)]
    category = declared_category(hints.category, section.categories)
    if is_new and section.categories and not category:
        said = (
            gettext(" (trang cũ ghi “{value}”)", value=hints.category.value)
            if hints.category
            else ""
        )
        ready.append(
            gettext(
                "{file}: Chuyên mục: {categories}{said}",
                file=written.file,
                categories=" | ".join(section.categories),
                said=said,
            )
        )
    pictures = [each for each in article.files if each.is_picture]
    return Line(
        name=article.name,
        state=written.state,
        file=written.file,
        kind=gettext(article.kind),
        look=tuple(look),
        ready=tuple(ready),
        found=tuple(found),
        typed_title=article.typed_title,
        pictures=sum(each.data is not None for each in pictures),
        missing=written.missing,
        attachments=len(article.files) - len(pictures),
        removed=tuple((gettext(each.what), each.text) for each in article.removed),
        dropped={gettext(what): count for what, count in article.dropped.items()},
        notes=tuple(map(gettext, article.notes if is_new else written.notes)),
        letters_in=article.letters_in,
        letters_out=article.letters_out,
        letters_named=article.letters_named,
        letters_lost=article.letters_lost,
    )


def _row(key: str, found: Finding) -> tuple[str, str, str, str]:
    return key, found.value, gettext(found.where), found.sure


def _first_looks(
    article: ImportedArticle, found: Sequence[tuple[str, str, str, str]]
) -> Iterator[str]:
    if article.letters_lost > 0:
        yield gettext(
            "mất {letters_lost} chữ cái mà báo cáo không giải thích: so với bản gốc.",
            letters_lost=article.letters_lost,
        )
    elif article.letters_lost < 0:
        yield gettext(
            "thừa {value} chữ cái so với bản gốc: có đoạn lặp lại.", value=-article.letters_lost
        )
    if article.hints.title is None:
        yield gettext("không thấy tiêu đề: lấy tạm tên tệp.")
    if article.typed_title:
        yield gettext(
            "tiêu đề viết hoa cả, máy đổi ra chữ thường, xem lại: {typed_title}",
            typed_title=article.typed_title,
        )
    guesses = [
        f"{gettext(FIELDS[key])} “{value[:60]}”" for key, value, _, sure in found if sure == "guess"
    ]
    if guesses:
        yield gettext("máy đoán, cần xem lại: {guesses}.", guesses="; ".join(guesses))


def _ready(problems: Sequence[Problem]) -> Iterator[str]:
    for problem in problems:
        if problem.severity == "error":
            yield f"{problem.path}:{problem.line}: {problem.sentence} → {problem.remedy}"


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
            f"{_details(line)}\n"
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
        rows = "".join(
            f"<tr><td>{gettext(STATES[state])}</td><td>{count}</td></tr>"
            for state, count in self._states.most_common()
        )
        title = gettext("Báo cáo thử nhập bài") if self.is_dry else gettext("Báo cáo nhập bài")
        result, number = gettext("Kết quả"), gettext("Số bài, tệp")
        yield (
            f'<!DOCTYPE html>\n<html lang="{language()}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
            f"<style>{STYLE}</style></head><body><h1>{title}</h1>"
            f"<table><tr><th>{result}</th><th>{number}</th></tr>{rows}</table>\n"
        )
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


def _text(text: object) -> str:
    return html.escape(str(text))


def _details(line: Line) -> str:
    parts: list[str] = []
    if line.why:
        parts.append(f"<p>{_text(line.why)}</p>")
    parts += [_list(gettext("Xem trước"), line.look), _list(gettext("Cần điền"), line.ready)]
    if line.found:
        shown_rows = (
            (gettext(FIELDS[key]), value, where, gettext(SURE[sure]))
            for key, value, where, sure in line.found
        )
        rows = "".join(f"<tr>{_cells('td', row)}</tr>" for row in shown_rows)
        titles = gettext("Phần"), gettext("Thấy gì"), gettext("Ở đâu"), gettext("Chắc đến đâu")
        head = f"<tr>{_cells('th', titles)}</tr>"
        parts.append(f"<table>{head}{rows}</table>")
    parts += [_list(gettext("Ảnh còn thiếu"), line.missing), _list(gettext("Ghi chú"), line.notes)]
    if line.dropped:
        parts.append(
            _list(
                gettext("Bỏ vì bài không có chỗ"),
                [f"{what}: {count}" for what, count in line.dropped.items()],
            )
        )
    if line.removed:
        shown = [
            f"{what}: {text if len(text) <= SHOWN else text[:SHOWN] + ' …'}"
            for what, text in line.removed
        ]
        parts.append(_list(gettext("Chữ không đưa vào bài"), shown))
    if line.letters_in:
        parts.append(
            "<p>"
            + gettext(
                "Chữ cái: vào {letters_in}, trong bài {letters_out}, bỏ có tên {letters_named}, "
                "lệch {letters_lost}.",
                letters_in=line.letters_in,
                letters_out=line.letters_out,
                letters_named=line.letters_named,
                letters_lost=line.letters_lost,
            )
            + "</p>"
        )
    name = f"{line.file} ← {line.name}" if line.file else line.name
    kind = f", {line.kind}" if line.kind else ""
    mark = ' class="look"' if line.look else ""
    summary = f"<summary>{_text(name)} ({_text(gettext(STATES[line.state]) + kind)})</summary>"
    return f"<details{mark}>{summary}{''.join(parts)}</details>"


def _list(title: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    return f"<h3>{title}</h3><ul>{''.join(f'<li>{_text(item)}</li>' for item in items)}</ul>"


def _cells(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"<{tag}>{_text(text)}</{tag}>" for text in texts)
