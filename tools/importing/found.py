"""What a reader took from a file becomes an article: its head is told from its body by its looks.

No style is relied on: most files of offices have none. Every value says where it stood and how sure
that is; whatever is left out of the body is kept for the report.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace

from bs4.element import Tag

from plugins.vietnamese.dates import WrongDate, parse_date

from .document import Finding, FoundArticle, SourceDocument, Sure
from .found_blocks import Look, Page, inside_of, look, made, parsed
from .found_lists import MARK, demote_headings, make_headings, make_lists
from .found_office import take_office
from .found_people import signature, source
from .found_photos import credit_in, is_credit, place_photos
from .sentence_case import is_capitals, sentence_case

TITLE_WITHIN = 6  # blocks from the beginning
MOST_OF_TITLE = 40  # words
MOST_OF_KIND = 70  # with the kind of paper before it
NEAR_SIZE = 2.0  # points between lines of one title
MOST_OF_LEAD, LEAST_OF_LEAD = 130, 12
MOST_OF_BYLINE = 16
LAST_LINES = 3  # that may name author and source
TITLE_STYLES = ("title", "tiêu đề", "tieu de", "tít", "tit")
LEAD_STYLES = ("subtitle", "sapo", "lead", "tóm tắt", "intense quote")
END_MARK = re.compile(r"(?:\.?/\.|\./\.?)\s*$")
KINDS = re.compile(
    r"(?:BÁO CÁO|KẾ HOẠCH|THÔNG BÁO|QUYẾT ĐỊNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|TỜ TRÌNH|HƯỚNG DẪN|CHỈ THỊ"
    r"|THÔNG TƯ|CÔNG VĂN|CHƯƠNG TRÌNH|ĐỀ CƯƠNG|ĐỀ ÁN|QUY ĐỊNH|QUY CHẾ|KẾT LUẬN|THƯ NGỎ|BIÊN BẢN)"
    r"(?: [^\W\d_]+){0,3}"
)
# What people write above and before the parts of an article for whoever puts it on the page.
KICKER = re.compile(
    r"(?:tin|bài|tin,? bài|tin tức|tin vắn|tin nhanh|bản tin|bài viết|bài tuyên truyền|bài dự thi"
    r"|bài viết tuyên truyền|bài phát thanh|bài phản ánh)\s*:?",
    re.IGNORECASE,
)
TITLE_LABEL = re.compile(r"(?:tên bài|tiêu đề|tít|tít chính|đầu đề)\s*:\s*", re.IGNORECASE)
LEAD_LABEL = re.compile(r"(?:sa-?pô|sapo|tóm tắt|lời dẫn|dẫn|mở đầu)\s*:\s*", re.IGNORECASE)
DAY = re.compile(
    r"(?:[^,\d|]{2,30},\s*(?=ngày))?"
    r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\s*,?\s*)?(?:ngày(?: đăng)?\s*:?\s*)?"
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
    r"(?:\s*[,|–-]?\s*(?:lúc\s*)?(?P<hour>\d{1,2})\s*(?::|h|giờ)\s*(?P<minute>\d{2})?)?"
    r"(?:\s*\(?GMT\s*\+7\)?)?",
    re.IGNORECASE,
)
LONG_DAY = re.compile(
    r"(?:[^,\d]{2,30},\s*)?ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?…]\W*$")
LOOKS = ("data-align", "data-size", "data-style")


def find(document: SourceDocument) -> FoundArticle:
    """What `document.hints` knows already is not looked for, only left out of the body."""
    page = Page(parsed(document.html), document.hints, list(document.removed), list(document.notes))
    _open_frames(page)
    take_office(page)
    _take_title(page)
    demote_headings(page)
    _take_bylines(page)
    _take_lead(page)
    _take_bylines(page)
    _take_last_lines(page)
    place_photos(page)
    make_lists(page)
    make_headings(page)
    text = "\n".join(look(block).text for block in page.texts())
    _clean(page)
    return FoundArticle(
        hints=page.hints,
        html="\n".join(map(str, page.blocks())),
        removed=tuple(page.removed),
        notes=tuple(page.notes),
        end_mark=bool(END_MARK.search(text)),
        typed_title=page.typed_title,
    )


def _open_frames(page: Page) -> None:
    """A table of one cell is a frame around paragraphs."""
    for table in page.soup.find_all("table"):
        cells = table.find_all(["td", "th"]) if table.parent is page.soup else []
        if len(cells) == 1 and not table.find("img"):
            inside = inside_of(cells[0])
            blocks = made(
                inside if re.match(r"<(?:p|h\d|ul|ol|table)\b", inside) else f"<p>{inside}</p>"
            )
            if blocks:
                table.insert_before(*blocks)
            table.decompose()


# -- title -------------------------------------------------------------------------------------


def _take_title(page: Page) -> None:
    blocks = [block for block in page.texts() if block.name in ("p", "h2", "h3", "h4")]
    if page.hints.title:
        for block in blocks[:TITLE_WITHIN]:
            if not block.find("img") and _same(look(block).line, page.hints.title.value):
                page.remove(block, "tên bài lặp lại")
                return
        return
    body_size = _body_size(blocks)
    for block in page.texts()[:TITLE_WITHIN]:
        seen = look(block)
        if seen.pictures or block.name not in ("p", "h2", "h3", "h4") or not seen.text:
            continue
        if KICKER.fullmatch(seen.line):
            page.remove(block, "nhãn trên tên bài")
            continue
        if _day(seen.line) or is_credit(seen.line):
            continue
        if (sure := _title_sure(block, seen, body_size)) is None:
            if seen.words > MOST_OF_TITLE:
                return
            continue
        _set_title(page, block, seen, sure)
        return


def _body_size(blocks: list[Tag]) -> float:
    sizes = [(seen.words, seen.size) for seen in map(look, blocks) if seen.size]
    return max(sizes)[1] if sizes else 0.0


def _title_sure(block: Tag, seen: Look, body_size: float) -> Sure | None:
    if seen.words > MOST_OF_TITLE:
        return None
    if any(seen.style.startswith(name) for name in TITLE_STYLES) or TITLE_LABEL.match(seen.line):
        return "chắc"
    if block.name == "h2":
        return "khá chắc"
    is_larger = bool(body_size) and seen.size > body_size
    signs = sum((seen.bold, seen.align == "center", is_larger, is_capitals(seen.line)))
    if signs >= 2 and not seen.line.endswith((";", ",")):
        return "khá chắc"
    if signs == 1 and not seen.line.endswith((".", ";", ",")) and not seen.italic:
        return "đoán"
    if not signs and not seen.line.endswith((".", ";", ",", ":", "…")) and seen.words >= 3:
        return "đoán"
    return None


def _set_title(page: Page, block: Tag, seen: Look, sure: Sure) -> None:
    """Lines below that look the same are the rest of it."""
    parts = [(block, seen)]
    blocks = page.texts()
    for other in blocks[blocks.index(block) + 1 :][:3]:
        after = look(other)
        last = parts[-1][1]
        kind = KINDS.fullmatch(last.line)
        alike = (after.bold, after.align) == (seen.bold, seen.align)
        alike = alike and abs(after.size - seen.size) <= NEAR_SIZE
        most = MOST_OF_KIND if kind or KINDS.fullmatch(seen.line) else MOST_OF_TITLE
        goes_on = alike and is_capitals(after.line) == is_capitals(last.line)
        begun = not last.line.endswith((".", "!", "?", ":")) and seen.align == "center"
        if after.pictures or not after.text or not (kind or other.name == block.name):
            break
        if after.words + sum(part.words for _, part in parts) > most or other.name == "table":
            break
        is_rest = begun and goes_on and not signature(after.line, stands_out=False)
        if not (is_rest or (kind and (after.align == "center" or other.name != "p"))) or _day(
            after.line
        ):
            break
        parts.append((other, after))
    if label := TITLE_LABEL.match(seen.line):
        page.label(label.group())
        seen = seen._replace(text=seen.line[label.end() :])
        parts[0] = (block, seen)
    typed = " ".join(part.line for _, part in parts)
    for part, _ in parts:
        part.extract()
    body = "\n".join(look(each).text for each in page.texts())
    shown = " ".join(
        sentence_case(part.line, body) if is_capitals(part.line) else part.line for _, part in parts
    )
    shown = _joined_case(parts, shown, body)
    if shown != typed:
        page.typed_title = typed
        page.notes.append(
            f"Tên bài gõ toàn chữ hoa “{typed}”: đã đề nghị viết thường, "
            "xem lại chữ hoa của tên riêng."
        )
    page.know(title=Finding(shown, _where(seen), sure))


def _joined_case(parts: list[tuple[Tag, Look]], shown: str, body: str) -> str:
    """Lines in capitals are one sentence."""
    if all(is_capitals(part.line) for _, part in parts):
        return sentence_case(" ".join(part.line for _, part in parts), body)
    return shown


def _where(seen: Look) -> str:
    said = [
        "dòng ở đầu tệp",
        f"kiểu “{seen.style}”" if any(map(seen.style.startswith, TITLE_STYLES)) else "",
        "in đậm" if seen.bold else "",
        "ở giữa" if seen.align == "center" else "",
        f"cỡ chữ {seen.size:g}" if seen.size else "",
    ]
    return ", ".join(filter(None, said))


# -- lead, names, days -------------------------------------------------------------------------


def _take_lead(page: Page) -> None:
    blocks = page.texts()
    texts = [block for block in blocks if block.name == "p" and look(block).text]
    if page.hints.lead:
        for block in texts[:3]:
            if not block.find("img") and _same(look(block).line, page.hints.lead.value):
                page.remove(block, "đoạn mở đầu lặp lại")
                return
        return
    for block in blocks[:3]:
        seen = look(block)
        if seen.pictures and not seen.text:
            continue
        if block.name != "p" or seen.pictures or credit_in(seen.line):
            return
        if (found := _lead(seen, block, blocks)) and len(texts) > 2:
            block.extract()
            if label := LEAD_LABEL.match(found.value):
                page.label(label.group())
                found = replace(found, value=found.value[label.end() :], sure="chắc")
            page.know(lead=found)
            return
        if seen.words > LEAST_OF_LEAD:
            return


def _lead(seen: Look, block: Tag, blocks: list[Tag]) -> Finding | None:
    if (
        not LEAST_OF_LEAD <= seen.words <= MOST_OF_LEAD
        or "\n" in seen.text
        or "data-note" in str(block)
    ):
        return None
    if LEAD_LABEL.match(seen.line):
        return Finding(seen.line, "đoạn ghi là sapo", "chắc")
    if MARK.match(seen.line) or not (SENTENCE_END.search(seen.line) or seen.words >= 25):
        return None
    if any(seen.style.startswith(name) for name in LEAD_STYLES):
        return Finding(seen.line, f"kiểu “{seen.style}”", "chắc")
    rest = [look(other) for other in blocks[blocks.index(block) + 1 :] if other.name == "p"]
    long = [other for other in rest if other.words > LEAST_OF_LEAD]
    if seen.bold and not (long and all(other.bold for other in long)):
        return Finding(seen.line, "đoạn đầu, in đậm", "khá chắc")
    if seen.italic and not (long and all(other.italic for other in long)):
        return Finding(seen.line, "đoạn đầu, in nghiêng", "khá chắc")
    if len(long) > 2 and not any(other.bold or other.italic for other in (seen, *long)):
        after = blocks[blocks.index(block) + 1 :][:1]
        if after and (after[0].name == "figure" or after[0].find("img")):
            return Finding(seen.line, "đoạn đầu, ngay trên ảnh", "đoán")
    return None


def _take_bylines(page: Page) -> None:
    """Names, days and sources on lines of their own right below the title or the lead."""
    if not (page.hints.title or page.hints.lead):
        return
    for block in page.texts()[:3]:
        seen = look(block)
        if block.name != "p" or seen.pictures or not seen.text or seen.words > MOST_OF_BYLINE:
            return
        if not _take_line(page, block, seen, "dòng dưới tên bài"):
            return


def _take_line(page: Page, block: Tag, seen: Look, where: str) -> bool:
    """Whether the line was only a day, an author or a source, and is in the head now."""
    if day := _day(seen.line):
        if not page.hints.date:
            page.know(date=Finding(day, f"{where} “{seen.line}”", "khá chắc"))
        page.label(seen.line)
        block.decompose()
        return True
    if found := source(seen.line):
        if not page.hints.source:
            page.know(source=Finding(found, f"{where} “{seen.line}”", "khá chắc"))
            page.label(_without(seen.line, found))
            block.decompose()
            return True
        return False
    stands_out = seen.align == "right" or seen.bold or seen.italic
    if signed := signature(seen.line, stands_out):
        known = {author.value.casefold() for author in page.hints.authors}
        if known and not {name.casefold() for name in signed.names} <= known:
            return False
        if known:
            page.remove(block, "tên tác giả lặp lại")
            return True
        page.know(
            authors=tuple(
                Finding(name, f"{where} “{seen.line}”", signed.sure) for name in signed.names
            )
        )
        page.label(_without(seen.line, *signed.names))
        if "ảnh" in signed.label.lower():
            page.notes.append(
                f"Tệp ghi “{seen.line}”: nếu ảnh do người này chụp, thêm “Ảnh: …” vào chú thích."
            )
        block.decompose()
        return True
    return False


def _take_last_lines(page: Page) -> None:
    _part_last_line(page)
    for _ in range(LAST_LINES):
        blocks = page.texts()
        while blocks and not look(blocks[-1]).text and not look(blocks[-1]).pictures:
            blocks.pop().decompose()
        if len(blocks) < 2 or blocks[-1].name != "p":
            return
        seen = look(blocks[-1])
        after_photo = bool(blocks[-2].find("img"))
        if seen.pictures or seen.words > MOST_OF_BYLINE or (after_photo and credit_in(seen.line)):
            return
        if not _take_line(page, blocks[-1], seen, "dòng cuối"):
            return


def _part_last_line(page: Page) -> None:
    """A name after a break at the end of the last paragraph is a line of its own."""
    blocks = page.texts()
    if not blocks or blocks[-1].name != "p" or "<br" not in str(blocks[-1]):
        return
    inside, _, last = inside_of(blocks[-1]).rpartition("<br/>")
    tags = made(f"<p>{last}</p>")
    if len(tags) != 1 or str(tags[0]) != f"<p>{last}</p>":
        return
    line = look(tags[0]).line
    if not (signature(line, stands_out=False) or source(line)):
        return
    rest = made(f"<p>{inside}</p>")
    if len(rest) == 1 and str(rest[0]) == f"<p>{inside}</p>":
        blocks[-1].insert_after(tags[0])
        blocks[-1].insert_after(rest[0])
        blocks[-1].decompose()


def _day(line: str) -> str:
    """`2017-05-15` or `2017-05-15 16:23` of a line that says nothing else, else ""."""
    found = DAY.fullmatch(line.strip(" ()|.")) or LONG_DAY.fullmatch(line.strip(" ()|."))
    if not found:
        return ""
    parts = found.groupdict()
    day = f"{parts['year']}-{int(parts['month']):02}-{int(parts['day']):02}"
    hour = parts.get("hour")
    text = f"{day} {int(hour):02}:{parts.get('minute') or '00'}" if hour else day
    with suppress(WrongDate):
        parse_date(text)
        return text
    return ""


def _without(line: str, *values: str) -> str:
    for value in values:
        line = line.replace(value, "", 1)
    return line


def _same(one: str, other: str) -> bool:
    def bare(text: str) -> str:
        return "".join(filter(str.isalnum, text)).casefold()

    return bool(bare(one)) and bare(one) == bare(other)


def _clean(page: Page) -> None:
    for tag in page.soup.find_all(True):
        for name in LOOKS:
            if tag.has_attr(name):
                del tag[name]
    for block in page.blocks():
        if block.name == "p" and not block.get_text().strip() and not block.find(["img", "sup"]):
            block.decompose()
