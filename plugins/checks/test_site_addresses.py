"""Links to addresses of the site itself arrive, and do not name its server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked_content import article, page, problems_in

ROOTED = "https://thu.example.vn/phu-thong"
NO_ADVICE = "mở trang đó trên trình duyệt rồi chép địa chỉ, hoặc bỏ liên kết."


def found(tmp_path: Path, body: str, site_url: str = "https://thu.example.vn") -> list[str]:
    files: dict[str, str | bytes] = {
        "tin-tuc/a.md": article(body, head="category: Kinh tế\ntags: dư luận\nauthor: Hương Dịu\n"),
        "trang/gioi-thieu.md": page("Chữ."),
    }
    return problems_in(tmp_path, files, site_url)


@pytest.mark.parametrize(
    "address",
    [
        "/", "/gioi-thieu/", "/gioi-thieu/?a=1", "/tin-tuc/", "/dinh-huong-du-luan/",
        "/tin-tuc/kinh-te/", "/tin-tuc/van-hoa-xa-hoi/", "/tin-tuc/2023/", "/tin-tuc/2023/12/",
        "/tin-tuc/2023/12/a/", "/the/du-luan/", "/the/", "/tac-gia/huong-diu/", "/luu-tru/",
        "/dinh-huong-du-luan/cach-lam/", "/dinh-huong-du-luan/chu-de/nhan-biet-tin-gia/",
        "/dinh-huong-du-luan/loc/sai/2026/", "/dinh-chinh/", "/dinh-chinh/trang/1/",
        "/so-do-trang/", "/tin-tuc/trang/2/", "/atom.xml", "/tin-tuc/rss.xml", "/index.html",
    ],
)  # fmt: skip
def test_addresses_that_the_site_will_have_are_not_named(tmp_path: Path, address: str) -> None:
    assert found(tmp_path, f"[Trang này kia]({address})") == []


@pytest.mark.parametrize(
    ("address", "remedy"),
    [
        ("/gioi-thieu", "thiếu dấu / ở cuối, ghi: /gioi-thieu/"),
        ("/gioi-thieuu/", "có phải là “/gioi-thieu/”? Nếu đúng, ghi: /gioi-thieu/"),
        ("/Giới-thiệu/", "có phải là “/gioi-thieu/”? Nếu đúng, ghi: /gioi-thieu/"),
        ("/tin-tuc/2023/11/a/", "có phải là “/tin-tuc/2023/12/a/”? Nếu đúng, "
         "ghi: /tin-tuc/2023/12/a/"),
        ("/kinh-te/", "có phải là “/tin-tuc/kinh-te/”? Nếu đúng, ghi: /tin-tuc/kinh-te/"),
        ("/xyz/", NO_ADVICE),
        ("/tin-tuc/loc/sai/", NO_ADVICE),
        ("/tin-tuc/trang/x/", NO_ADVICE),
    ],
)  # fmt: skip
def test_an_address_that_nothing_has_is_named_with_the_nearest(
    tmp_path: Path, address: str, remedy: str
) -> None:
    assert found(tmp_path, f"[Trang kia]({address})") == [
        f"content/tin-tuc/a.md:9:13: lỗi: trang này không có địa chỉ “{address}”.\n    → {remedy}"
    ]


@pytest.mark.parametrize(
    ("typed", "path", "site_url"),
    [
        ("http://thu.example.vn/gioi-thieu/", "/gioi-thieu/", "https://thu.example.vn"),
        ("https://www.Thu.example.vn/tin-tuc/?a=1#noi-dung", "/tin-tuc/?a=1#noi-dung",
         "https://thu.example.vn"),
        ("https://thu.example.vn", "/", "https://thu.example.vn"),
        ("https://thu.example.vn/phu-thong/gioi-thieu/", "/gioi-thieu/", ROOTED),
    ],
)  # fmt: skip
def test_a_link_that_names_our_own_server_is_warned_of(
    tmp_path: Path, typed: str, path: str, site_url: str
) -> None:
    assert found(tmp_path, f"[Trang kia]({typed})", site_url) == [
        f"content/tin-tuc/a.md:9:13: cảnh báo: liên kết “{typed}” ghi cả tên miền của chính "
        f"trang này.\n    → ghi: {path}"
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "https://thu.example.vn.example.com/x/", "https://example.vn/?u=https://thu.example.vn/",
        "https://anh.thu.example.vn/", "http://[thu.example.vn/", "https://an@thu.example.vn/x/",
    ],
)  # fmt: skip
def test_other_servers_are_not_taken_for_ours(tmp_path: Path, typed: str) -> None:
    said = "".join(found(tmp_path, f"[Trang kia]({typed})"))
    assert "tên miền của chính trang này" not in said
    assert "không có địa chỉ" not in said
    assert found(tmp_path, "[Trang kia](https://thu.example.vn/khac/)", ROOTED) == []


def test_a_whole_address_that_nothing_has_is_an_error_too(tmp_path: Path) -> None:
    said = found(tmp_path, "[Trang kia](http://thu.example.vn/gioi-thieuu/)")
    assert [line.split(":")[3] for line in said] == [" lỗi", " cảnh báo"]
