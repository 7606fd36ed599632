"""An editor starts an article by answering a few questions; the file is then ready to write in."""

import datetime
import itertools
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from plugins.frontmatter.keys import label
from plugins.frontmatter.kinds import KINDS, QUESTION_STATES, VERDICTS, ArticleKind
from plugins.frontmatter.samples import BODY, SAMPLES
from plugins.frontmatter.typed_head import STATUS_NAMES
from plugins.frontmatter.writing import write_head
from plugins.shared.command import COMMAND
from plugins.shared.errors import PortalError
from plugins.shared.files import move_to_free
from plugins.shared.messages import gettext, gettext_noop
from plugins.site.identity import read_sections
from plugins.vietnamese.slugs import slugify
from tools.console import complain, say
from tools.places import CONTENT, SETTINGS, shown
from tools.settings_file import load_settings, placed

NO_CATEGORY = gettext_noop("Không thuộc chuyên mục nào")
NO_TOPIC = gettext_noop("Không theo chủ đề nào")
FENCE = "---\n"
STATUS = STATUS_NAMES["draft"]
TO_FILL_IN = ("authors", "summary", "tags")
TITLE_REFUSED = gettext_noop("Tiêu đề cần có chữ hoặc số, và không có ký tự lạ.")
LONGEST_SLUG = 120
# What a terminal of another encoding gives, and control characters.
UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")


@dataclass(frozen=True)
class Start:
    """What is decided before a word is written: section, a slug; category, topic: "" for none."""

    section: str
    title: str
    kind: ArticleKind = "tin"
    category: str = ""
    topic: str = ""


class StoppedError(Exception):
    """Ctrl-C was pressed, or there is nobody to ask."""


def new(content: Path = CONTENT, settings_file: Path = SETTINGS) -> int:
    """Asks, writes `content`/<section>/<slug>.md and prints its path; returns the exit code."""
    try:
        settings = load_settings(settings_file, {})
        read_sections(settings.get("SECTIONS"))
        section = ask_section(settings["SECTIONS"])
        kind = ask_kind(section.get("kinds", ()))
        category = _choose_or_none(
            gettext("Chuyên mục nào?"), section.get("categories", ()), gettext(NO_CATEGORY)
        )
        topics = [topic["title"] for topic in section.get("topics", ())]
        topic = _choose_or_none(gettext("Chủ đề nào?"), topics, gettext(NO_TOPIC))
        title = ask_title()
    except PortalError as failure:
        complain(placed(str(failure), settings_file))
        return 1
    except StoppedError:
        complain(gettext("\nĐã dừng, chưa tạo tệp nào."))
        return 130
    started = Start(section["slug"], title, kind, category, topic)
    file = write_article(content / section["slug"], head_of(started, today(settings["TIMEZONE"])))
    say(
        gettext(
            "\nĐã tạo tệp {file}\nMở tệp này để viết bài; xem thử bằng lệnh: {command} "
            "serve\nBài đang là bản nháp nên chưa được đăng; viết xong, hãy xóa dòng "
            "“{label}: {status}”.",
            file=shown(file),
            command=COMMAND,
            label=label("status", True),
            status=STATUS,
        )
    )
    return 0


