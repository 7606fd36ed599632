"""However a good article is damaged, readers get what its file says, or the editor its name."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from pelican import Pelican
from pelican.contents import Article
from pelican.readers import Readers
from pelican.settings import read_settings

from pelicanconf import SECTIONS
from plugins.checks.testing import check_file
from plugins.frontmatter.schema import Schema
from plugins.shared.problems import ContentError
from plugins.site.identity import read_sections
from tests.support.whole_site import build_articles, forget_plugins
from tools.places import SETTINGS

SCHEMA = Schema(read_sections(SECTIONS))
FOLDER = "tin-tuc"
# How many damaged articles the two whole builds get, and how many are read one by one.
MANY, SINGLY, FUZZED = 500, 500, 1000
HEADS = (
    "---\ntitle: {title}\ndate: 11/12/2023\ncategory: Kinh tế\nsummary: Chuyện của thôn.\n---\n\n",
    "---\nTiêu đề: {title}\nNgày: 05/09/2024 08:30\nChuyên mục: Văn hóa - Xã hội\n---\n",
    "Tiêu đề: {title}\nNgày: 2024-02-29\nChuyên mục: Xây dựng Đảng\n\n",
)
BODY = """\
Hội nghị tổng kết công tác **dư luận xã hội** diễn ra tại Phủ Thông, có đại biểu các xã dự.

## Kết quả trong năm

Đội ngũ cộng tác viên gửi hàng nghìn báo cáo; *nhiều ý kiến* được tiếp thu, giải quyết kịp thời.

- Nắm chắc tình hình ở cơ sở
- Trả lời người dân đúng hẹn

> Nghe dân nói, nói dân hiểu.

Năm tới, huyện tiếp tục mở rộng cách làm này ra các thôn, bản vùng cao./.
"""
FENCES = ("", "—", "–––", "--", "-----", " ---", "--- ", "===", "...", "- - -", "---\n---", "***")
KEYS = {"title": "title", "tiêu đề": "title", "date": "date", "ngày": "date",
        "category": "category", "chuyên mục": "category"}  # fmt: skip
BLOCKS = ("p", "h2", "h1", "h3", "li", "blockquote", "pre", "hr", "br", "dt", "dd", "div")

Change = Callable[[str, int], str]


@dataclass(frozen=True)
class Damaged:
    """said: the text before it was stored in an encoding; None where no reading of it is right."""

    data: bytes
    said: str | None


@dataclass(frozen=True)
class Reading:
    """date: `2023-12-11`; words: of the body, in order."""

    title: str
    date: str
    category: str
    words: list[str]


# What happens to files: each takes the text and a number that says where.


def delete_line(text: str, at: int) -> str:
    lines = text.split("\n")
    del lines[at % len(lines)]
    return "\n".join(lines)


def repeat_line(text: str, at: int) -> str:
    lines = text.split("\n")
    row = at % len(lines)
    return "\n".join([*lines[: row + 1], *lines[row:]])


def swap_lines(text: str, at: int) -> str:
    lines = text.split("\n")
    row = at % max(1, len(lines) - 1)
    lines[row : row + 2] = reversed(lines[row : row + 2])
    return "\n".join(lines)


def swap_characters(text: str, at: int) -> str:
    place = at % (len(text) - 1)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def delete_character(text: str, at: int) -> str:
    place = at % len(text)
    return text[:place] + text[place + 1 :]


def cut(text: str, at: int) -> str:
    return text[: at % len(text)]


def damage_fence(text: str, at: int) -> str:
    fences = [match.span() for match in re.finditer("^---$", text, re.M)]
    if not fences:
        return f"---\n{text}"
    start, end = fences[at % len(fences)]
    return text[:start] + FENCES[at // len(fences) % len(FENCES)] + text[end:]


def damage_key(text: str, at: int) -> str:
    keys = list(re.finditer(r"^([^\W\d][^:\n]*):", text, re.M))
    if not keys:
        return text
    key = keys[at % len(keys)]
    name, place = key[1], at // len(keys)
    middle = place % len(name)
    written = (
        f"{name[:middle]}{name[middle + 1 :]}:",
        name,
        f"{name.upper()}:",
        f"{name}::",
        f"{name}：",
        f"{name} :",
        f" {name}:",
        f"    {name}:",
        f"\t{name}:",
        f"- {name}:",
        f"{name}=",
        f"# {name}:",
        f'"{name}":',
    )
    return text[: key.start()] + written[place % len(written)] + text[key.end() :]


CHANGES: tuple[Change, ...] = (
    delete_line, repeat_line, swap_lines, swap_characters, delete_character, cut, damage_fence,
    damage_key,
)  # fmt: skip


def as_windows_1252(data: bytes) -> str:
    """As Windows reads any byte: the undefined ones become control characters."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def as_windows_1258(text: str) -> bytes:
    """Vowels with their hats in one byte, tones in the next: so Windows' old keyboard wrote."""
    stored = b""
    for char in text:
        apart = unicodedata.normalize("NFD", char)
        tones = "".join(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tones))
        stored += (base + tones).encode("cp1258", "replace")
    return stored


