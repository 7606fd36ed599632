"""The page's facts as schema.org names them, in JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from pelican.contents import Article

from plugins.metadata.kinds import claim_review, correction_comment, question_page
from plugins.site import SiteSettings
from plugins.site.logo import Logo
from plugins.vietnamese.text import tone_key

RECENT = 1000
# One for all: json.dumps makes one at every call.
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def site_json_ld(
    site: SiteSettings, name: str, address: str, language: str, *, logo: Logo | None = None
) -> Markup:
    """The home page: who publishes it (Organization)."""
    return _script(
        {
            "@type": "WebSite",
            "name": name,
            "url": f"{address}/",
            "description": site.description,
            "inLanguage": language,
            "publisher": _publisher(site, address, logo),
        }
    )


def article_json_ld(
    article: Article,
    site: SiteSettings,
    address: str,
    language: str,
    shared: str = "",
    *,
    logo: Logo | None = None,
) -> Markup:
    """language: of the article; shared: root-relative address of the picture for share previews, ""
    for none."""
    publisher = _publisher(site, address, logo)
    if article.head.question:
        data = question_page(article, publisher, language)
    elif article.head.claim:
        data = claim_review(article, publisher, language)
    else:
        data = _news(article, site, address, language, publisher)
    if article.head.corrections:
        data["correction"] = [correction_comment(each) for each in article.head.corrections]
    if shared:
        data["image"] = _absolute(shared, address)
    return _script(data)


def _news(
    article: Article, site: SiteSettings, address: str, language: str, publisher: dict[str, Any]
) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "headline": article.title,
        "mainEntityOfPage": article.page_address,
        "datePublished": article.date_machine,
        "dateModified": article.modified_machine or article.date_machine,
        "articleSection": article.section_shown.title,
        "inLanguage": language,
        "author": [
            {
                "@type": _kind_of_author(term.title, site.desks),
                "name": term.title,
                **({"url": f"{address}/{term.address}"} if term.address else {}),
            }
            for term in article.author_terms
        ]
        or [_organization(site, address)],
        "publisher": publisher,
    }


@lru_cache(RECENT)
def _kind_of_author(name: str, desks: tuple[str, ...]) -> str:
    return "Organization" if tone_key(name) in map(tone_key, desks) else "Person"


def breadcrumb_json_ld(trail: Iterable[tuple[str, str]], address: str) -> Markup:
    """trail: (title, address without the site's root) from the home page on."""
    return _script(
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": n, "name": title, "item": f"{address}/{place}"}
                for n, (title, place) in enumerate(trail, 1)
            ],
        }
    )


def _publisher(site: SiteSettings, address: str, logo: Logo | None) -> dict[str, Any]:
    told: dict[str, Any] = {**_organization(site, address)}
    if logo:
        told["logo"] = {
            "@type": "ImageObject",
            "url": f"{address}/{logo.address}",
            "width": logo.width,
            "height": logo.height,
        }
    return told


def _organization(site: SiteSettings, address: str) -> dict[str, str]:
    return {"@type": "Organization", "name": site.publisher, "url": f"{address}/"}


def _absolute(root_relative: str, address: str) -> str:
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}{root_relative}"


def _script(data: dict[str, Any]) -> Markup:
    text = ENCODER.encode({"@context": "https://schema.org", **data})
    # `</script>` in a title would end the block.
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704
