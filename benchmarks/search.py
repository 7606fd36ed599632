"""Measures the search as readers meet it: found at first place or not, bytes, time and memory."""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.support.keystrokes import THROTTLE, measure_keys
from benchmarks.support.search_queries import (
    DATE,
    KINDS,
    REFERENCE,
    SLIPS,
    Item,
    Phrases,
    bodies,
    is_tuned_on,
    matches,
    names,
    questions,
    titles,
)
from benchmarks.support.search_reader import Answers, Reader
from benchmarks.support.search_site import ADDRESS, write_site
from benchmarks.support.texts import Text, generated_texts, read_corpus, varied
from tools.browser import find_browser
from tools.local_server import listen, origin_of, running
from tools.preview import Preview, Shown
from tools.preview_app import preview_app

KEY = 30  # milliseconds
LENGTHS = (2, 3, 4, 5)
SWITCHES = (
    "--no-sandbox", "--disable-background-networking", "--js-flags=--expose-gc",
    "--enable-precise-memory-info",
)  # fmt: skip

# What is typed, and the item that it stands for.
Typed = tuple[str, Item]


@dataclass(frozen=True)
class Served:
    """A site under measure."""

    browser: Browser
    folder: Path
    address: str

    def reader(self, missed: bool = False) -> Reader:
        return Reader(self.browser, self.folder, self.address, missed)


@contextmanager
def served(texts: Sequence[Text]) -> Iterator[Served]:
    with tempfile.TemporaryDirectory() as name:
        site = write_site(Path(name), texts)
        mine = listen(0)
        app = preview_app(Preview(Shown(site), live=False))
        with running(app, mine), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=find_browser(), args=list(SWITCHES)
            )
            yield Served(browser, site, f"{origin_of(mine)}/{ADDRESS}")
            browser.close()


def measure_recall(
    reader: Reader, texts: Sequence[Text], originals: int, count: int, kinds: Sequence[str]
) -> None:
    """Prints a table."""
    phrases, everything = Phrases(texts), Answers()
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
    for kind, found in asked(texts, phrases, originals).items():
        if kinds and kind not in kinds:
            continue
        items = list(islice(found, 2 * count))
        answer = reader.ask(items)
        print(f"{kind:18}{answer.recall():7.2f} of {len(items)}", flush=True)
        everything.add(answer)
    if everything.sizes:
        print(f"kB a query: {spread(size / 1e3 for size in everything.sizes)}")
        print(f"ms until its answer: {spread(everything.times)}")
        print(f"of them all: {len(everything.hits)} queries, {everything.recall():.3f}")


def asked(texts: Sequence[Text], phrases: Phrases, originals: int) -> dict[str, Iterator[Typed]]:
    """What is typed as it stands in a text, or as a question."""
    found = {
        "body, no marks": bodies(texts, phrases, originals, random.Random(6)),  # noqa: S311
        "names, no marks": matches(names, texts, phrases, originals, random.Random(7)),  # noqa: S311
        "dates": matches(DATE.findall, texts, phrases, originals, random.Random(8)),  # noqa: S311
        "references": matches(REFERENCE.findall, texts, phrases, originals, random.Random(9)),  # noqa: S311
        "questions": questions(texts, phrases, originals, random.Random(10)),  # noqa: S311
    }
    return {
        kind: _spoilt("no marks" if "no marks" in kind else "exact", found[kind]) for kind in found
    }


def _spoilt(kind: str, items: Iterable[Item]) -> Iterator[Typed]:
    rng = random.Random(1)  # noqa: S311
    return ((KINDS[kind](item.query, rng), item) for item in items)


def first_queries(
    texts: Sequence[Text], originals: int, count: int
) -> tuple[list[Typed], list[Typed]]:
    """`count` of each kind and length as people mean them, and `count` of each slip."""
    phrases = Phrases(texts)
    meant = [
        typed
        for found in asked(texts, phrases, originals).values()
        for typed in islice(found, count)
    ]
    slipped: list[Typed] = []
    for length in LENGTHS:
        found = list(islice(titles(texts, phrases, length, random.Random(length)), count))  # noqa: S311
        meant += _spoilt("exact", found)
        slipped += [
            typed for kind in SLIPS for typed in islice(_spoilt(kind, found), max(1, count // 4))
        ]
    return meant, slipped


def measure_first(site: Served, typed: Iterable[Typed]) -> Answers:
    """Of queries that are each the first on a page."""
    return site.reader().ask(typed, anew=True)


def measure_typing(site: Served, items: Sequence[Item]) -> None:
    queries = [item.query for item in items]
    page = site.browser.new_page()
    spent = measure_keys(site.browser, page, site.address, queries, "#tu")
    plain = measure_keys(site.browser, page, site.address, queries[:2], "header [name=q]")
    print(f"ms a key at {THROTTLE}× throttle, {len(spent)} keys")
    for name, figures in (
        ("script", [key.script for key in spent]),
        ("script, style and layout", [key.script + key.layout for key in spent]),
    ):
        within = sum(figure <= KEY for figure in figures) / len(figures)
        print(f"  {name}: {spread(figures)}; within {KEY} ms {within:.2f}")
    print(f"  all tasks: {spread(key.tasks for key in spent)}")
    print(f"  all tasks in a box without search: {spread(key.tasks for key in plain)}")


def compare(own: Sequence[Text], grown: Sequence[Text], originals: int, count: int) -> None:
    """The same first queries on both sites."""
    meant, slipped = first_queries(own, originals, count // 4)
    typed = meant + slipped
    sizes: list[list[int]] = []
    for texts in (own, grown):
        with served(texts) as site:
            sizes.append(measure_first(site, typed).sizes)
        print(f"kB of a first query: {spread(size / 1e3 for size in sizes[-1])}", flush=True)
    ratios = [
        sorted(grown_sizes)[at] / sorted(own_sizes)[at]
        for own_sizes, grown_sizes in [(sizes[0], sizes[1])]
        for at in (len(typed) // 2, len(typed) * 95 // 100)
    ]
    print(f"times as many bytes: median {ratios[0]:.2f}, 95 % {ratios[1]:.2f}")


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
    parser.add_argument(
        "--grown",
        type=int,
        metavar="ARTICLES",
        help="only bytes: of first queries, beside those of the same on a site of so many articles",
    )
    given = parser.parse_args(arguments)
    texts = read_corpus(given.corpus) if given.corpus else list(generated_texts(given.articles))
    if given.half:
        texts = [text for text in texts if is_tuned_on(text) == (given.half == "tuned")]
    originals = min(len(texts), given.articles)
    own = list(varied(texts, given.articles))
    if given.grown:
        compare(own, list(varied(texts, given.grown)), originals, given.queries)
        return 0
    with served(own) as site:
        reader = site.reader(given.missed)
        idle = reader.heap()
        measure_recall(reader, own, originals, given.queries, given.kinds)
        print(f"MB of the page's heap after all queries: {reader.heap() - idle:.1f} more")
        if not given.only_recall:
            print(f"\nkB of scripts before typing: {reader.scripts() / 1e3:.1f}")
            meant, slipped = first_queries(own, originals, given.queries // 4)
            for name, typed in (("a first query", meant), ("one with a slip", slipped)):
                sizes = measure_first(site, typed).sizes
                print(f"kB of {name}: {spread(size / 1e3 for size in sizes)}")
            measure_typing(site, [item for _, item in meant[:: max(1, len(meant) // 12)]])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
