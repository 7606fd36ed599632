"""Title and lead of an article, told by how their lines look and where they stand."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4.element import Tag

from plugins.shared.messages import gettext

from .document import Finding, Sure
from .found_blocks import Look, Page, look, same_text
from .found_lines import day_in
from .found_lists import MARK
from .found_people import signature
from .found_photos import credit_in, is_credit
from .sentence_case import is_capitals, sentence_case

TITLE_WITHIN = 6  # blocks from the beginning
MOST_OF_TITLE = 40  # words
MOST_OF_KIND = 70  # with the kind of paper before it
NEAR_SIZE = 2.0  # points between lines of one title
MOST_OF_LEAD, LEAST_OF_LEAD = 130, 12
TITLE_STYLES = ("title", "tiêu đề", "tieu de", "tít", "tit")
LEAD_STYLES = ("subtitle", "sapo", "lead", "tóm tắt", "intense quote")
SENTENCE_END = re.compile(r"[.!?…]\W*$")
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


def take_title(page: Page) -> None:
    """Finds the title among the first lines and takes it out; one that the source knew is only
    taken out."""
    blocks = [block for block in page.texts() if block.name in ("p", "h2", "h3", "h4")]
    if page.hints.title:
        for block in blocks[:TITLE_WITHIN]:
            if not block.find("img") and same_text(look(block).line, page.hints.title.value):
                page.remove(block, gettext("tên bài lặp lại"))
                return
        return
    body_size = _body_size(blocks)
    for block in page.texts()[:TITLE_WITHIN]:
        seen = look(block)
        if seen.pictures or block.name not in ("p", "h2", "h3", "h4") or not seen.text:
            continue
        if KICKER.fullmatch(seen.line):
            page.remove(block, gettext("nhãn trên tên bài"))
            continue
        if day_in(seen.line) or is_credit(seen.line):
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
        return "sure"
    if block.name == "h2":
        return "likely"
    is_larger = bool(body_size) and seen.size > body_size
    signs = sum((seen.bold, seen.align == "center", is_larger, is_capitals(seen.line)))
    if signs >= 2 and not seen.line.endswith((";", ",")):
        return "likely"
    if signs == 1 and not seen.line.endswith((".", ";", ",")) and not seen.italic:
        return "guess"
    if not signs and not seen.line.endswith((".", ";", ",", ":", "…")) and seen.words >= 3:
        return "guess"
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
        if not (is_rest or (kind and (after.align == "center" or other.name != "p"))) or day_in(
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
            gettext(
                "Tên bài gõ toàn chữ hoa “{typed}”: đã đề nghị viết thường, xem lại chữ "
                "hoa của tên riêng.",
                typed=typed,
            )
        )
    page.know(title=Finding(shown, _where(seen), sure))


def _joined_case(parts: list[tuple[Tag, Look]], shown: str, body: str) -> str:
    """Lines in capitals are one sentence."""
    if all(is_capitals(part.line) for _, part in parts):
        return sentence_case(" ".join(part.line for _, part in parts), body)
    return shown


def _where(seen: Look) -> str:
    said = [
        gettext("dòng ở đầu tệp"),
        gettext("kiểu “{style}”", style=seen.style)
        if any(map(seen.style.startswith, TITLE_STYLES))
        else "",
        gettext("in đậm") if seen.bold else "",
        gettext("ở giữa") if seen.align == "center" else "",
        gettext("cỡ chữ {size:g}", size=seen.size) if seen.size else "",
    ]
    return ", ".join(filter(None, said))


def take_lead(page: Page) -> None:
    """As `take_title`, of the lead below it."""
    blocks = page.texts()
    texts = [block for block in blocks if block.name == "p" and look(block).text]
    if page.hints.lead:
        for block in texts[:3]:
            if not block.find("img") and same_text(look(block).line, page.hints.lead.value):
                page.remove(block, gettext("đoạn mở đầu lặp lại"))
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
                found = replace(found, value=found.value[label.end() :], sure="sure")
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
        return Finding(seen.line, gettext("đoạn ghi là sapo"), "sure")
    if MARK.match(seen.line) or not (SENTENCE_END.search(seen.line) or seen.words >= 25):
        return None
    if any(seen.style.startswith(name) for name in LEAD_STYLES):
        return Finding(seen.line, gettext("kiểu “{style}”", style=seen.style), "sure")
    rest = [look(other) for other in blocks[blocks.index(block) + 1 :] if other.name == "p"]
    long = [other for other in rest if other.words > LEAST_OF_LEAD]
    if seen.bold and not (long and all(other.bold for other in long)):
        return Finding(seen.line, gettext("đoạn đầu, in đậm"), "likely")
    if seen.italic and not (long and all(other.italic for other in long)):
        return Finding(seen.line, gettext("đoạn đầu, in nghiêng"), "likely")
    if len(long) > 2 and not any(other.bold or other.italic for other in (seen, *long)):
        after = blocks[blocks.index(block) + 1 :][:1]
        if after and (after[0].name == "figure" or after[0].find("img")):
            return Finding(seen.line, gettext("đoạn đầu, ngay trên ảnh"), "guess")
    return None
