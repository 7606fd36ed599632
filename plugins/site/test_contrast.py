"""A colour that is offered can be read, and is the nearest one of its hue."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.shared.settings import SettingError
from plugins.site.colours import DARK, LIGHT, ON_DARK, Colours, check_colours, own_tokens
from plugins.site.contrast import (
    AAA,
    STEPS,
    contrast,
    least_contrast,
    nearest_readable,
    read_colour,
)
from tools.places import ROOT

TOKENS = (ROOT / "theme/static/css/tokens.css").read_text("utf-8")
colours = st.from_regex("#[0-9a-f]{6}", fullmatch=True)
grounds = st.sampled_from([*LIGHT.values(), *DARK.values()])


def hls(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return rgb_to_hls(red, green, blue)


def tokens_of(selector: str) -> dict[str, str]:
    """The colours of the first rule of `selector`, as `#rrggbb`."""
    rule = re.search(rf"^ +{re.escape(selector)} {{(.*?)^  +}}", TOKENS, re.M | re.S)
    assert rule
    found = re.findall(r"--(\w+): (#\w+);", rule[1])
    return {name: read_colour(colour) for name, colour in found}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [  # as https://www.w3.org/WAI/WCAG22/Techniques/general/G17 and its checkers count
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.00),
    ],
)
def test_contrast_is_counted_as_wcag_counts_it(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(one, other) == contrast(other, one)


@given(colours, grounds)
def test_what_is_offered_can_be_read(colour: str, on: tuple[str, ...]) -> None:
    offered = nearest_readable(colour, on)
    assert least_contrast(offered, on) >= AAA
    assert nearest_readable(offered, on) == offered
    assert (offered == colour) == (least_contrast(colour, on) >= AAA)


@given(colours, grounds)
def test_what_is_offered_has_the_same_hue_and_none_nearer_can_be_read(
    colour: str, on: tuple[str, ...]
) -> None:
    offered = nearest_readable(colour, on)
    hue, lightness, saturation = hls(colour)
    own_hue, own_lightness, own_saturation = hls(offered)
    # Rounded to a step of the screen; what is nearly grey or black has hardly a hue.
    if saturation > 0.2 and own_saturation > 0.2 and 0.1 < own_lightness < 0.9:
        assert abs((own_hue - hue + 0.5) % 1 - 0.5) < 0.02
    if offered != colour:
        # On a light ground the next lighter shade cannot be read, on a dark one the next darker.
        step = (2 / STEPS + 2 / 255) * (1 if own_lightness < lightness else -1)
        nearer = own_lightness + step
        assert (nearer - lightness) * step >= 0 or least_contrast(_shade(colour, nearer), on) < AAA


def _shade(colour: str, lightness: float) -> str:
    hue, _, saturation = hls(colour)
    parts = hls_to_rgb(hue, lightness, saturation)
    return "#" + "".join(f"{min(max(round(part * 255), 0), 255):02x}" for part in parts)


def test_between_two_grounds_there_may_be_none() -> None:
    with pytest.raises(ValueError, match="nothing has a contrast"):
        nearest_readable("#ff0000", ("#000000", "#ffffff"))


@pytest.mark.parametrize(
    ("selector", "on"), [(":root", LIGHT), ('[data-colour="dark"]', DARK)], ids=["light", "dark"]
)
def test_the_themes_colours_are_those_that_are_promised(
    selector: str, on: dict[str, tuple[str, ...]]
) -> None:
    tokens = tokens_of(selector)
    named = {name: tokens[name] for name in ("paper", "soft", "mark")}
    assert on["link"] == tuple(named.values())
    assert on["brand"] == (named["paper"], named["soft"])
    for name, ground in on.items():
        assert least_contrast(tokens[name], ground) >= AAA, name
    for name in ("ink", "muted"):
        assert least_contrast(tokens[name], (tokens["paper"], tokens["soft"])) >= AAA, name
    assert Colours(tokens["brand"], tokens["link"]) == (Colours() if on is LIGHT else ON_DARK)


def test_dark_is_said_twice_and_alike() -> None:
    once, again = re.findall(r"color-scheme: dark;\s+--ink: #ebe7e0;(.*?)}", TOKENS, re.S)
    assert once.split() == again.split()


def test_colours_are_read_with_three_digits_and_in_capitals() -> None:
    assert check_colours(Colours("#050", " #003366 ")) == Colours("#005500", "#003366")
    assert check_colours(Colours("#0A3D2E")) == Colours("#0a3d2e")


@pytest.mark.parametrize("written", ["", "red", "#12", "#1234567", "8c1c13", "#gggggg", "url(x)"])
def test_what_is_no_colour_is_said_with_one_that_is(written: str) -> None:
    with pytest.raises(SettingError, match=r'SITE\.colours\.link: .*"link": "#0a4484"'):
        check_colours(Colours(link=written))


def test_a_colour_that_is_hard_to_read_is_answered_by_the_nearest_that_is_not() -> None:
    with pytest.raises(SettingError) as told:
        check_colours(Colours(brand="#2e8b57"))
    assert str(told.value) == (
        "SITE.colours.brand: chữ màu “#2e8b57” khó đọc trên nền trang (độ tương phản 3,8, cần 7); "
        'màu gần nhất đọc được: "brand": "#1f5d3a".'
    )
    assert check_colours(Colours(brand="#1f5d3a"))


@given(colours, colours)
def test_every_colour_is_taken_or_answered_by_one_that_is_taken(brand: str, link: str) -> None:
    try:
        check_colours(Colours(brand, link))
    except SettingError as told:
        name, offered = re.findall(r'"(\w+)": "(#\w+)"', str(told))[-1]
        other = {"brand": "#000000", "link": "#000000", name: offered}
        assert check_colours(Colours(**other))


def test_the_themes_own_colours_need_no_css() -> None:
    assert own_tokens(Colours(), with_logo=False) == ""


@given(colours, colours)
def test_dark_shades_can_be_read_and_high_contrast_stays(brand: str, link: str) -> None:
    css = own_tokens(Colours(brand, link), with_logo=False)
    rules = dict(re.findall(r"(:root[^{]+){([^}]+)}", css))
    light = rules[":root:not([data-colour=contrast])"]
    assert light == f"--brand:{brand};--wrong:#8c1c13;--link:{link};--right:#0a4484;"
    dark = rules[":root[data-colour=dark]"]
    for name, colour in re.findall(r"--(brand|link):(#\w+)", dark):
        assert least_contrast(colour, DARK[name]) >= AAA
    assert rules[":root:not([data-colour])"] == dark
