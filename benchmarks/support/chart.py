"""The benchmark's figures as bars, for the documents."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

from benchmarks.support.report import STEPS, Taken
from plugins.vietnamese.numbers import show_number

LABEL_WIDTH, BAR_WIDTH, FIGURE_WIDTH = 250, 400, 90
ROW, BAR, TOP = 26, 16, 44
COLOURS = {"hugo": "#c2410c", "without": "#57606a", "": "#1d4ed8"}
# From a nothing of a build to a full one is a factor of hundreds: only powers of ten show both.
LEAST = 0.1


def chart(found: Mapping[str, Taken], articles: int) -> str:
    """An SVG with a bar of CPU seconds for each step, on a logarithmic scale."""
    most = max([one.cpu for one in found.values()], default=LEAST)
    decades = max(1, math.ceil(math.log10(most / LEAST)))
    width, height = LABEL_WIDTH + BAR_WIDTH + FIGURE_WIDTH, TOP + ROW * len(found) + 24
    title = f"Giây CPU để dựng {show_number(articles)} bài (thang logarit)"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="12" y="24" font-size="15" font-weight="700">{escape(title)}</text>',
    ]
    for power in range(decades + 1):
        x = LABEL_WIDTH + BAR_WIDTH * power / decades
        seconds = f"{LEAST * 10**power:g}".replace(".", ",")
        parts.append(f'<path d="M{x:.1f} {TOP - 6}V{height - 20}" stroke="#d0d7de"/>')
        parts.append(f'<text x="{x:.1f}" y="{height - 6}" text-anchor="middle">{seconds}</text>')
    for row, (step, one) in enumerate(found.items()):
        parts += _bar(step, one, TOP + ROW * row, decades)
    return "\n".join([*parts, "</svg>", ""])


def _bar(step: str, one: Taken, top: int, decades: int) -> list[str]:
    length = BAR_WIDTH * math.log10(max(one.cpu, LEAST) / LEAST) / decades
    colour = next(colour for name, colour in COLOURS.items() if step.startswith(name))
    middle = top + BAR - 3
    seconds = f"{one.cpu:.2f}".replace(".", ",")
    return [
        f'<text x="{LABEL_WIDTH - 8}" y="{middle}" text-anchor="end">{escape(STEPS[step])}</text>',
        f'<rect x="{LABEL_WIDTH}" y="{top}" width="{max(length, 1):.1f}" height="{BAR}" '
        f'fill="{colour}"/>',
        f'<text x="{LABEL_WIDTH + max(length, 1) + 6:.1f}" y="{middle}">{seconds}</text>',
    ]
