"""What differs when the site is published: its real address, and nothing unfinished."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *  # noqa: F403

SITEURL = "https://bachthong.example.vn"
SHOW_UNPUBLISHED = False
