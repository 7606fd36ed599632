"""The last door: no page goes out with an address that runs script or loads what is not ours.

It sees a page as it will be written, after everything that changes an address: Markdown, the
sanitiser, the resolver, typography, Pelican's own links, templates and settings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from plugins.links.schemes import ELSEWHERE, OWN, may_be_loaded, may_be_pressed
from plugins.shared.messages import gettext
from plugins.shared.problems import ContentError, Problem

JUDGES: Mapping[str, Callable[[str], bool]] = {
    **dict.fromkeys(("href", "xlink:href", "action", "formaction"), may_be_pressed),
    **dict.fromkeys(("src", "srcset", "imagesrcset", "poster", "data"), may_be_loaded),
}


# Where an address may not begin as it does. It knows one way of writing, double quotes, and takes
# texts for tags, so the page is then read by a parser; nearly all pages have no such place.
# What comes before is looked at after the sign: like that, ten times as many are passed at once.
STRANGE = re.compile(
    rf'=(?<=[acfnrt]=)(?!"(?:{OWN}|"))'
    rf'(?:(?:(?<=href=)|(?<=action=))(?!"(?:{ELSEWHERE}))'
    r"|(?<=src=)|(?<=srcset=)|(?<=poster=)|(?<=data=))",
    re.IGNORECASE,
)


# What leads nowhere, as while somebody types it, and does no harm: no scheme, no other host.
LOST_PATH = re.compile(r"[\w.][^:\\]*")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            judge = JUDGES.get(name)
            parts = (value or "").split(", ") if name.endswith("srcset") else [value or ""]
            self.refused += [part for part in parts if judge and not judge(part)]


def refused_addresses(page: str) -> list[str]:
    """Addresses that a page may not hold, as a browser reads them, in order. page: HTML."""
    if not STRANGE.search(page):
        return []
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.refused


def refuse_unsafe(page: str, name: str, values: Mapping[str, Any], content: Path) -> None:
    """Raises ContentError with the line of each refused address. An article that is not published
    is shown with what leads nowhere.

    page: HTML, of the output file `name`; values: what it was rendered with; content: the folder.
    """
    refused = refused_addresses(page)
    source = values.get("article") or values.get("page")
    if getattr(source, "state", ""):
        refused = [address for address in refused if not LOST_PATH.fullmatch(address)]
    if not refused:
        return
    path = getattr(source, "relative_source_path", None)
    text = (content / path).read_text("utf-8", "replace") if path else ""
    raise ContentError(problems_of(refused, f"{content.name}/{path}" if path else name, text))


def problems_of(refused: Iterable[str], path: str, text: str) -> Iterator[Problem]:
    """Each with the line where the text of the file `path` has it."""
    for address in refused:
        yield Problem(
            path,
            text.count("\n", 0, max(text.find(address), 0)) + 1,
            1,
            "error",
            gettext("trang không được chứa địa chỉ “{address}”.", address=address),
            gettext("dùng địa chỉ bắt đầu bằng https:// hoặc /."),
        )


def judge_written(path: str, context: Mapping[str, Any]) -> None:
    """Of a page that Pelican's own writer wrote."""
    if path.endswith(".html"):
        page = Path(path).read_text("utf-8")
        refuse_unsafe(page, str(context["output_file"]), context, Path(context["PATH"]))
