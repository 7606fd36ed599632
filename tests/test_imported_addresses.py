"""Whoever follows a link to the old portal reaches the imported article."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from importing.command import Wish, run
from plugins.redirects.table import FILE as TABLE
from tests.support.web_server import facts_for, make_target, running
from tests.support.whole_site import build_articles
from tools.server.moved import read_moved

PAGE = """<!DOCTYPE html><meta charset="utf-8"><meta name="generator" content="NukeViet v4.5">
<h1 class="title">Bài minh hoạ: làm đường</h1><span class="h5">15/05/2017 16:23</span>
<div class="hometext">Người dân trong xã góp ngày công làm đường, xong trước mùa mưa.</div>
<div id="news-bodyhtml"><p>Con đường dài hơn một cây số. <a href="/uploads/mau.pdf">Mẫu đơn</a></p>
</div>"""
LIST = (
    '<meta name="generator" content="NukeViet"><ul><li><a href="/tin.aspx?id=5">Một</a></li></ul>'
)


@pytest.mark.skipif(sys.platform != "linux", reason="nginx runs on Linux")
def test_an_imported_old_address_answers_301(tmp_path: Path) -> None:
    site = tmp_path / "cu" / "www.cu.example.gov.vn"
    (site / "uploads").mkdir(parents=True)
    (site / "tin.aspx@id=5.html").write_text(PAGE, "utf-8")
    (site / "tin-trang-2.html").write_text(LIST, "utf-8")
    (site / "uploads" / "mau.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    content = tmp_path / "content"
    (content / "tin-tuc").mkdir(parents=True)
    assert (
        run([str(tmp_path / "cu")], Wish(content=str(content), report=str(tmp_path / "r.html")))
        == 0
    )
    article = content / "tin-tuc" / "bai-minh-hoa-lam-duong.md"
    text = re.sub("Trạng thái: nháp\n", "", article.read_text("utf-8"))
    files: dict[str, str | bytes] = {
        "tin-tuc/bai-minh-hoa-lam-duong.md": text,
        "tep/2017/mau.pdf": (content / "tep/2017/mau.pdf").read_bytes(),
        TABLE: (content / TABLE).read_bytes(),
    }
    output = build_articles(tmp_path / "site", files)
    target = tmp_path / "target"
    make_target(target, output)
    wanted = {
        "/tin.aspx?id=5": "/tin-tuc/2017/05/bai-minh-hoa-lam-duong/",
        "/TIN.aspx?ID=5": "/tin-tuc/2017/05/bai-minh-hoa-lam-duong/",
        "/tin-trang-2.html": "/tin-tuc/",
        "/uploads/mau.pdf": "/tep/2017/mau.pdf",
    }
    facts = facts_for(target, moved=read_moved(target / "current/site"))
    with running("nginx", facts, tmp_path / "nginx") as server:
        for old, new in wanted.items():
            answer = server.ask(old)
            assert (answer.status, answer.headers["location"]) == (301, new), old
            assert server.ask(new).status == 200
