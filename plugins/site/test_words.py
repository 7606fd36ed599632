"""A word stands with the plugin that says it; an office changes any in the theme's file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plugins.shared.settings import SettingError
from plugins.shared.strings import SHARED, plugin_folders, strings_folders
from plugins.site.words import read_language
from tests.support.whole_site import build_articles
from tools.places import ROOT

ARTICLE = 'Tiêu đề: Bài\nNgày: 11/12/2023\n\n![Đồi](anh/anh.svg "Chú thích")\n\nHết./.\n'


def written(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "strings.vi.toml").write_text(text, "utf-8")
    return folder


def test_the_later_file_holds_and_the_rest_stays(tmp_path: Path) -> None:
    plugin = written(tmp_path / "a", '[a]\none = "một"\ntwo = "hai"\n[a.b]\nthree = "ba"\n')
    theme = written(tmp_path / "t", '[a]\none = "MỘT"\n[a.b]\nfour = "bốn"\n')
    words = read_language("vi", [plugin, tmp_path / "none", theme])
    assert (words.a.one, words.a.two) == ("MỘT", "hai")
    assert (words.a.b.three, words.a.b.four) == ("ba", "bốn")
    # What was read once is as it was.
    assert read_language("vi", [plugin]).a.one == "một"


def test_a_missing_word_is_named_with_its_file(tmp_path: Path) -> None:
    words = read_language("vi", [written(tmp_path / "a", '[a]\none = "một"\n')])
    with pytest.raises(SettingError, match=r"strings\.vi\.toml: thiếu chữ t\.a\.two$"):
        _ = words.a.two


def test_a_theme_without_words_has_those_of_the_plugins(tmp_path: Path) -> None:
    folders = strings_folders(["plugins.search", "plugins.toolbar"], tmp_path)
    words = read_language("vi", folders)
    assert (words.search.submit, words.toolbar.print_short) == ("Tìm", "In")


def test_a_file_that_cannot_be_read_is_named_with_its_folder(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"a/strings\.vi\.toml: không đọc được"):
        read_language("vi", [written(tmp_path / "a", 'a = "')])


def test_plugins_and_theme_have_their_words_in_this_order() -> None:
    theme = ROOT / "theme"
    folders = strings_folders(["plugins.captions", "nosuch", "plugins.search"], theme)
    assert folders[1:] == [*plugin_folders(["plugins.captions", "plugins.search"]), theme]
    assert folders[0] == SHARED


def test_a_theme_may_say_a_plugins_word_in_its_own_way(tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(ROOT / "theme", theme)
    with (theme / "strings.vi.toml").open("a", encoding="utf-8") as file:
        file.write('\n[captions]\nphoto = "Ảnh này: "\n[typography]\nend = "Xong"\n')
    files: dict[str, str | bytes] = {"tin-tuc/a.md": ARTICLE}
    site = build_articles(tmp_path, files, THEME=str(theme))
    page = (site / "tin-tuc/2023/12/a/index.html").read_text("utf-8")
    assert '<span class="hidden">Ảnh này: </span>' in page
    assert ">Xong<" in page or '"Xong"' in page
