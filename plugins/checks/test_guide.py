"""Whatever a message says, the editors' guide has a row for it; and no row waits for nothing."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from plugins.checks.site_rules import SITE_RULES
from plugins.checks.testing import check_texts
from plugins.documents.traces import Trace, What
from plugins.documents.words import explain
from plugins.frontmatter.head import split
from plugins.frontmatter.typed_head import read_head
from tests.support.checked_content import PICTURE
from tools.check import place_in
from tools.check import read as settings_of

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "bien-tap-markdown.md").read_text("utf-8")
ROW = re.compile(r"^\| (.+?) (?<!\\)\|", re.M)
EXAMPLE = re.compile(r"^```\n(.+?)^```$", re.M | re.S)
PLACE = re.compile(r"\{\w+\}")
ARTICLE = "---\ntitle: {}\ndate: 11/12/2023\ntags: {}\n---\n\n{}\n"
# At least one mistake of each rule across files.
FAULTY = {
    "tin-tuc/a.md": ARTICLE.format("Một", "quýt", "[Bài hai](b.md) ![Bục](mat.svg) [x](#khong-co)"),
    "tin-tuc/b.md": ARTICLE.format("Hai", "Quýt", "Chữ.").replace("date", "status: nháp\ndate"),
    "tin-tuc/c.md": ARTICLE.format("Một", "a", "![Bục](/anh/hong.jpg) [x](/khong-co/)"),
    "tin-tuc/d.md": ARTICLE.format("Mai", "a", "Chữ.").replace("2023", "2024", 1),
    "tin-tuc/e.md": ARTICLE.format(
        "Năm", "a", "[x](https://example.vn/tin-tuc/) ![x](buc.svg) [x](/tep/a.pdf)"
    ),
    "tin-tuc/2023/a.md": ARTICLE.format("Ba", "a", "[Bài](d.md) [cũ](/8)\n\n![Bài](b.md)"),
    "tin-tuc/bai.md.txt": "x",
    "tin-tuc/cu.docx": "x",
    "tin-tuc/buc.svg": "<svg/>",
    "tin-tuc/Thumbs.db": "x",
    "anh/hong.jpg": "x",
    "tep/a.pdf": "MZ",
    "anh/trong.jpg": "",
    "anh/a.heic": "x",
    "tep/mau.html": "x",
    "tep/mau.svg": PICTURE,
    "anh/sau.svg": f"<svg>{'<g>' * 200}{'</g>' * 200}</svg>",
    "anh/to.svg": "<svg width='1e400'/>",
    "anh/nhieu.svg": "<svg><filter><feTurbulence numOctaves='1e6'/></filter></svg>",
    "anh/nhung.svg": "<svg><image href='data:image/png;base64,AA=='/></svg>",
    "anh/bai.md": ARTICLE.format("Bốn", "a", "Chữ."),
    "redirects.csv": (
        "cũ,mới\n/1,/2\n/2,/1\n/3,/khong-co/\n/4,tin-tuc/b.md\n/5,http://a.vn/\n/6,x\n7,/\n"
        "/tin-tuc/,/\n/8,/\n/8,/\n/8,/tin-tuc/\n/9\n"
    ),
    "cu/bai.md": ARTICLE.format("Bốn", "a", "Chữ."),
    "tin-tuc/c - Copy.md": ARTICLE.format("Sáu", "a", "Chữ."),
    "tin-tuc/x_conflict-2.md": ARTICLE.format("Bảy", "a", "[Cũ](cu-xua.md)"),
}


def phrases() -> list[str]:
    """What the tables' first column quotes, one message each."""
    tables = GUIDE[GUIDE.index("| Thông báo có chữ |") :]
    rows = [row for row in ROW.findall(tables) if row != "Thông báo có chữ" and row[0] != "-"]
    return [
        phrase.replace("\\|", "|").replace("\\\\", "\\")
        for row in rows
        for phrase in row.split("; ")
    ]


def says(message: str, phrase: str) -> bool:
    place = 0
    for part in phrase.split("…"):
        place = message.casefold().find(part.strip().casefold(), place)
        if place < 0:
            return False
        place += len(part.strip())
    return True


def told() -> Iterator[str]:
    """Every sentence of the examples of rules on one file, of heads, and of documents."""
    for file in sorted(Path(__file__).parent.glob("examples/*.toml")):
        for example in tomllib.loads(file.read_text("utf-8"))["faulty"]:
            yield from example["problems"]
    for file in sorted((ROOT / "plugins/frontmatter").glob("*faults.toml")):
        for fault in tomllib.loads(file.read_text("utf-8"))["fault"]:
            yield from fault["problems"]
    for what in get_args(What):
        for name in ("a.docx", "a.mp4"):
            said = explain(Trace(what, ("một trang web",), name == "a.docx"), name)
            assert said
            yield f"a.md:1:1: cảnh báo: {said[0]}"


def sentence(problem: str) -> str:
    return problem.strip().partition("\n")[0].split(": ", 2)[2]


def missing(problems: list[str]) -> set[str]:
    known = phrases()
    sentences = {sentence(problem) for problem in problems}
    return {text for text in sentences if not any(says(text, phrase) for phrase in known)}


def test_every_example_of_a_head_can_be_copied() -> None:
    schema = place_in(settings_of(None)).schema
    examples = [text for text in EXAMPLE.findall(GUIDE) if text.startswith("---\nTiêu đề")]
    assert len(examples) >= 3
    for text in examples:
        folder = "dinh-huong-du-luan" if "\nLoại:" in text else "tin-tuc"
        assert read_head(split(text), schema, "a.md", folder)[1] == []


def test_every_message_about_one_file_is_in_the_guide() -> None:
    assert missing(list(told())) == set()


def test_every_message_across_files_is_in_the_guide(tmp_path: Path) -> None:
    problems = check_texts(tmp_path, FAULTY, redirects=True)
    assert len({sentence(problem) for problem in problems}) > len(SITE_RULES)
    assert missing(problems) == set()


def test_no_row_quotes_words_that_no_message_says() -> None:
    texts = texts_of_the_code()
    assert len(phrases()) > 80
    assert [p for p in phrases() if not any(says(text, p) for text in texts)] == []


def texts_of_the_code() -> list[str]:
    """Strings of the checks as Python joins them, what is filled in as `…`."""
    found = []
    for folder in ("checks", "documents", "frontmatter", "links", "images", "redirects"):
        for file in sorted((ROOT / "plugins" / folder).rglob("*.py")):
            if not file.name.startswith("test_"):
                for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                    if isinstance(node, ast.JoinedStr):
                        parts = (getattr(part, "value", "…") for part in node.values)
                        found.append("".join(p if isinstance(p, str) else "…" for p in parts))
                    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                        found.append(PLACE.sub("…", node.value))
    return [*found, *(sentence(problem) for problem in told())]
