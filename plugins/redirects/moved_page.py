"""At its old address a page is a small one that leads on, in any site, whatever its theme."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

PAGE = """\
<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="0; url={target}">
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
</head>
<body>
<main>
<h1>{title}</h1>
<p>{lead}</p>
<p><a href="{target}">{link}</a></p>
</main>
</body>
</html>
"""


def moved_page(words: Mapping[str, str], lang: str, target: str, canonical: str) -> str:
    """words: title, lead, link; target, canonical: the new address as a link, and in full."""
    values = {key: words[key] for key in ("title", "lead", "link")}
    values |= {"lang": lang, "target": target, "canonical": canonical}
    return PAGE.format(**{key: escape(value) for key, value in values.items()})
