"""Who publishes the site and how it is divided: a commune re-brands the portal with these alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.frontmatter.schema import Section as DeclaredSection
from plugins.settings import WrongSetting, read_settings
from plugins.vietnamese.slugs import slugify

# A category's address may not hide an archive (`/tin-tuc/2023/`) or a list page (`/trang/2/`).
RESERVED_SLUGS = {"trang", "the", "tac-gia", "luu-tru", "so-do-trang", "tim-kiem", "anh", "tep"}


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
    footer_pages: tuple[FooterPage, ...] = ()


@dataclass(frozen=True)
class Category:
    title: str
    slug: str
    address: str


@dataclass(frozen=True)
class Section:
    """address: `tin-tuc/`, without the site's root."""

    title: str
    slug: str
    address: str
    description: str
    categories: tuple[Category, ...]

    def category(self, title: str) -> Category | None:
        return next((item for item in self.categories if item.title == title), None)


def read_sections(declared: object) -> tuple[Section, ...]:
    """The sections of pelicanconf.py, in their order, checked for clashing addresses."""
    if not isinstance(declared, (list, tuple)) or not declared:
        raise WrongSetting("SECTIONS: cần ít nhất một mục, ví dụ [{'slug': 'tin-tuc', …}].")
    sections = []
    for number, values in enumerate(declared):
        plain = read_settings(DeclaredSection, values, f"SECTIONS[{number}]")
        sections.append(
            Section(
                title=plain.title,
                slug=plain.slug,
                address=f"{plain.slug}/",
                description=plain.description,
                categories=tuple(_categories(plain)),
            )
        )
    slugs = [section.slug for section in sections]
    for slug in slugs:
        usable = slug and slug == slugify(slug) and slug not in RESERVED_SLUGS
        if slugs.count(slug) > 1 or not usable:
            raise WrongSetting(
                f"SECTIONS: địa chỉ “{slug}” bị trùng, đã dành riêng hoặc có chữ không dùng được."
            )
    return tuple(sections)


def _categories(section: DeclaredSection) -> Iterator[Category]:
    seen: dict[str, str] = {}
    for title in section.categories:
        slug = slugify(title)
        if slug in seen or slug in RESERVED_SLUGS or slug.isdigit() or not slug:
            raise WrongSetting(
                f"SECTIONS, mục “{section.title}”: chuyên mục “{title}” trùng địa chỉ "
                f"“{slug}” với “{seen.get(slug, 'một địa chỉ dành riêng')}”."
            )
        seen[slug] = title
        yield Category(title, slug, f"{section.slug}/{slug}/")
