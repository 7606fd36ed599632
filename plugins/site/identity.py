"""Who publishes the site and how it is divided: a commune re-brands the portal with these alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from plugins.frontmatter.kinds import KINDS, QUESTION_STATES, VERDICTS, ArticleKind
from plugins.frontmatter.schema import Section
from plugins.links.schemes import may_be_pressed
from plugins.shared.settings import SettingError, read_settings
from plugins.site.colours import Colours
from plugins.site.logo import LogoFile
from plugins.site.urgent import UrgentNotice
from plugins.vietnamese.slugs import slugify

# Under a section with several kinds of article: its topics, filters, method and feeds.
KIND_SLUGS = {"chu-de", "loc", "cach-lam", *KINDS}
# A category's address may not hide an archive (`/tin-tuc/2023/`) or a list page (`/trang/2/`).
RESERVED_SLUGS = {"trang", "the", "tac-gia", "luu-tru", "so-do-trang", "tim-kiem", "dinh-chinh"}
RESERVED_SLUGS |= {"anh", "tep"}
OWN_ADDRESS = re.compile(r"(?:[\w%~-]+(?:\.[\w%~-]+)*/?)*", re.ASCII)
REACHED = re.compile(r"(?:https?://|mailto:|tel:|sms:|/)\S", re.I)


@dataclass(frozen=True)
class Contact:
    label: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class FooterPage:
    label: str
    address: str


@dataclass(frozen=True)
class SiteSettings:
    """desks: signatures that stand for an office, not for a person."""

    tagline: str
    description: str
    publisher: str
    desks: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    notices: tuple[str, ...] = ()
    hotlines: tuple[Contact, ...] = ()
    urgent: tuple[UrgentNotice, ...] = ()
    footer_pages: tuple[FooterPage, ...] = ()
    colours: Colours = field(default_factory=Colours)
    logo: LogoFile = field(default_factory=LogoFile)


def read_sections(declared: object) -> tuple[Section, ...]:
    """The sections of pelicanconf.py, in their order, checked for clashing addresses."""
    if not isinstance(declared, (list, tuple)) or not declared:
        raise SettingError("SECTIONS: cần ít nhất một mục, ví dụ [{'slug': 'tin-tuc', …}].")
    sections = []
    for number, values in enumerate(declared):
        section = read_settings(Section, values, f"SECTIONS[{number}]")
        _check_categories(section)
        _check_topics(section)
        sections.append(replace(section, kinds=_kinds(section)))
    slugs = [section.slug for section in sections]
    for section in sections:
        slug = section.slug
        if not slug or slug != slugify(slug):
            example = slugify(slug) or "tin-tuc"
            raise SettingError(
                f"SECTIONS: slug “{slug}” có chữ không dùng được trong địa chỉ; ví dụ “{example}”."
            )
        if slug in RESERVED_SLUGS:
            raise SettingError(f"SECTIONS: slug “{slug}” đã dành riêng; hãy chọn tên khác.")
        if slugs.count(slug) > 1:
            raise SettingError(f"SECTIONS: có hơn một mục mang slug “{slug}”.")
        if not section.title.strip():
            raise SettingError(f"SECTIONS, mục “{slug}”: chưa có tên (title).")
    return tuple(sections)


def check_links(site: SiteSettings) -> None:
    """Raises SettingError for an address that would lead nowhere, or run something."""
    own = [("footer_pages", page.address) for page in site.footer_pages]
    own += [("urgent", notice.address) for notice in site.urgent]
    for name, address in own:
        if not OWN_ADDRESS.fullmatch(address):
            raise SettingError(
                f"SITE.{name}: “{address}” không phải địa chỉ một trang của mình; "
                "ví dụ “gioi-thieu/”."
            )
    check_contacts("SITE.contacts", site.contacts)
    check_contacts("SITE.hotlines", site.hotlines)


def check_contacts(setting: str, contacts: Iterable[Contact]) -> None:
    """Raises SettingError, as `check_links`."""
    for contact in contacts:
        if contact.href and not (REACHED.match(contact.href) and may_be_pressed(contact.href)):
            raise SettingError(
                f"{setting}: liên hệ “{contact.label}”: “{contact.href}” không mở được; cần bắt "
                "đầu bằng https://, mailto:, tel: hoặc /."
            )


def _check_categories(section: Section) -> None:
    seen: dict[str, str] = {}
    taken = RESERVED_SLUGS | (KIND_SLUGS if section.kinds else set())
    for term in section.category_terms:
        if term.slug in seen or term.slug in taken or term.slug.isdigit() or not term.slug:
            raise SettingError(
                f"SECTIONS, mục “{section.title}”: chuyên mục “{term.title}” trùng địa chỉ "
                f"“{term.slug}” với “{seen.get(term.slug, 'một địa chỉ dành riêng')}”."
            )
        seen[term.slug] = term.title


def _kinds(section: Section) -> tuple[ArticleKind, ...]:
    further = tuple(kind for kind in KINDS if kind != "tin")
    unknown = [kind for kind in section.kinds if kind not in further]
    if unknown:
        raise SettingError(
            f"SECTIONS, mục “{section.title}”: không có loại bài “{unknown[0]}”; "
            f"chỉ có {', '.join(further)}."
        )
    return tuple(kind for kind in further if kind in section.kinds)


def _check_topics(section: Section) -> None:
    # In the address of a filter a topic stands beside kinds, states and years.
    seen: dict[str, str] = dict.fromkeys((*KINDS, *QUESTION_STATES, *VERDICTS, "trang"), "")
    for term in section.topic_terms:
        if term.slug in seen or term.slug.isdigit() or not term.slug:
            raise SettingError(
                f"SECTIONS, mục “{section.title}”: chủ đề “{term.title}” trùng địa chỉ "
                f"“{term.slug}” với “{seen.get(term.slug) or 'một địa chỉ dành riêng'}”."
            )
        seen[term.slug] = term.title