STORED: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "with a byte mark": lambda text: text.encode("utf-8-sig"),
    "windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "letters apart": lambda text: unicodedata.normalize("NFD", text).encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 without a mark": lambda text: text.encode("utf-16-le"),
    "windows-1258": as_windows_1258,
    "lost letters": lambda text: text.encode("cp1252", "replace"),
    "encoded twice": lambda text: as_windows_1252(text.encode()).encode(),
}
# In the others no text may be guessed once a part is gone.
READABLE = {
    "utf-8": "utf-8", "with a byte mark": "utf-8-sig", "windows line ends": "utf-8",
    "letters apart": "utf-8", "utf-16": "utf-16",
}  # fmt: skip


def damaged(
    title: str, head: int, changes: list[tuple[int, int]], stored: str, end: int
) -> Damaged:
    """end: bytes cut away at the file's end, so that a letter may be cut in two."""
    text = HEADS[head].format(title=title) + BODY
    for change, at in changes:
        if len(text) > 2:
            text = CHANGES[change](text, at)
    data = STORED[stored](text)
    if not end:
        return Damaged(data, text)
    data = data[:-end]
    codec = READABLE.get(stored)
    try:
        return Damaged(data, data.decode(codec).replace("\r", "") if codec else None)
    except UnicodeDecodeError:
        return Damaged(data, None)


# What the file says, read by another way than the site's own.


def said_by(text: str) -> Reading:
    """As tolerant as an editor: keys in any case and language, fences of any dashes."""
    lines = unicodedata.normalize("NFC", text).split("\n")
    values: dict[str, str] = {}
    last = ""
    row = 0
    while row < len(lines):
        line = lines[row]
        found = re.match(r"\s*\"?([^:：\"]+?)\"?\s*[:：]\s*(.*)", line)
        key = KEYS.get(found[1].strip().casefold(), "other") if found else ""
        row += 1
        if re.fullmatch(r"\s*(?:[-–—] ?){2,}|\.\.\.|—", line.rstrip()):
            if values:
                break
        elif found and key and not (line[:1].isspace() and key == "other"):
            values.setdefault(key, found[2].strip())
            last = key
        elif not line.strip():
            if values and not text.lstrip().startswith("---"):
                break
        elif last and line[:1].isspace():
            values[last] = f"{values[last]} {line.strip()}".strip()
    numbers = re.match(r"(\d+)[/-](\d+)[/-](\d+)", values.get("date", ""))
    date = ""
    if numbers:
        day, month, year = numbers.groups() if len(numbers[3]) == 4 else numbers.groups()[::-1]
        date = f"{year}-{int(month):02}-{int(day):02}"
    body = "\n".join(lines[row:])
    return Reading(
        " ".join(values.get("title", "").split()), date, values.get("category", ""), words(body)
    )


def words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"[*_`]", "", unicodedata.normalize("NFC", text)))


def shown_by(page: Path) -> Reading:
    """What a reader sees on an article's page."""
    soup: Any = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    article = soup.find("article")
    crumbs = [link.get_text() for link in soup.select("main nav a")]
    return Reading(
        " ".join(article.find("h1").get_text().split()),
        article.find("time")["datetime"][:10],
        crumbs[2] if len(crumbs) > 2 else "",
        words_of(article.find(class_="text")),
    )


def read_in(article: Any) -> Reading:
    """What the site's templates get of an article."""
    body = BeautifulSoup(article.get_content(""), "html.parser")
    title = " ".join(article.title.split())
    return Reading(title, f"{article.date:%Y-%m-%d}", article.head.category, words_of(body))


