"""A page that would be lost is named before a release takes it away."""

from __future__ import annotations

import pytest

from plugins.redirects import lost_addresses

BEFORE = ["/", "/tin-tuc/2023/12/a/", "/tin-tuc/2023/12/b/", "/tin-tuc/trang/2/", "/cu/1/"]


def test_a_page_that_is_gone_and_does_not_redirect_is_lost() -> None:
    after = ["/", "/tin-tuc/2023/12/c/"]
    redirects = {"/cu/1": "/", "/cu/1/": "/", "/tin-tuc/2023/12/b": "/tin-tuc/2023/12/c/"}
    assert lost_addresses(BEFORE, after, redirects) == ["/tin-tuc/2023/12/a/"]
    assert lost_addresses(reversed(BEFORE), after, {}) == [
        "/cu/1/", "/tin-tuc/2023/12/a/", "/tin-tuc/2023/12/b/",
    ]  # fmt: skip


def test_nothing_is_lost_when_nothing_changed() -> None:
    assert lost_addresses(BEFORE, BEFORE, {}) == []


@pytest.mark.parametrize("page", ["/tin-tuc/trang/9/", "/the/a/trang/12/", "/phu/tin/trang/2/"])
def test_a_lists_last_pages_may_go(page: str) -> None:
    assert lost_addresses([page], [], {}) == []


@pytest.mark.parametrize("page", ["/trang/", "/tin-tuc/trang/x/", "/tin-tuc/2023/12/trang-2/"])
def test_what_only_looks_like_a_lists_page_may_not(page: str) -> None:
    assert lost_addresses([page], [], {}) == [page]


def test_one_address_has_many_spellings() -> None:
    before = ["/Tin/B%c3%a0i/", "/a/index.html", "/b.html"]
    assert lost_addresses(before, ["/a/", "/B.html"], {"/tin/b%C3%A0i": "/a/"}) == []
