"""A page gets its styles and the one script whole, small, and under a name that tells versions."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from plugins.assets.bundle import Bundle
from plugins.shared.scripts import minify_script
from plugins.shared.settings import SettingError
from tests.support.plugin_problems import ALONE
from tests.support.site_reading import read_pages
from tests.support.whole_site import build_articles

BASE = "@layer base {\n  p { color: rgb(1, 2, 3); margin: 0px 0px; }\n}\n"
# A later layer wins over an earlier one, though written first and though less specific.
LATE = "@layer utilities {\n  p { color: rgb(4, 5, 6); }\n}\n"
PLUGIN = "@layer plugins {\n  body p.a { color: rgb(7, 8, 9); text-align: right; }\n}\n"
SCRIPTS = {
    "a.js": """const kept = [];
var leaked = 1;
function helper() { return leaked; }
const join = (first, { rest = "–" } = {}) => `${first}${rest}`; // a comment at the end
const found = "Bạch Thông".match(/(?<=B)ạ\\S+/u)?.[0];
for (let n = 0; n < 3; n++) kept.push(n ** 2);
document.body.dataset.a = [join(found), kept, [] + "</p>"].join("|")""",
    "b.js": """const kept = typeof join + typeof window.leaked + typeof window.helper;
document.body.dataset.b = kept
// the file ends with a comment""",
}


@pytest.fixture
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "theme/static/css/base.css": BASE,
        "theme/static/css/late.css": LATE,
        "bundle_of_test/__init__.py": "",
        "bundle_of_test/css/part.css": PLUGIN,
        "bundle_of_test/js/a.js": SCRIPTS["a.js"],
        "bundle_of_test/js/b.js": SCRIPTS["b.js"],
    }
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path / "theme"


def test_the_scripts_name_changes_with_its_bytes_only(theme: Path) -> None:
    first = Bundle(theme, ["bundle_of_test"])
    assert Bundle(theme, ["bundle_of_test"]).script_address == first.script_address
    (theme.parent / "bundle_of_test/js/a.js").write_text("document.title = 'khác'")
    changed = Bundle(theme, ["bundle_of_test"])
    assert changed.script_address != first.script_address
    assert Bundle(theme, []).script_address != changed.script_address


def test_minified_scripts_behave_like_the_written_ones(theme: Path, browser: Browser) -> None:
    """Each in a scope of its own: both files have a `kept`, and the first's names are unknown."""
    bundle = Bundle(theme, ["bundle_of_test"])
    assert len(bundle.script) < sum(map(len, SCRIPTS.values()))
    page = browser.new_page()
    page.set_content("<body></body>")
    page.add_script_tag(content=bundle.script)
    bundled = page.evaluate("({...document.body.dataset})")
    page.set_content("<body></body>")
    page.add_script_tag(content=SCRIPTS["a.js"])
    written = page.evaluate("({...document.body.dataset})")
    page.close()
    assert bundled == written | {"b": "undefined" * 3}
    assert written == {"a": "ạch–|0,1,4|</p>"}


def test_minified_styles_keep_the_order_of_layers_not_of_files(
    theme: Path, browser: Browser
) -> None:
    bundle = Bundle(theme, ["bundle_of_test"])
    page = browser.new_page()

    def shown(*parts: str) -> list[str]:
        page.set_content(f'{bundle.styles(*parts)}<p class="a">A</p>')
        return page.evaluate(  # type: ignore[no-any-return]
            "(s => [s.color, s.textAlign])(getComputedStyle(document.querySelector('p')))"
        )

    assert shown("base") == ["rgb(1, 2, 3)", "start"]
    assert shown("late", "bundle_of_test/part", "base") == ["rgb(4, 5, 6)", "right"]
    assert shown("bundle_of_test/part", "base") == ["rgb(7, 8, 9)", "right"]
    page.close()
    assert len(bundle.styles("base")) < len(f"<style>{BASE}</style>") + 60


@pytest.fixture
def no_minifiers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine for which they have no wheels."""
    monkeypatch.setitem(sys.modules, "minify", None)
    monkeypatch.setitem(sys.modules, "minify_html", None)
    minify_script.cache_clear()
    yield
    minify_script.cache_clear()


def test_without_minifiers_scripts_and_styles_go_out_as_they_are_written(
    theme: Path, browser: Browser, no_minifiers: None
) -> None:
    bundle = Bundle(theme, ["bundle_of_test"])
    assert SCRIPTS["a.js"] in bundle.script
    page = browser.new_page()
    page.set_content(f'<body>{bundle.styles("base", "bundle_of_test/part")}<p class="a">A</p>')
    page.add_script_tag(content=bundle.script)
    assert page.evaluate("document.body.dataset.a") == "ạch–|0,1,4|</p>"
    style = "(s => [s.color, s.textAlign])(getComputedStyle(document.querySelector('p')))"
    assert page.evaluate(style) == ["rgb(7, 8, 9)", "right"]
    page.close()
    assert BASE in bundle.styles("base")


def test_a_part_of_a_disabled_plugin_is_left_out(theme: Path) -> None:
    bundle = Bundle(theme, [])
    assert bundle.styles("base", "bundle_of_test/part") == bundle.styles("base")
    assert "dataset.b" not in bundle.script


@pytest.mark.parametrize(
    "code", ["const { a } = f();", "let x = 1;\nlet [y, z] = g();", "var{b}=h;"]
)
def test_a_declaration_that_the_minifier_could_move_is_refused(theme: Path, code: str) -> None:
    (theme.parent / "bundle_of_test/js/a.js").write_text(code, "utf-8")
    with pytest.raises(ValueError, match="one name, not a pattern"):
        Bundle(theme, ["bundle_of_test"])


def test_a_pattern_in_a_loop_or_a_parameter_may_stay() -> None:
    code = "for (const [a, b] of list) f(({ c }) => a + b + c);"
    assert minify_script(code) == "for(const[e,t]of list)f(({c:n})=>e+t+n)\n"


@pytest.mark.parametrize("name", ["mat", "bundle_of_test/mat"])
def test_a_missing_part_is_named(theme: Path, name: str) -> None:
    with pytest.raises(SettingError, match=f"{name}.*css/mat.css"):
        Bundle(theme, ["bundle_of_test"]).styles(name)


def test_every_page_carries_its_styles_and_loads_the_one_script(tmp_path: Path) -> None:
    site = build_articles(
        tmp_path, {"tin-tuc/a.md": "Tiêu đề: A\nNgày: 11/12/2023\n\nChữ.\n"}, PLUGINS=ALONE
    )
    (script,) = site.glob("theme/site.*")
    for page in read_pages(site):
        *own, tag = page.soup.select("script[src]")
        filtered = re.match("/dinh-huong-du-luan/(loc/|$)", page.address)
        assert len(own) == bool(page.address == "/tim-kiem/" or filtered)
        assert tag["src"] == f"/theme/{script.name}"
        assert tag.has_attr("defer")
        assert len(page.soup.select("style")) == 1
    assert (site / "favicon.svg").is_file()