def words_of(body: Any) -> list[str]:
    for block in body.find_all(BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
    return words(body.get_text())


def is_refused(name: str, data: bytes) -> bool:
    problems = check_file(f"content/{name}", data, SCHEMA).problems
    return any(problem.severity == "error" for problem in problems)


CASES = st.builds(
    damaged,
    st.just("Nắm bắt dư luận ở cơ sở"),
    st.integers(0, len(HEADS) - 1),
    st.lists(st.tuples(st.integers(0, len(CHANGES) - 1), st.integers(0, 2000)), max_size=3),
    st.sampled_from(sorted(STORED)),
    st.sampled_from([0, 0, 0, 1, 2, 40, 333]),
)


def some_cases(count: int) -> dict[str, Damaged]:
    """By file name inside content/; each with a title of its own."""
    chance = random.Random(2023)
    names = sorted(STORED)
    cases = {}
    for number in range(count):
        changes = [
            (chance.randrange(len(CHANGES)), chance.randrange(2000))
            for _ in range(chance.choice([0, 1, 1, 1, 2]))
        ]
        stored = chance.choice(["utf-8", "utf-8", *names])
        title = f"Nắm bắt dư luận ở cơ sở, bài {number}"
        cases[f"{FOLDER}/bai-{number}.md"] = damaged(
            title, number % len(HEADS), changes, stored, chance.choice([0, 0, 0, 0, 1, 200])
        )
    return cases


def test_no_damage_changes_a_page_in_silence(tmp_path: Path) -> None:
    cases = some_cases(MANY)
    good = {name for name, case in cases.items() if not is_refused(name, case.data)}
    assert MANY // 5 < len(good) < MANY * 4 // 5, "the damage is too weak or too strong to prove it"
    files = {name: case.data for name, case in cases.items()}
    with pytest.raises(ContentError) as refused:
        build_articles(tmp_path / "all", files)
    named = {problem.path for problem in refused.value.problems if problem.severity == "error"}
    assert {f"content/{name}" for name in set(files) - good} <= named
    kept = {name: data for name, data in files.items() if f"content/{name}" not in named}
    output = build_articles(tmp_path / "kept", kept)
    wrong = []
    for name in kept:
        pages = list(output.glob(f"{FOLDER}/*/*/{Path(name).stem}/index.html"))
        assert len(pages) == 1, f"{name} was dropped"
        said = cases[name].said
        if said is None or shown_by(pages[0]) != said_by(said):
            wrong.append((name, said and said_by(said), shown_by(pages[0]), files[name]))
    assert wrong == []


def test_a_body_that_begins_like_a_head_is_published_whole(tmp_path: Path) -> None:
    body = "Email: toa-soan@example.vn\nsummary: Một đoạn.\n\nHội nghị.\n"
    text = HEADS[1].format(title="Bài") + body
    output = build_articles(tmp_path, {f"{FOLDER}/bai.md": text})
    shown = shown_by(output / FOLDER / "2024/09/bai/index.html")
    assert shown.words == words(body)


def test_any_damage_is_named_or_read_as_the_file_says(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / FOLDER).mkdir(parents=True)
    overrides = {"PATH": str(content), "OUTPUT_PATH": str(tmp_path / "output")}
    pelican = Pelican(read_settings(str(SETTINGS), override={**overrides, "CHECKS_MEMORY": None}))
    readers = Readers(pelican.settings)
    file = content / FOLDER / "bai.md"

    @settings(deadline=None, max_examples=SINGLY)
    @given(CASES)
    def holds(case: Damaged) -> None:
        if is_refused(f"{FOLDER}/bai.md", case.data):
            return
        file.write_bytes(case.data)
        article = readers.read_file(
            str(content), f"{FOLDER}/bai.md", Article, context={"static_content": {}}
        )
        assert case.said is not None
        assert read_in(article) == said_by(case.said)

    try:
        holds()
    finally:
        forget_plugins()


TEXTS = st.text() | st.lists(
    st.sampled_from([
        "---", "title: x", "Ngày: 11/12/2023", "\n", " ", "\t", "[", "](", ")", "![", "<a href=",
        "`", "```", "|", "#", "- ", "1. ", "{static}", "http://", "C:\\", "<<<<<<< ", "&#x41;", ">",
        "Ðảng", "\u200b", "e\u0301", "Bé V¨n hãa", "012345678901", "\u00a0", '"', "[^1]: ", ":",
    ]),
    max_size=30,
).map("".join)  # fmt: skip
FILES = (
    st.binary()
    | TEXTS.map(lambda text: text.encode("utf-8", "replace"))
    | TEXTS.map(lambda text: (HEADS[0].format(title="x") + text).encode("utf-8", "replace"))
    | CASES.map(lambda case: case.data)
)


@settings(deadline=None, max_examples=FUZZED)
@given(FILES, st.sampled_from(["tin-tuc/bai.md", "trang/lien-he.md", "khac/2023/a b.md"]))
def test_no_bytes_make_the_check_fail(data: bytes, name: str) -> None:
    for problem in check_file(f"content/{name}", data, SCHEMA).problems:
        assert problem.path == f"content/{name}"
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.sentence
