"""A line at the foot of every page that leads nowhere is named, before a reader presses it."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import unquote

from plugins.shared.messages import gettext
from plugins.shared.portal import Portal
from plugins.site.identity import SiteSettings

# Of files that are published as they are.
FILES = "tep/"
FEEDS = ("atom.xml", "rss.xml", "sitemap.xml")


def files_of_contacts(site: SiteSettings, root: str) -> list[str]:
    """Paths inside content/ of files to which contacts lead: they are published with the site."""
    addresses = (_inside(contact.href, root) for contact in (*site.contacts, *site.hotlines))
    return [address for address in addresses if address.startswith(FILES)]


def dead_link(portal: Portal, content: Path) -> str:
    """What to say of the first that leads nowhere, "" where all lead somewhere.

    content: the folder. All articles, pages and lists have to be known.
    """
    contents = (*portal.articles, *portal.pages, *portal.translations)
    pages = {*portal.list_addresses, *portal.published}
    old = {address.strip("/") for each in contents for address in each.head.aliases}
    for where, label, address in _all_links(portal):
        if address in pages or address.strip("/") in old or address.rpartition("/")[2] in FEEDS:
            continue
        if address.startswith(FILES) and (content / address).is_file():
            continue
        return gettext(
            "{where}: “{label}” dẫn tới “{address}”, mà trang ấy không có; {remedy}",
            where=where,
            label=label,
            address=address,
            remedy=_remedy(address, pages),
        )
    return ""


def _all_links(portal: Portal) -> Iterator[tuple[str, str, str]]:
    """As `_links_of`, with what is said on pages in other languages, where there are any."""
    shown = {each.head.lang for each in portal.translations}
    sites = {"SITE": portal.site}
    sites |= {
        f"SITE_TRANSLATIONS[{language!r}]": site
        for language, site in portal.sites.items()
        if language in shown
    }
    for setting, site in sites.items():
        for name, label, address in _links_of(site, portal.root):
            yield f"{setting}.{name}", label, address


def _links_of(site: SiteSettings, root: str) -> Iterator[tuple[str, str, str]]:
    """Setting, label, address inside the site; "" is the home page."""
    for page in site.footer_pages:
        yield "footer_pages", page.label, unquote(page.address)
    for notice in site.urgent:
        if notice.address:
            yield "urgent", notice.text, unquote(notice.address)
    for name, contacts in (("contacts", site.contacts), ("hotlines", site.hotlines)):
        for contact in contacts:
            if contact.href.startswith(f"{root}/") and not contact.href.startswith("//"):
                yield name, contact.label, _inside(contact.href, root)


def _inside(address: str, root: str) -> str:
    return unquote(address.partition("#")[0].partition("?")[0].removeprefix(f"{root}/"))


def _remedy(address: str, pages: Collection[str]) -> str:
    if f"{address}/" in pages:
        return gettext("thêm dấu gạch chéo ở cuối: “{address}/”.", address=address)
    near = difflib.get_close_matches(address, sorted(pages), n=1, cutoff=0.75)
    meant = gettext("có phải là “{address}”? Hoặc ", address=near[0]) if near else ""
    first, _, rest = address.strip("/").partition("/")
    page = "" if rest or not first else _page(first)
    return gettext("{meant}{page}sửa địa chỉ, hoặc bỏ dòng ấy.", meant=meant, page=page)


def _page(slug: str) -> str:
    return gettext("viết trang ấy ở content/trang/{slug}.md, ", slug=slug)
