"""The form at a Git host is the desk's form, and asks nobody but that host."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from desk.article.form import form_fields
from plugins.frontmatter.keys import KEYS
from plugins.frontmatter.kinds import KINDS
from plugins.frontmatter.schema import Schema, Section, Topic
from plugins.links.files import ContentFiles
from plugins.links.locate import locate
from tools.cms.command import CmsConfigError, run
from tools.cms.config import Repository, cms_config
from tools.cms.heads import head_keys
from tools.places import CONTENT, OUTPUT

NEWS = Section("tin-tuc", "Tin tức", categories=("Kinh tế",))
OPINION = Section("du-luan", "Dư luận", kinds=("hoi-dap", "kiem-chung"), topics=(Topic("Mưa lũ"),))
SCHEMA = Schema((NEWS, OPINION))


def collections(approval: bool = False) -> dict[str, dict[str, Any]]:
    config = cms_config(SCHEMA, "Xã", Repository("xa/trang"), approval)
    return {each["name"]: each for each in config["collections"]}


def fields_of(name: str) -> dict[str, dict[str, Any]]:
    return {field["name"]: field for field in collections()[name]["fields"]}


def test_each_kind_of_a_section_has_a_form_of_its_own() -> None:
    found = collections()
    names = ["tin-tuc-tin", "du-luan-tin", "du-luan-hoi-dap", "du-luan-kiem-chung", "trang"]
    assert list(found) == names
    assert found["du-luan-hoi-dap"]["filter"] == {"field": "kind", "value": KINDS["hoi-dap"]}
    assert found["du-luan-hoi-dap"]["folder"] == "content/du-luan"
    assert found["trang"]["folder"] == "content/trang"
    assert "filter" not in found["trang"]


def test_a_form_has_what_the_desk_asks_for() -> None:
    declared = {field.key: field for field in form_fields(is_page=False)}
    shown = fields_of("du-luan-kiem-chung")
    assert shown.keys() - {"body"} == {
        key for key, field in declared.items() if field.kind in ("", "kiem-chung")
    } - {"section", "category"}
    assert shown["claim"]["label"] == declared["claim"].label
    assert shown["topic"]["options"] == ["Mưa lũ"]
    assert shown["verdict"]["widget"] == "select"
    assert shown["evidence"]["widget"] == "list"
    assert shown["date"]["widget"] == "string"
    assert shown["body"]["modes"] == ["raw"]
    assert fields_of("tin-tuc-tin")["category"]["options"] == ["Kinh tế"]
    assert fields_of("trang").keys() >= {"title", "order", "body"}


def test_a_new_article_is_a_draft_of_its_kind() -> None:
    shown = fields_of("du-luan-hoi-dap")
    assert (shown["status"]["default"], shown["kind"]["default"]) == ("nháp", "hỏi đáp")


def test_nobody_approves_there() -> None:
    approved = {field["name"]: field for field in collections(True)["tin-tuc-tin"]["fields"]}
    assert approved["status"]["readonly"] is True
    assert not approved.keys() & {"approval", "feedback"}


def test_a_picture_that_was_uploaded_there_is_found_by_its_path() -> None:
    config = cms_config(SCHEMA, "Xã", Repository("xa/trang"), False)
    uploaded = f"{config['media_folder']}/cau.jpg".removeprefix("content/")
    files = ContentFiles([uploaded], ["tin-tuc"], ["anh"])
    for shown in (True, False):
        found = locate(f"{config['public_folder']}/cau.jpg", "tin-tuc", files, shown=shown)
        assert (found.kind, found.path) == ("file", uploaded)


def test_a_new_key_appears_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KEYS, "mood", ("Tâm trạng", "mood", ()))
    assert fields_of("tin-tuc-tin")["mood"]["label"] == "Tâm trạng"
    assert fields_of("trang")["mood"]["widget"] == "string"
    keys = head_keys()
    assert keys["labels"]["mood"] == "Tâm trạng"
    assert keys["names"]["tam trang"] == keys["names"]["mood"] == "mood"


def test_the_folder_has_all_and_asks_nobody_else(tmp_path: Path) -> None:
    (tmp_path / "sveltia").mkdir()
    assert run(tmp_path, "co-quan/xa/trang", "main", "gitea", "https://git.example.vn") == 0
    config = yaml.safe_load((tmp_path / "config.yml").read_text("utf-8"))
    assert config["backend"] == {
        "name": "gitea",
        "repo": "co-quan/xa/trang",
        "branch": "main",
        "base_url": "https://git.example.vn",
        "api_root": "https://git.example.vn/api/v1",
        "auth_methods": ["token"],
    }
    page = (tmp_path / "index.html").read_text("utf-8")
    assert "connect-src 'self' blob: data: https://git.example.vn\"" in page
    assert "script-src 'self';" in page
    assert page.count("https://") == 1
    assert page.count("<script") == 1
    assert json.loads((tmp_path / "keys.json").read_text("utf-8")) == head_keys()
    assert {file.name for file in tmp_path.iterdir()} >= {"start.js", "article.js", "package.json"}
    assert (tmp_path / "sveltia").is_dir()


@pytest.mark.parametrize(
    ("repo", "branch", "host", "server", "said"),
    [
        ("", "", "github", "", "CHỦ/TÊN"),
        ("trang", "", "github", "", "CHỦ/TÊN"),
        ("a/b\nc: d", "", "github", "", "CHỦ/TÊN"),
        ("a/b", "m n", "github", "", "nhánh"),
        ("a/b", "", "svn", "", "github, gitlab, gitea"),
        ("a/b", "", "gitea", "http://git.example.vn", "địa chỉ máy chủ"),
        ("a/b", "", "gitea", "https://git.example.vn; script-src *", "địa chỉ máy chủ"),
    ],
)
def test_what_is_no_repository_is_refused(
    tmp_path: Path, repo: str, branch: str, host: str, server: str, said: str
) -> None:
    with pytest.raises(CmsConfigError, match=said):
        run(tmp_path / "cms", repo, branch, host, server)
    assert not (tmp_path / "cms").exists()


@pytest.mark.parametrize("folder", [CONTENT / "cms", OUTPUT, CONTENT / ".." / "output" / "cms"])
def test_nothing_is_written_among_articles_or_pages(folder: Path) -> None:
    with pytest.raises(CmsConfigError, match="--output"):
        run(folder, "a/b", "", "github", "")
