"""A page is shared with a picture: its photo, the claim that it checked, or the site's own."""

from __future__ import annotations

from functools import partial

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.frontmatter.kinds import Claim
from plugins.listings.titles import quoted
from plugins.shared.contract import Contract
from plugins.shared.portal import Portal, add_globals, portal_of
from plugins.sharing.own import CheckedClaim, OwnPicture

CONTRACT = Contract(
    gives=("share_picture",),
    needs=("site", "brand", "languages", "words", "root", "articles", "translations", "images"),
    uses=("outputs", "lists_key"),
)


def offer_pictures(pelican: Pelican) -> None:
    """Templates get the address of a page's picture."""
    settings = pelican.settings
    portal, name = portal_of(settings), settings["SITENAME"]
    add_globals(settings, share_picture=partial(address_of, portal, name))


def address_of(portal: Portal, name: str, claim: Claim | None = None, language: str = "") -> str:
    """Root-relative, of the picture of `claim`, or of the site's own; language: of the article, ""
    for the site's."""
    picture = picture_of(portal, name, claim, language)
    return f"{portal.root}/{portal.images.drawn_address(picture.digest)}"


def picture_of(portal: Portal, name: str, claim: Claim | None, language: str = "") -> OwnPicture:
    """The site's own picture, or that of a checked claim."""
    if claim is None:
        return OwnPicture(name, portal.site.tagline, brand=portal.brand)
    words = portal.languages[language] if language else portal.words
    word: str = words.answers[claim.verdict]
    checked = CheckedClaim(claim.verdict, word, quoted(claim.text))
    return OwnPicture(name, "", checked, portal.brand)


def write_pictures(generators: list[Generator]) -> None:
    """Draws those that changed."""
    settings = generators[0].settings
    portal = portal_of(settings)
    write = partial(_write_pictures, portal, settings["SITENAME"])
    portal.outputs.group("sharing", portal.lists_key, write)


def _write_pictures(portal: Portal, name: str) -> None:
    """Of the claims that are published, and the site's own; two articles may check one claim."""
    heads = [each.head for each in [*portal.articles, *portal.translations]]
    pictures = [
        picture_of(portal, name, None),
        *(picture_of(portal, name, head.claim, head.lang) for head in heads if head.claim),
    ]
    for picture in dict.fromkeys(pictures):
        address = portal.images.drawn_address(picture.digest)
        if not portal.outputs.keep_all_of([address]):
            portal.outputs.write_bytes(address, portal.images.drawn(picture.digest, picture.draw))


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(offer_pictures)
    signals.all_generators_finalized.connect(write_pictures)
