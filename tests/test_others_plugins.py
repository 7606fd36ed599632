"""A plugin from elsewhere works, or a sentence names it; it never changes pages unnoticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.whole_site import PICTURE, forget_plugins
from tools.build import build

FILES = {
    "anh/anh.svg": PICTURE,
    "tin-tuc/mot.md": "Tiêu đề: Bài một\nNgày: 11/12/2023\nThẻ: đồi\nTóm tắt: Mở đầu.\n\n"
    "Chữ[ref]Nguồn ở đây.[/ref].\n",
    "tin-tuc/hai.md": "Tiêu đề: Bài hai\nNgày: 12/12/2023\nThẻ: đồi\n\nChữ.\n",
    "trang/gioi-thieu.md": "Tiêu đề: Giới thiệu\n\nChữ.\n",
    "trang/lien-he.md": "Tiêu đề: Liên hệ\n\nChữ.\n",
    "trang/quy-dinh-su-dung.md": "Tiêu đề: Quy định\n\nChữ.\n",
}
SETTINGS = """\
from pelicanconf import *

PLUGINS = [*PLUGINS, {plugin!r}]
THEME_TEMPLATES_OVERRIDES = [{templates!r}]
{more}
"""
FIRST, SECOND = "tin-tuc/2023/12/mot/index.html", "tin-tuc/2023/12/hai/index.html"
BY_PELICAN = "vì plugin {} cần cách làm của Pelican."
MODULE = """\
from pelican import signals

def {does}

def register():
    signals.{signal}.connect(receive)
"""


def write_site(folder: Path, plugin: str, template: str = "", more: str = "") -> Path:
    """template: what each article's page shows besides. Returns the settings file."""
    for name, text in FILES.items():
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (folder / "content/dinh-huong-du-luan").mkdir(exist_ok=True)
    templates = folder / "templates"
    templates.mkdir()
    own = "{% extends '!theme/article.html' %}{% block main %}{{ super() }}"
    (templates / "article.html").write_text(f"{own}<p>{template}</p>{{% endblock %}}", "utf-8")
    file = folder / "settings_of_test.py"
    text = SETTINGS.format(plugin=plugin, templates=str(templates), more=more)
    file.write_text(text, "utf-8")
    return file


def built(folder: Path, settings: Path) -> int:
    try:
        return build(folder / "content", folder / "output", settings_file=settings)
    finally:
        forget_plugins()


def by_pelican(plugin: str) -> str:
    return BY_PELICAN.format(f"pelican.plugins.{plugin}")


@pytest.mark.parametrize(
    ("plugin", "template", "page", "shown"),
    [
        ("neighbors", "{{ (article.prev_article or article).title }}", SECOND, "<p>Bài một</p>"),
        ("related_posts", "{{ article.related_posts[0].title }}", FIRST, "<p>Bài hai</p>"),
        ("simple_footnotes", "", FIRST, 'class="simple-footnote"'),
    ],
)
def test_what_works_on_pelicans_lists_gets_them_and_is_named(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    plugin: str,
    template: str,
    page: str,
    shown: str,
) -> None:
    settings = write_site(tmp_path, f"pelican.plugins.{plugin}", template)
    assert built(tmp_path, settings) == 0, capsys.readouterr().err
    assert by_pelican(plugin) in capsys.readouterr().err
    assert shown in (tmp_path / "output" / page).read_text("utf-8")


def test_what_only_adds_to_templates_needs_no_other_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = "{{ 'bài một' | titlecase }}"
    assert built(tmp_path, write_site(tmp_path, "pelican.plugins.jinja_filters", template)) == 0
    assert capsys.readouterr().err == ""
    assert "<p>Bài Một</p>" in (tmp_path / "output" / FIRST).read_text("utf-8")


@pytest.mark.parametrize(
    ("plugin", "why"),
    [
        ("sitemap", "plugins.metadata đã ghi sitemap.xml"),
        ("webassets", "plugins.assets đã gộp"),
        ("series", "đầu bài ở đây không có khóa series"),
    ],
)
def test_what_the_site_has_already_is_refused_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], plugin: str, why: str
) -> None:
    assert built(tmp_path, write_site(tmp_path, f"pelican.plugins.{plugin}")) == 1
    told = capsys.readouterr().err
    assert f"PLUGINS: “pelican.plugins.{plugin}” không dùng được ở đây: {why}" in told
    assert len(told.splitlines()) == 2


def test_a_plugin_that_ends_the_program_leaves_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = 'DATA_FILES_DIR = "khong-co"'
    assert built(tmp_path, write_site(tmp_path, "pelican.plugins.data_files", more=more)) == 1
    assert "DATA_FILES_DIR path doesn't exists" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("signal", "does", "told"),
    [
        ("initialized", "receive(pelican):\n    1 / 0\n", "không chạy được với trang này (ZeroD"),
        ("finalized", "receive(pelican):\n    1 / 0\n", "không chạy được với trang này (ZeroD"),
        ("finalized", "receive(pelican):\n    raise SystemExit(3)\n", "đã dừng lần dựng (mã 3)"),
    ],
)
def test_an_error_in_a_plugin_names_the_plugin(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    signal: str,
    does: str,
    told: str,
) -> None:
    name = f"cua_nguoi_khac_{signal}_{len(does)}"
    (tmp_path / f"{name}.py").write_text(MODULE.format(does=does, signal=signal), "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert built(tmp_path, write_site(tmp_path, name)) == 1
    assert f"Plugin “{name}” {told}" in capsys.readouterr().err
    assert not (tmp_path / "output").exists()
