"""Of a settings file everything counts but where the site goes."""

from __future__ import annotations

import pytest

from plugins.shared.settings_code import without_publish

BEFORE = "SITENAME = 'x'\nSITEURL = 'https://x.example.vn'\n"
SAID = """\
PUBLISH = {
    'targets': {'may': {'to': '/srv/x', 'url': SITEURL, 'ssh': ('-p', f'{22}')}},
}
"""
AFTER = "THEME = 'theme'\n"


def test_where_the_site_goes_is_no_difference() -> None:
    code = (BEFORE + SAID + AFTER).encode()
    other = code.replace(b"/srv/x", b"/srv/y").replace(b"'ssh'", b"'status'")
    assert without_publish(code) == without_publish(other) == (BEFORE + AFTER).encode()
    assert without_publish(code.replace(b"'x'", b"'z'")) != without_publish(code)


@pytest.mark.parametrize(
    "code",
    [
        BEFORE,
        f"{BEFORE}{SAID}SITENAME = PUBLISH['targets']['may']['to']\n",
        f"{BEFORE}{SAID}SITENAME = globals()['PUBLISH']\n",
        f"{BEFORE}PUBLISH = make(SITEURL)\n",
        f"{BEFORE}PUBLISH = {{'x': (SITENAME := 'y')}}\n",
        f"{BEFORE}PUBLISH = OTHER = {{}}\n",
        f"{BEFORE}from other import PUBLISH\n",
        f"{BEFORE}PUBLISH = {{\n",
        "x = 1; PUBLISH = {}; y = 2\n",
    ],
)
def test_code_that_may_say_more_counts_whole(code: str) -> None:
    assert without_publish(code.encode()) == code.encode()
