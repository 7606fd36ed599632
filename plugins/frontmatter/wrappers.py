"""Tags, authors and categories as Pelican's themes and plugins know them, at addresses of ours."""

from __future__ import annotations

from pelican.urlwrappers import Author, Category, Tag

from plugins.frontmatter.schema import Head, Section
from plugins.shared.portal import portal_of
from plugins.shared.settings import Settings
from plugins.vietnamese.slugs import slugify


def tag_of(title: str, settings: Settings) -> Tag:
    return _placed(Tag(title, settings), f"{portal_of(settings).slugs.tags}/{slugify(title)}")


def author_of(name: str, settings: Settings) -> Author:
    folder = portal_of(settings).slugs.authors
    return _placed(Author(name, settings), f"{folder}/{slugify(name)}")


def category_of(head: Head, sections: tuple[Section, ...], settings: Settings) -> Category | None:
    """Of an article without one it is the section; None for a plain page."""
    section = next((each for each in sections if each.slug == head.section), None)
    if section is None:
        return None
    place = (section.category(head.category) if head.category else None) or section
    return category_at(place.title, place.address, settings)


def category_at(title: str, address: str, settings: Settings) -> Category:
    return _placed(Category(title, settings), address.strip("/"))


def _placed(wrapper: Tag | Author | Category, slug: str) -> Tag | Author | Category:
    wrapper.slug = slug
    return wrapper
