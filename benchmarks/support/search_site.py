"""A site whose search finds given texts, for measuring: the real page and an index of them all."""

from __future__ import annotations

import gzip
import html
import re
import resource
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import brotli

from benchmarks.support.texts import Text
from plugins.frontmatter.schema import Head
from plugins.listings.cards import Card
from plugins.search.articles import ArticleSource
from plugins.search.memory import Memory
from plugins.search.writing import IndexWriter
from plugins.shared.cache import NoCache
from plugins.shared.outputs import FreshOutputs
from plugins.shared.portal import WholeContents
from tests.support.searched_site import WITH_SEARCH, article
from tests.support.whole_site import build_articles

# As the settings have it.
ADDRESS = "tim-kiem/"


def address_of(number: int) -> str:
    return f"tin-tuc/{day_of(number):%Y/%m}/bai-{number}/"


def day_of(number: int) -> datetime:
    return datetime(2019, 1, 1, 8) + timedelta(hours=7 * number)  # noqa: DTZ001


def body_of(text: Text) -> str:
    return "".join(
        f"<p>{html.escape(paragraph, quote=False)}</p>\n" for paragraph in text.paragraphs
    )


def as_article(number: int, text: Text) -> Any:
    """What plugins/search reads of Pelican's article."""
    day, address = day_of(number), address_of(number)
    head = Head(
        title=text.title,
        date=day,
        has_time=True,
        section="tin-tuc",
        summary=text.lead,
        tags=text.tags,
    )
    card = Card(text.title, address, day, text.lead, "Tin tức", "", None, "")
    return SimpleNamespace(
        card=card,
        address=address,
        title=text.title,
        shared_title=text.title,
        summary=text.lead,
        content=body_of(text),
        section="tin-tuc",
        head=head,
    )


def write_site(folder: Path, texts: Sequence[Text]) -> Path:
    """A built site whose search finds `texts`; their own pages are not there."""
    source = article("Mẫu của trang bài", "01/01/2019", body="Chữ của bài.")
    site = build_articles(folder, {"tin-tuc/mau.md": source}, PLUGINS=WITH_SEARCH)
    articles = [as_article(number, text) for number, text in enumerate(texts)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    reads, remembers = ArticleSource(WholeContents()), Memory.of(NoCache())
    index = IndexWriter(articles, reads, FreshOutputs(site), remembers).write()
    spent = time.process_time() - started
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    page_file = site / ADDRESS / "index.html"
    shown = page_file.read_text("utf-8")
    shown = re.sub(r'data-index="[^"]*"', f'data-index="{index}"', shown)
    years = sorted({day_of(number).year for number in range(len(texts))}, reverse=True)
    options = "".join(f"<option>{year}</option>\n" for year in years)
    shown = re.sub('(?<=name="nam">\n)(.*\n)(.*\n)', rf"\1{options}", shown, count=1)
    page_file.write_text(shown, "utf-8")
    report_sizes(page_file, *(site / ADDRESS).glob("*.js"), *site.glob("theme/site.*.js"))
    parts = [file.stat().st_size for file in (site / ADDRESS).glob("*.txt")]
    print(f"articles {len(articles)}, parts {len(parts)}, {sum(parts) / 1e6:.1f} MB")
    print(f"index: {spent:.1f} CPU s, {more / 1024:.0f} MB above the {memory / 1024:.0f} before")
    return site


def report_sizes(*files: Path) -> None:
    for file in files:
        content = file.read_bytes()
        packed = len(gzip.compress(content, 9)), len(brotli.compress(content))
        print(f"{file.name}: {len(content)} bytes, gzip {packed[0]}, brotli {packed[1]}")
