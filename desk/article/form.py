"""The form of a head, made of what plugins/frontmatter declares: a new key appears by itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, get_args, get_origin

from desk.article.keys import is_list, ordered, type_of
from desk.shell.words import WORDS, label_of
from plugins.frontmatter import claim_keys, correction_keys
from plugins.frontmatter.fields import PROSE
from plugins.frontmatter.keys import OF_APPROVAL
from plugins.frontmatter.kind_keys import KEYS_OF, OF_ARTICLES
from plugins.frontmatter.kinds import KINDS, QUESTION_STATES, VERDICTS
from plugins.frontmatter.lang_key import NAMES as LANGUAGES
from plugins.frontmatter.schema import Schema, Section, Status
from plugins.frontmatter.typed_head import STATUS_NAMES, STATUSES

Widget = Literal["line", "prose", "choice", "date", "chips", "rows", "items", "yes"]
Group = Literal["first", "kind", "rest"]

# What everybody fills in; all else is in the second half of the form, or belongs to a kind.
FIRST = (
    *("title", "summary", "date", "status", "kind", "category", "topic", "authors", "tags"),
    "order",
)
CHIPS = ("authors", "tags")
# The parts of a list's items, as their messages name them.
PARTS = {
    "evidence": claim_keys.FORM,
    "corrections": correction_keys.FORM,
    "attachments": WORDS.article.parts_attachments,
}
NAMES: Mapping[str, Mapping[Any, str]] = {
    "kind": KINDS,
    "state": QUESTION_STATES,
    "verdict": VERDICTS,
}
NOT_OF_PAGES = {*OF_ARTICLES, "section", "category"}
OF_PAGES = {"order"}


@dataclasses.dataclass(frozen=True)
class Option:
    """value: as it is written in the file, "" where nothing is; also: other ways to write it, with
    `|` between them."""

    value: str
    label: str
    also: str = ""


@dataclasses.dataclass(frozen=True)
class FormField:
    """parts: names of the parts of an item; kind: of article that alone has it, "" for all;
    is_fixed: it is shown, and set elsewhere."""

    key: str
    label: str
    hint: str
    widget: Widget
    group: Group
    kind: str = ""
    options: tuple[Option, ...] = ()
    parts: tuple[str, ...] = ()
    is_fixed: bool = False


def form_fields(is_page: bool, approval: bool = False) -> list[FormField]:
    """is_page: of the folder of plain pages; approval: the status is shown and set by
    desk/approval alone."""
    left_out = OF_APPROVAL | (NOT_OF_PAGES if is_page else OF_PAGES)
    keys = [key for key in ordered() if key not in left_out]
    first = [key for key in FIRST if key in keys]
    fields = [_field(key) for key in (*first, *(key for key in keys if key not in first))]
    return [_fixed(field) if approval and field.key == "status" else field for field in fields]


def _fixed(status: FormField) -> FormField:
    say = WORDS.article.statuses
    more = tuple(
        Option(STATUS_NAMES[each], say[each], _also(each)) for each in get_args(Status)[2:]
    )
    return dataclasses.replace(
        status,
        options=status.options + more,
        hint=WORDS.approval.status_hint,
        is_fixed=True,
    )


def _also(status: Status) -> str:
    return "|".join(typed for typed, meant in STATUSES.items() if meant == status)


def _field(key: str) -> FormField:
    kind = next((kind for kind, keys in KEYS_OF.items() if key in keys), "")
    group: Group = "kind" if kind else "first" if key in FIRST else "rest"
    hint = WORDS.article.hints.as_dict().get(key, "")
    parts = tuple(part.strip() for part in PARTS.get(key, "").split("|") if part.strip())
    options = _options(key)
    widget = _widget(key, bool(parts), bool(options))
    return FormField(key, label_of(key), hint, widget, group, kind, options, parts)


def _widget(key: str, has_parts: bool, has_options: bool) -> Widget:
    if has_parts:
        return "rows"
    if is_list(key):
        return "chips" if key in CHIPS else "items"
    if has_options or key in ("section", "category", "topic"):
        return "choice"
    if type_of(key) is datetime:
        return "date"
    if type_of(key) is bool:
        return "yes"
    return "prose" if key in PROSE else "line"


def _options(key: str) -> tuple[Option, ...]:
    """Of a choice that is the same for all sections."""
    if key == "status":
        say = WORDS.article.statuses
        return (
            Option("", say.published, _also("published")),
            Option(STATUS_NAMES["draft"], say.draft, _also("draft")),
        )
    if key == "kind":
        return tuple(
            Option("" if slug == "tin" else name, name.capitalize(), slug)
            for slug, name in KINDS.items()
        )
    if key == "lang":
        return (
            Option("", WORDS.article.own_language),
            *(
                Option(name, name[0].upper() + name[1:], "|".join((code, *others)))
                for code, (name, *others) in LANGUAGES.items()
            ),
        )
    if get_origin(type_of(key)) is not Literal:
        return ()
    names = NAMES.get(key) or {slug: slug for slug in get_args(type_of(key))}
    return (Option("", ""), *(Option(name, name, slug) for slug, name in names.items()))


def sections_json(schema: Schema) -> list[dict[str, object]]:
    """What the choices of the form depend on."""
    return [_section_json(section) for section in schema.sections]


def _section_json(section: Section) -> dict[str, object]:
    return {
        "slug": section.slug,
        "title": section.title,
        "categories": section.categories,
        "topics": [topic.title for topic in section.topics],
        "kinds": ["tin", *section.kinds],
    }
