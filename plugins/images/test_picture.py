"""The markup from which a browser picks: terse, exact, with the lead picture first."""

from __future__ import annotations

from pathlib import Path

import html5lib

from .made import Made
from .picture import address_of, largest, picture_html
from .plan import Focus, PictureFacts, Variant, card_variants, photo_variants

SIZES = "(min-width:48rem) 37rem,calc(100vw - 1rem)"
NAME = "anh/2024/quyt.1a2b3c4d"


def made(variant: Variant | None, address: str) -> Made:
    width, height = (variant.width, variant.height) if variant else (64, 36)
    return Made(Path("quyt.jpg"), "", address, address, width, height, variant)


def files(facts: PictureFacts) -> list[Made]:
    suffix = {"jpeg": "jpg"}
    return [
        made(v, f"{NAME}-{v.width}.{suffix.get(v.format, v.format)}") for v in photo_variants(facts)
    ]


def test_a_small_photo_is_written_whole() -> None:
    assert picture_html(
        files(PictureFacts(700, 500)), "Quýt chín", SIZES, first=True, root="/x"
    ) == (
        "<picture>"
        f'<source type="image/avif" srcset="/x/{NAME}-480.avif 480w,/x/{NAME}-700.avif 700w"'
        f' sizes="{SIZES}">'
        f'<source type="image/webp" srcset="/x/{NAME}-480.webp 480w,/x/{NAME}-700.webp 700w"'
        f' sizes="{SIZES}">'
        f'<img src="/x/{NAME}-700.jpg" alt="Quýt chín"'
        f' srcset="/x/{NAME}-480.jpg 480w,/x/{NAME}-700.jpg 700w" sizes="{SIZES}"'
        ' width="700" height="500" fetchpriority="high"></picture>'
    )


def test_only_the_first_picture_loads_at_once() -> None:
    later = picture_html(files(PictureFacts(2000, 1500)), "", SIZES, first=False)
    assert later.endswith('width="1600" height="1200" loading="lazy" decoding="async"></picture>')
    assert "fetchpriority" not in later
    assert f'src="/{NAME}-800.jpg"' in later


def test_a_drawing_is_a_plain_img() -> None:
    drawing = [made(None, "anh/hoa.1a2b3c4d.svg")]
    assert picture_html(drawing, "Hoa", SIZES, first=False) == (
        '<img src="/anh/hoa.1a2b3c4d.svg" alt="Hoa" width="64" height="36"'
        ' loading="lazy" decoding="async">'
    )


def test_who_wants_less_motion_gets_the_still() -> None:
    written = picture_html(files(PictureFacts(400, 300, moving=True)), "", SIZES, first=False)
    assert written.startswith(
        '<picture><source type="image/webp" media="(prefers-reduced-motion:no-preference)"'
    )
    assert f'<img src="/{NAME}-400.jpg"' in written
    assert "avif" not in written


def test_words_and_names_cannot_break_out_of_their_attributes() -> None:
    box = (0, 0, 64, 36)
    odd = made(Variant("photo", "jpeg", 64, 36, box), 'anh/Năm 2024, "a"/q.jpg')
    written = picture_html(
        [odd], 'Cô nói: "Được" <b>', SIZES, first=True, attributes=[("class", 'a"b')]
    )
    (image,) = html5lib.parse(written, namespaceHTMLElements=False).iter("img")
    assert image.get("alt") == 'Cô nói: "Được" <b>'
    assert image.get("class") == 'a"b'
    assert image.get("src") == "/anh/N%C4%83m%202024%2C%20%22a%22/q.jpg"
    assert set(image.keys()) == {"src", "alt", "width", "height", "class", "fetchpriority"}


def test_cards_have_their_own_files_and_a_tap_enlarges_the_largest() -> None:
    facts = PictureFacts(2000, 1500, transparent=True)
    cards = [made(v, f"x-{v.width}x{v.height}.{v.format}") for v in card_variants(facts, Focus())]
    written = picture_html(cards, "", "18rem", first=False)
    assert written.count("<source") == 2
    assert "/x-160x90.png 160w,/x-320x180.png 320w" in written
    assert address_of(largest(cards), "/goc") == "/goc/x-800x450.png"
