"""Which files are made of a picture: enough for every screen, never larger than the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .plan import (
    Focus,
    PictureFacts,
    Variant,
    card_variants,
    crop,
    photo_variants,
    share_variant,
)

SIDE = st.integers(1, 6000)
FOCI = st.builds(Focus, st.integers(0, 100), st.integers(0, 100))


def widths(variants: list[Variant], name: str) -> list[int]:
    return [variant.width for variant in variants if variant.format == name]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (4000, [480, 800, 1200, 1600]),
        (1600, [480, 800, 1200, 1600]),
        (1300, [480, 800, 1300]),
        (850, [480, 850]),
        (700, [480, 700]),
        (500, [500]),
        (90, [90]),
    ],
)
def test_a_photo_gets_the_widths_below_its_own_and_is_never_upscaled(
    width: int, expected: list[int]
) -> None:
    variants = photo_variants(PictureFacts(width, width // 2))
    assert {name: widths(variants, name) for name in ("avif", "webp", "jpeg", "png")} == {
        "avif": expected,
        "webp": expected,
        "jpeg": expected,
        "png": [],
    }


def test_only_a_transparent_picture_costs_a_png() -> None:
    formats = [
        variant.format for variant in photo_variants(PictureFacts(400, 300, transparent=True))
    ]
    assert formats == ["avif", "webp", "png"]


def test_an_animation_moves_in_webp_and_stands_still_otherwise() -> None:
    variants = photo_variants(PictureFacts(1000, 500, moving=True))
    assert [(v.format, v.width, v.moving) for v in variants] == [
        ("webp", 480, True),
        ("webp", 800, True),
        ("jpeg", 480, False),
        ("jpeg", 800, False),
        ("jpeg", 1000, False),
    ]
    assert not any(v.moving for v in card_variants(PictureFacts(1000, 500, moving=True), Focus()))


def test_cards_are_sixteen_to_nine() -> None:
    variants = card_variants(PictureFacts(2000, 1500), Focus())
    assert [(v.width, v.height) for v in variants if v.format == "avif"] == [
        (160, 90),
        (320, 180),
        (480, 270),
        (800, 450),
    ]
    assert {v.box for v in variants} == {(0, 38, 2000, 1163)}


def test_the_crop_follows_the_focus_as_far_as_the_edges_allow() -> None:
    upright = PictureFacts(900, 1600)
    tops = [crop(upright, (16, 9), Focus(50, y))[1] for y in (0, 10, 40, 50, 100)]
    assert tops == [0, 0, 387, 547, 1094]
    assert crop(PictureFacts(3200, 900), (16, 9), Focus(75, 0)) == (1600, 0, 3200, 900)


def test_the_shared_picture_is_1200_by_630_or_smaller_in_the_same_shape() -> None:
    large = share_variant(PictureFacts(2000, 1500), Focus())
    assert (large.width, large.height, large.format) == (1200, 630, "jpeg")
    small = share_variant(PictureFacts(600, 600), Focus())
    assert (small.width, small.height) == (600, 315)


@given(width=SIDE, height=SIDE, focus=FOCI, transparent=st.booleans(), moving=st.booleans())
def test_no_plan_leaves_the_picture_or_enlarges_it(
    width: int, height: int, focus: Focus, transparent: bool, moving: bool
) -> None:
    facts = PictureFacts(width, height, transparent, moving)
    variants = photo_variants(facts) + card_variants(facts, focus) + [share_variant(facts, focus)]
    for variant in variants:
        left, top, right, bottom = variant.box
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height
        assert 1 <= variant.width <= right - left
        assert 1 <= variant.height <= bottom - top + 1
    assert len(variants) == len(set(variants))
