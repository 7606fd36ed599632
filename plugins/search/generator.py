"""Writes the search page, its script and the index, from the articles that this build shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican.generators import Generator

from plugins.assets.bundle import minify_script
from plugins.images.made import Prepared
from plugins.images.picture import address_of
from plugins.problems import Problem
from plugins.search.index import Document, make_index, number_days
from plugins.search.shards import Shard, between, cut, name_of

ADDRESS = "tim-kiem/"
# In one scope; none runs anything before the last, which needs them all.
SCRIPTS = [
    Path(__file__).parent / "page" / f"{name}.js"
    for name in ("folding", "index", "matching", "phrases", "cards", "page")
]
CARDS_LIMIT = 3_500
LEAD_LENGTH = 190
THUMBNAIL_WIDTH = 360
UNIX_EPOCH = date(1970, 1, 1).toordinal()
INLINE = "a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|time|u"
BLOCK_TAG = re.compile(rf"<(?!/?(?:{INLINE})\b)[^>]*>")
ANY_TAG = re.compile("<[^>]*>")


class SearchGenerator(Generator):  # type: ignore[misc]
    """Runs after the listings, whose cards it shows."""

    settings: dict[str, Any]
    context: dict[str, Any]

    def generate_context(self) -> None:
        self.context["portal_list_addresses"].append(ADDRESS)
        for page in self.context["portal_pages"]:
            if page.address == ADDRESS:
                self.settings["PORTAL_PROBLEMS"].append(
                    Problem(
                        f"content/{page.relative_source_path}",
                        1,
                        1,
                        "error",
                        f"trang này trùng địa chỉ /{ADDRESS}, nơi đã có trang tìm kiếm.",
                        "đổi tên tệp.",
                    )
                )

    def generate_output(self, writer: Any) -> None:
        articles = self.context["portal_articles"]
        folder = Path(self.output_path) / ADDRESS
        folder.mkdir(parents=True, exist_ok=True)
        states = self.settings["JINJA_GLOBALS"]["t"].page.as_dict()
        index = write_index(articles, states, self.settings["PORTAL_ROOT"], folder)
        parts = (file.read_text("utf-8") for file in SCRIPTS)
        code = minify_script(f"(()=>{{{''.join(parts)}}})()")
        script = f"search.{name_of(code)}.js"
        (folder / script).write_text(code, "utf-8", newline="\n")
        writer.write_file(
            f"{ADDRESS}index.html",
            self.get_template("search"),
            self.context,
            url=ADDRESS,
            address=ADDRESS,
            search_index=index,
            search_script=script,
            search_years=sorted({article.card.date.year for article in articles}, reverse=True),
            search_host=urlsplit(self.settings["SITEURL"]).netloc,
        )


def write_index(articles: Sequence[Any], states: dict[str, str], root: str, folder: Path) -> str:
    """Writes every part of the index into `folder`; returns the name of the one to begin with.

    articles: as plugins/listings leaves them; states: what to say of a draft, by Card.state.
    """
    start = min((article.card.date.year for article in articles), default=1970)
    first_day = date(start, 1, 1).toordinal()
    slots, numbers = number_days(
        (
            article.card.date.toordinal() - first_day,
            article.card.date.hour * 60 + article.card.date.minute if article.head.has_time else -1,
            article.address,
        )
        for article in articles
    )
    ordered = sorted(articles, key=lambda article: numbers[article.address])
    index = make_index(read_document(article, numbers[article.address]) for article in ordered)
    cards = list(_cards(ordered, numbers, states, root))
    common = Shard("", name_of(index.common), index.common)
    parts = {
        "start": first_day - UNIX_EPOCH,
        "slots": slots,
        "common": common.name,
        "words": _named(index.words),
        "cards": _named(cards),
    }
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":")) + "\n"
    whole = Shard("", name_of(text), text)
    for shard in (*index.words, *cards, common, whole):
        (folder / f"{shard.name}.txt").write_text(shard.text, "utf-8", newline="\n")
    return whole.name


def read_document(article: Any, number: int) -> Document:
    facets = [article.section]
    if article.category_shown:
        facets.append(f"{article.section}/{article.category_shown.slug}")
    lead = [article.summary, *article.head.tags, *article.head.authors]
    return Document(number, ([article.title], lead, blocks(article.content)), tuple(facets))


def blocks(html: str) -> list[str]:
    """The texts of paragraphs, items and cells: no pair of syllables reaches over their ends."""
    return [
        unescape(ANY_TAG.sub("", block)) for block in BLOCK_TAG.split(html) if not block.isspace()
    ]


def _cards(
    articles: Sequence[Any], numbers: dict[str, int], states: dict[str, str], root: str
) -> Iterator[Shard]:
    lines = []
    for article in articles:
        card, key = article.card, f"{numbers[article.address]:09}"
        lead = card.summary
        if len(lead) > LEAD_LENGTH:
            lead = lead[:LEAD_LENGTH].rpartition(" ")[0] + "…"
        picture = card.picture and thumbnail(card.picture, root)
        place = card.category or card.section
        state = states[card.state] if card.state else ""
        shown = [key, card.address, card.title, lead, place, picture, state]
        lines.append((key, json.dumps(shown, ensure_ascii=False, separators=(",", ":")) + ",\n"))
    before = ""
    for run in cut(lines, CARDS_LIMIT):
        text = "[\n" + "".join(line for _, line in run)[:-2] + "\n]\n"
        yield Shard(between(before, run[0][0]), name_of(text), text)
        before = run[-1][0]


def thumbnail(picture: Prepared, root: str) -> tuple[str, int, int]:
    """(address, width, height) of a small file in a format that every browser here shows."""
    usable = [made for made in picture.card if not made.variant or made.variant.format != "avif"]
    sharp = [made for made in usable if made.width >= THUMBNAIL_WIDTH]
    made = min(sharp, key=lambda made: made.width) if sharp else usable[-1]
    return address_of(made, root), made.width, made.height


def _named(shards: Sequence[Shard]) -> str:
    return "\n".join(f"{shard.first} {shard.name}" for shard in shards)
