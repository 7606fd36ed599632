"""The browser tests always run: finds Chromium, Chrome or Edge on this machine, or installs one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from plugins.shared.errors import PortalError
from plugins.shared.messages import gettext, gettext_noop
from tools.console import complain, python_command, python_environment

# Chromium without windows: a page costs a quarter of what it costs in one that could show it.
SHELL = "chromium-headless-shell"
SHELL_PATTERNS = (
    "chromium_headless_shell-*/chrome-*/chrome-headless-shell",
    "chromium_headless_shell-*/chrome-*/chrome-headless-shell.exe",
    "chromium_headless_shell-*/chrome-*/headless_shell",
)
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
WINDOWS_PLACES = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)
MAC_PLACES = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
)
PLAYWRIGHT_PATTERNS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-win*/chrome.exe",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
# The font has every Vietnamese letter, and tests of where things stand and how pages look are made
# for it; Playwright's own Node needs libatomic1.
FONT, FONT_PACKAGE = "Noto Sans", "fonts-noto-core"
DEBIAN_PACKAGES = ("chromium", FONT_PACKAGE, "libatomic1")


class NoBrowserError(PortalError):
    """None found and none could be installed; the text says so in Vietnamese and English."""


def ensure_browser() -> Path:
    """The browser's program; installs Playwright's Chromium, or Debian's, when there is none. The
    one without windows comes with Playwright's; Debian has it in a package of its own."""
    found = find_browser(with_windows=True)
    if found is None and playwright_runs():
        complain(gettext("Đang tải trình duyệt để chạy thử…"))
        _succeeds(python_command("playwright", ["install", "chromium"]))
        found = find_browser(with_windows=True)
    if (found is None or not playwright_runs()) and add_debian_packages():
        found = find_browser(with_windows=True)
    if found is None or not playwright_runs():
        raise NoBrowserError(
            gettext(
                "Không tìm thấy và không cài được trình duyệt. Hãy cài Chrome, Edge hoặc "
                "Chromium (Debian, Ubuntu: sudo apt install {packages}) rồi chạy lại.",
                packages=" ".join(DEBIAN_PACKAGES),
            )
        )
    if sys.platform == "linux" and not has_font():
        add_debian_packages((FONT_PACKAGE,))
    if find_browser() == found and _succeeds(["apt-cache", "show", SHELL]):
        add_debian_packages((SHELL,))
    return found


def has_font() -> bool:
    """Whether this machine shows FONT as itself."""
    try:
        told = subprocess.run(["fc-match", FONT], capture_output=True, encoding="utf-8")
    except OSError:
        return False
    return FONT in told.stdout


def find_browser(with_windows: bool = False) -> Path | None:
    """with_windows: one that can show its pages."""
    shells = () if with_windows else _shells()
    return next((place for place in (*shells, *_candidates()) if _works(place)), None)


def _shells() -> Iterator[Path]:
    if program := shutil.which(SHELL):
        yield Path(program)
    for pattern in SHELL_PATTERNS:
        yield from sorted(_playwright_folder().glob(pattern), reverse=True)


def _candidates() -> Iterator[Path]:
    for name in NAMES:
        program = shutil.which(name)
        if program:
            yield Path(program)
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if variable in os.environ:
                yield from (Path(os.environ[variable], place) for place in WINDOWS_PLACES)
    if sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (folder / place for place in MAC_PLACES)
    downloads = _playwright_folder()
    for pattern in PLAYWRIGHT_PATTERNS:
        yield from sorted(downloads.glob(pattern), reverse=True)


def _playwright_folder() -> Path:
    """Where Playwright keeps the browsers that it downloads (its documentation, “Browsers”)."""
    if os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "0") != "0":
        return Path(os.environ["PLAYWRIGHT_BROWSERS_PATH"])
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", "")) / "ms-playwright"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/ms-playwright"
    return Path.home() / ".cache/ms-playwright"


def _works(program: Path) -> bool:
    """A stub that only tells how to install, or a browser that lacks libraries, does not."""
    if not program.is_file():
        return False
    if sys.platform == "win32":
        return True  # there, --version opens a window
    try:
        asked = subprocess.run([program, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def playwright_runs() -> bool:
    """Its driver is a program of its own, which a bare Debian lacks a library for."""
    return _succeeds(python_command("playwright", ["--version"]))


def add_debian_packages(
    packages: Sequence[str] = DEBIAN_PACKAGES,
    what: str = gettext_noop("trình duyệt của hệ điều hành"),
) -> bool:
    """As root on Debian or Ubuntu; says why when it fails."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    complain(gettext("Đang cài {what} để chạy thử, chừng vài phút…", what=gettext(what)))
    quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    install = [*quiet, "install", "-y", "--no-install-recommends", *packages]
    return _succeeds([*quiet, "update"], aloud=True) and _succeeds(install, aloud=True)


def _succeeds(command: list[str], aloud: bool = False) -> bool:
    environment = python_environment() | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        ended = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")
    except OSError:  # there is no such program
        return False
    if aloud and ended.returncode != 0:
        complain(ended.stderr)
    return ended.returncode == 0
