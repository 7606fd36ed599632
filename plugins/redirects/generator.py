"""Writes the small pages at old addresses, and the map from which a server's rules are made."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from pelican.contents import Content
from pelican.writers import Writer

from plugins.frontmatter.addresses import address_of
from plugins.redirects.resolve import PageFacts, Redirects
from plugins.redirects.stubs import stub_of
from plugins.redirects.table import FILE, read_table
from plugins.shared.generator import PortalGenerator
from plugins.shared.portal import portal_of
from plugins.shared.settings import Settings

# `old<TAB>new` a line; no server shows the folder.
MAP = ".portal/map.txt"


def redirect_map(
    settings: Settings, articles: Iterable[Content], pages: Iterable[Content]
) -> dict[str, str]:
    """New address by old one, sorted; percent-encoded ASCII with the site's root.

    articles, pages: Pelican's contents, drafts too, so that nothing leads to one. Old addresses
    are in small letters, apart from their percent escapes: compare without regard to case.
    """
    return _lines(_redirects(settings, [*articles, *pages]), portal_of(settings).root)


def _redirects(settings: Settings, contents: Iterable[Content]) -> Redirects:
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


class RedirectsGenerator(PortalGenerator):
    """Writes the pages at old addresses, and the map."""

    def generate_output(self, writer: Writer) -> None:
        """Writes them, unless nothing has changed."""
        rows, _ = read_table(Path(self.settings["PATH"]))
        portal = self.portal
        key = portal.lists_key + repr(rows).encode()
        portal.outputs.group("redirects", key, partial(self._write, writer))

    def _write(self, writer: Writer) -> None:
        redirects = _redirects(self.settings, self.context["generated_content"].values())
        self._write_stubs(writer, redirects)
        lines = _lines(redirects, self.portal.root)
        text = "".join(f"{old}\t{new}\n" for old, new in lines.items())
        self.portal.outputs.write(MAP, text)

    def _write_stubs(self, writer: Writer, redirects: Redirects) -> None:
        template = self.get_template("redirects/moved")
        root, site = self.portal.root, self.settings["SITEURL"]
        # A preview has lists of what waits, which the checks do not know of.
        lists = {f"{address}index.html" for address in self.portal.list_addresses}
        for old, new in redirects.active.values():
            if (path := stub_of(old)) and path.lower() not in lists:
                writer.write_file(
                    path,
                    template,
                    self.context,
                    target=_rooted(new, root),
                    canonical=_rooted(new, site),
                )
