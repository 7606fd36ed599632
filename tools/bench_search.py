"""Measures the search as readers meet it: found at first place or not, bytes, and time."""

import argparse
import gzip
import random
import re
import resource
import sys
import tempfile
import threading
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import brotli
from playwright.sync_api import Page, Request, sync_playwright

from plugins.frontmatter.schema import Head
from plugins.listings.cards import Card
from plugins.outputs import FreshOutputs
from plugins.portal import NoCache, WholeContents
from plugins.search.memory import Memory
from plugins.search.writing import ADDRESS, IndexWriter
from plugins.vietnamese.text import NEW_TO_OLD_PLACEMENT, fold, one_placement
from tests.searched_site import WITH_SEARCH
from tests.whole_site import build_articles
from tools.bench.texts import Text, generated_texts, read_corpus, varied
from tools.browser import find_browser
from tools.preview import Preview
from tools.site_server import SiteServer

THROTTLE = 4
OLD_TO_NEW = {old: new for new, old in NEW_TO_OLD_PLACEMENT.items()}
OLD_PLACEMENT = re.compile(rf"(?:{'|'.join(OLD_TO_NEW)})(?![^\W\d_])")
MAIN_THREAD = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration")
LETTERS = "abcdeghiklmnopqrstuvxy"
ASK = """async q => {
  const status = document.querySelector('main [role=status]');
  const form = document.querySelector('form.search');
  status.textContent = '';
  form.elements.q.value = q;
  form.requestSubmit();
  for (let n = 0; n < 2000 && !status.textContent; n++) await new Promise(r => setTimeout(r, 5));
  return [...document.querySelectorAll('main .list a')].map(a => new URL(a.href).pathname);
}"""


def as_article(number: int, text: Text) -> Any:
    """What plugins/search reads of Pelican's article."""
    day = datetime(2019, 1, 1, 8) + timedelta(hours=7 * number)  # noqa: DTZ001
    address = f"tin-tuc/{day:%Y/%m}/bai-{number}/"
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in text.paragraphs)
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
        content=body,
        section="tin-tuc",
        head=head,
    )


def one_mark_less(query: str, rng: random.Random) -> str:
    marked = [n for n, letter in enumerate(query) if fold(letter) != letter.lower()]
    if not marked:
        return query
    at = rng.choice(marked)
    return query[:at] + fold(query[at]) + query[at + 1 :]


def without_tones(query: str) -> str:
    """Marks left out, but đ typed."""
    letters = [letter if letter in "đĐ" else fold(letter) for letter in query]
    return "".join(letters)


def other_placement(query: str) -> str:
    moved = OLD_PLACEMENT.sub(lambda pair: OLD_TO_NEW[pair.group()], query.lower())
    return moved if moved != query.lower() else one_placement(query.lower())


def half_typed(query: str, _rng: random.Random) -> str:
    last = query.split()[-1]
    return query if len(last) < 2 else query[: -(len(last) // 2)]


def one_slip(query: str, rng: random.Random) -> str:
    """A letter left out, doubled, put in or changed in a syllable of three letters or more."""
    words = query.split()
    long = [n for n, word in enumerate(words) if len(word) > 2 and word.isalpha()]
    if not long:
        return query
    at = rng.choice(long)
    word, place = words[at], rng.randrange(1, len(words[at]))
    letter = rng.choice(LETTERS)
    words[at] = rng.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
        ]
    )
    return " ".join(words)


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "exact": lambda query, _: query,
    "no marks": lambda query, _: fold(query),
    "đ without marks": lambda query, _: without_tones(query),
    "NFD": lambda query, _: unicodedata.normalize("NFD", query),
    "tone placement": lambda query, _: other_placement(query),
    "one missing mark": one_mark_less,
    "prefix": half_typed,
    "one typo": one_slip,
}


@dataclass
class Traffic:
    """Bytes of each file that the page asked for, as a server sends them compressed."""

    folder: Path
    asked: list[tuple[str, int]] = field(default_factory=list)

    def hear(self, request: Request) -> None:
        file = self.folder / urlsplit(request.url).path.lstrip("/")
        if file.is_dir():
            file /= "index.html"
        if file.is_file():
            self.asked.append((file.suffix, len(gzip.compress(file.read_bytes(), 9))))

    def take(self, *kinds: str) -> int:
        """Sum of those with one of the suffixes `kinds`, or of all; then it starts anew."""
        asked, self.asked = self.asked, []
        return sum(size for kind, size in asked if not kinds or kind in kinds)


def known_items(articles: list[Any], count: int, length: int, rng: random.Random) -> list[Any]:
    """(query, address): `length` syllables in a row of titles that no other title holds."""
    titles = [fold(article.title) for article in articles]
    found = []
    for number in rng.sample(range(len(articles)), min(len(articles), 4 * count)):
        syllables = re.findall(r"[^\W_]+", articles[number].title)
        start = rng.randrange(max(1, len(syllables) - length + 1))
        words = syllables[start : start + length] if length else syllables
        bare = fold(" ".join(words))
        if sum(bare in re.sub(r"[\W_]+", " ", title) for title in titles) == 1:
            found.append((" ".join(words), "/" + articles[number].address))
        if len(found) == count:
            break
    return found


