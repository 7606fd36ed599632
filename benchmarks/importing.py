"""What an import gets right on sample files, and how long a copied portal of many pages takes.

    python -m benchmarks.importing FOLDER [--pages N]

FOLDER has the samples and what is to be found in them
(benchmarks/support/import_quality.py says how); with `--pages` alone only the time is measured.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pelicanconf
from benchmarks.support.import_quality import quality, report
from benchmarks.support.texts import Text, generated_texts
from importing.command import Wish, run
from importing.profiles import read_profiles
from importing.rendering import renderer
from tools.console import say

PAGES = 10_000
TOPICS = 50  # folders
HOST = "www.cu.example.gov.vn"
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8">
<meta name="generator" content="NukeViet v4.5">
<title>{title} - Cổng thông tin</title></head><body><form id="aspnetForm"><header>{menu}</header>
<h1 class="title">{title}</h1><span class="h5">Thứ hai - {day:02}/05/{year} 08:30</span>
<div class="hometext">{lead}</div><figure class="article">
<img alt="" src="/uploads/news/{number}.jpg">
<em>Ảnh minh hoạ số {number}</em></figure><div id="news-bodyhtml">{body}</div>
<p class="h5"><strong>Tác giả: </strong>Ban Biên tập</p>
<footer>{menu}</footer></form></body></html>
"""
MENU = "".join(
    f'<li class="muc-{n}"><a href="/muc-{n}/">Chuyên mục {n}</a></li>' for n in range(60)
)
PARAGRAPH = '<p style="text-align:justify"><span style="font-family:Arial;color:#333">{}</span></p>'
# Each second page has its photo; the bytes differ, so that none is another's copy.
PHOTO = bytes.fromhex("ffd8ffe0") + bytes(50_000)


def write_portal(root: Path, count: int) -> None:
    for number, text in enumerate(generated_texts(count)):
        folder = root / HOST / f"tin-{number % TOPICS}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"bai-{number}.html").write_text(_page(number, text), "utf-8")
        if number % 2 == 0:
            photo = root / HOST / "uploads" / "news" / f"{number}.jpg"
            photo.parent.mkdir(parents=True, exist_ok=True)
            photo.write_bytes(PHOTO + str(number).encode())


def _page(number: int, text: Text) -> str:
    return PAGE.format(
        title=f"{text.title} {number}",
        menu=f"<ul>{MENU}</ul>",
        day=number % 28 + 1,
        year=2010 + number % 12,
        lead=text.lead,
        number=number,
        body="".join(PARAGRAPH.format(each) for each in text.paragraphs),
    )


def speed(count: int) -> Iterator[str]:
    """Of a first import and of one more, in seconds and megabytes of memory."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_portal(place / "cu", count)
        (place / "content" / pelicanconf.SECTIONS[0]["slug"]).mkdir(parents=True)
        wish = Wish(content=str(place / "content"), report=str(place / "bao-cao.html"))
        for name in ("first import", "again, nothing changed"):
            wall, cpu = time.monotonic(), _cpu()
            run([str(place / "cu")], wish)
            took, used = time.monotonic() - wall, _cpu() - cpu
            most = max(
                resource.getrusage(who).ru_maxrss
                for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
            )
            yield f"{name:25} {count} pages {took:8.1f} s, {used:8.1f} CPU s, {most / 1000:6.0f} MB"


def _cpu() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing")
    parser.add_argument("folder", nargs="?", type=Path, help="sample files")
    parser.add_argument(
        "--pages", type=int, nargs="?", const=PAGES, default=0, help="time an import of N"
    )
    wanted = parser.parse_args(words)
    lines: list[str] = []
    if wanted.folder:
        lines += report(
            tuple(quality(wanted.folder, read_profiles(), renderer(pelicanconf.MARKDOWN)))
        )
    if wanted.pages:
        lines += speed(wanted.pages)
    say("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
