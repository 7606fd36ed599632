"""An article says what kind it is; a key that belongs to another kind is not dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from plugins.frontmatter.fields import Fields
from plugins.frontmatter.kinds import ENGLISH, KINDS, ArticleKind
from plugins.frontmatter.schema import Schema, Section
from plugins.shared.messages import gettext, gettext_noop
from plugins.vietnamese.text import fold, tone_key

KEYS_OF: dict[ArticleKind, tuple[str, ...]] = {
    "tin": (),
    "hoi-dap": ("question", "asked_on", "asked_from", "state", "answered_by", "answered_on"),
    "kiem-chung": ("claim", "first_seen", "verdict", "evidence"),
}
OF_ARTICLES = (
    *("kind", "topic", "corrections", "minor"),
    *(key for keys in KEYS_OF.values() for key in keys),
)
UNKNOWN = gettext_noop("không có loại bài “{typed}”.")
LISTED = gettext_noop("các loại bài: {names}.")
NO_WORD = re.compile(r"[\W_]+")

Slug = TypeVar("Slug", bound=str)


def one_of(typed: str, names: Mapping[Slug, str]) -> Slug | None:
    """The slug of the name that is meant: any case, with or without marks, the slug itself, or its
    name in English."""
    wanted: str = NO_WORD.sub("-", fold(typed)).strip("-")
    wanted = ENGLISH.get(wanted, wanted)
    return next((slug for slug in names if slug == wanted), None)


def read_one_of(
    fields: Fields,
    key: str,
    names: Mapping[Slug, str],
    unknown: str,
    listed: str,
    *,
    offer: bool = True,
    default: Slug | None = None,
) -> Slug | None:
    """None where it was refused: what is said is none of `names`, or nothing is and there is no
    default. unknown, listed: messages, with `{typed}` and all `{names}`; offer: whether the nearest
    of these is offered."""
    typed = fields.text(key)
    if not typed:
        if default is None:
            fields.missing(key, gettext("một trong: {values}", values="; ".join(names.values())))
        return default
    slug = one_of(typed, names)
    if slug is None:
        offered = fields.nearest(typed, tuple(names.values())) if offer else ""
        remedy = gettext(listed, names="; ".join(names.values()))
        remedy = f"{fields.line(key, offered)}\n{remedy}" if offered else remedy
        fields.refuse(key, gettext(unknown, typed=typed), remedy)
    return slug


def read_kind(
    fields: Fields, schema: Schema, section: Section | None, is_page: bool
) -> ArticleKind | None:
    """None where it was refused: what depends on it is then not looked at."""
    if is_page:
        for key in filter(fields.has, OF_ARTICLES):
            sentence = gettext(
                "trang không có “{name}”, chỉ bài viết mới có.", name=fields.name(key)
            )
            fields.refuse(key, sentence, gettext("xóa dòng này."))
        return None
    kind = read_one_of(fields, "kind", KINDS, UNKNOWN, LISTED, default="tin")
    if kind is None:
        return None
    if section and kind != "tin" and kind not in section.kinds:
        sentence = gettext(
            "mục “{title}” không nhận bài {kind}.", title=section.title, kind=KINDS[kind]
        )
        fields.refuse("kind", sentence, _where_it_belongs(schema, kind))
        return None
    _refuse_foreign(fields, section, kind)
    return kind


def _where_it_belongs(schema: Schema, kind: ArticleKind) -> str:
    taking = [section for section in schema.sections if kind in section.kinds]
    if not taking:
        return gettext("xóa dòng này: bài là tin.")
    return gettext(
        "chuyển tệp vào thư mục {slug} (mục “{title}”), hoặc xóa dòng này.",
        slug=taking[0].slug,
        title=taking[0].title,
    )


def _refuse_foreign(fields: Fields, section: Section | None, kind: ArticleKind) -> None:
    """Once for all keys of another kind: they have one cause."""
    for other, keys in KEYS_OF.items():
        found = [key for key in keys if fields.has(key)] if other != kind else []
        if not found:
            continue
        names = ", ".join(f"“{fields.name(key)}”" for key in found)
        sentence = gettext(
            "{names} chỉ có ở bài {other}, còn bài này là {kind}.",
            names=names,
            other=KINDS[other],
            kind=KINDS[kind],
        )
        remedy = gettext("xóa dòng này.") if len(found) == 1 else gettext("xóa các dòng ấy.")
        if section is None or other in section.kinds:
            line = fields.line("kind", KINDS[other])
            if not fields.has("kind"):
                line = gettext("thêm dòng: {line}", line=line)
            remedy = gettext("{line}\nhoặc {delete}", line=line, delete=remedy)
        fields.refuse(found[0], sentence, remedy)


def read_topic(fields: Fields, schema: Schema, section: Section | None) -> str:
    """A topic of the section as it is declared."""
    typed = fields.text("topic")
    if not typed or section is None:
        return ""
    titles = tuple(topic.title for topic in section.topics)
    for title in titles:
        # Neither case nor where the tone stands in `hóa` is a difference of spelling.
        if tone_key(typed) == tone_key(title):
            return title
    offered = fields.nearest(typed, titles)
    elsewhere = [
        other
        for other in schema.sections
        if any(tone_key(typed) == tone_key(topic.title) for topic in other.topics)
    ]
    known = gettext("các chủ đề có: {titles}.", titles="; ".join(titles))
    if offered:
        remedy = f"{fields.line('topic', offered)}\n{known}"
    elif elsewhere:
        folder = elsewhere[0].slug
        remedy = gettext(
            "chủ đề này thuộc mục “{title}”: chuyển tệp vào thư mục {folder}.",
            title=elsewhere[0].title,
            folder=folder,
        )
    elif titles:
        remedy = known
    else:
        remedy = gettext("mục này không chia chủ đề: xóa dòng này.")
    fields.refuse(
        "topic",
        gettext("mục “{title}” không có chủ đề “{typed}”.", title=section.title, typed=typed),
        remedy,
    )
    return ""
