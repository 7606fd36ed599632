"""How long a key takes to be seen in the desk: `python -m benchmarks.desk_typing`.

A made-up article of 3,000 words, as one text and with a table between every two paragraphs; keys
are pressed in its middle, each when the one before is shown. What is waited for is the next frame
of the screen too, up to 17 ms; the page's own work is what else takes the time of its thread.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from desk.body.testing import open_body
from tests.support.opened_desk import open_desk
from tools.browser import ensure_browser
from tools.console import say

KEYS = 200
WORDS = 3000
SENTENCE = "Bài minh hoạ nói về một ngày ở xã, ai cũng có việc của mình. "
PARAGRAPH = 60  # words
TABLE = "| a | b |\n| --- | --- |\n| 1 | 2 |"

# A frame is painted after its callbacks; what a channel says comes once it is.
HEAR = """() => {
    window.taken = [];
    const area = [...document.querySelectorAll(".body-text")].at(COUNT);
    area.focus();
    const middle = area.value.indexOf(" ", area.value.length / 2);
    area.setSelectionRange(middle, middle);
    area.addEventListener("keydown", ({ timeStamp }) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => taken.push(performance.now() - timeStamp);
        port2.postMessage("");
    }));
}"""


def bodies() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    sentence = len(SENTENCE.split())
    paragraph = (SENTENCE * (PARAGRAPH // sentence + 1)).strip()
    paragraphs = [paragraph] * (WORDS // len(paragraph.split()))
    whole = "\n\n".join(paragraphs)
    shown = {"rows": [["a", "b"], ["1", "2"]], "align": ["", ""], "caption": ""}
    table: Mapping[str, Any] = {"kind": "table", "raw": f"{TABLE}\n\n", **shown}
    parted: list[Mapping[str, Any]] = []
    for text in paragraphs:
        parted += [{"kind": "text", "raw": f"{text}\n\n", "text": text}, table]
    return {
        "một đoạn chữ": [{"kind": "text", "raw": f"{whole}\n", "text": whole}],
        "xen bảng": parted,
    }


def keys(page: Page, count: int) -> tuple[list[float], float]:
    """Milliseconds of each, and of the page's work for one."""
    page.evaluate(HEAR.replace("COUNT", str(page.locator(".body-text").count() // 2)))
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _worked(session)
    for n in range(count):
        page.keyboard.press("abcd "[n % 5])
        page.wait_for_function("(n) => taken.length > n", arg=n)
    taken: list[float] = page.evaluate("taken")
    return sorted(taken), 1000 * (_worked(session) - before) / count


def _worked(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=KEYS)
    options = parser.parse_args(arguments)
    say(f"{'ms từ phím tới hình':<20}{'giữa':>7}{'95 %':>7}{'lâu nhất':>10}{'làm việc':>10}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        content = Path(folder, "content")
        content.mkdir()
        browser = playwright.chromium.launch(
            executable_path=ensure_browser(), args=["--no-sandbox"]
        )
        with open_desk(content, Path(folder, "scratch")) as opened:
            for name, body in bodies().items():
                page = browser.new_page()
                open_body(page, opened, body)
                taken, work = keys(page, options.keys)
                middle, late = statistics.median(taken), taken[int(len(taken) * 0.95)]
                say(f"{name:<20}{middle:>7.1f}{late:>7.1f}{taken[-1]:>10.1f}{work:>10.1f}")
                page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
