"""A mistake in a field of the head is told once, where it stands, with a line to paste."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from plugins.frontmatter.encoding import CONTROL
from plugins.frontmatter.head import Field, RawHead
from plugins.frontmatter.keys import KEYS, advice_on, known_key, label, nearest_key
from plugins.frontmatter.values import strip
from plugins.shared.messages import gettext, gettext_noop
from plugins.shared.problems import Problem
from plugins.vietnamese.text import fold, nfc, tone_key

# Texts that may begin and end with a bracket.
PROSE = ("title", "summary", "source", "note", "question", "claim", "feedback")
SEMICOLON = re.compile("[;；]")
COMMA = re.compile("[,，、]")
MISSING = gettext_noop("thiếu “{key}”.")
MISSING_DAY = gettext_noop("thiếu “{key}”, ghi ngày trước tháng sau như 11/12/2023.")


def missing_key(sentence: str) -> str:
    """The English key of whose lack `sentence` speaks, "" where it speaks of something else."""
    for message in (MISSING, MISSING_DAY):
        before, _, behind = gettext(message).partition("{key}")
        if sentence.startswith(before) and sentence.endswith(behind):
            return known_key(sentence[len(before) : -len(behind)])
    return ""


class Fields:
    """The fields of one head by their English key; what is refused is added to `problems`.

    vietnamese: the language of the head's first key.
    """

    def __init__(self, raw: RawHead, path: str, problems: list[Problem]) -> None:
        self._path = path
        self._problems = problems
        self._fields: dict[str, Field] = {}
        self._meant: set[str] = set()
        known = [known_key(field.key) for field in raw.fields]
        first = next((f.key for f, key in zip(raw.fields, known, strict=True) if key), "")
        self.vietnamese = fold(first) not in {names[1] for names in KEYS.values()}
        for field, key in zip(raw.fields, known, strict=True):
            if not key:
                sentence = gettext("không có khóa “{key}”.", key=field.key)
                self._meant.add(nearest_key(field.key)[0])
                advice = advice_on(field.key, field.typed)
                self._report(field.line, field.column, sentence, advice)
            elif key in self._fields:
                before = self._fields[key].line
                sentence = gettext(
                    "“{key}” ghi hai lần, ở dòng {before} và dòng {line}.",
                    key=field.key,
                    before=before,
                    line=field.line,
                )
                self._report(
                    field.line, field.column, sentence, gettext("giữ một dòng, xóa dòng kia.")
                )
            else:
                self._fields[key] = field

    def has(self, key: str) -> bool:
        """Whether the head has the key."""
        return key in self._fields

    def read(self, key: str) -> str:
        """The field as the editor typed it: `Cập nhật: 10/12/2023`."""
        field = self._fields[key]
        return f"{field.key}: {field.typed}"

    def line(self, key: str, value: str) -> str:
        """The line to paste: the key as typed, or in the language of the head's first key."""
        return f"{self.name(key)}: {value}"

    def item_line(self, key: str, value: str) -> str:
        """The line to paste for an item of a list: `- value`, or after the key as it was typed."""
        field = self._fields.get(key)
        return f"- {value}" if field and field.item_lines else self.line(key, value)

    def text(self, key: str) -> str:
        """The one text of a field, on one line; "" where there is none."""
        field = self._fields.get(key)
        if field is None:
            return ""
        value = field.value
        if not isinstance(value, str):
            if field.typed.startswith("[") and key in PROSE:
                value = field.typed
            elif len(value) > 1:
                shown = "; ".join(value)
                sentence = gettext(
                    "“{key}” chỉ nhận một giá trị, nhưng ghi {count}: {shown}.",
                    key=field.key,
                    count=len(value),
                    shown=shown,
                )
                self.refuse(key, sentence, self.line(key, value[0]))
                return ""
            else:
                value = value[0] if value else ""
        return self._clean(key, value)

    def items(self, key: str) -> tuple[str, ...]:
        """A field's list: YAML's items as they are, or a text parted at `;`, else at `,`.

        Attachments with names (`path | name`) are parted at `;` only.
        """
        field = self._fields.get(key)
        if field is None:
            return ()
        if isinstance(field.value, str):
            text = field.value
            named = key == "attachments" and "|" in text
            ends = SEMICOLON if SEMICOLON.search(text) or named else COMMA
            parts: Sequence[str] = ends.split(text)
        else:
            parts = field.value
        items: dict[str, str] = {}
        for part in parts:
            item = self._clean(key, part)
            same = tone_key(item) if key == "tags" else item
            if item and items.setdefault(same, item) != item:
                sentence = gettext(
                    "“{item}” và “{other}” là một, chỉ giữ một.", item=item, other=items[same]
                )
                self.warn(key, sentence)
        return tuple(items.values())

    def parts(self, key: str) -> list[tuple[str, ...]]:
        """The parts of each item of a list of keys.IN_PARTS, between its `|`, as they are."""
        field = self._fields.get(key)
        if field is None:
            return []
        items = (field.value,) if isinstance(field.value, str) else field.value
        cleaned = (self._clean(key, item) for item in items)
        return [tuple(map(strip, item.split("|"))) for item in cleaned if item]

    def name(self, key: str) -> str:
        """The key as typed, or in the language of the head's first key."""
        return self._fields[key].key if key in self._fields else label(key, self.vietnamese)

    def nearest(self, typed: str, names: Sequence[str]) -> str:
        """The name that `typed` is a misspelling of, "" where none is."""
        folded = {fold(name): name for name in names}
        near = difflib.get_close_matches(fold(typed), folded, n=1, cutoff=0.6)
        return folded[near[0]] if near else ""

    def missing(self, key: str, example: str, *, is_day: bool = False) -> None:
        """Refuses a head without `key`, or with nothing after it; a misspelt one is known.

        is_day: whether it is told how one is written, which the example does not say.
        """
        line, name = self.line(key, example), self.name(key)
        if key in self._fields:
            sentence = gettext("“{key}” còn trống.", key=name)
            if is_day:
                sentence = gettext(
                    "“{key}” còn trống, ghi ngày trước tháng sau như 11/12/2023.", key=name
                )
            self.refuse(key, sentence, gettext("viết theo mẫu này: {line}", line=line))
        elif key not in self._meant:
            sentence = gettext(MISSING_DAY if is_day else MISSING, key=name)
            self.refuse(key, sentence, gettext("thêm vào phần đầu bài: {line}", line=line))

    def refuse(self, key: str, sentence: str, remedy: str, item: int | None = None) -> None:
        """Reports an error at the field; item: which of a list's items."""
        field = self._fields.get(key)
        if field is None:
            self._report(1, 1, sentence, remedy)
        elif item is not None and item < len(field.item_lines):
            self._report(field.item_lines[item], field.value_column, sentence, remedy)
        else:
            self._report(field.value_line, field.value_column, sentence, remedy)

    def warn(self, key: str, sentence: str, remedy: str = "") -> None:
        """Reports a warning at the field."""
        field = self._fields[key]
        place = (field.value_line, field.value_column)
        self._problems.append(Problem(self._path, *place, "warning", sentence, remedy))

    def _clean(self, key: str, value: str) -> str:
        text = nfc(strip(value))
        if "\n" in text:
            text = re.sub(r"\s*\n\s*", " ", text)
        if found := CONTROL.search(text):
            code = f"U+{ord(found.group()):04X}"
            sentence = gettext(
                "“{key}” có ký tự điều khiển không nhìn thấy ({code}).",
                key=self._fields[key].key,
                code=code,
            )
            self.refuse(key, sentence, self.line(key, CONTROL.sub("", text)))
        return text

    def _report(self, line: int, column: int, sentence: str, remedy: str) -> None:
        self._problems.append(Problem(self._path, line, column, "error", sentence, remedy))
