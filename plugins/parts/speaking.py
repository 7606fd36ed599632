"""What a plugin has to say while it builds somebody's site is said in the site's language."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from plugins.shared.messages import LANGUAGE, OWN, TRANSLATED


def speak(settings: Mapping[str, Any]) -> None:
    """Vietnamese or English; English in a site of any other language."""
    language = str(settings["DEFAULT_LANG"]).lower().partition("-")[0]
    os.environ[LANGUAGE] = OWN if language == OWN else TRANSLATED[0]
