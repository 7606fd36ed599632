"""A page reserves a drawing's place before it loads: here is how large the drawing is."""

from __future__ import annotations

import math
import re
from xml.parsers import expat

from plugins.shared.messages import gettext, gettext_noop

from .reading import NotAPictureError

SVG_TAG = "svg"
# CSS pixels in one of each unit: https://www.w3.org/TR/css-values-4/#absolute-lengths
UNITS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54}
LENGTH = re.compile(r"\s*\+?(\d*\.?\d+(?:e[-+]?\d+)?)\s*(px|pt|pc|in|cm|mm|)\s*", re.IGNORECASE)
LONGEST = 400  # characters of a length: a longer one is none, or without end
# What a browser takes for an SVG that says nothing: https://www.w3.org/TR/CSS22/visudet.html
FALLBACK = (300.0, 150.0)
# Of a side, in CSS pixels: a plan drawn in hundredths of a millimetre is as large.
MOST = 200_000
TOO_LARGE = gettext_noop(
    "Hình vẽ “{name}” ghi kích thước {size}, quá lớn; mỗi cạnh tối đa là {most} điểm."
)
TOO_LARGE_REMEDY = gettext_noop(
    "Trong chương trình vẽ, đặt lại kích thước trang vẽ (ví dụ 1600 × 900) rồi xuất lại ở dạng SVG."
)
ENTITIES = gettext_noop("Tệp “{name}” khai báo thực thể XML (ENTITY), không an toàn để đăng.")
ENTITIES_REMEDY = gettext_noop("Xuất lại ảnh ở dạng SVG đơn giản (Plain SVG).")
DAMAGED = gettext_noop("Tệp SVG “{name}” bị hỏng.")
DAMAGED_AT = gettext_noop("Tệp SVG “{name}” bị hỏng ở dòng {line}.")
DAMAGED_REMEDY = gettext_noop("Xuất lại ảnh ở dạng SVG, hoặc chép lại từ nguồn gốc.")


def svg_size(name: str, data: bytes) -> tuple[int, int]:
    """Width and height in CSS pixels. Raises NotAPictureError for what is no whole SVG."""
    tag, attributes = _svg_root(name, data)
    if tag.rsplit(":", 1)[-1] != SVG_TAG:
        raise NotAPictureError(
            gettext(
                "Tệp “{name}” có đuôi .svg nhưng bên trong là <{tag}>, không phải ảnh SVG.",
                name=name,
                tag=tag[:40],
            ),
            gettext("Xuất lại ảnh ở dạng SVG."),
        )
    width, height = (_length(attributes.get(side, "")) for side in ("width", "height"))
    box = _box(attributes.get("viewBox", ""))
    if box and width is None and height is None:
        width, height = box
    elif box and width is None and height is not None:
        width = height * box[0] / box[1]
    elif box and height is None and width is not None:
        height = width * box[1] / box[0]
    width, height = width or FALLBACK[0], height or FALLBACK[1]
    if not max(width, height) <= MOST:
        endless = gettext("vô hạn")
        size = f"{width:.9g} × {height:.9g}".replace("inf", endless)
        raise NotAPictureError(
            gettext(TOO_LARGE, name=name, size=size, most=f"{MOST:,}".replace(",", ".")),
            gettext(TOO_LARGE_REMEDY),
        )
    return max(1, round(width)), max(1, round(height))


def damaged(name: str, line: int = 0) -> NotAPictureError:
    """line: 0 where nobody knows it."""
    sentence = gettext(DAMAGED_AT if line else DAMAGED, name=name, line=line)
    return NotAPictureError(sentence, gettext(DAMAGED_REMEDY))


def _svg_root(name: str, data: bytes) -> tuple[str, dict[str, str]]:
    """The whole file is read, so that a damaged one is found; entities are never expanded."""
    roots: list[tuple[str, dict[str, str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if not roots:
            roots.append((tag, attributes))

    def refuse(*_: object) -> None:
        raise NotAPictureError(gettext(ENTITIES, name=name), gettext(ENTITIES_REMEDY))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as cause:
        raise damaged(name, cause.lineno) from cause
    except (LookupError, ValueError) as cause:  # an encoding that nobody knows
        raise damaged(name) from cause
    return roots[0]


def _length(value: str) -> float | None:
    """CSS pixels; None for a percentage, a relative unit or nothing."""
    found = LENGTH.fullmatch(value[:LONGEST])
    if not found:
        return None
    return float(found[1]) * UNITS[found[2].lower() or "px"] or None


def _box(value: str) -> tuple[float, float] | None:
    parts = re.split(r"[\s,]+", value.strip())
    try:
        _, _, width, height = (float(part) for part in parts)
    except ValueError:
        return None
    return (width, height) if width > 0 and height > 0 and math.isfinite(width * height) else None
