"""An article says what kind it is; a key that belongs to another kind is not dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from plugins.frontmatter.fields import Fields
from plugins.frontmatter.kinds import ENGLISH, KINDS, ArticleKind
from plugins.frontmatter.schema import Schema, Section
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
    default. unknown: the sentence, with `{}` for what was typed; listed: all names; offer: whether
    the nearest of them is offered."""
    typed = fields.text(key)
    if not typed:
        if default is None:
            fields.missing(key, f"một trong: {'; '.join(names.values())}")
        return default
    slug = one_of(typed, names)
    if slug is None:
        offered = fields.nearest(typed, tuple(names.values())) if offer else ""
        remedy = f"{fields.line(key, offered)}\n{listed}" if offered else listed
        fields.refuse(key, unknown.format(typed), remedy)
    return slug


def read_kind(
    fields: Fields, schema: Schema, section: Section | None, is_page: bool
) -> ArticleKind | None:
    """None where it was refused: what depends on it is then not looked at."""
    if is_page:
        for key in filter(fields.has, OF_ARTICLES):
            sentence = f"trang không có “{fields.name(key)}”, chỉ bài viết mới có."
            fields.refuse(key, sentence, "xóa dòng này.")
        return None
    listed = f"các loại bài: {'; '.join(KINDS.values())}."
    unknown = "không có loại bài “{}”."
    kind = read_one_of(fields, "kind", KINDS, unknown, listed, default="tin")
    if kind is None:
        return None
    if section and kind != "tin" and kind not in section.kinds:
        sentence = f"mục “{section.title}” không nhận bài {KINDS[kind]}."
        fields.refuse("kind", sentence, _where_it_belongs(schema, kind))
        return None
    _refuse_foreign(fields, section, kind)
    return kind


def _where_it_belongs(schema: Schema, kind: ArticleKind) -> str:
    taking = [section for section in schema.sections if kind in section.kinds]
    if not taking:
        return "xóa dòng này: bài là tin."
    return f"chuyển tệp vào thư mục {taking[0].slug} (mục “{taking[0].title}”), hoặc xóa dòng này."


def _refuse_foreign(fields: Fields, section: Section | None, kind: ArticleKind) -> None:
    """Once for all keys of another kind: they have one cause."""
    for other, keys in KEYS_OF.items():
        found = [key for key in keys if fields.has(key)] if other != kind else []
        if not found:
            continue
        names = ", ".join(f"“{fields.name(key)}”" for key in found)
        sentence = f"{names} chỉ có ở bài {KINDS[other]}, còn bài này là {KINDS[kind]}."
        delete = f"xóa {'dòng này' if len(found) == 1 else 'các dòng ấy'}"
        taken = section is None or other in section.kinds
        meant = f"{fields.line('kind', KINDS[other])}\nhoặc " if taken else ""
        add = "thêm dòng: " if meant and not fields.has("kind") else ""
        fields.refuse(found[0], sentence, f"{add}{meant}{delete}.")


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
    known = f"các chủ đề có: {'; '.join(titles)}."
    if offered:
        remedy = f"{fields.line('topic', offered)}\n{known}"
    elif elsewhere:
        folder = elsewhere[0].slug
        remedy = f"chủ đề này thuộc mục “{elsewhere[0].title}”: chuyển tệp vào thư mục {folder}."
    elif titles:
        remedy = known
    else:
        remedy = "mục này không chia chủ đề: xóa dòng này."
    fields.refuse("topic", f"mục “{section.title}” không có chủ đề “{typed}”.", remedy)
    return ""
