"""Pages that list articles are made only where one of them may be another than before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from pelican.generators import Generator

from plugins.listings.views import refuse_pages_at
from plugins.outputs import outputs_of


@dataclass(frozen=True)
class ListedPage:
    """address: without the site's root; values: what its template sees besides the globals."""

    address: str
    template: str
    values: dict[str, Any]


class PlannedPages(Generator):  # type: ignore[misc]
    """Runs after Pelican's articles and pages; `plan` sees cards and heads, never a text.

    name: another for each kind of generator.
    """

    name: str
    settings: dict[str, Any]
    context: dict[str, Any]

    def plan(self) -> Iterator[ListedPage]:
        raise NotImplementedError

    def generate_context(self) -> None:
        state = self.settings.get("PORTAL_STATE")
        listed = self._addresses
        if state:
            key = self.settings["PORTAL_LISTS_KEY"]
            addresses = state.memo(f"addresses of {self.name}", key, listed)
        else:
            addresses = listed()
        self.context.setdefault("portal_list_addresses", []).extend(addresses)
        pages, problems = self.context["portal_pages"], self.settings["PORTAL_PROBLEMS"]
        refuse_pages_at(addresses, pages, problems, "một trang danh sách")

    def generate_output(self, writer: Any) -> None:
        outputs_of(self.settings).of_lists(self.name, partial(self._write, writer))

    @cached_property
    def _pages(self) -> list[ListedPage]:
        return list(self.plan())

    def _addresses(self) -> list[str]:
        return [page.address for page in self._pages if page.template != "404"]

    def _write(self, writer: Any) -> None:
        for page in self._pages:
            folder = not page.address.endswith(".html")
            writer.write_file(
                f"{page.address}index.html" if folder else page.address,
                self.get_template(page.template),
                self.context,
                url=page.address,
                address=page.address,
                **page.values,
            )
        del self._pages
