"""What differs when the site is published: its real address, and nothing unfinished."""

import sys
from pathlib import Path

if str(Path(__file__).parent) not in sys.path:
    sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *  # noqa: F403

SITEURL = "https://bachthong.example.vn"
SHOW_UNPUBLISHED = False
OFFLINE = {"pages": 20}

# Where `python3 run.py publish` puts the site; docs/van-hanh.md explains each value.
PUBLISH = {
    "default": "may-chu",
    "targets": {
        "may-chu": {
            "to": "/srv/portal/trang",
            "url": SITEURL,
            "server": "nginx",
        },
    },
}
