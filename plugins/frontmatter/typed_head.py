"""An article's head is checked whole: an editor reads each mistake once, with the line to paste."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from plugins.frontmatter.approval_key import read_approval
from plugins.frontmatter.claim_keys import read_claim
from plugins.frontmatter.correction_keys import read_corrections, read_minor
from plugins.frontmatter.days import missing_day, read_date
from plugins.frontmatter.fields import Fields
from plugins.frontmatter.head import Field, RawHead
from plugins.frontmatter.keys import known_key
from plugins.frontmatter.kind_keys import read_kind, read_topic
from plugins.frontmatter.lang_key import read_lang
from plugins.frontmatter.question_keys import read_question
from plugins.frontmatter.samples import SAMPLES
from plugins.frontmatter.schema import NOT_PUBLISHED, Head, Schema, Section, Status
from plugins.shared.addresses import SERVER
from plugins.shared.messages import gettext
from plugins.shared.problems import Problem
from plugins.vietnamese.dates import show_short
from plugins.vietnamese.slugs import slugify
from plugins.vietnamese.text import fold, one_placement

STATUSES: dict[str, Status] = {
    "nhap": "draft",
    "ban nhap": "draft",
    "draft": "draft",
    "cho duyet": "review",
    "review": "review",
    "da duyet": "approved",
    "approved": "approved",
    "dang": "published",
    "da dang": "published",
    "published": "published",
}
# As they are written where a program writes them.
STATUS_NAMES: dict[Status, str] = {
    "draft": "nháp",
    "review": "chờ duyệt",
    "approved": "đã duyệt",
    "published": "đăng",
}

OLD_ADDRESS = re.compile(f"/|{SERVER}", re.I)
# Of the article's first picture, the point that every crop keeps: `50% 30%`.
FOCUS = re.compile(r"(\d{1,3})\s*%?[\s,;]+(\d{1,3})\s*%?", re.ASCII)


def read_head(
    raw: RawHead, schema: Schema, path: str, folder: str
) -> tuple[Head | None, list[Problem]]:
    """The checked head of the file `path` in content/`folder`, and all of its problems.

    The problems of `raw` are among them, with `path` filled in. No head with an error.
    """
    problems = [dataclasses.replace(problem, path=path) for problem in raw.problems]
    if problems and not raw.fields:
        return None, problems
    fields = Fields(raw, path, problems)
    head = _head(fields, schema, folder)
    if any(problem.severity == "error" for problem in problems):
        return None, sorted(problems)
    return head, sorted(problems)


def says_draft(fields: Iterable[Field]) -> bool:
    """Whether a head, even one with mistakes, says legibly that the article is not published."""
    typed = [field.value for field in fields if known_key(field.key) == "status"]
    return bool(typed) and all(
        isinstance(value, str) and read_status(value) in NOT_PUBLISHED for value in typed
    )


def read_status(typed: str) -> Status | None:
    """None for a word that is no status."""
    return STATUSES.get(" ".join(fold(typed).split()))


def _head(fields: Fields, schema: Schema, folder: str) -> Head:
    is_page = folder == schema.page_folder
    title = fields.text("title")
    if not title:
        fields.missing("title", SAMPLES["title"])
    date, has_time = read_date(fields, "date")
    if date is None and not fields.has("date") and not is_page:
        missing_day(fields, "date")
    modified, modified_has_time = read_date(fields, "modified")
    if date and modified:
        whole = has_time and modified_has_time
        early = modified < date if whole else modified.date() < date.date()
        if early:
            sentence = gettext(
                "“{modified}” trước ngày đăng “{date}”.",
                modified=fields.read("modified"),
                date=fields.read("date"),
            )
            fields.refuse("modified", sentence, fields.line("modified", show_short(date)))
    section = _section(fields, schema, folder)
    latest = max((day for day in (date, modified) if day), key=datetime.date, default=None)
    kind = read_kind(fields, schema, section, is_page)
    status = _status(fields)
    is_draft = status in NOT_PUBLISHED
    return Head(
        title=title,
        date=date,
        has_time=has_time,
        modified=modified,
        modified_has_time=modified_has_time,
        section=section.slug if section else "",
        category=_category(fields, schema, section, is_page),
        authors=fields.items("authors"),
        summary=fields.text("summary"),
        tags=fields.items("tags"),
        status=status,
        approval=read_approval(fields),
        feedback=fields.text("feedback"),
        source=fields.text("source"),
        slug=_slug(fields),
        aliases=_aliases(fields),
        note=fields.text("note"),
        attachments=fields.items("attachments"),
        focus=_focus(fields),
        order=_order(fields, is_page),
        lang=read_lang(fields, schema),
        template=_template(fields, schema.page_templates if is_page else schema.article_templates),
        kind=kind or "tin",
        topic=read_topic(fields, schema, section),
        question=read_question(fields, date, latest) if kind == "hoi-dap" else None,
        claim=read_claim(fields, date, latest, is_draft) if kind == "kiem-chung" else None,
        corrections=() if is_page else read_corrections(fields, date),
        minor=not is_page and read_minor(fields),
    )


def _section(fields: Fields, schema: Schema, folder: str) -> Section | None:
    typed = fields.text("section")
    if folder == schema.page_folder:
        if typed:
            sentence = gettext(
                "trang trong thư mục “{folder}” không thuộc mục nào, nhưng ghi “{typed}”.",
                folder=folder,
                typed=typed,
            )
            fields.refuse("section", sentence, gettext("xóa dòng này."))
        return None
    wanted = typed or folder
    for section in schema.sections:
        if wanted == section.slug or one_placement(wanted) == one_placement(section.title):
            return section
    known = "; ".join(f"{section.slug} ({section.title})" for section in schema.sections)
    if typed:
        near = [s.slug for s in schema.sections if fold(typed) in (fold(s.title), s.slug)]
        offers = [fields.line("section", slug) for slug in near] or [
            gettext("các mục có: {known}.", known=known)
        ]
        fields.refuse("section", gettext("không có mục “{typed}”.", typed=typed), offers[0])
    else:
        sentence = gettext(
            "tệp nằm trong “{folder}”, không phải thư mục của một mục hay của các trang.",
            folder=folder,
        )
        fields.refuse(
            "", sentence, gettext("chuyển tệp vào thư mục của một mục: {known}.", known=known)
        )
    return None


def _category(fields: Fields, schema: Schema, section: Section | None, is_page: bool) -> str:
    typed = fields.text("category")
    if not typed:
        return ""
    if section is None:
        if is_page:
            sentence = gettext("trang không có chuyên mục, nhưng ghi “{typed}”.", typed=typed)
            fields.refuse("category", sentence, gettext("xóa dòng này."))
        return ""
    for category in section.categories:
        # Where the tone stands in `hóa` is no difference of spelling.
        if one_placement(typed) == one_placement(category):
            return category
    near = [name for name in section.categories if fold(name) == " ".join(fold(typed).split())]
    elsewhere = [
        other
        for other in schema.sections
        if other != section and fold(typed) in map(fold, other.categories)
    ]
    sentence = gettext(
        "mục “{title}” không có chuyên mục “{typed}”.", title=section.title, typed=typed
    )
    if near:
        remedy = fields.line("category", near[0])
    elif elsewhere:
        remedy = gettext(
            "chuyên mục này thuộc mục “{title}”: chuyển tệp vào thư mục {slug}, hoặc thêm "
            "dòng: {line}",
            title=elsewhere[0].title,
            slug=elsewhere[0].slug,
            line=fields.line("section", elsewhere[0].slug),
        )
    elif section.categories:
        offered = fields.nearest(typed, section.categories)
        all_names = gettext(
            "các chuyên mục có: {categories}.", categories="; ".join(section.categories)
        )
        remedy = f"{fields.line('category', offered)}\n{all_names}" if offered else all_names
    else:
        remedy = gettext("mục này không chia chuyên mục: xóa dòng này.")
    fields.refuse("category", sentence, remedy)
    return ""


def _status(fields: Fields) -> Status:
    typed = fields.text("status")
    status = read_status(typed)
    if typed and status is None:
        sentence = gettext("không hiểu trạng thái “{typed}”; chỉ có “nháp” và “đăng”.", typed=typed)
        fields.refuse("status", sentence, fields.line("status", STATUS_NAMES["draft"]))
    return status or "published"


def _slug(fields: Fields) -> str:
    typed = fields.text("slug")
    slug = slugify(typed.strip("/").rpartition("/")[2])
    if typed == slug:
        return slug
    sentence = gettext(
        "“{typed}” không dùng được trong địa chỉ: chỉ chữ thường không dấu, số và dấu gạch nối.",
        typed=typed,
    )
    remedy = fields.line("slug", slug) if slug else gettext("xóa dòng này.")
    fields.refuse("slug", sentence, remedy)
    return ""


def _template(fields: Fields, there: Sequence[str]) -> str:
    typed = fields.text("template")
    name = typed.removesuffix(".html")
    if not name or name in there:
        return name
    sentence = gettext(
        "giao diện không có mẫu “{typed}” cho trang này; các mẫu có: {there}.",
        typed=typed,
        there=", ".join(there),
    )
    near = fields.nearest(name, there)
    remedy = fields.line("template", near) if near else gettext("xóa dòng này.")
    fields.refuse("template", sentence, remedy)
    return ""


def _aliases(fields: Fields) -> tuple[str, ...]:
    aliases = fields.items("aliases")
    for number, alias in enumerate(aliases):
        if not OLD_ADDRESS.match(alias) or len(alias.split()) > 1:
            sentence = gettext(
                "“{alias}” không phải địa chỉ cũ: địa chỉ bắt đầu bằng “/”.", alias=alias
            )
            mended = "/" + "-".join(alias.split()).lstrip("/")
            fields.refuse("aliases", sentence, fields.line("aliases", mended), item=number)
    return aliases


def _focus(fields: Fields) -> tuple[int, int] | None:
    typed = fields.text("focus")
    found = FOCUS.fullmatch(typed)
    if found and max(int(found[1]), int(found[2])) <= 100:
        return int(found[1]), int(found[2])
    if typed:
        sentence = gettext(
            "tâm ảnh là hai số phần trăm, ngang rồi dọc, nhưng ghi “{typed}”.", typed=typed
        )
        fields.refuse("focus", sentence, fields.line("focus", "50% 30%"))
    return None


def _order(fields: Fields, is_page: bool) -> int:
    typed = fields.text("order")
    if not typed:
        return 0
    if not is_page:
        fields.refuse(
            "order",
            gettext("chỉ trang mới có thứ tự; bài viết xếp theo ngày."),
            gettext("xóa dòng này."),
        )
    elif not (typed.isascii() and typed.isdigit() and len(typed) < 7):
        sentence = gettext("thứ tự phải là một số, nhưng ghi “{typed}”.", typed=typed)
        fields.refuse("order", sentence, fields.line("order", "1"))
    else:
        return int(typed)
    return 0
