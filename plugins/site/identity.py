"""Who publishes the site and how it is divided: a commune re-brands the portal with these alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from plugins.frontmatter.kinds import KINDS, ArticleKind
from plugins.frontmatter.schema import Section
from plugins.links.schemes import may_be_pressed
from plugins.shared.file_names import windows_fault
from plugins.shared.messages import gettext
from plugins.shared.settings import SettingError, Settings, read_settings
from plugins.shared.slugs import Slugs, own_slugs
from plugins.site.colours import Colours
from plugins.site.logo import LogoFile
from plugins.site.urgent import UrgentNotice
from plugins.vietnamese.slugs import slugify
from plugins.vietnamese.text import fold

# Folders of files: beside them no section can be.
FILE_SLUGS = {"anh", "tep", "theme", "index", "404"}
OWN_ADDRESS = re.compile(r"(?:[\w%~-]+(?:\.[\w%~-]+)*/?)*", re.ASCII)
REACHED = re.compile(
    r"(?:https?://[^\s/]|mailto:[^\s@]+@[^\s@.]+\.|(?:tel|sms):[+*#(]?\d|/)\S*", re.IGNORECASE
)


@dataclass(frozen=True)
class Contact:
    """A line of the footer's contacts."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class FooterPage:
    """A link of the footer; address: inside the site."""

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


def read_sections(
    declared: object, slugs: Slugs | None = None, languages: Iterable[str] = ()
) -> tuple[Section, ...]:
    """The sections of pelicanconf.py, in their order, checked for clashing addresses.

    slugs: of pages that the site makes of itself, beside them and below; not given, of a
    Vietnamese one; languages: of articles, the site's own first: the others are folders too.
    """
    slugs = slugs or own_slugs()
    reserved = slugs.of_site | FILE_SLUGS | {*[*languages][1:]}
    if not isinstance(declared, (list, tuple)) or not declared:
        raise SettingError(
            gettext("SECTIONS: cần ít nhất một mục, ví dụ [{'slug': 'tin-tuc', …}].")
        )
    sections = []
    for number, values in enumerate(declared):
        section = read_settings(Section, values, f"SECTIONS[{number}]")
        section = replace(section, kinds=_kinds(section), topics_at=slugs.topics)
        # A category's address may not hide an archive (`/tin-tuc/2023/`) or a list (`/trang/2/`).
        _check_categories(section, reserved | (slugs.of_sections if section.kinds else set()))
        _check_topics(section, slugs)
        sections.append(section)
    used = [section.slug for section in sections]
    titles = [fold(section.title) for section in sections]
    for section in sections:
        slug = section.slug
        if not slug or slug != slugify(slug):
            example = slugify(slug) or "tin-tuc"
            raise SettingError(
                gettext(
                    "SECTIONS: slug “{slug}” có chữ không dùng được trong địa chỉ; ví dụ "
                    "“{example}”.",
                    slug=slug,
                    example=example,
                )
            )
        if slug in reserved or slug.isdigit():
            raise SettingError(
                gettext("SECTIONS: slug “{slug}” đã dành riêng; hãy chọn tên khác.", slug=slug)
            )
        if fault := windows_fault(slug):
            raise SettingError(
                gettext(
                    "SECTIONS: slug “{slug}” không đặt được cho thư mục ({fault}); hãy chọn tên "
                    "khác.",
                    slug=slug,
                    fault=fault,
                )
            )
        if used.count(slug) > 1:
            raise SettingError(gettext("SECTIONS: có hơn một mục mang slug “{slug}”.", slug=slug))
        if not section.title.strip():
            raise SettingError(gettext("SECTIONS, mục “{slug}”: chưa có tên (title).", slug=slug))
        if titles.count(fold(section.title)) > 1:
            raise SettingError(
                gettext(
                    "SECTIONS: có hơn một mục mang tên “{title}”; bạn đọc không phân biệt được, "
                    "hãy đổi một tên.",
                    title=section.title,
                )
            )
    return tuple(sections)