def measure_recall(page: Page, items: list[Any], rng: random.Random) -> Iterator[tuple[str, float]]:
    for kind, spoil in KINDS.items():
        hits = 0
        for query, address in items:
            results = page.evaluate(ASK, spoil(query, rng) + ("" if kind == "prefix" else " "))
            hits += results[:1] == [address]
        yield kind, hits / max(1, len(items))


def measure_first_queries(
    page: Page, address: str, items: list[Any], traffic: Traffic
) -> tuple[int, list[int]]:
    """Bytes of scripts before typing, and of the index for each of `items` on a fresh page."""
    before, first = 0, []
    for query, _ in items:
        page.goto("about:blank")
        traffic.take()
        page.goto(address, wait_until="networkidle")
        before = traffic.take(".js", ".svg")
        page.evaluate(ASK, query)
        first.append(traffic.take())
    return before, sorted(first)


def measure_keystrokes(
    page: Page, address: str, items: list[Any], box: str
) -> list[tuple[float, float]]:
    """For each key typed into `box`, on a CPU four times slower, milliseconds of the main thread:

    those that the browser files under scripts, styles and layout, and those of all its tasks.
    """
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    page.goto(address, wait_until="networkidle")
    spent: list[tuple[float, float]] = []

    def busy() -> tuple[float, float]:
        metrics = session.send("Performance.getMetrics")["metrics"]
        seconds = {item["name"]: float(item["value"]) for item in metrics}
        return 1000 * sum(seconds[name] for name in MAIN_THREAD), 1000 * seconds["TaskDuration"]

    for query, _ in items:
        page.fill(box, "")
        page.wait_for_timeout(300)
        page.focus(box)
        for key in query:
            filed, all_tasks = busy()
            page.keyboard.type(key)
            page.wait_for_timeout(350)
            filed_after, all_after = busy()
            spent.append((filed_after - filed, all_after - all_tasks))
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return spent


def spread(figures: Iterable[float]) -> str:
    ordered = sorted(figures)
    middle, most = ordered[len(ordered) // 2], ordered[len(ordered) * 95 // 100]
    return f"median {middle:.0f}, 95 % {most:.0f}, highest {ordered[-1]:.0f}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="texts, JSON lines, gzip; else generated ones")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=200)
    given = parser.parse_args(arguments)
    rng = random.Random(5)  # noqa: S311
    texts = read_corpus(given.corpus) if given.corpus else list(generated_texts(given.articles))
    articles = [as_article(n, text) for n, text in enumerate(varied(texts, given.articles))]
    del texts
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = build_articles(folder, {}, PLUGINS=WITH_SEARCH)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.process_time()
        outputs, nothing = FreshOutputs(site), Memory.of(NoCache())
        writer = IndexWriter(articles, {}, "", outputs, WholeContents(), nothing)
        index = writer.write()
        spent = time.process_time() - started
        more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
        page_file = site / ADDRESS / "index.html"
        html = page_file.read_text("utf-8")
        html = re.sub(r'data-index="[^"]*"', f'data-index="{index}"', html)
        years = sorted({article.head.date.year for article in articles}, reverse=True)
        options = "".join(f"<option>{year}</option>\n" for year in years)
        html = re.sub('(?<=name="nam">\n)(.*\n)', rf"\1{options}", html, count=1)
        page_file.write_text(html, "utf-8")
        report_sizes(page_file, *(site / ADDRESS).glob("*.js"), *site.glob("theme/site.*.js"))
        parts = [file.stat().st_size for file in (site / ADDRESS).glob("*.txt")]
        print(f"articles {len(articles)}, parts {len(parts)}, {sum(parts) / 1e6:.1f} MB")
        print(
            f"index: {spent:.1f} CPU s, {more / 1024:.0f} MB above the {memory / 1024:.0f} before"
        )
        drive(site, articles, given.queries, rng)
    return 0


def report_sizes(*files: Path) -> None:
    for file in files:
        content = file.read_bytes()
        packed = len(gzip.compress(content, 9)), len(brotli.compress(content))
        print(f"{file.name}: {len(content)} bytes, gzip {packed[0]}, brotli {packed[1]}")


def drive(site: Path, articles: list[Any], count: int, rng: random.Random) -> None:
    server = SiteServer(0, Preview(folder=site, live=False))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"{server.address}/{ADDRESS}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page()
        traffic = Traffic(site)
        page.on("request", traffic.hear)
        for length in (4, 6, 0):
            items = known_items(articles, count, length, rng)
            page.goto(address)
            print(f"\n{len(items)} titles, {length or 'all'} syllables of each: recall@1")
            for kind, recall in measure_recall(page, items, rng):
                print(f"  {kind:18} {recall:.3f}")
            before, first = measure_first_queries(page, address, items[:40], traffic)
            print(
                f"  kB of scripts before typing {before / 1e3:.1f}; a first query: median "
                f"{first[len(first) // 2] / 1e3:.0f}, highest {first[-1] / 1e3:.0f}"
            )
        items = known_items(articles, 4, 4, rng)
        spent = measure_keystrokes(page, address, items, "#tu")
        print(f"\nms a key at {THROTTLE}× throttle: {spread(filed for filed, _ in spent)}")
        plain = measure_keystrokes(page, address, items, "header [name=q]")
        print(f"  all tasks: {spread(tasks for _, tasks in spent)}")
        print(f"  all tasks in a box without search: {spread(tasks for _, tasks in plain)}")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
