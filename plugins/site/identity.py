"""Who publishes the site and how it is divided: a commune re-brands the portal with these alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from plugins.frontmatter.kinds import KINDS, QUESTION_STATES, VERDICTS, ArticleKind
from plugins.frontmatter.schema import Section
from plugins.links.schemes import may_be_pressed
from plugins.shared.file_names import windows_fault
from plugins.shared.settings import SettingError, read_settings, refuse_unseen
from plugins.site.colours import Colours
from plugins.site.logo import LogoFile
from plugins.site.urgent import UrgentNotice
from plugins.vietnamese.slugs import slugify
from plugins.vietnamese.text import fold

# Under a section with several kinds of article: its topics, filters, method and feeds.
KIND_SLUGS = {"chu-de", "loc", "cach-lam", *KINDS}
# A category's address may not hide an archive (`/tin-tuc/2023/`) or a list page (`/trang/2/`).
RESERVED_SLUGS = {"trang", "the", "tac-gia", "luu-tru", "so-do-trang", "tim-kiem", "dinh-chinh"}
RESERVED_SLUGS |= {"anh", "tep", "theme", "khong-co-mang", "index", "404"}
# Longer, and a phone shows it in three lines and a browser's tab not at all.
LONGEST_NAME = 100
EXAMPLES = {
    "tagline": "Tin trong xã",
    "description": "Tin tức và thông báo của xã Vĩnh Thông.",
    "publisher": "Văn phòng xã Vĩnh Thông",
}
OWN_ADDRESS = re.compile(r"(?:[\w%~-]+(?:\.[\w%~-]+)*/?)*", re.ASCII)
REACHED = re.compile(
    r"(?:https?://[^\s/]|mailto:[^\s@]+@[^\s@.]+\.|(?:tel|sms):[+*#(]?\d|/)\S*", re.IGNORECASE
)


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
    titles = [fold(section.title) for section in sections]
    for section in sections:
        slug = section.slug
        if not slug or slug != slugify(slug):
            example = slugify(slug) or "tin-tuc"
            raise SettingError(
                f"SECTIONS: slug “{slug}” có chữ không dùng được trong địa chỉ; ví dụ “{example}”."
            )
        if slug in RESERVED_SLUGS or slug.isdigit():
            raise SettingError(f"SECTIONS: slug “{slug}” đã dành riêng; hãy chọn tên khác.")
        if fault := windows_fault(slug):
            raise SettingError(
                f"SECTIONS: slug “{slug}” không đặt được cho thư mục ({fault}); hãy chọn tên khác."
            )
        if slugs.count(slug) > 1:
            raise SettingError(f"SECTIONS: có hơn một mục mang slug “{slug}”.")
        if not section.title.strip():
            raise SettingError(f"SECTIONS, mục “{slug}”: chưa có tên (title).")
        if titles.count(fold(section.title)) > 1:
            raise SettingError(
                f"SECTIONS: có hơn một mục mang tên “{section.title}”; bạn đọc không phân biệt "
                "được, hãy đổi một tên."
            )
    return tuple(sections)


def check_name(name: str) -> None:
    """Raises SettingError for a site's name that no line shows."""
    refuse_unseen(name, "SITENAME")
    if "\n" in name.strip() or len(name) > LONGEST_NAME:
        raise SettingError(
            f"SITENAME: tên trang nằm trên một dòng, không quá {LONGEST_NAME} ký tự; "
            'ví dụ SITENAME = "Phủ Thông".'
        )


def check_words(site: SiteSettings) -> None:
    """Raises SettingError for what would leave a hole where it is shown."""
    for name, example in EXAMPLES.items():
        if not getattr(site, name).strip():
            raise SettingError(f'SITE.{name}: đang trống; ví dụ "{name}": "{example}".')
    for name in ("desks", "notices"):
        if not all(text.strip() for text in getattr(site, name)):
            raise SettingError(f"SITE.{name}: có dòng trống; viết chữ vào, hoặc xóa dòng ấy.")
    for contact in (*site.contacts, *site.hotlines):
        if not (contact.label.strip() and contact.value.strip()):
            raise SettingError(
                "SITE.contacts, hotlines: mỗi dòng cần label và value, ví dụ "
                '{"label": "Điện thoại", "value": "0209 123 456"}.'
            )
    for page in site.footer_pages:
        if not page.label.strip():
            raise SettingError(
                f"SITE.footer_pages: dòng “{page.address}” chưa có label, là chữ để bấm vào."
            )


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
        if contact.href and not (REACHED.fullmatch(contact.href) and may_be_pressed(contact.href)):
            raise SettingError(
                f"{setting}: liên hệ “{contact.label}”: “{contact.href}” không mở được; viết như "
                "https://zalo.me/…, mailto:ten@xa.vn, tel:0209123456 hoặc /lien-he/."
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
