"""The site while it is being written: who it is first, the machinery last."""

from pathlib import Path
from typing import Any

# --- Who publishes this site: a commune re-brands the portal here -------------------------------

SITENAME = "Bạch Thông"
SITEURL = "http://127.0.0.1:8000"

SITE = {
    "tagline": "Tin tức và định hướng dư luận xã hội",
    "description": (
        "Tin tức, lịch sử và những câu chuyện về vùng đất Bạch Thông; "
        "thông tin định hướng dư luận xã hội, cách nhận biết tin giả và phòng chống lừa đảo."
    ),
    "publisher": "Ban Biên tập trang Bạch Thông",
    "desks": ["Ban Biên tập", "Tổ biên tập"],
    # A picture in content/ (SVG or PNG) in place of the theme's mountains, and two colours of one's
    # own, of the name and of links; a build says which shade can be read. Else: the theme's.
    # "logo": {"file": "anh/logo.svg"},
    # "colours": {"brand": "#0a5c36", "link": "#0a4484"},
    "contacts": [
        {
            "label": "Thư điện tử",
            "value": "lien-he@example.vn",
            "href": "mailto:lien-he@example.vn",
        },
        {"label": "Địa chỉ", "value": "Phủ Thông, tỉnh Thái Nguyên"},
    ],
    # Shown at the foot of every page; remove a line when it no longer holds.
    "notices": [
        "Trang lưu trữ: cấp huyện kết thúc hoạt động từ 01/07/2025; tin cũ giữ nguyên địa chỉ.",
        "Bản minh họa, không phải trang chính thức của cơ quan nhà nước.",
    ],
    "hotlines": [
        {"label": "Tìm kiếm cứu nạn", "value": "112", "href": "tel:112"},
        {"label": "Công an", "value": "113", "href": "tel:113"},
        {"label": "Cứu hỏa, cứu hộ", "value": "114", "href": "tel:114"},
        {"label": "Cấp cứu", "value": "115", "href": "tel:115"},
    ],
    "footer_pages": [
        {"label": "Giới thiệu", "address": "gioi-thieu/"},
        {"label": "Liên hệ", "address": "lien-he/"},
        {"label": "Quy định sử dụng", "address": "quy-dinh-su-dung/"},
        {"label": "Lưu trữ", "address": "luu-tru/"},
        {"label": "Sơ đồ trang", "address": "so-do-trang/"},
    ],
}

# What pages with `Ngôn ngữ: en` say in place of SITE; whatever is left out stays as it is there.
SITE_TRANSLATIONS = {
    "en": {
        "tagline": "News and answers from Bạch Thông",
        "publisher": "Editorial board of the Bạch Thông site",
        "contacts": [
            {
                "label": "Email",
                "value": "lien-he@example.vn",
                "href": "mailto:lien-he@example.vn",
            },
            {"label": "Address", "value": "Phủ Thông, Thái Nguyên province"},
        ],
        "notices": [
            "An archive: districts ceased to exist on 1 July 2025; old news keep their addresses.",
            "A demonstration, not an official site of a state authority.",
        ],
        "hotlines": [
            {"label": "Search and rescue", "value": "112", "href": "tel:112"},
            {"label": "Police", "value": "113", "href": "tel:113"},
            {"label": "Fire and rescue", "value": "114", "href": "tel:114"},
            {"label": "Ambulance", "value": "115", "href": "tel:115"},
        ],
        "footer_pages": [
            {"label": "Structure", "address": "en/to-chuc/"},
            {"label": "Contact", "address": "en/lien-he/"},
            {"label": "Site map (in Vietnamese)", "address": "so-do-trang/"},
        ],
    }
}

# --- Sections and their categories: folders of content/ and the names that articles may use -----

SECTIONS: list[dict[str, Any]] = [
    {
        "slug": "tin-tuc",
        "title": "Tin tức",
        "description": "Xây dựng Đảng, kinh tế, văn hóa, chuyển đổi số và đời sống ở Bạch Thông.",
        "categories": [
            "Xây dựng Đảng",
            "Kinh tế",
            "Văn hóa - Xã hội",
            "Chuyển đổi số",
            "Phòng chống thiên tai",
            "Đất và người",
        ],
    },
    {
        "slug": "dinh-huong-du-luan",
        "title": "Định hướng dư luận xã hội",
        "short": "Định hướng dư luận",  # in the navigation, which a phone shows in one line
        "description": (
            "Công tác nắm bắt và định hướng dư luận xã hội; "
            "cách nhận biết tin giả và phòng chống lừa đảo."
        ),
        "categories": ["Công tác dư luận", "Nhận biết tin giả", "Phòng chống lừa đảo"],
        # Besides news: questions with answers, and claims that were checked.
        "kinds": ["hoi-dap", "kiem-chung"],
        "topics": [
            {
                "title": "Định danh điện tử VNeID",
                "description": "Hai mức độ định danh, cách đăng ký và những lời mời giả.",
            },
            {
                "title": "Sau sắp xếp đơn vị hành chính",
                "description": "Giấy tờ, địa chỉ và tin đồn từ khi bỏ cấp huyện.",
            },
            {
                "title": "Nhận biết tin giả",
                "description": "Cách kiểm chứng một tin và nơi báo tin giả.",
            },
            {
                "title": "Dịch vụ công trực tuyến",
                "description": "Nộp hồ sơ trên mạng: cần gì, làm ở đâu.",
            },
            {
                "title": "Mưa lớn, lũ quét, sạt lở đất",
                "description": "Cảnh báo, dấu hiệu nguy hiểm và việc cần làm.",
            },
        ],
    },
]

