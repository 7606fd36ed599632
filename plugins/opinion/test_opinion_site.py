"""Questions, claims, topics and corrections have their pages, and each says how it stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import brotli
import pytest

from plugins.frontmatter.kinds import QUESTION_STATES, VERDICTS
from plugins.metadata.kinds import RATINGS
from tests.support.plugin_problems import ALONE, problems_of
from tests.support.schema_org import faults
from tests.support.site_reading import BuiltPage, read_pages, target_of
from tests.support.whole_site import build_articles

SECTION = "dinh-huong-du-luan"
VNEID = "Định danh điện tử VNeID"
ATOM = "{http://www.w3.org/2005/Atom}"
ROUND_TRIP, FIRST_RENDER = 14_600, 9_000


def question(n: int, state: str, more: str = "") -> str:
    answered = "Cơ quan trả lời: UBND xã\nNgày trả lời: 02/02/2025\n"
    return (
        f"Tiêu đề: Câu hỏi {n}?\nNgày: {n + 1:02}/02/2025\nLoại: hỏi đáp\n"
        f"Câu hỏi: Hỏi điều {n} & điều khác?\nNgày hỏi: 01/02/2025\nNơi hỏi: xã Phủ Thông\n"
        f"Tình trạng: {state}\n{answered if state == 'đã trả lời' else ''}{more}\n\n"
        f"Trả lời điều {n}.\n"
    )


def claim(n: int, verdict: str, more: str = "") -> str:
    return (
        f"Tiêu đề: Bài {n} nói ngược lại\nNgày: {n + 1:02}/03/2026\nLoại: kiểm chứng\n"
        f"Tin đồn: Điều {n} là thật.\nXuất hiện: 01/03/2025\nKết luận: {verdict}\n"
        f"Căn cứ: Báo A & B | https://bao.example.vn/a?b&c | 02/03/2025\n{more}\n\nVì sao.\n"
    )


ARTICLES: dict[str, str | bytes] = {
    **{
        f"{SECTION}/hoi-{n}.md": question(n, state, f"Chủ đề: {VNEID}")
        for n, state in enumerate(QUESTION_STATES.values())
    },
    **{
        f"{SECTION}/tin-don-{n}.md": claim(n, verdict, f"Chủ đề: {VNEID}")
        for n, verdict in enumerate(VERDICTS.values())
    },
    f"{SECTION}/tin.md": f"Tiêu đề: Tin của mục\nNgày: 05/05/2024\nChủ đề: {VNEID}\n\nChữ.\n",
    "tin-tuc/sai.md": (
        "Tiêu đề: Bài có chỗ sai\nNgày: 01/01/2025\nCập nhật: 04/01/2025\n"
        "Đính chính:\n  - 03/01/2025 | Có 5 xã | Có 6 xã\n  - 04/01/2025 | Ở phía bắc | Ở phía nam"
        "\n\nChữ.\n"
    ),
    "tin-tuc/thuong.md": "Tiêu đề: Bài thường\nNgày: 02/01/2025\n\nChữ.\n",
    **{
        f"trang/{name}.md": f"Tiêu đề: Trang {name}\n\nChữ.\n"
        for name in ("gioi-thieu", "lien-he", "quy-dinh-su-dung")
    },
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("opinion")
    return build_articles(folder, ARTICLES, PLUGINS=ALONE, LISTINGS={"per_page": 3})


def page_at(site: Path, address: str) -> BuiltPage:
    return BuiltPage(site / address / "index.html", f"/{address}")


def texts(page: BuiltPage, selector: str) -> list[str]:
    return [" ".join(tag.get_text().split()) for tag in page.soup.select(selector)]


def test_the_landing_page_shows_how_each_question_and_claim_stands(site: Path) -> None:
    landing = page_at(site, f"{SECTION}/")
    assert texts(landing, "main h2.rule")[:3] == ["Hỏi – đáp", "Kiểm chứng", "Tin"]
    states = texts(landing, ".states a")
    assert states[:3] == ["Chờ trả lời (1)", "Đang xử lý (1)", "Đã trả lời (1)"]
    assert len(states) == 8
    lines = texts(landing, ".lines li")
    assert lines[:3] == [
        "Câu hỏi 2? Đã trả lời · 03/02/2025",
        "Câu hỏi 1? Đang xử lý · 02/02/2025",
        "Câu hỏi 0? Chờ trả lời · 01/02/2025",
    ]
    assert lines[3] == "Chưa đủ căn cứ: “Điều 4 là thật” 05/03/2026"
    assert "Tất cả 5 bài kiểm chứng →" in texts(landing, ".all a")
    links = landing.links()
    for place in ("cach-lam/", "hoi-dap/atom.xml", "kiem-chung/rss.xml", "tin/atom.xml"):
        assert f"/{SECTION}/{place}" in links
    assert "/dinh-chinh/" in links
    assert "mailto:lien-he@example.vn" in links
    assert landing.soup.select("main form, main input") == []


def test_every_link_of_every_page_leads_somewhere(site: Path) -> None:
    for page in read_pages(site):
        for link in page.links():
            target = target_of(link, page, site)
            assert target is None or target.is_file(), f"{page.address} → {link}"


def test_a_filtered_list_is_cut_from_the_oldest_and_counts_on_its_first_page(site: Path) -> None:
    first = page_at(site, f"{SECTION}/loc/kiem-chung/")
    assert texts(first, ".count") == ["5 bài"]
    assert len(first.soup.select(".list article")) == 3
    second = page_at(site, f"{SECTION}/loc/kiem-chung/trang/1/")
    assert texts(second, ".list h2")[-1] == "Sai: “Điều 0 là thật”"
    assert texts(second, ".count") == []
    assert not (site / SECTION / "loc/kiem-chung/2025").exists()


def test_what_is_chosen_is_marked_and_can_be_lifted(site: Path) -> None:
    page = page_at(site, f"{SECTION}/loc/dinh-danh-dien-tu-vneid/sai/2026/")
    assert texts(page, "h1") == [f"Kiểm chứng: sai, năm 2026 – {VNEID}"]
    assert texts(page, ".filters [aria-current=true]") == [VNEID, "Sai", "2026"]
    lifts = {tag["aria-label"]: tag["href"] for tag in page.soup.select(".chosen a")}
    assert lifts == {
        f"Bỏ chọn: {VNEID}": f"/{SECTION}/loc/sai/2026/",
        "Bỏ chọn: Sai": f"/{SECTION}/loc/dinh-danh-dien-tu-vneid/2026/",
        "Bỏ chọn: 2026": f"/{SECTION}/loc/dinh-danh-dien-tu-vneid/sai/",
    }
    nothing = page.soup.select_one("[data-choice='2024']")
    assert nothing.a is None
    assert "không có bài" in nothing.get_text()


def test_a_topic_gathers_all_kinds_by_month(site: Path) -> None:
    address = f"{SECTION}/chu-de/dinh-danh-dien-tu-vneid/"
    page = page_at(site, address)
    assert texts(page, "main h2") == ["Tháng 3/2026"]
    assert texts(page, ".timeline h3")[0] == "Chưa đủ căn cứ: “Điều 4 là thật”"
    seen = [text for n in (1, 2, 3) for text in texts(page_at(site, f"{address}trang/{n}/"), "h3")]
    assert len(seen) == 9
    assert "Tin của mục" in seen
    empty = page_at(site, f"{SECTION}/chu-de/dich-vu-cong-truc-tuyen/")
    assert "Chưa có bài nào" in empty.soup.main.get_text()


def test_a_question_shows_who_is_to_answer_and_when_it_was_answered(site: Path) -> None:
    answered = page_at(site, f"{SECTION}/2025/02/hoi-2/")
    assert texts(answered, ".box")[0].startswith("Câu hỏi “Hỏi điều 2 & điều khác?”")
    assert "xã Phủ Thông" in texts(answered, ".box .meta")[0]
    assert texts(answered, ".box .answer") == ["Đã trả lời"]
    assert "Nơi trả lời: UBND xã, 02/02/2025" in texts(answered, ".box p")
    waiting = page_at(site, f"{SECTION}/2025/02/hoi-0/")
    assert texts(waiting, ".box .answer") == ["Chờ trả lời"]
    assert waiting.soup.select("#tra-loi") == []


@pytest.mark.parametrize("n", range(5))
def test_a_claim_never_leaves_its_page_without_the_verdict(site: Path, n: int) -> None:
    address = f"{SECTION}/2026/03/tin-don-{n}/"
    page = page_at(site, address)
    word = list(VERDICTS.values())[n].capitalize()
    shared = f"{word}: “Điều {n} là thật”"
    assert page.soup.title.get_text().startswith(shared)
    assert page.soup.select_one("[property='og:title']")["content"] == shared
    email = page.soup.select_one(".toolbar a[href^=mailto]")["href"]
    assert email.startswith(f"mailto:?subject={shared.replace(' ', '%20')}&body=")
    assert texts(page, "h1") == [f"Bài {n} nói ngược lại"]
    assert texts(page, ".verdict") == [f"Kết luận: {word}"]
    assert page.html.index("verdict") < page.html.index("toolbar")
    atom = ElementTree.parse(site / SECTION / "kiem-chung/atom.xml").getroot()
    titles = [entry.findtext(f"{ATOM}title") for entry in atom.findall(f"{ATOM}entry")]
    assert shared in titles
    for other in read_pages(site):
        for link in other.soup.select(f"main a[href='/{address}']"):
            assert link.get_text(strip=True).startswith(shared), other.address


def test_the_evidence_is_named_linked_and_dated(site: Path) -> None:
    page = page_at(site, f"{SECTION}/2026/03/tin-don-0/")
    assert texts(page, ".evidence li") == ["Báo A & B, 02/03/2025"]
    link = page.soup.select_one(".evidence a")
    assert link["href"] == "https://bao.example.vn/a?b&c"
    assert "Dựa trên 1 căn cứ: 02/03/2025" in texts(page, ".box p")


def test_corrections_stand_at_the_top_and_on_a_page_of_their_own(site: Path) -> None:
    page = page_at(site, "tin-tuc/2025/01/sai/")
    assert texts(page, ".corrected p") == [
        *("04/01/2025", "Bài đã viết: Ở phía bắc", "Đúng là: Ở phía nam"),
        *("03/01/2025", "Bài đã viết: Có 5 xã", "Đúng là: Có 6 xã"),
    ]
    assert page.html.index("corrected") < page.html.index('class="text"')
    listed = page_at(site, "dinh-chinh/")
    assert texts(listed, ".timeline time") == ["04/01/2025", "03/01/2025"]
    assert set(texts(listed, ".timeline a")) == {"Bài có chỗ sai"}
    assert page_at(site, "tin-tuc/2025/01/thuong/").soup.select(".corrected") == []
    ((block,),) = [[b for b in blocks_of(page) if b["@type"] == "NewsArticle"]]
    assert [each["@type"] for each in block["correction"]] == ["CorrectionComment"] * 2


def blocks_of(page: BuiltPage) -> list[dict[str, Any]]:
    found = page.soup.find_all("script", type="application/ld+json")
    return [json.loads(block.string) for block in found]


def test_json_ld_is_valid_for_every_state_and_verdict(site: Path) -> None:
    ratings = {}
    for page in read_pages(site):
        for block in blocks_of(page):
            assert list(faults(block, page.address)) == []
            if block["@type"] == "ClaimReview":
                rating = block["reviewRating"]
                ratings[rating["alternateName"].lower()] = rating.get("ratingValue")
    assert ratings == {VERDICTS[verdict]: value for verdict, value in RATINGS.items()}


def test_each_kind_has_its_feeds(site: Path) -> None:
    for kind, count in (("hoi-dap", 3), ("kiem-chung", 5), ("tin", 1)):
        root = ElementTree.parse(site / SECTION / kind / "atom.xml").getroot()
        assert len(root.findall(f"{ATOM}entry")) == count
        rss = ElementTree.parse(site / SECTION / kind / "rss.xml").getroot()
        assert rss.findtext("channel/link", "").endswith(f"/{SECTION}/")
    identities = {
        ElementTree.parse(file).getroot().findtext(f"{ATOM}id")
        for file in sorted(site.rglob("atom.xml"))
    }
    assert len(identities) == 6


def test_the_method_page_explains_every_verdict_and_where_to_ask(site: Path) -> None:
    page = page_at(site, f"{SECTION}/cach-lam/")
    assert [text.lower() for text in texts(page, "dt")] == [
        *VERDICTS.values(),
        *QUESTION_STATES.values(),
    ]
    assert "mailto:lien-he@example.vn" in page.links()


def test_the_new_pages_are_in_the_sitemap_and_on_the_map_for_people(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    people = page_at(site, "so-do-trang/").links()
    for place in ("cach-lam/", "chu-de/dinh-danh-dien-tu-vneid/", "loc/sai/"):
        assert f"/{SECTION}/{place}</loc>" in sitemap
    assert "/dinh-chinh/</loc>" in sitemap
    for place in (f"{SECTION}/cach-lam/", f"{SECTION}/chu-de/nhan-biet-tin-gia/", "dinh-chinh/"):
        assert f"/{place}" in people


def test_plain_news_carries_nothing_of_the_new_kinds(site: Path) -> None:
    html = page_at(site, "tin-tuc/2025/01/thuong/").html
    for trace in ("answer", "evidence", "corrected", "verdict", "loc."):
        assert trace not in html, trace


def test_the_new_kinds_keep_their_budgets(site: Path) -> None:
    for page in read_pages(site):
        weight = len(brotli.compress(page.html.encode(), quality=11))
        limit = FIRST_RENDER if "/20" in page.address else ROUND_TRIP
        assert weight <= limit, f"{page.address}: {weight}"
    (script,) = (site / "theme").glob("loc.*.js")
    assert len(brotli.compress(script.read_bytes(), quality=11)) <= 800


def test_the_theme_goes_on_without_the_plugin(tmp_path: Path) -> None:
    without = [name for name in ALONE if name != "plugins.opinion"]
    site = build_articles(tmp_path, ARTICLES, PLUGINS=without)
    for page in read_pages(site):
        for link in page.links():
            target = target_of(link, page, site)
            assert target is None or target.is_file(), f"{page.address} → {link}"
    landing = page_at(site, f"{SECTION}/")
    assert "Sai: “Điều 0 là thật”" in texts(landing, ".list h2")
    assert not (site / "dinh-chinh").exists()


def test_a_page_at_the_address_of_the_corrections_is_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"trang/dinh-chinh.md": "Tiêu đề: Đính chính\n\nChữ.\n"}
    problems = problems_of(tmp_path, ARTICLES | files)
    assert [problem.path for problem in problems] == ["content/trang/dinh-chinh.md"]
    assert "/dinh-chinh/" in problems[0].sentence
