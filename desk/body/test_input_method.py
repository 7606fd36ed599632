"""Vietnamese typed with a real input method, fcitx5 with Unikey, into a real window."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import BROWSER_SWITCHES
from desk.body.testing import TEXT, open_body, press, sent
from tests.support.opened_desk import Opened
from tools.browser import find_browser

# Telex, on from the start.
PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=unikey

[Groups/0/Items/0]
Name=unikey

[GroupOrder]
0=Default
"""
CONFIG = "[Behavior]\nActiveByDefault=True\nShareInputState=All\n"
READY = "Loaded addon unikey"
KEYS, WORDS = " ddoongf ddaats dduwowcj", " đồng đất được"


@contextmanager
def program(command: list[str], environment: dict[str, str], ready: str) -> Iterator[str]:
    """Runs while the block does, once it has written `ready`; gives the line."""
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as started:
        try:
            assert started.stdout
            yield next(line for line in started.stdout if ready in line).strip()
        finally:
            started.terminate()


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A screen of its own, and who types there: the environment of what is shown on it."""
    settings = tmp_path / "home/.config/fcitx5"
    settings.mkdir(parents=True)
    (settings / "profile").write_text(PROFILE)
    (settings / "config").write_text(CONFIG)
    bus = f"unix:path={tmp_path / 'bus'}"
    environment = {
        **os.environ,
        "HOME": str(tmp_path / "home"),
        "XDG_CONFIG_HOME": str(settings.parent),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "DBUS_SESSION_BUS_ADDRESS": bus,
        "GTK_IM_MODULE": "fcitx",
        "LANG": "C.UTF-8",
    }
    tmp_path.chmod(0o700)
    with ExitStack() as stack:
        screen = ["Xvfb", "-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1280x900x24"]
        environment["DISPLAY"] = ":" + stack.enter_context(program(screen, environment, ""))
        daemon = ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address={bus}"]
        stack.enter_context(program(daemon, environment, "unix:"))
        stack.enter_context(program(["fcitx5", "-D"], environment, READY))
        yield environment


@pytest.fixture
def page(browser: Browser, desktop: dict[str, str], opened: Opened) -> Iterator[Page]:
    shown = browser.browser_type.launch(
        executable_path=find_browser(with_windows=True),
        headless=False,
        args=[*BROWSER_SWITCHES, "--gtk-version=3", "--disable-gpu"],
        env={**desktop},
    )
    page = shown.new_page()
    open_body(page, opened, [TEXT])
    yield page
    shown.close()


def test_nothing_is_lost_of_what_is_typed(page: Page, desktop: dict[str, str]) -> None:
    def xdotool(*arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=desktop, check=True, capture_output=True)

    area = page.get_by_role("textbox", name="Nội dung bài")
    area.press("Control+End")
    xdotool("search", "--sync", "--onlyvisible", "--class", "chrom", "windowfocus", "--sync")
    xdotool("type", KEYS)
    expect(area).to_have_value(TEXT["text"] + WORDS)
    # While a word is being composed: the key and the button take it as it is then.
    xdotool("key", "ctrl+b")
    xdotool("type", " vieet")
    expect(area).to_have_value(f"{TEXT['text']} đồng đất **được** viêt")
    press(page, "Nghiêng")
    expect(area).to_have_value(f"{TEXT['text']} đồng đất **được** *viêt*")
    xdotool("type", f"{KEYS} ")
    expect(area).to_have_value(f"{TEXT['text']} đồng đất **được** *viêt*{WORDS} ")
    for _ in range(60):
        xdotool("key", "ctrl+z")
        if sent(page)[0]["text"] == TEXT["text"]:
            return
    raise AssertionError(sent(page)[0]["text"])
