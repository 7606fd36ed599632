"""How long an editor waits for a page of unsaved text: `python -m benchmarks.rendering`.

Made-up articles, built once; then some are rendered as saved and with each kind of edit.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.support.corpus import write_content
from benchmarks.support.stories import write_stories
from pelicanconf import SECTIONS
from plugins.rendering.article import render_article
from plugins.rendering.site import BuiltSite
from plugins.shared.process_cache import ProcessCache
from plugins.site.identity import read_sections
from tools.build import attempt
from tools.console import say

SAMPLE = 200
EDITS: Mapping[str, Callable[[str], str]] = {
    "như đã lưu": lambda text: text,
    "sửa chữ": lambda text: f"{text}\nThêm một đoạn.\n",
    "sửa tiêu đề, thẻ": lambda text: text.replace("title: ", "title: Sửa ", 1).replace(
        "tags: ", "tags: thẻ mới, ", 1
    ),
    "có địa chỉ cũ": lambda text: text.replace("title: ", "aliases: /cu/bai\ntitle: ", 1),
    "liên kết sai": lambda text: f"{text}\n[Trang](/khong-co/)\n",
}


@dataclass(frozen=True)
class Waited:
    """In CPU milliseconds. wrong: pages that are not as the build wrote them, of texts as saved."""

    edit: str
    median: float
    p95: float
    wrong: int

    def __str__(self) -> str:
        wrong = f", {self.wrong} trang khác trang đã dựng" if self.wrong else ""
        return f"{self.edit:<20}{self.median:>7.0f}{self.p95:>7.0f}{wrong}"


def measure(content: Path, output: Path) -> Iterable[Waited]:
    """Builds `content` into `output`. Raises RuntimeError where that fails."""
    process = ProcessCache()
    process.wants_site = True
    if not attempt(content, output, False, None, "", process=process) or process.site is None:
        raise RuntimeError("no site")
    names = [name for name, each in process.site.contents.items() if each]
    sample = names[:: max(1, len(names) // SAMPLE)]
    for edit, change in EDITS.items():
        taken = [_one(process.site, content, output, name, change) for name in sample]
        times = sorted(milliseconds for milliseconds, _ in taken)
        wrong = sum(is_wrong for _, is_wrong in taken)
        yield Waited(edit, statistics.median(times), times[int(len(times) * 0.95)], wrong)


def _one(
    site: BuiltSite, content: Path, output: Path, name: str, change: Callable[[str], str]
) -> tuple[float, bool]:
    saved = (content / name).read_text("utf-8")
    text = change(saved)
    started = time.process_time()
    shown = render_article(site, f"{content.name}/{name}", text.encode())
    taken = 1000 * (time.process_time() - started)
    built = site.contents[name]
    if text != saved or built is None:
        return taken, False
    return taken, shown.html != (output / str(built.save_as)).read_text("utf-8")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.rendering", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        write_content(content, list(write_stories(options.articles, read_sections(SECTIONS), None)))
        say(f"{'Mili giây CPU':<20}{'giữa':>7}{'95 %':>7}")
        for waited in measure(content, Path(folder) / "output"):
            say(str(waited))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
