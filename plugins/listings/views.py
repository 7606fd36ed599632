"""Gives each article what its page shows besides its text: dates, terms, picture, neighbours."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from functools import cache, partial
from itertools import islice
from operator import attrgetter

from pelican.contents import Article, Content
from pelican.generators import Generator

from plugins.listings.cards import Card, Term, term_in
from plugins.listings.facts import answer_of
from plugins.listings.neighbours import RELATED_WINDOW, Groups, Listed, Neighbours
from plugins.listings.titles import shared_title
from plugins.listings.versions import versions_at
from plugins.shared.messages import gettext
from plugins.shared.portal import Portal, portal_of
from plugins.shared.problems import Problem
from plugins.shared.settings import Settings
from plugins.site import Section
from plugins.site.dates import show_date
from plugins.vietnamese.dates import machine_date

# Seconds since 1970, path inside content/.
Order = tuple[float, str]
NO_NEIGHBOURS = Neighbours((), (), ())


def add_views(generator: Generator) -> None:
    """Of all published articles, oldest first."""
    settings = generator.settings
    portal = portal_of(settings)
    own = [article for article in generator.articles if not article.head.lang]
    translated = [article for article in generator.articles if article.head.lang]
    articles = _with_cards("views", own, portal)
    translations = _with_cards("translations", translated, portal) if translated else []

    @cache
    def groups() -> Groups:
        make = partial(groups_of, articles, portal)
        return portal.cache.made("groups", portal.lists_key, make)

    def add_all(article: Article) -> None:
        add_display_fields(article, settings)
        if article.head.lang:
            article.neighbours = NO_NEIGHBOURS
        else:
            add_neighbours(article, articles, groups())

    portal.published.update(article.address for article in [*articles, *translations])
    portal.contents.on_page(add_all, [*articles, *translations])
    refuse_shared_addresses([*articles, *translations], portal.problems)
    portal.articles = articles
    portal.translations += translations


def _with_cards(name: str, articles: Iterable[Article], portal: Portal) -> list[Article]:
    """Oldest first. name: another for each kind of article."""
    by_path = {article.relative_source_path: article for article in articles}

    def make() -> dict[str, tuple[Order, Card]]:
        sections = {section.slug: section for section in portal.sections}
        for article in by_path.values():
            add_order(article)
            add_card(article, sections[article.section], portal)
        sorted_ones = sorted(by_path.items(), key=lambda item: item[1].order)
        return {path: (article.order, article.card) for path, article in sorted_ones}

    views = portal.cache.made(name, portal.lists_key, make)
    for path, (order, card) in views.items():
        article = by_path[path]
        article.order, article.card, article.address = order, card, article.url
    return [by_path[path] for path in views]


def add_page_views(generator: Generator) -> None:
    """A plain page has an address and perhaps dates, no section."""
    settings, portal = generator.settings, portal_of(generator.settings)
    for page in generator.pages:
        add_address(page, settings)
    pages = sorted(generator.pages, key=lambda page: (page.head.order, page.relative_source_path))
    portal.published.update(page.address for page in pages)
    portal.contents.on_page(partial(add_versions, settings=settings), pages)
    refuse_shared_addresses(pages, portal.problems)
    portal.pages = [page for page in pages if not page.head.lang]
    portal.translations += [page for page in pages if page.head.lang]


def add_order(article: Article) -> None:
    """By which articles are sorted, the same at every build."""
    article.order = (article.date.timestamp(), article.relative_source_path)


def add_display_fields(article: Article, settings: Settings) -> None:
    """What only its own page shows."""
    head, card, portal = article.head, article.card, portal_of(settings)
    words = portal.languages[head.lang] if head.lang else portal.words
    slugs = portal.slugs
    section = next(each for each in portal.sections if each.slug == head.section)
    add_address(article, settings)
    article.section_shown = section
    article.category_shown = section.category(head.category) if head.category else None
    article.topic_shown = section.topic(head.topic) if head.topic else None
    article.shared_title = card.title
    article.verdict_shown = words.answers[head.claim.verdict] if head.claim else ""
    # Lists show no translations: there may be none of its tags and authors.
    article.author_terms = [
        Term(name, "") if head.lang else term_in(slugs.authors, name) for name in head.authors
    ]
    article.tag_terms = [] if head.lang else [term_in(slugs.tags, name) for name in head.tags]
    add_versions(article, settings)
    article.date_shown = show_date(head.date, head.has_time, words)
    article.date_machine = machine_date(head.date, head.has_time)


def add_card(article: Article, section: Section, portal: Portal) -> None:
    """What lists show of the article."""
    head = article.head
    words = portal.languages[head.lang] if head.lang else portal.words
    article.address = article.url
    article.card = Card(
        title=shared_title(article.title, head.claim, words),
        address=article.url,
        date=head.date,
        summary=article.summary,
        section=section.title,
        category=head.category,
        picture=getattr(article, "card_picture", None),
        state=article.state,
        kind=head.kind,
        answer=answer_of(head),
        topic=head.topic,
        stable_digest=getattr(article, "listed", b""),
    )


def add_neighbours(article: Article, articles: Sequence[Article], groups: Groups) -> None:
    """article: one of `articles`, or a copy; articles: with their cards, as in `groups`."""
    place = bisect_left(articles, article.order, key=attrgetter("order"))
    newer, older, related = groups.neighbours_of(place)
    article.neighbours = Neighbours(
        tuple([articles[n].card for n in newer]),
        tuple([articles[n].card for n in older]),
        tuple([articles[n].card for n in related]),
    )


def add_neighbours_of_one(article: Article, articles: Sequence[Article], portal: Portal) -> None:
    """article: with its card; articles: all others, oldest first. No other one changes."""
    count = portal.listings.neighbours
    place = bisect_left(articles, article.order, key=attrgetter("order"))
    older, newer = articles[:place][::-1], articles[place:]
    near = [
        *islice((each for each in newer if each.section == article.section), count),
        *islice((each for each in older if each.section == article.section), count),
    ]
    for tag in article.head.tags:
        near += islice((each for each in older if tag in each.head.tags), RELATED_WINDOW)
    if topic := article.head.topic:
        on_topic = (
            each for each in older if each.head.topic == topic and each.section == article.section
        )
        near += islice(on_topic, RELATED_WINDOW)
    by_order = {each.order: each for each in (article, *near)}
    near = [by_order[order] for order in sorted(by_order)]
    add_neighbours(article, near, groups_of(near, portal))


def groups_of(articles: Iterable[Article], portal: Portal) -> Groups:
    """articles: oldest first."""
    listed = [
        Listed(each.address, each.section, each.order[0], each.head.tags, each.head.topic)
        for each in articles
    ]
    return Groups(listed, portal.listings.neighbours, portal.listings.related)


def add_versions(content: Content, settings: Settings) -> None:
    """In which languages it can be read; `translations` has the others, as in Pelican."""
    portal, own = portal_of(settings), content.head.lang or settings["DEFAULT_LANG"]
    content.lang, content.in_default_lang = own, not content.head.lang
    content.versions = versions_at(content.url, portal.published, portal.languages)
    content.translations = [each for each in content.versions if each.lang != own]


def add_address(content: Content, settings: Settings) -> None:
    """Its address in all forms that templates use."""
    head, portal = content.head, portal_of(settings)
    content.address = content.url
    content.path = f"{portal.root}/{content.address}"
    content.page_address = f"{settings['SITEURL']}/{content.address}"
    content.modified_shown = content.modified_machine = None
    if head.modified:
        words = portal.languages[head.lang] if head.lang else portal.words
        content.modified_shown = show_date(head.modified, head.modified_has_time, words)
        content.modified_machine = machine_date(head.modified, head.modified_has_time)


def refuse_shared_addresses(contents: list[Content], problems: list[Problem]) -> None:
    """Two files with one address would overwrite each other: the later one is named with both."""
    if len({content.address for content in contents}) == len(contents):
        return
    first: dict[str, Content] = {}
    for content in contents:
        other = first.setdefault(content.address, content)
        if other is not content:
            problems.append(
                Problem(
                    f"content/{content.relative_source_path}",
                    1,
                    1,
                    "error",
                    gettext(
                        "trùng địa chỉ /{address} với content/{other}.",
                        address=content.address,
                        other=other.relative_source_path,
                    ),
                    gettext("đổi tên một trong hai tệp, hoặc dòng “Đường dẫn” của một bài."),
                )
            )


def refuse_pages_at(
    addresses: Collection[str], pages: Iterable[Content], problems: list[Problem], there: str
) -> None:
    """A plain page may not lie where the site puts one of its own. there: what that one is."""
    for page in pages:
        if page.address in addresses:
            problems.append(
                Problem(
                    f"content/{page.relative_source_path}",
                    1,
                    1,
                    "error",
                    gettext(
                        "trang này trùng địa chỉ /{address}, nơi đã có {there}.",
                        address=page.address,
                        there=there,
                    ),
                    gettext("đổi tên tệp, hoặc dòng “Đường dẫn” nếu có."),
                )
            )
