"""A site of one article and three templates, so that tests of the commands take a second."""

from pathlib import Path

SETTINGS = """\
SITENAME = "Thử"
PATH = {content!r}
THEME = {theme!r}
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
READERS = {{"rst": None, "html": None}}
PLUGINS = {plugins!r}
ARTICLE_URL = "{{slug}}/"
ARTICLE_SAVE_AS = "{{slug}}/index.html"
DIRECT_TEMPLATES = ["index", "404"]
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = DRAFT_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
THEME_STATIC_PATHS = []
"""

PAGE = '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{0}</title></head>'
PAGE += "<body>{1}</body></html>\n"

TEMPLATES = {
    "index": PAGE.format(
        "Thử", "{% for a in articles %}<a href='/{{ a.url }}'>{{ a }}</a>{% endfor %}"
    ),
    "article": PAGE.format("{{ article.title }}", "{{ article.content }}"),
    "404": PAGE.format("Không thấy", "<h1>Không tìm thấy trang</h1>"),
}

ARTICLE = "Title: Bài thử\nDate: 2023-12-11\nSlug: bai-thu\n\nNội dung ban đầu.\n"


def make_tiny_site(folder: Path, plugins: list[str] | None = None) -> Path:
    """Writes the site under `folder`; returns its settings file. content/ and theme/ lie beside."""
    (folder / "content").mkdir(parents=True)
    (folder / "theme" / "templates").mkdir(parents=True)
    for name, text in TEMPLATES.items():
        (folder / "theme" / "templates" / f"{name}.html").write_text(text, "utf-8")
    (folder / "content" / "bai-thu.md").write_text(ARTICLE, "utf-8")
    settings = folder / "settings_of_test.py"
    settings.write_text(
        SETTINGS.format(
            content=str(folder / "content"), theme=str(folder / "theme"), plugins=plugins or []
        ),
        "utf-8",
    )
    return settings