def check_links(site: SiteSettings) -> None:
    """Raises SettingError for an address that would lead nowhere, or run something."""
    own = [("footer_pages", page.address) for page in site.footer_pages]
    own += [("urgent", notice.address) for notice in site.urgent]
    for name, address in own:
        if not OWN_ADDRESS.fullmatch(address):
            raise SettingError(
                gettext(
                    "SITE.{name}: “{address}” không phải địa chỉ một trang của mình; ví dụ "
                    "“gioi-thieu/”.",
                    name=name,
                    address=address,
                )
            )
    check_contacts("SITE.contacts", site.contacts)
    check_contacts("SITE.hotlines", site.hotlines)


def read_translated_sites(
    settings: Settings, languages: Collection[str], urgent: tuple[UrgentNotice, ...]
) -> dict[str, SiteSettings]:
    """By language: what SITE_TRANSLATIONS says there in place of SITE; urgent: notices that hold.

    Raises SettingError, as `read_settings`, and for a language without words.
    """
    translations = settings.get("SITE_TRANSLATIONS", {})
    if not isinstance(translations, Mapping) or not all(
        isinstance(values, Mapping) for values in translations.values()
    ):
        raise SettingError(
            gettext(
                "SITE_TRANSLATIONS: cần một bảng cho mỗi ngôn ngữ, ví dụ {example}.",
                example="{'en': {'tagline': 'News in brief'}}",
            )
        )
    sites = {}
    for language, values in translations.items():
        where = f"SITE_TRANSLATIONS[{language!r}]"
        if language not in languages:
            raise SettingError(
                gettext(
                    "{where}: không có lời của ngôn ngữ này; các ngôn ngữ có: {languages}.",
                    where=where,
                    languages=", ".join(languages),
                )
            )
        site = read_settings(SiteSettings, {**settings.get("SITE", {}), **values}, where)
        check_links(site)
        sites[language] = replace(site, urgent=urgent)
    return sites


def check_contacts(setting: str, contacts: Iterable[Contact]) -> None:
    """Raises SettingError, as `check_links`."""
    for contact in contacts:
        if contact.href and not (REACHED.fullmatch(contact.href) and may_be_pressed(contact.href)):
            raise SettingError(
                gettext(
                    "{setting}: liên hệ “{label}”: “{href}” không mở được; viết như "
                    "https://zalo.me/…, mailto:ten@xa.vn, tel:0209123456 hoặc /lien-he/.",
                    setting=setting,
                    label=contact.label,
                    href=contact.href,
                )
            )


def _check_categories(section: Section, taken: Collection[str]) -> None:
    seen: dict[str, str] = {}
    for term in section.category_terms:
        if term.slug in seen or term.slug in taken or term.slug.isdigit() or not term.slug:
            raise SettingError(
                gettext(
                    "SECTIONS, mục “{title}”: chuyên mục “{term}” trùng địa chỉ “{slug}” với "
                    "“{other}”.",
                    title=section.title,
                    term=term.title,
                    slug=term.slug,
                    other=seen.get(term.slug) or gettext("một địa chỉ dành riêng"),
                )
            )
        seen[term.slug] = term.title


def _kinds(section: Section) -> tuple[ArticleKind, ...]:
    further = tuple(kind for kind in KINDS if kind != "tin")
    unknown = [kind for kind in section.kinds if kind not in further]
    if unknown:
        raise SettingError(
            gettext(
                "SECTIONS, mục “{title}”: không có loại bài “{unknown}”; chỉ có {further}.",
                title=section.title,
                unknown=unknown[0],
                further=", ".join(further),
            )
        )
    return tuple(kind for kind in further if kind in section.kinds)


def _check_topics(section: Section, slugs: Slugs) -> None:
    # In the address of a filter a topic stands beside kinds, states and years.
    beside = (*slugs.kinds.values(), *slugs.answers.values(), slugs.page)
    seen: dict[str, str] = dict.fromkeys(beside, "")
    for term in section.topic_terms:
        if term.slug in seen or term.slug.isdigit() or not term.slug:
            raise SettingError(
                gettext(
                    "SECTIONS, mục “{title}”: chủ đề “{term}” trùng địa chỉ “{slug}” với "
                    "“{other}”.",
                    title=section.title,
                    term=term.title,
                    slug=term.slug,
                    other=seen.get(term.slug) or gettext("một địa chỉ dành riêng"),
                )
            )
        seen[term.slug] = term.title