def ask_section(sections: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The section that the editor chose, as in `SECTIONS`."""
    return sections[
        _choose(gettext("Bài thuộc mục nào?"), [str(item["title"]) for item in sections])
    ]


def ask_kind(kinds: Sequence[str]) -> ArticleKind:
    """Besides news, which every section takes."""
    offered = [kind for kind in KINDS if kind == "tin" or kind in kinds]
    if len(offered) == 1:
        return "tin"
    return offered[
        _choose(gettext("Loại bài nào?"), [KINDS[kind].capitalize() for kind in offered])
    ]


def today(time_zone: str) -> str:
    """`11/12/2023`."""
    return f"{datetime.datetime.now(ZoneInfo(time_zone)).date():%d/%m/%Y}"


def head_of(start: Start, day: str) -> dict[str, str | Sequence[str]]:
    """Of a draft, keyed as in keys.KEYS."""
    return {
        "title": start.title,
        "date": day,
        "section": start.section,
        "kind": KINDS[start.kind] if start.kind != "tin" else "",
        "category": start.category,
        "topic": start.topic,
        **keys_of(start.kind, day),
        "status": STATUS,
    }


def keys_of(kind: ArticleKind, day: str) -> dict[str, str | Sequence[str]]:
    """What a question or claim needs: a draft builds with it, a publication is refused."""
    if kind == "hoi-dap":
        return {
            "question": SAMPLES["question"],
            "asked_on": day,
            "asked_from": SAMPLES["asked_from"],
            "state": QUESTION_STATES["cho-tra-loi"],
        }
    if kind == "kiem-chung":
        return {
            "claim": SAMPLES["claim"],
            "first_seen": day,
            "verdict": VERDICTS["chua-du-can-cu"],
            "evidence": [f"{SAMPLES['evidence']} | {day}"],
        }
    return {}


def ask_title() -> str:
    """Asks until the answer can be a title."""
    while True:
        title = " ".join(_ask(gettext("Tiêu đề bài: ")).split())
        if is_title(title):
            return title
        say(gettext(TITLE_REFUSED))


def is_title(title: str) -> bool:
    """Whether it can be read, and a file be named after it."""
    return not UNREADABLE.search(title) and slugify(title) != ""


def write_article(folder: Path, head: Mapping[str, str | Sequence[str]]) -> Path:
    """The file of a new article, ready to write in."""
    to_fill_in = "".join(f"{label(key, True)}:\n" for key in TO_FILL_IN)
    text = f"{write_head(dict(head)).removesuffix(FENCE)}{to_fill_in}{FENCE}\n{BODY}\n"
    return write_named(folder, str(head["title"]), text.encode())


def write_named(folder: Path, title: str, data: bytes) -> Path:
    """The new file, named after the title; one that exists is never written over."""
    folder.mkdir(parents=True, exist_ok=True)
    begun = folder / f".{uuid.uuid4().hex}.tmp"
    try:
        begun.write_bytes(data)
        return name_free(begun, folder / f"{shortened(slugify(title))}.md")
    finally:  # half an article would be in the way of the next try
        begun.unlink(missing_ok=True)


def name_free(source: Path, wanted: Path) -> Path:
    """`source` gets the name `wanted`, or with a number the first that is free."""
    for file in names_for(wanted):
        with suppress(FileExistsError):
            move_to_free(source, file)
            return file
    raise AssertionError  # names_for never ends


def names_for(file: Path) -> Iterator[Path]:
    """`a.md`, `a-2.md`, `a-3.md` …: which of them is free only trying shows."""
    yield file
    for number in itertools.count(2):
        yield file.with_name(f"{file.stem}-{number}{file.suffix}")


def shortened(slug: str, longest: int = LONGEST_SLUG) -> str:
    """Cut at a word. No name of a file may be longer than 255 bytes; an address is better much
    shorter."""
    return slug if len(slug) <= longest else slug[:longest].rpartition("-")[0] or slug[:longest]


def _choose_or_none(question: str, choices: Sequence[str], none: str) -> str:
    """Empty when the article belongs to none of them."""
    if not choices:
        return ""
    chosen = _choose(question, [*choices, none])
    return choices[chosen] if chosen < len(choices) else ""


def _choose(question: str, choices: Sequence[str]) -> int:
    say(f"\n{question}")
    for number, choice in enumerate(choices, start=1):
        say(f"  {number}. {choice}")
    while True:
        answer = _ask(gettext("Gõ số từ 1 đến {count}: ", count=len(choices))).strip()
        if answer.isdecimal() and 1 <= int(answer) <= len(choices):
            return int(answer) - 1
        say(gettext("“{answer}” không có trong danh sách.", answer=answer))


def _ask(prompt: str) -> str:
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        raise StoppedError from None
    except RuntimeError as cause:  # the shell has closed the terminal's side
        raise StoppedError from cause
