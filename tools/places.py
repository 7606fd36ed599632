"""Where the project's rooms are, whatever folder a command was started from."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The folders of code: a copy of the project that is to run has all of them.
ROOMS = ("desk", "importing", "plugins", "theme", "tools")
CONTENT = ROOT / "content"
OUTPUT = ROOT / "output"
SCRATCH = ROOT / "build"
CACHE = ROOT / ".cache"
SETTINGS = ROOT / "pelicanconf.py"
PUBLISHED_SETTINGS = ROOT / "publishconf.py"
# In content/, ignored by builds and publishing: what the desk keeps beside the articles.
ASIDE = ".soan"


def shown(path: Path) -> str:
    """`path` as a person would type it: relative to the project when it lies inside."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
