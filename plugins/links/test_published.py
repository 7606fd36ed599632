"""Only files that can do readers no harm go out, and each is sent as what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.captions.media import PLAYED
from plugins.documents.testing import FILM
from plugins.links.published import Use, refusal
from plugins.markup.references import find_references
from plugins.shared.file_kinds import DOCUMENTS, PUBLISHED, SOUND, TEXT, VIDEO
from plugins.shared.picture_kinds import PICTURES
from tests.support.checked_content import PICTURE, article, problems_in
from tools.preview_files import type_of
from tools.server.headers import TYPES, VIEWED_POLICY, file_policy

HARMFUL = ("html", "htm", "xhtml", "xml", "svg", "js", "mjs", "php", "exe", "swf", "hta", "mht")


def test_nothing_that_browsers_run_is_of_a_listed_kind() -> None:
    assert not PUBLISHED.keys() & {*HARMFUL, *(kind.lstrip(".") for kind in PICTURES), "", "md"}
    for kind in PUBLISHED.values():
        assert not kind.startswith(("text/html", "application/xhtml", "image/"))
        assert "xml;" not in kind
        assert "+xml" not in kind
        assert "script" not in kind
        assert kind.endswith(TEXT) == kind.startswith("text/")


@pytest.mark.parametrize("ending", PUBLISHED)
def test_all_agree_on_a_kind(ending: str) -> None:
    name = f"tep/2025/a.{ending}"
    assert TYPES[ending] == PUBLISHED[ending] == type_of(name) == type_of(name.upper())
    (reference,) = find_references(f"![Phim]({name})")
    tags = [tag for tag, pattern in PLAYED.items() if pattern.search(name)]
    assert tags == ["video"] * (ending in VIDEO) + ["audio"] * (ending in SOUND)
    assert (reference.kind == "media") == bool(tags)
    viewed = bool(tags) or ending == "pdf"
    assert (file_policy(f"/{name}") == VIEWED_POLICY) == viewed
    assert refusal(name, "link") is None
    assert ending in DOCUMENTS or viewed or ending == "vtt"


@pytest.mark.parametrize("path", ["/tep/a.html", "/anh/a.svg", "/a.xml", "/tep/a/", "/atom.xml"])
def test_what_is_no_page_of_ours_runs_nothing(path: str) -> None:
    parts = [part.split()[0] for part in file_policy(path).split("; ")]
    assert parts[-1] == "sandbox"
    assert "script-src 'none'" in file_policy(path)


def test_the_worker_may_ask_for_pages_and_a_file_of_its_name_elsewhere_may_not() -> None:
    assert "'self'" in file_policy("/worker.js")
    assert "'self'" not in file_policy("/tep/worker.js")


@pytest.mark.parametrize("path", ["/", "/tin-tuc/", "/tin-tuc", "/404.html", "/tin-tuc/a/anh/"])
def test_a_page_has_its_own_policy(path: str) -> None:
    assert file_policy(path) == ""


@pytest.mark.parametrize(
    ("path", "use", "said", "remedy"),
    [
        ("tep/a.HTML", "link", "loại .html có thể gây hại", "Lưu thành PDF"),
        ("anh/a.xml", "attachment", "loại .xml có thể gây hại", "Lưu thành PDF"),
        ("tep/a.rar", "link", "loại .rar", "nén lại thành tệp .zip"),
        ("tep/id_rsa", "link", "không có đuôi", "nén thành tệp .zip. Các loại đăng được: pdf, doc"),
        ("tep/.htaccess", "link", "loại .htaccess", "lưu thành PDF"),
        ("tep/a.jpg", "link", "ảnh chỉ đăng từ content/anh/", "ghi: anh/<năm>/a.jpg"),
        ("tep/2023/a.svg", "picture", "ảnh chỉ đăng từ content/anh/", "ghi: anh/<năm>/a.svg"),
        ("tep/a.jpg", "poster", "ảnh chỉ đăng từ content/anh/", "ghi: anh/<năm>/a.jpg"),
        ("anh/a.jpg", "redirect", "không đăng nguyên tệp được", "lưu thành PDF"),
    ],
)
def test_what_is_not_published_has_a_remedy(path: str, use: Use, said: str, remedy: str) -> None:
    found = refusal(path, use)
    assert found is not None
    assert said in found[0]
    assert remedy in found[1]


@pytest.mark.parametrize(
    ("path", "use"),
    [
        ("anh/a.jpg", "link"),
        ("anh/a.jpg", "attachment"),
        ("anh/a.svg", "picture"),
        ("anh/a.mp4", "media"),
    ],
)
def test_what_is_published_is_not_refused(path: str, use: Use) -> None:
    assert refusal(path, use) is None


FILES: dict[str, str | bytes] = {
    "tep/2023/mau.html": "<script>1</script>",
    "tep/2023/anh.svg": PICTURE,
    "tep/2023/phim.mp4": FILM,
    "tep/2023/phim.vtt": "WEBVTT",
    "anh/2023/bia.svg": PICTURE,
}
PLAYED_WHOLE = (
    '<video src="tep/2023/phim.mp4" poster="anh/2023/bia.svg" aria-label="Phim" controls>'
    '<track src="tep/2023/phim.vtt" kind="captions" srclang="vi" label="Phụ đề"></video>'
)


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("[Mẫu](tep/2023/mau.html)", "6:7", "tệp loại .html"),
        ("[Mẫu](https://thu.example.vn/tep/2023/phim.vtt)", "6:7", "ghi: /tep/2023/phim.vtt"),
        ("![Đồi](tep/2023/anh.svg)", "6:8", "ảnh chỉ đăng từ content/anh/"),
        (PLAYED_WHOLE.replace("anh/2023/bia", "tep/2023/anh"), "6:40", "ảnh chỉ đăng từ"),
        (PLAYED_WHOLE.replace("phim.vtt", "mau.html"), "6:97", "tệp loại .html"),
    ],
)
def test_an_article_that_leads_to_one_is_refused(
    tmp_path: Path, body: str, line: str, said: str
) -> None:
    found = problems_in(tmp_path, {**FILES, "tin-tuc/a.md": article(body)})
    (problem,) = [each for each in found if ": lỗi: " in each]
    assert problem.startswith(f"content/tin-tuc/a.md:{line}: lỗi: ")
    assert said in problem


def test_a_film_with_picture_and_subtitles_is_fine(tmp_path: Path) -> None:
    found = problems_in(tmp_path, {**FILES, "tin-tuc/a.md": article(PLAYED_WHOLE)})
    assert [each for each in found if "tin-tuc" in each] == []
