"""Writes the small pages at old addresses, and the map from which a server's rules are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from plugins.frontmatter.addresses import address_of
from plugins.portal import Settings, portal_of
from plugins.redirects.resolve import PageFacts, Redirects
from plugins.redirects.stubs import stub_of
from plugins.redirects.table import FILE, read_table

# `old<TAB>new` a line; no server shows the folder.
MAP = ".portal/map.txt"


def redirect_map(
    settings: Settings, articles: Iterable[Any], pages: Iterable[Any]
) -> dict[str, str]:
    """New address by old one, sorted; percent-encoded ASCII with the site's root.

    articles, pages: Pelican's contents, drafts too, so that nothing leads to one. Old addresses
    are in small letters, apart from their percent escapes: compare without regard to case.
    """
    return _lines(_redirects(settings, [*articles, *pages]), portal_of(settings).root)


def _redirects(settings: Mapping[str, Any], contents: Iterable[Any]) -> Redirects:
    """What is wrong has been told by the checks, which go before every build."""
    content = Path(settings["PATH"])
    pages = [
        PageFacts(
            f"{content.name}/{each.relative_source_path}",
            f"/{address_of(each.head, each.relative_source_path)}",
            each.status == "published",
            each.head.aliases,
        )
        for each in sorted(contents, key=lambda each: str(each.relative_source_path))
    ]
    rows, _ = read_table(content)
    return Redirects(pages, rows, f"{content.name}/{FILE}", settings["SITEURL"])


def _lines(redirects: Redirects, root: str) -> dict[str, str]:
    return {root + old: _rooted(new, root) for old, new in redirects.map.items()}


def _rooted(new: str, root: str) -> str:
    return root + new if new.startswith("/") else new


class RedirectsGenerator(Generator):  # type: ignore[misc]
    settings: dict[str, Any]
    context: dict[str, Any]

    def generate_output(self, writer: Any) -> None:
        rows, _ = read_table(Path(self.settings["PATH"]))
        portal = portal_of(self.settings)
        key = portal.lists_key + repr(rows).encode()
        portal.outputs.group("redirects", key, partial(self._write, writer))

    def _write(self, writer: Any) -> None:
        redirects = _redirects(self.settings, self.context["generated_content"].values())
        self._write_stubs(writer, redirects)
        lines = _lines(redirects, portal_of(self.settings).root)
        text = "".join(f"{old}\t{new}\n" for old, new in lines.items())
        portal_of(self.settings).outputs.write(MAP, text)

    def _write_stubs(self, writer: Any, redirects: Redirects) -> None:
        template = self.get_template("redirects/moved")
        root, site = portal_of(self.settings).root, self.settings["SITEURL"]
        # A preview has lists of what waits, which the checks do not know of.
        lists = {f"{address}index.html" for address in portal_of(self.settings).list_addresses}
        for old, new in redirects.active.values():
            if (path := stub_of(old)) and path.lower() not in lists:
                writer.write_file(
                    path,
                    template,
                    self.context,
                    target=_rooted(new, root),
                    canonical=_rooted(new, site),
                )
