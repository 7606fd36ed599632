"""Pages that carry the toolbar as the theme does, served to a real browser for its tests."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, Page

from plugins.frontmatter.schema import Head
from plugins.shared.scripts import minify_script
from plugins.shared.strings import SHARED
from plugins.site import rendered
from plugins.site.words import read_language
from plugins.toolbar.settings import ToolbarSettings

HERE = Path(__file__).parent
ADDRESS = "https://bachthong.example.vn/tin-tuc/2023/12/mot/"
PARAGRAPH = (
    "Công tác DLXH là công việc quan trọng và cần thiết nhằm nắm bắt, phản ánh tâm tư, tình cảm, "
    "ý chí, nguyện vọng của Nhân dân về những vấn đề có tính thời sự… Đây là khâu cần thiết. "
    "UBND huyện và HĐND các xã đã nhận hơn 1.300 báo cáo, ngày 11/12/2023 họp tại TP. Thái Nguyên."
)
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{{ article.title }}</title>
{% include "toolbar/head.html" %}<link rel="canonical" href="{{ page_address }}">
<style>@layer tokens,base,layout,components,plugins,utilities;
@layer tokens{:root{--ink:#1c1917;--paper:#fffdfa;--soft:#f3efe8;--line:#d9d2c5;--muted:#57534e;
--brand:#9f1d1d;--link:#164a9c;--small:.9375rem}
@media (prefers-color-scheme:dark){:root:not([data-colour]){--ink:#f0ece6;--paper:#191715;
--soft:#262320;--line:#4a443d;--muted:#bdb5aa}}
[data-colour=dark]{--ink:#f0ece6;--paper:#191715;--soft:#262320;--line:#4a443d;--muted:#bdb5aa}
[data-colour=contrast]{--ink:#000;--paper:#fff;--soft:#fff;--line:#000;--muted:#000}}
@layer base{*{box-sizing:border-box;margin:0}[data-listen] p,h2{margin-block:1rem}
html{scroll-behavior:smooth}body{background:var(--paper);color:var(--ink);
font:1.125rem/1.6 system-ui,sans-serif}main{max-width:44rem;margin:auto;padding:0 1rem}
h1{font-size:1.75rem;line-height:1.3;overflow-wrap:anywhere}figcaption{font-size:.9375rem}
figure{margin:1rem 0}img{max-width:100%;height:auto}.hidden{position:absolute;clip-path:inset(50%)}}
{{ css }}</style><script src="/site.js" defer></script></head><body><main><article>
<h1 data-listen>{{ article.title }}</h1>{% include "toolbar/toolbar.html" %}
<p data-listen>{{ article.summary }}</p><div data-listen>{{ article.content }}</div>
</article><p><a href="/hai/" id="next">Bài sau</a></p></main></body></html>"""
HEAD = Head("")


@dataclass(frozen=True)
class Article:
    title: str
    content: str
    summary: str = "Thời gian qua, công tác nắm bắt dư luận xã hội được chú trọng."
    date_shown: str = "Thứ Hai, 11/12/2023 08:30"
    date_machine: str = "2023-12-11T08:30:00+07:00"
    modified_shown: str | None = "12/12/2023"
    modified_machine: str | None = "2023-12-12T09:00:00+07:00"
    head: Head = HEAD

    @property
    def shared_title(self) -> str:
        return self.title


LONG = Article(
    "Nâng cao chất lượng công tác nắm bắt, định hướng dư luận xã hội",
    f'<p>{PARAGRAPH}</p><figure><img src="/anh.svg" alt="Hội nghị" width="800" height="450">'
    '<figcaption><span class="hidden">Chú thích ảnh:</span> Đ/c Hà phát biểu</figcaption></figure>'
    + f"<h2>Kết quả</h2><p>{PARAGRAPH}</p><p>{PARAGRAPH[:150]}</p>" * 8
    + "<p>Đây là câu cuối…/.</p>",
)


def bundle() -> str:
    """The script as the site serves it: each file in a function of its own, minified."""
    files = sorted((HERE / "js").glob("*.js"))
    code = "".join(f"(()=>{{{file.read_text('utf-8')}\n}})();\n" for file in files)
    return minify_script(code)


def render(article: Article, toolbar: ToolbarSettings | None = None) -> str:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    css = "".join(
        (HERE / "css" / f"{name}.css").read_text("utf-8") for name in ("display", "toolbar")
    )
    environment.globals |= {
        "once": rendered,
        "toolbar": toolbar or ToolbarSettings(),
        "t": read_language("vi", [SHARED, HERE]),
    }
    page = environment.from_string(
        PAGE.replace("{{ css }}", css).replace(
            "{{ article.content }}", "{{ article.content|safe }}"
        )
    )
    return page.render(article=article, text=article.content, page_address=ADDRESS)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")  # a test may rewrite a page within a second
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@dataclass(frozen=True)
class Site:
    address: str
    folder: Path

    def write(self, name: str, page: str) -> str:
        """The address of the page, served from now on."""
        (self.folder / name).mkdir(exist_ok=True)
        (self.folder / name / "index.html").write_text(page, "utf-8")
        return f"{self.address}{name}/"


# What moved in a frame is told some frames later.
FRAMES = """(left = 20) => new Promise((done) => {
  const wait = () => (left-- ? requestAnimationFrame(wait) : done());
  wait();
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    made = Site(f"http://127.0.0.1:{server.server_port}/", folder)
    (folder / "site.js").write_text(bundle(), "utf-8")
    (folder / "anh.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    for name in ("mot", "hai"):
        made.write(name, render(LONG))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A phone's page in a fresh profile; an error in a script fails the test."""
    context = browser.new_context(viewport={"width": 412, "height": 800}, base_url=site.address)
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []
