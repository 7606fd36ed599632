"""Where an article or page can be read in another language."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from plugins.frontmatter.addresses import original_of
from plugins.site.words import Words


@dataclass(frozen=True)
class Version:
    """Of an article or page, in one language. lang: its code; name: as the language calls itself;
    url: without the site's root, as Pelican has it."""

    lang: str
    name: str
    url: str


def versions_at(
    address: str, there: Container[str], languages: Mapping[str, Words]
) -> tuple[Version, ...]:
    """Of the one at `address`, in all languages, the site's own first; () if there is no other.

    there: addresses of all that is published; languages: see Portal.
    """
    own, *others = languages
    original = original_of(address, others) or address
    urls = {own: original, **{code: f"{code}/{original}" for code in others}}
    found = tuple(
        Version(code, languages[code].language.name, url)
        for code, url in urls.items()
        if url == address or url in there
    )
    return found if len(found) > 1 else ()
