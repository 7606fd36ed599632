"""An article that the tools make has a head that editors, Git-based editors and we read alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from plugins.frontmatter.head import split
from plugins.frontmatter.keys import IN_PARTS, KEYS

# What YAML cannot carry as itself, or what an editor would not see.
ESCAPED = re.compile(
    "[\x00-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060\ud800-\udfff\ufeff\ufffe\uffff]"
)
HIDDEN_ESCAPES = {"\n": "\\n", "\t": "\\t"}


def write_head(values: dict[str, str | Sequence[str]], vietnamese: bool = True) -> str:
    """The fenced head with `values`, keyed as in keys.KEYS (`title`, `tags` …), in their order.

    Empty values are left out; a list of evidence or corrections has a line for each item.
    Written as typed where YAML and our reader agree, else in quotes.
    Raises KeyError for an unknown key.
    """
    lines = ["---"]
    for key, value in values.items():
        label = KEYS[key][0 if vietnamese else 1]
        if value and key in IN_PARTS and not isinstance(value, str):
            lines += [f"{label}:", *(f"  - {text_value(item)}" for item in value)]
        elif value:
            written = text_value(value) if isinstance(value, str) else list_value(value)
            lines.append(f"{label}: {written}")
    return "\n".join([*lines, "---", ""])


def list_value(items: Sequence[str]) -> str:
    """On one line."""
    joined = ", ".join(items)
    if _reads_as_typed(joined) and not any(re.search("[,;|，；、]", item) for item in items):
        return joined
    return f"[{', '.join(quoted(item) for item in items)}]"


def text_value(text: str) -> str:
    """As typed, or in quotes where it would be read otherwise."""
    return text if _reads_as_typed(text) else quoted(text)


def _reads_as_typed(text: str) -> bool:
    if ESCAPED.search(text) or text != text.strip():
        return False
    fields = split(f"---\nx: {text}\n---\n").fields
    try:
        read = yaml.load(f"x: {text}", Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.YAMLError:
        return False
    return read == {"x": text} and [field.value for field in fields] == [text]


def quoted(text: str) -> str:
    """As a YAML string in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{ESCAPED.sub(_escape, escaped)}"'


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    return HIDDEN_ESCAPES.get(char, f"\\u{ord(char):04x}")
