"""An editor starts an article by answering a few questions; the file is then ready to write in."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from plugins.command import COMMAND
from plugins.frontmatter.keys import label
from plugins.frontmatter.writing import write_head
from plugins.vietnamese.slugs import slugify
from tools.build import BuildFailed, load_settings
from tools.console import complain, say
from tools.places import CONTENT, SETTINGS, shown

NO_CATEGORY = "Không thuộc chuyên mục nào"
FENCE = "---\n"
STATUS = "nháp"
TO_FILL_IN = ("authors", "summary", "tags")
BODY = "Viết nội dung bài ở đây.\n"


class Stopped(Exception):  # noqa: N818
    """Ctrl-C was pressed, or there is nobody to ask."""


def new(content: Path = CONTENT, settings_file: Path = SETTINGS) -> int:
    """Asks, writes `content`/<section>/<slug>.md and prints its path; returns the exit code."""
    try:
        settings = load_settings(settings_file, {})
        section = ask_section(settings["SECTIONS"])
        category = ask_category(section.get("categories", ()))
        title = ask_title()
    except BuildFailed as failure:
        complain(str(failure))
        return 1
    except Stopped:
        complain("\nĐã dừng, chưa tạo tệp nào.")
        return 130
    today = datetime.datetime.now(ZoneInfo(settings["TIMEZONE"])).date()
    head = {
        "title": title,
        "date": f"{today:%d/%m/%Y}",
        "section": section["slug"],
        "category": category,
        "status": STATUS,
    }
    file = write_article(content / section["slug"], head)
    say(
        f"\nĐã tạo tệp {shown(file)}\n"
        f"Mở tệp này để viết bài; xem thử bằng lệnh: {COMMAND} serve\n"
        "Bài đang là bản nháp nên chưa được đăng; viết xong, hãy xóa dòng "
        f"“{label('status', True)}: {STATUS}”."
    )
    return 0


def ask_section(sections: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return sections[_choose("Bài thuộc mục nào?", [str(item["title"]) for item in sections])]


def ask_category(categories: Sequence[str]) -> str:
    """Empty when the article stands in its section alone."""
    if not categories:
        return ""
    chosen = _choose("Chuyên mục nào?", [*categories, NO_CATEGORY])
    return categories[chosen] if chosen < len(categories) else ""


def ask_title() -> str:
    while True:
        title = " ".join(_ask("Tiêu đề bài: ").split())
        if slugify(title):
            return title
        say("Tiêu đề cần có chữ hoặc số.")


def write_article(folder: Path, head: dict[str, str]) -> Path:
    """The new file, named after the title; one that exists is never written over."""
    to_fill_in = "".join(f"{label(key, True)}:\n" for key in TO_FILL_IN)
    text = f"{write_head(dict(head)).removesuffix(FENCE)}{to_fill_in}{FENCE}\n{BODY}"
    folder.mkdir(parents=True, exist_ok=True)
    slug = slugify(head["title"])
    number = 1
    while True:
        file = folder / (f"{slug}.md" if number == 1 else f"{slug}-{number}.md")
        try:
            with file.open("x", encoding="utf-8", newline="\n") as article:
                article.write(text)
        except FileExistsError:
            number += 1
        else:
            return file


def _choose(question: str, choices: Sequence[str]) -> int:
    say(f"\n{question}")
    for number, choice in enumerate(choices, start=1):
        say(f"  {number}. {choice}")
    while True:
        answer = _ask(f"Gõ số từ 1 đến {len(choices)}: ").strip()
        if answer.isdecimal() and 1 <= int(answer) <= len(choices):
            return int(answer) - 1
        say(f"“{answer}” không có trong danh sách.")


def _ask(prompt: str) -> str:
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        raise Stopped from None