# Who works here, and what each may do: "viết", "duyệt", "đăng". With names, the desk asks once a
# day who sits at it: a signature, not a lock; who may really publish is who holds the server's key.
# Example: EDITORS = {"Tổ trưởng": ["viết", "duyệt"], "Văn phòng": ["đăng"]}
EDITORS: dict[str, list[str]] = {}
# True: nothing new is published that nobody named above as "duyệt" has approved, word for word.
APPROVAL = False
# After how many days the desk shows a question without an answer, and a draft, as work to do.
OVERDUE = {"question_days": 10, "draft_days": 30}

# Drafts and articles whose time has not come can be seen while writing; publishconf.py hides them.
SHOW_UNPUBLISHED = True

TOOLBAR = {"share": ["zalo", "facebook", "email"]}

# "ask": where readers send questions and rumours, if not to the contacts of SITE.
OPINION = {"per_block": 4}

# How many pages that a reader opened last can be read without a network; 0: none. A preview keeps
# none, so that it shows what is there; publishconf.py has the number for readers.
OFFLINE = {"pages": 0}

LISTINGS = {"per_page": 12, "neighbours": 2, "related": 2, "home_per_section": 7}

# --- Machinery -----------------------------------------------------------------------------------

ROOT = Path(__file__).parent
PATH = str(ROOT / "content")
OUTPUT_PATH = str(ROOT / "output")
THEME = str(ROOT / "theme")
PLUGIN_PATHS = [str(ROOT)]

import sys  # noqa: E402

if str(ROOT) not in sys.path:  # started by Pelican's own commands
    sys.path.insert(0, str(ROOT))

from plugins.incremental.builder import IncrementalPelican  # noqa: E402

PELICAN_CLASS = IncrementalPelican
# Each says in its CONTRACT what it needs of those before it; a build names what is out of order.
PLUGINS = [
    "plugins.incremental",  # first: it sees the settings before others add to them
    "plugins.site",
    "plugins.frontmatter",
    "plugins.listings",
    "plugins.captions",
    "plugins.typography",
    "plugins.links",
    "plugins.images",
    "plugins.sharing",
    "plugins.toolbar",
    "plugins.metadata",
    "plugins.opinion",
    "plugins.search",
    "plugins.redirects",
    "plugins.changes",
    "plugins.offline",
    "plugins.assets",
    "plugins.checks",  # after these: it refuses what they found
    "plugins.rendering",
]

CHECKS_MEMORY = str(ROOT / ".cache")
IMAGES_CACHE = str(ROOT / ".cache" / "images")
TEMPLATES_CACHE = str(ROOT / ".cache" / "templates")

TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
READERS = {"rst": None, "html": None}
# What Windows, Word and phones leave behind; in capitals too, since Linux tells them apart.
LEFTOVERS = [
    "*.bak", "*.tmp", "*.temp", "*.swp", "*.orig", "*.rej", "*.crdownload", "*.part",
    "Thumbs.db", "thumbs.db", "ehthumbs.db", "Desktop.ini", "desktop.ini",
]  # fmt: skip
IGNORE_FILES = [".*", "~$*", "*~", "__pycache__", *LEFTOVERS, *(x.upper() for x in LEFTOVERS)]

ARTICLE_PATHS = [section["slug"] for section in SECTIONS]
ARTICLE_URL = "{section}/{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
ARTICLE_LANG_URL = "{lang}/" + ARTICLE_URL  # with `Ngôn ngữ: en` in its head
ARTICLE_LANG_SAVE_AS = ARTICLE_LANG_URL + "index.html"
PAGE_PATHS = ["trang"]
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = PAGE_URL + "index.html"
PAGE_LANG_URL = "{lang}/" + PAGE_URL
PAGE_LANG_SAVE_AS = PAGE_LANG_URL + "index.html"
STATIC_PATHS = ["anh", "tep"]
DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
WITH_FUTURE_DATES = True
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None
FORMATTED_FIELDS: list[str] = []

# plugins/listings and plugins/metadata write these instead of Pelican.
DIRECT_TEMPLATES: list[str] = []
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
FEED_ATOM = FEED_RSS = FEED_ALL_ATOM = FEED_ALL_RSS = None
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
THEME_STATIC_PATHS: list[str] = []

MARKDOWN = {
    "extensions": [
        "markdown.extensions.fenced_code",
        "markdown.extensions.tables",
        "markdown.extensions.def_list",
        "markdown.extensions.abbr",
        "markdown.extensions.sane_lists",
        "markdown.extensions.md_in_html",
    ],
    "output_format": "html",
}
TYPOGRIFY = False  # plugins/frontmatter calls it, where there is something for it to do
TYPOGRIFY_OMIT_FILTERS = ["amp", "caps", "initial_quotes", "widont"]
