"""Measures the search as readers meet it: found at first place or not, bytes, time and memory."""

import argparse
import gzip
import html
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import brotli
from playwright.sync_api import Browser, Page, Request, sync_playwright

from plugins.frontmatter.schema import Head
from plugins.listings.cards import Card
from plugins.outputs import FreshOutputs
from plugins.portal import NoCache, WholeContents
from plugins.search.memory import Memory
from plugins.search.writing import ADDRESS, IndexWriter
from tests.searched_site import WITH_SEARCH, article
from tests.whole_site import build_articles
from tools.bench.search_queries import (
    DATE,
    KINDS,
    REFERENCE,
    Item,
    Phrases,
    bodies,
    is_tuned_on,
    matches,
    names,
    questions,
    titles,
)
from tools.bench.texts import Text, generated_texts, read_corpus, varied
from tools.browser import find_browser
from tools.local_server import listen, origin_of, running
from tools.preview import Preview, Shown
from tools.preview_app import preview_app

THROTTLE = 4
KEY = 30  # milliseconds
LENGTHS = (2, 3, 4, 5)
MAIN_THREAD = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration")
EXAMPLE = "tin-tuc/2019/01/mau/index.html"
ASK = """async q => {
  const status = document.querySelector('main [role=status]');
  const form = document.querySelector('form.search');
  status.textContent = '';
  form.elements.q.value = q;
  const start = performance.now();
  form.requestSubmit();
  for (let n = 0; n < 2000 && !status.textContent; n++) await new Promise(r => setTimeout(r, 1));
  const spent = performance.now() - start;
  const found = [...document.querySelectorAll('main .list a')].map(a => new URL(a.href).pathname);
  await new Promise(r => setTimeout(r, 40));  // the pages of what is in sight are asked for now
  return [found[0] ?? '', spent];
}"""
HEAP = """() => { gc(); return performance.memory.usedJSHeapSize; }"""


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


@dataclass
class Traffic:
    """Bytes of each file that the page asked for, as a server sends them compressed."""

    folder: Path
    asked: list[tuple[str, int]] = field(default_factory=list)
    sizes: dict[Path, int] = field(default_factory=dict)

    def hear(self, request: Request) -> None:
        file = self.folder / urlsplit(request.url).path.lstrip("/")
        if file.is_dir():
            file /= "index.html"
        if file.is_file():
            if file not in self.sizes:
                self.sizes[file] = len(gzip.compress(file.read_bytes(), 6))
            self.asked.append((file.suffix, self.sizes[file]))

    def take(self, *kinds: str) -> int:
        """Sum of those with one of the suffixes `kinds`, or of all; then it starts anew."""
        asked, self.asked = self.asked, []
        return sum(size for kind, size in asked if not kinds or kind in kinds)


@dataclass
class Answers:
    """Of each query: whether the right article came first, bytes, milliseconds until the answer."""

    hits: list[bool] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def recall(self) -> float:
        return sum(self.hits) / max(1, len(self.hits))

    def add(self, other: "Answers") -> None:
        self.hits += other.hits
        self.sizes += other.sizes
        self.times += other.times


class Reader:
    """Asks the search page, anew or again and again."""

    def __init__(self, browser: Browser, site: Path, address: str, missed: bool = False) -> None:
        self.page = browser.new_page()
        self._traffic = Traffic(site)
        self._address = address
        self._missed = missed
        self.page.on("request", self._traffic.hear)
        self.page.goto(address, wait_until="networkidle")

    def ask(self, items: Iterable[tuple[str, Item]], anew: bool = False) -> Answers:
        """(what is typed, the item that it stands for) of each query; anew: on a fresh page."""
        answers = Answers()
        for typed, item in items:
            if anew:
                self.page.goto("about:blank")
                self.page.goto(self._address, wait_until="networkidle")
            self._traffic.take()
            first, spent = self.page.evaluate(ASK, typed)
            found = first in {f"/{address_of(number)}" for number in item.answers}
            if self._missed and not found:
                print(f"    {typed!r} {item.query!r} {sorted(item.answers)} {first}")
            answers.hits.append(found)
            answers.sizes.append(self._traffic.take())
            answers.times.append(spent)
        return answers

    def scripts(self) -> int:
        """Bytes before anything is typed, other than the page itself."""
        self.page.goto("about:blank")
        self._traffic.take()
        self.page.goto(self._address, wait_until="networkidle")
        return self._traffic.take(".js", ".svg")


