"""Pages that list articles are made only where one of them may be another than before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from pelican.writers import Writer

from plugins.listings.views import refuse_pages_at
from plugins.shared.generator import PortalGenerator
from plugins.shared.messages import gettext

NOT_FOUND = "404.html"


@dataclass(frozen=True)
class ListedPage:
    """address: without the site's root; values: what its template sees besides the globals;
    of_theme: the template is a theme's from elsewhere, and is told as by Pelican."""

    address: str
    template: str
    values: dict[str, Any]
    of_theme: bool = False


class PlannedPages(PortalGenerator):
    """Runs after Pelican's articles and pages; `plan` sees cards and heads, never a text.

    name: another for each kind of generator.
    """

    name: str

    def plan(self) -> Iterable[ListedPage]:
        """The pages, in any order that is always the same."""
        raise NotImplementedError

    def generate_context(self) -> None:
        """Tells others the addresses of all lists."""
        portal = self.portal
        key, kind = portal.lists_key, list[str]
        addresses = portal.cache.memo(f"addresses of {self.name}", key, kind, self._addresses)
        portal.list_addresses += addresses
        refuse_pages_at(addresses, portal.pages, portal.problems, gettext("một trang danh sách"))

    def generate_output(self, writer: Writer) -> None:
        """Writes the pages, unless none can have changed."""
        self.portal.outputs.group(self.name, self.portal.lists_key, partial(self._write, writer))

    @cached_property
    def _planned(self) -> list[ListedPage]:
        return list(self.plan())

    def _addresses(self) -> list[str]:
        return [page.address for page in self._planned if page.address != NOT_FOUND]

    def _write(self, writer: Writer) -> None:
        for page in self._planned:
            writer.write_file(
                path_of(page.address),
                self.get_template(page.template, of_theme=page.of_theme),
                self.context,
                url=page.address,
                address=page.address,
                **page.values,
            )
        del self._planned


def path_of(address: str) -> str:
    """Inside the site's folder."""
    return address if address.endswith(".html") else f"{address}index.html"
