"""Pages that list articles are made only where one of them may be another than before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from pelican.generators import Generator

from plugins.listings.views import refuse_pages_at
from plugins.portal import portal_of

NOT_FOUND = "404.html"


@dataclass(frozen=True)
class ListedPage:
    """address: without the site's root; values: what its template sees besides the globals."""

    address: str
    template: str
    values: dict[str, Any]

    @property
    def path(self) -> str:
        return path_of(self.address)


class PagesOf:
    """Pages of one list, made together. `make` sees the values and the settings, nothing else, so
    that none of its pages is another where the values are what they were.

    address: of the first page, which no other list has.
    """

    def __init__(
        self, address: str, make: Callable[..., Iterable[ListedPage]], *values: object
    ) -> None:
        self.address = address
        self.what = (make.__qualname__, *values)
        self._make = partial(make, *values)

    @cached_property
    def pages(self) -> list[ListedPage]:
        return list(self._make())


def only(address: str, template: str, values: dict[str, Any]) -> PagesOf:
    """A page that is no list of several."""
    return PagesOf(address, _only, address, template, values)


def _only(address: str, template: str, values: dict[str, Any]) -> list[ListedPage]:
    return [ListedPage(address, template, values)]


@dataclass(frozen=True)
class Planned:
    """as_before: whether the values of `listed` are those of the last build."""

    listed: PagesOf
    addresses: list[str]
    as_before: bool


class PlannedPages(Generator):  # type: ignore[misc]
    """Runs after Pelican's articles and pages; `plan` sees cards and heads, never a text.

    name: another for each kind of generator.
    """

    name: str
    settings: dict[str, Any]
    context: dict[str, Any]

    def plan(self) -> Iterator[PagesOf]:
        raise NotImplementedError

    def generate_context(self) -> None:
        state = self.settings.get("PORTAL_STATE")
        listed = self._addresses
        if state:
            key = self.settings["PORTAL_LISTS_KEY"]
            addresses = state.memo(f"addresses of {self.name}", key, listed)
        else:
            addresses = listed()
        portal = portal_of(self.settings)
        portal.list_addresses += addresses
        refuse_pages_at(addresses, portal.pages, portal.problems, "một trang danh sách")

    def generate_output(self, writer: Any) -> None:
        portal_of(self.settings).outputs.of_lists(self.name, partial(self._write, writer))

    @cached_property
    def _planned(self) -> list[Planned]:
        """What each list was made of, and where its pages are, is remembered where a build has a
        memory."""
        outputs, state = portal_of(self.settings).outputs, self.settings.get("PORTAL_STATE")
        name = f"pages of {self.name}"
        last: dict[str, tuple[bytes, list[str]]] = (state and state.recall(name)) or {}
        planned, now = [], {}
        for listed in self.plan():
            key = outputs.digest(*listed.what)
            known = last.get(listed.address)
            as_before = known is not None and key is not None and known[0] == key
            before = known[1] if known and as_before else None
            addresses = before or [page.address for page in listed.pages]
            planned.append(Planned(listed, addresses, as_before))
            if key is not None:
                now[listed.address] = (key, addresses)
        if state:
            state.keep(name, now)
        return planned

    def _addresses(self) -> list[str]:
        found = (address for planned in self._planned for address in planned.addresses)
        return [address for address in found if address != NOT_FOUND]

    def _write(self, writer: Any) -> None:
        outputs = portal_of(self.settings).outputs
        for planned in self._planned:
            kept: set[str] = set()
            if planned.as_before:
                kept = outputs.keep_pages(map(path_of, planned.addresses))
                if len(kept) == len(planned.addresses):
                    continue
            for page in planned.listed.pages:
                if page.path not in kept:
                    self._write_page(writer, page)
        del self._planned

    def _write_page(self, writer: Any, page: ListedPage) -> None:
        writer.write_file(
            page.path,
            self.get_template(page.template),
            self.context,
            url=page.address,
            address=page.address,
            **page.values,
        )


def path_of(address: str) -> str:
    """Inside the site's folder."""
    return address if address.endswith(".html") else f"{address}index.html"