def measure_recall(
    reader: Reader, texts: Sequence[Text], originals: int, count: int, kinds: Sequence[str]
) -> list[Item]:
    """Prints a table; returns some of the items, mixed."""
    phrases, everything, mixed = Phrases(texts), Answers(), []
    by_length = {
        length: list(islice(titles(texts, phrases, length, random.Random(length)), count))  # noqa: S311
        for length in LENGTHS
    }
    print(f"\nrecall@1, {count} titles' beginnings, middles and ends of so many syllables each")
    print(f"{'':18}" + "".join(f"{length:7}" for length in LENGTHS) + f"{'all':>7}{'4–5':>7}")
    for kind, spoil in KINDS.items():
        if kinds and kind not in kinds:
            continue
        rng = random.Random(5)  # noqa: S311
        answers = {
            length: reader.ask((spoil(item.query, rng), item) for item in items)
            for length, items in by_length.items()
        }
        figures = [answer.recall() for answer in answers.values()]
        shown = [*figures, sum(figures) / len(figures), sum(figures[2:]) / len(figures[2:])]
        print(f"{kind:18}" + "".join(f"{figure:7.2f}" for figure in shown), flush=True)
        for answer in answers.values():
            everything.add(answer)
    others = {
        "body, no marks": bodies(texts, phrases, originals, random.Random(6)),  # noqa: S311
        "names, no marks": matches(names, texts, phrases, originals, random.Random(7)),  # noqa: S311
        "dates": matches(DATE.findall, texts, phrases, originals, random.Random(8)),  # noqa: S311
        "references": matches(REFERENCE.findall, texts, phrases, originals, random.Random(9)),  # noqa: S311
        "questions": questions(texts, phrases, originals, random.Random(10)),  # noqa: S311
    }
    for kind, found in others.items():
        if kinds and kind not in kinds:
            continue
        items = list(islice(found, 2 * count))
        spoil = KINDS["no marks" if "no marks" in kind else "exact"]
        answer = reader.ask((spoil(item.query, random.Random(1)), item) for item in items)  # noqa: S311
        print(f"{kind:18}{answer.recall():7.2f} of {len(items)}", flush=True)
        everything.add(answer)
        mixed += items[: count // 4]
    for items in by_length.values():
        mixed += items[: count // 4]
    if everything.sizes:
        print(f"kB a query: {spread(size / 1e3 for size in everything.sizes)}")
        print(f"ms until its answer: {spread(everything.times)}")
        print(f"of them all: {len(everything.hits)} queries, {everything.recall():.3f}")
    return mixed


def measure_keystrokes(
    page: Page, address: str, items: Sequence[Item], box: str
) -> list[tuple[float, float]]:
    """For each key typed into `box`, on a CPU four times slower, milliseconds of the main thread:

    those that the browser files under scripts, styles and layout, and those of all its tasks.
    """
    session = page.context.new_cdp_session(page)
    # Of the thread's own time, so that what else runs on this machine does not count.
    session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
    session.send("Performance.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    page.goto(address, wait_until="networkidle")
    spent: list[tuple[float, float]] = []

    def busy() -> tuple[float, float]:
        metrics = session.send("Performance.getMetrics")["metrics"]
        seconds = {item["name"]: float(item["value"]) for item in metrics}
        return 1000 * sum(seconds[name] for name in MAIN_THREAD), 1000 * seconds["TaskDuration"]

    for item in items:
        page.fill(box, "")
        page.wait_for_timeout(300)
        page.focus(box)
        for key in item.query:
            filed, all_tasks = busy()
            page.keyboard.type(key)
            page.wait_for_timeout(350)
            filed_after, all_after = busy()
            spent.append((filed_after - filed, all_after - all_tasks))
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return spent


def spread(figures: Iterable[float]) -> str:
    ordered = sorted(figures) or [0.0]
    middle, most = ordered[len(ordered) // 2], ordered[len(ordered) * 95 // 100]
    return f"median {middle:.1f}, 95 % {most:.1f}, highest {ordered[-1]:.1f}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="texts, JSON lines, gzip; else generated ones")
    parser.add_argument(
        "--half",
        choices=("tuned", "proof"),
        help="only the half of the corpus that the search was tuned on, or only the other",
    )
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=100, help="of each kind and length")
    parser.add_argument("--kinds", nargs="*", default=[], help="only these, by name")
    parser.add_argument("--only-recall", action="store_true")
    parser.add_argument("--missed", action="store_true", help="shows each query that failed")
    given = parser.parse_args(arguments)
    texts = read_corpus(given.corpus) if given.corpus else list(generated_texts(given.articles))
    if given.half:
        texts = [text for text in texts if is_tuned_on(text) == (given.half == "tuned")]
    originals = min(len(texts), given.articles)
    texts = list(varied(texts, given.articles))
    with tempfile.TemporaryDirectory() as name:
        site = write_site(Path(name), texts)
        drive(site, texts, originals, given)
    return 0


def write_site(folder: Path, texts: Sequence[Text]) -> Path:
    """A built site whose search finds `texts`, each on a page of its own."""
    source = article("Mẫu của trang bài", "01/01/2019", body="Chữ của bài.")
    site = build_articles(folder, {"tin-tuc/mau.md": source}, PLUGINS=WITH_SEARCH)
    articles = [as_article(number, text) for number, text in enumerate(texts)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    index = IndexWriter(
        articles, {}, "", FreshOutputs(site), WholeContents(), Memory.of(NoCache())
    ).write()
    spent = time.process_time() - started
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    page_file = site / ADDRESS / "index.html"
    shown = page_file.read_text("utf-8")
    shown = re.sub(r'data-index="[^"]*"', f'data-index="{index}"', shown)
    years = sorted({day_of(number).year for number in range(len(texts))}, reverse=True)
    options = "".join(f"<option>{year}</option>\n" for year in years)
    shown = re.sub('(?<=name="nam">\n)(.*\n)(.*\n)', rf"\1{options}", shown, count=1)
    page_file.write_text(shown, "utf-8")
    page = (site / EXAMPLE).read_text("utf-8")
    for number, text in enumerate(texts):
        file = site / address_of(number) / "index.html"
        file.parent.mkdir(parents=True)
        file.write_text(
            page.replace("Mẫu của trang bài", html.escape(text.title)).replace(
                "<p>Chữ của bài.</p>", body_of(text)
            ),
            "utf-8",
        )
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


def drive(site: Path, texts: Sequence[Text], originals: int, given: argparse.Namespace) -> None:
    mine = listen(0)
    address = f"{origin_of(mine)}/{ADDRESS}"
    app = preview_app(Preview(Shown(site), live=False))
    with running(app, mine), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(),
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--js-flags=--expose-gc",
                "--enable-precise-memory-info",
            ],
        )
        reader = Reader(browser, site, address, given.missed)
        idle = reader.page.evaluate(HEAP)
        items = measure_recall(reader, texts, originals, given.queries, given.kinds)
        held = (reader.page.evaluate(HEAP) - idle) / 1e6
        print(f"MB of the page's heap after all queries, above those before: {held:.1f}")
        if not given.only_recall:
            print(f"\nkB of scripts before typing: {reader.scripts() / 1e3:.1f}")
            first = Reader(browser, site, address).ask(((item.query, item) for item in items), True)
            print(f"kB of a first query: {spread(size / 1e3 for size in first.sizes)}")
            typed = items[:: max(1, len(items) // 6)]
            spent = measure_keystrokes(reader.page, address, typed, "#tu")
            print(f"ms a key at {THROTTLE}× throttle: {spread(filed for filed, _ in spent)}")
            within = sum(filed <= KEY for filed, _ in spent) / len(spent)
            print(f"  within {KEY} ms: {within:.2f} of {len(spent)} keys")
            plain = measure_keystrokes(reader.page, address, typed, "header [name=q]")
            print(f"  all tasks: {spread(tasks for _, tasks in spent)}")
            print(f"  all tasks in a box without search: {spread(tasks for _, tasks in plain)}")
        browser.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
