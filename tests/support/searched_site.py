"""Articles to be found, and how a test asks the search page for them."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from pelicanconf import PLUGINS

WITH_SEARCH = list(dict.fromkeys([*PLUGINS[:-1], "plugins.search", PLUGINS[-1]]))
ADDRESS = "/tim-kiem/"


def article(title: str, date: str, more: str = "", body: str = "Chữ của bài.") -> str:
    return f"Tiêu đề: {title}\nNgày: {date}\n{more}\n\n{body}\n"


ARTICLES: dict[str, str | bytes] = {
    "tin-tuc/du-luan.md": article(
        "Nắm bắt dư luận xã hội", "01/12/2023", "Chuyên mục: Xây dựng Đảng", "Ủy ban huyện họp."
    ),
    "tin-tuc/quyt.md": article(
        "Mùa quýt ở Bạch Thông",
        "05/11/2024",
        "Chuyên mục: Kinh tế",
        "Quýt chín. Dư luận khen. Đường làng mới; 1.300 tấn quả được bán.",
    ),
    "tin-tuc/quyt-cu.md": article(
        "Mùa quýt ở Bạch Thông năm trước", "05/11/2022", "Chuyên mục: Kinh tế", "Quýt được mùa."
    ),
    "tin-tuc/ban.md": article("Bàn về hòa giải ở cơ sở", "02/02/2024", "", "Cây trồng và lúa."),
    "tin-tuc/ban-lang.md": article("Bản làng vào vụ", "02/03/2024", "", "Giá lúa. Xã hội học."),
    "dinh-huong-du-luan/tin-gia.md": article(
        "Nhận biết tin giả về thiên tai",
        "10/09/2024",
        "Chuyên mục: Nhận biết tin giả\nTóm tắt: Cách kiểm tra tin trước khi chia sẻ.",
    ),
    **{
        f"tin-tuc/lich-{n}.md": article(f"Lịch tiếp công dân kỳ {n}", f"{n:02}/01/2024")
        for n in range(1, 13)
    },
    "tin-tuc/go.md": article("Rừng trồng gỗ lớn", "01/06/2024"),
    "tin-tuc/vay.md": article("Vay vốn", "02/05/2024", "", "Có **rừng** trồng gỗ lớn thì vay."),
    "tin-tuc/keo.md": article("Cây keo", "03/05/2024", "", "Rừng trồng mới.\n\nTrồng gỗ keo."),
    "tin-tuc/giu.md": article("Giữ rừng", "04/05/2024", "", "Giữ rừng\n\nTrồng gỗ. Rừng trồng."),
    "tin-tuc/lang-thang.md": article("Bạn lang thang", "05/05/2024"),
    **{
        f"tin-tuc/cho-{n}.md": article(
            f"Chợ phiên {n}", f"{n:02}/07/2024", "", "Chợ phiên vùng. Phiên vùng cao."
        )
        for n in range(1, 23)
    },
    "tin-tuc/nep.md": article("Nương xưa", "01/03/2023", "", "Lúa nếp nương thơm lừng."),
    "tin-tuc/nep-moi.md": article(
        "Nương nay", "02/03/2024", "", "Lúa nếp mới. Có nếp nương, có nương thơm."
    ),
    "tin-tuc/the.md": article("Thẻ BHYT ở trạm", "03/02/2022"),
    "tin-tuc/dong.md": article("Đóng ở bưu điện", "03/03/2022", "", "Đóng bảo hiểm y tế."),
    "tin-tuc/vay-vong.md": article("Vây vòng bắt cá", "03/04/2022"),
    "tin-tuc/lo-dat.md": article("Lô đất", "03/05/2022", "", "Lô xa4 cạnh suối."),
    "trang/goi-cho-ai.md": "Tiêu đề: Gọi cho ai\nTóm tắt: Số gọi.\n\nCông an: gọi 113.\n",
    "tin-tuc/nhap.md": article("Bí mật còn nháp", "01/05/2024", "Trạng thái: nháp"),
    "tin-tuc/hen.md": article("Bí mật hẹn giờ", "01/05/2030"),
}
QUYT, QUYT_CU = "Mùa quýt ở Bạch Thông", "Mùa quýt ở Bạch Thông năm trước"
FORESTS = ["Rừng trồng gỗ lớn", "Vay vốn"]
DU_LUAN = "Nắm bắt dư luận xã hội"


def ask(page: Page, query: str, more: str = "") -> list[str]:
    """The titles found, in their order."""
    page.goto(ADDRESS)
    page.evaluate("address => history.replaceState(null, '', address)", f"{ADDRESS}{more}")
    page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    page.fill("#tu", query)
    page.press("#tu", "Enter")
    expect(page.locator("main [role=status]")).to_contain_text(query)
    # Of a card that was not painted yet (`content-visibility`) the inner text is empty.
    return page.locator("main .list article h2").all_text_contents()
