"""A site that is English from its settings to its articles, on the plugins and theme of all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.support.whole_site import build_articles

SITE: dict[str, Any] = {
    "tagline": "News and answers",
    "description": "News of the commune, answers to questions, claims that were checked.",
    "publisher": "Editorial board",
    "contacts": [
        {"label": "Email", "value": "office@example.vn", "href": "mailto:office@example.vn"}
    ],
    "notices": ["A demonstration, not an official site."],
    "hotlines": [{"label": "Police", "value": "113", "href": "tel:113"}],
    "footer_pages": [
        {"label": "Contact", "address": "contact/"},
        {"label": "Archives", "address": "archives/"},
        {"label": "Site map", "address": "site-map/"},
    ],
}
SECTIONS: list[dict[str, Any]] = [
    {"slug": "news", "title": "News", "description": "What happened.", "categories": ["Economy"]},
    {
        "slug": "answers",
        "title": "Questions and claims",
        "description": "What people ask.",
        "kinds": ["hoi-dap", "kiem-chung"],
        "topics": [{"title": "Electronic identity", "description": "How to get one."}],
    },
]
NEWS = """title: {title}
date: {date}
category: Economy
author: Jane Doe
tags: harvest, roads

The harvest of 2023 was good, says Dr. Lee.

![Oranges in a basket](anh/anh.svg "A basket. Photo: Jane Doe")

Table: The harvest

| Year | Tonnes |
|---|---|
| 2023 | 1 |

## One

Text.

## Two

Text.[^1]

## Three

[Form](/tep/form.csv). The end./.

[^1]: A note.
"""
FILES: dict[str, str | bytes] = {
    "tep/form.csv": b"a,b\n",
    "news/one.md": NEWS.format(title="Oranges are ripe", date="11/12/2023"),
    "news/two.md": NEWS.format(title="A new road", date="12/12/2023 08:30") + "\n",
    "news/three.md": NEWS.format(title="A third one", date="13/01/2024"),
    "answers/question.md": """title: How do I get an electronic identity?
date: 05/02/2024
kind: question
topic: Electronic identity
question: How do I get an electronic identity?
asked_on: 01/02/2024
asked_from: Phu Thong
state: answered
answered_by: District police
answered_on: 03/02/2024

Bring your identity card to the police of your commune between 7:30 and 11:00 on a working day;
they take your fingerprints and tell you by message once the electronic identity can be used.
""",
    "answers/claim.md": """title: Nobody has to pay
date: 06/02/2024
kind: fact-check
topic: Electronic identity
claim: Everybody has to pay for an identity card.
first_seen: 01/02/2024
verdict: false
evidence: District police | https://example.vn/fees | 02/02/2024
correction: 07/02/2024 | 10 dong | nothing

The first card is free of charge for everybody who comes to the district police with the
papers that the law asks for. Only who has lost a card and wants another one pays a small fee,
which the police take at the counter, never by telephone or by a link in a message.
""",
    "trang/contact.md": "title: Contact\naliases: /old/contact.html\n\nWrite to us.\n",
}


def build_english(folder: Path, **overrides: Any) -> Path:
    settings = {
        "SITENAME": "Phu Thong",
        "DEFAULT_LANG": "en",
        "SITE": SITE,
        "SECTIONS": SECTIONS,
        "ARTICLE_PATHS": [section["slug"] for section in SECTIONS],
        "LISTINGS": {"per_page": 1},
        "OFFLINE": {"pages": 20},
        **overrides,
    }
    return build_articles(folder, FILES, **settings)
