"""For tests and benchmarks: an article's body as its page shows it."""

from __future__ import annotations

import pelicanconf
from importing.rendering import renderer

rendered = renderer(pelicanconf.MARKDOWN)
