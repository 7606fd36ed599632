"""An editor brings photos into an article: dropped, pasted, chosen, and said what they show."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import JSHandle, Page

from conftest import PageMaker
from desk.photos.testing import encoded, photo, picture
from plugins.captions.caption import split_credit
from tests.support.barriers import barriers
from tests.support.opened_desk import Opened, open_desk

OLD = "anh/2024/cho-phien.jpg"
TABLE = "| a | b |\n|---|---|\n| 1 | 2 |"
HEAD = "---\nTiêu đề: Lễ hội xuân\nNgày: 01/02/2025\nTrạng thái: nháp\n---\n\n"
PHOTO = f'![Chợ đông người]({OLD} "Chợ phiên. (Ảnh: A)")\n\n'


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    file = tmp_path / "content" / OLD
    file.parent.mkdir(parents=True)
    file.write_bytes(photo(400, 300, notes=False))
    with open_desk(tmp_path / "content", tmp_path / "scratch") as opened:
        yield opened


def open_article(page: Page, opened: Opened, body: str) -> None:
    file = opened.desk.content / "tin-tuc/le-hoi.md"
    file.parent.mkdir()
    file.write_text(HEAD + body, "utf-8")
    page.goto("/bai/tin-tuc/le-hoi.md")
    page.get_by_role("textbox", name="Nội dung bài").first.wait_for()
    page.locator(".photos-bar").wait_for(state="attached")


def collected(page: Page) -> dict[str, Any]:
    said: dict[str, Any] = page.evaluate(
        "import('/static/article/article.js').then(({ collect }) => collect())"
    )
    return said


def sent(page: Page) -> list[Any]:
    body: list[Any] = collected(page)["body"]
    return body


def files(page: Page, *given: tuple[str, str, bytes]) -> JSHandle:
    """A DataTransfer of (name, kind, bytes)."""
    return page.evaluate_handle(
        """(files) => {
          const transfer = new DataTransfer();
          for (const [name, type, data] of files) {
            const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
            transfer.items.add(new File([bytes], name, { type }));
          }
          return transfer;
        }""",
        [(name, kind, base64.b64encode(data).decode()) for name, kind, data in given],
    )


def drop(page: Page, onto: str, transfer: JSHandle) -> None:
    """In the lower half."""
    box = page.locator(onto).first.bounding_box()
    assert box
    where = {"clientX": box["x"] + 9, "clientY": box["y"] + box["height"] - 2}
    for event in ("dragover", "drop"):
        page.locator(onto).first.dispatch_event(event, {"dataTransfer": transfer, **where})


def test_photos_are_dropped_described_put_in_order_and_chosen_again(
    page_of: PageMaker, opened: Opened, tmp_path: Path
) -> None:
    page = page_of(base_url=opened.origin, expected=["422"])
    open_article(page, opened, f"Một.\n\n{TABLE}\n\nHai.\n")
    wide = ("IMG_0042.JPG", "image/jpeg", photo(3000, 2000))
    broken = ("hỏng.jpg", "image/jpeg", photo(300, 300)[:-400])
    drop(page, ".body-frame", files(page, wide, broken))
    card = page.get_by_role("group", name="Ảnh", exact=True)
    card.locator(".said.error", has_text="hỏng.jpg").wait_for()
    assert "2400 × 1600" in card.inner_text()
    assert [piece["kind"] for piece in sent(page)] == ["text", "photo", "table", "text"]
    page.keyboard.type("Người dân xem múa khèn ở sân vận động")  # the focus stands there
    card.get_by_label("Chú thích", exact=True).fill("Lễ hội xuân")
    card.get_by_label("Ảnh của ai").fill("Hương Dịu")
    (said,) = sent(page)[1]["photos"]
    first = said["path"]
    assert first.endswith("/le-hoi-1.jpg")
    assert said == {
        "path": first,
        "alt": "Người dân xem múa khèn ở sân vận động",
        "caption": "Lễ hội xuân Ảnh: Hương Dịu",
    }

    point = page.get_by_role("application")
    point.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    assert collected(page)["fields"]["focus"] == "55 35"
    point.locator("img").click(position={"x": 1, "y": 1})
    assert collected(page)["fields"]["focus"] in ("0 0", "0 1", "1 1")

    card.get_by_role("button", name="Thêm ảnh gần đây vào nhóm này").click()
    dialog = page.get_by_role("dialog", name="Chọn ảnh gần đây")
    dialog.get_by_label("Tìm theo tên ảnh").fill("chợ phiên")
    dialog.get_by_role("button", name="2024/cho-phien.jpg").click()
    page.keyboard.type("Chợ")
    made = sent(page)[1]
    assert [each["path"] for each in made["photos"]] == [first, OLD]
    assert (made["kind"], made["photos"][1]["alt"]) == ("gallery", "Chợ")
    card.get_by_role("button", name="Xuống sau").first.click()
    assert [each["path"] for each in sent(page)[1]["photos"]] == [OLD, first]
    card.get_by_role("button", name="Bỏ ảnh này").first.click()
    assert [each["path"] for each in sent(page)[1]["photos"]] == [first]
    assert sent(page)[1]["kind"] == "photo"
    card.get_by_role("button", name="Lấy lại").click()
    assert [each["path"] for each in sent(page)[1]["photos"]] == [OLD, first]
    assert barriers(page) == []


def test_a_picture_is_pasted_and_a_document_is_dropped(page_of: PageMaker, opened: Opened) -> None:
    page = page_of(base_url=opened.origin, expected=["422"])
    open_article(page, opened, f"Một.\n\n{PHOTO}")
    area = page.get_by_role("textbox", name="Nội dung bài")
    area.press("Control+End")
    shot = files(page, ("image.png", "image/png", encoded(picture(), "PNG")))
    paste = """(area, clipboardData) => area.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))"""
    area.evaluate(paste, shot)
    page.get_by_label("Ảnh cho thấy gì").first.wait_for()
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"  # typing goes on
    assert [piece["kind"] for piece in sent(page)] == ["text", "photo", "photo"]
    assert sent(page)[1]["photos"][0]["path"].endswith("/le-hoi-1.png")
    assert (sent(page)[2]["raw"], sent(page)[2]["changed"]) == (PHOTO, False)

    # Word copies a picture of its text too.
    with_text = page.evaluate_handle("(t) => (t.setData('text/plain', 'Chữ'), t)", shot)
    area.evaluate(paste, with_text)
    program = ("chạy.exe", "", b"MZ")
    drop(page, ".photo-card >> nth=1", files(page, ("a.txt", "text/plain", b"x"), program))
    page.locator(".photo-card").nth(1).locator(".said.error", has_text="chạy.exe").wait_for()
    drop(page, "h1", files(page, ("Mẫu đơn.txt", "text/plain", b"Ten:"), program))
    page.locator(".photos-bar").locator(".said.error", has_text="chạy.exe").wait_for()
    kinds = [piece["kind"] for piece in sent(page)]
    assert sorted(kinds) == ["file", "photo", "photo", "text"]
    (made,) = (piece for piece in sent(page) if piece["kind"] == "file")
    assert made["path"].endswith("/mau-don.txt")
    assert made["name"] == "Mẫu đơn"


CAPTIONS = (
    "",
    "Chợ phiên",
    "Chợ phiên. Ảnh: Hương Dịu",
    "Chợ phiên (Ảnh: Hương Dịu)",
    "Chợ phiên (Ảnh: Hương Dịu).",
    "Nguồn ảnh: UBND xã",
    "ẢNH : A",
    "Ảnh: một. Ảnh: hai",
    "Hình Ảnh: A",
    "Tranh, xemẢnh: A",
    "Chợ. Nguồn: " + "dài " * 40,
    "  Chợ.   Ảnh:   A  ",
)


def test_a_caption_is_cut_as_the_site_cuts_it_and_stays_where_nobody_writes(
    page_of: PageMaker, opened: Opened
) -> None:
    page = page_of(base_url=opened.origin)
    open_article(page, opened, "Một.\n")
    cut = page.evaluate(
        """async (captions) => {
          const { splitCredit, joinCredit } = await import("/static/photos/credit.js");
          return captions.map((caption) => {
            const { said, name, typed } = splitCredit(caption);
            return [said, name, joinCredit(said, name, typed), joinCredit("Khác", name, typed)];
          });
        }""",
        list(CAPTIONS),
    )
    for caption, (said, name, same, other) in zip(CAPTIONS, cut, strict=True):
        assert same == caption
        whole, credit = ["".join(map(str, part)) for part in split_credit([caption])]
        if credit:
            assert said == whole
            assert credit.endswith(name)
            assert split_credit([other]) == (["Khác"], [" ".join(credit.split())])
        else:
            assert (said, name, other) == (caption, "", "Khác")
