"""Tests type Vietnamese as on a real desktop: finds an input method, or installs one."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from plugins.shared.errors import PortalError
from plugins.shared.messages import gettext
from tools.browser import add_debian_packages

PROGRAMS = ("Xvfb", "xdotool", "dbus-daemon", "fcitx5")
# What fcitx5 composes Vietnamese with, and what browsers ask for it.
MODULES = ("*/fcitx5/libunikey.so", "*/gtk-3.0/*/immodules/im-fcitx5.so")
LIBRARIES = Path("/usr/lib")
DEBIAN_PACKAGES = (
    "xvfb", "xdotool", "dbus-daemon", "fcitx5", "fcitx5-unikey", "fcitx5-frontend-gtk3",
)  # fmt: skip


class NoInputMethodError(PortalError):
    """One is missing and could not be installed; the text says so in Vietnamese and English."""


def ensure_input_method() -> None:
    """On Linux; elsewhere nobody can type into a browser that no test sees."""
    if sys.platform != "linux" or not missing():
        return
    add_debian_packages(DEBIAN_PACKAGES, gettext("bộ gõ tiếng Việt"))
    if missing():
        raise NoInputMethodError(
            gettext(
                "Thiếu {missing} để thử gõ tiếng Việt (Debian, Ubuntu: sudo apt install "
                "{packages}); cài rồi chạy lại.",
                missing=", ".join(missing()),
                packages=" ".join(DEBIAN_PACKAGES),
            )
        )


def missing() -> list[str]:
    """Names of programs and modules that are not installed."""
    programs = [name for name in PROGRAMS if shutil.which(name) is None]
    return programs + [name for name in MODULES if not any(LIBRARIES.glob(name))]
