"""What Sveltia CMS shows of an article is what plugins/frontmatter declares: a new key comes by
itself.

Its options: https://sveltiacms.app/en/docs
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from desk.article.form import FormField, form_fields
from desk.shell.words import WORDS
from plugins.frontmatter.kinds import KINDS, ArticleKind
from plugins.frontmatter.schema import Schema, Section
from plugins.frontmatter.typed_head import STATUS_NAMES
from plugins.vietnamese.slugs import LONGEST

Host = Literal["github", "gitlab", "gitea"]
Json = dict[str, Any]

HOSTS: tuple[Host, ...] = get_args(Host)
# Where a server of one's own answers programs.
API = {"github": "/api/v3", "gitlab": "/api/v4", "gitea": "/api/v1"}
# As static/start.js registers it.
FORMAT = "article"
PICTURES = "anh"
# Said by the collection and the folder that an article is in.
BY_COLLECTION = ("kind", "section")


@dataclass(frozen=True)
class Repository:
    """name: `xa/trang`; branch: "" for the main one; server: of one's own, `https://git.xa.vn`."""

    name: str
    branch: str = ""
    host: Host = "github"
    server: str = ""


def cms_config(schema: Schema, site: str, repository: Repository, approval: bool) -> Json:
    """site: its name; approval: whether articles are approved, in the desk, before they go up."""
    sections = (each for section in schema.sections for each in _collections(section, approval))
    pages = [_field(field) for field in form_fields(is_page=True)]
    return {
        "backend": _backend(repository),
        "app_title": WORDS.cms.title.format(site=site),
        "show_preview_links": False,
        "media_folder": f"content/{PICTURES}",
        "public_folder": f"/{PICTURES}",
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": LONGEST},
        "output": {"omit_empty_optional_fields": True},
        "collections": [
            *sections,
            _collection(schema.page_folder, WORDS.cms.pages, schema.page_folder, pages),
        ],
    }


def _backend(repository: Repository) -> Json:
    server = repository.server.rstrip("/")
    own = {"base_url": server, "api_root": server + API[repository.host]} if server else {}
    branch = {"branch": repository.branch} if repository.branch else {}
    # Another way to sign in would need a service of somebody else.
    return {
        "name": repository.host,
        "repo": repository.name,
        **branch,
        **own,
        "auth_methods": ["token"],
    }


def _collections(section: Section, approval: bool) -> Iterator[Json]:
    """One for each kind of article that the section takes."""
    declared = form_fields(is_page=False, approval=approval)
    for kind, name in KINDS.items():
        if kind == "tin" or kind in section.kinds:
            shown = [
                _field(field, section) for field in declared if _is_shown(field, kind, section)
            ]
            hidden = {"name": "kind", "widget": "hidden", "default": name}
            title = section.title if kind == "tin" else f"{section.title}: {name}"
            made = _collection(f"{section.slug}-{kind}", title, section.slug, [*shown, hidden])
            yield {**made, "filter": {"field": "kind", "value": name}}


def _collection(name: str, title: str, folder: str, fields: Sequence[Json]) -> Json:
    body = {
        "name": "body",
        "label": WORDS.cms.body,
        "widget": "richtext",
        "modes": ["raw"],
        "required": False,
        "hint": WORDS.cms.body_hint,
    }
    return {
        "name": name,
        "label": title,
        "folder": f"content/{folder}",
        "format": FORMAT,
        "sortable_fields": ["title"],
        "aliases_field": False,
        "editor": {"preview": False},
        "fields": [*fields, body],
    }


def _is_shown(field: FormField, kind: ArticleKind, section: Section) -> bool:
    there = {"category": section.categories, "topic": section.topics}
    return (
        field.kind in ("", kind)
        and field.key not in BY_COLLECTION
        and bool(there.get(field.key, True))
    )


def _field(field: FormField, section: Section | None = None) -> Json:
    always = ("title", "status", "date") if section else ("title", "status")
    required = field.key in always
    shown: Json = {"name": field.key, "label": field.label, "required": required}
    form = f"{' | '.join(field.parts)}. " if field.parts else ""
    if hint := form + (WORDS.cms.hints.as_dict().get(field.key) or field.hint):
        shown["hint"] = hint
    return {**shown, **_widget(field, section)}


def _widget(field: FormField, section: Section | None) -> Json:
    match field.widget:
        case "choice":
            return {"widget": "select", **_choices(field, section)}
        case "yes":
            return {"widget": "select", "options": [{"label": WORDS.article.yes, "value": "có"}]}
        case "chips" | "items" | "rows":
            return {"widget": "list"}
        case "prose":
            return {"widget": "string" if field.key == "title" else "text"}
        case "line" | "date":
            return {"widget": "string"}


def _choices(field: FormField, section: Section | None) -> Json:
    if field.key == "status":
        offered = [
            {"label": option.label, "value": option.value or STATUS_NAMES["published"]}
            for option in field.options
        ]
        return {"options": offered, "default": STATUS_NAMES["draft"], "readonly": field.is_fixed}
    if section and field.key == "category":
        return {"options": list(section.categories)}
    if section and field.key == "topic":
        return {"options": [topic.title for topic in section.topics]}
    return {"options": [option.value for option in field.options if option.value]}
