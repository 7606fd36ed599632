"""An RTF file (Rich Text Format 1.9.1): text with the fonts of its runs, tables, lists, photos."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from plugins.documents.traces import UnreadableError
from plugins.shared.messages import gettext

from .document import Removed, SourceDocument, letters
from .old_fonts import decoded_text, font_of
from .pictures import Pictures
from .rich_source import CHANGES, source_document
from .rich_text import (
    Block,
    Note,
    NoteMark,
    Picture,
    Run,
    Script,
    says,
)
from .rtf_flow import Flow
from .rtf_tokens import (
    BinaryData,
    Brace,
    ControlSymbol,
    ControlWord,
    HexByte,
    PlainText,
    group_of,
    tokens_of,
)
from .rtf_words import (
    APART,
    APART_FLOWS,
    CHARACTERS,
    LINK,
    MOST_DEEP,
    MOST_PICTURE,
    NAMED,
    PAGES,
    SHOWN,
    SIGNS,
    STYLE,
    UNSEEN,
    Looks,
)
from .symbols import table_of

KIND = "RTF (.rtf)"


def read_rtf(data: bytes, name: str) -> SourceDocument:
    """Raises plugins.documents' UnreadableError where it is damaged."""
    reader = _Reader(data)
    reader.read(data)
    found = reader.done()
    removed = [
        Removed(what, text)
        for what, raw in reader.apart
        if letters(text := " ".join(decoded_text(raw).split()))
    ]
    return source_document(
        name, KIND, found, reader.pictures, removed, reader.dropped, reader.said()
    )


class _Reader:
    def __init__(self, data: bytes) -> None:
        page = re.search(rb"\\ansicpg(\d{3,5})", data[:4096])
        self._page = f"cp{page[1].decode()}" if page else "cp1252"
        self._fonts: dict[int, tuple[str, str]] = {}  # name and code page by number
        self._styles = {
            int(number): style.decode("cp1252", "replace").strip().lower()
            for number, style in STYLE.findall(group_of(data, rb"{\stylesheet"))
        }
        self._stack: list[tuple[Looks, str]] = []  # with what the group's text is: APART_FLOWS
        self._looks = Looks()
        self._flows = [Flow(self._styles)]
        self._bytes = b""
        self._skip = 0  # characters left of a fallback
        self._starred = False
        self._codes: list[str] = []
        self._hex: list[bytes] = []
        self._picture = ""
        self._found_notes: list[Note] = []
        self._notes = 0
        self._font_name: list[str] = []
        self._apart: list[str] = []
        self.pictures = Pictures()
        self.apart: list[tuple[str, str]] = []
        self.dropped: Counter[str] = Counter()
        self._lost = self._changes = 0

    def read(self, data: bytes) -> None:
        for token in tokens_of(data):
            match token:
                case HexByte(value):
                    self._byte(value)
                case ControlWord(word, number):
                    self._word(word, number)
                case ControlSymbol(sign):
                    self._sign(sign)
                case Brace(is_open):
                    self._open() if is_open else self._close()
                case PlainText(text):
                    self._plain(text)
                case BinaryData(data):
                    if self._looks.target == "pict":
                        self._hex.append(data.hex().encode())

    def done(self) -> list[Block]:
        while self._stack:
            self._close()
        self._flush()
        flow = self._flows[0]
        flow.end()
        return [*flow.blocks, *sorted(self._found_notes, key=lambda note: note.number)]

    def said(self) -> list[str]:
        found = []
        if self._changes:
            found.append(CHANGES)
        if self._lost:
            found.append(
                gettext(
                    "{lost} hình trong tệp không lấy ra được: mở bằng Word, lưu lại ở dạng "
                    ".docx rồi nhập lần nữa, hoặc thêm ảnh vào bài.",
                    lost=self._lost,
                )
            )
        return found

    def _open(self) -> None:
        self._flush()
        if len(self._stack) >= MOST_DEEP:
            raise UnreadableError("damaged")
        self._stack.append((self._looks, ""))

    def _close(self) -> None:
        self._flush()
        if not self._stack:
            return
        before, flow = self._stack.pop()
        target = self._looks.target
        if flow:
            self._end_flow(flow)
        elif target != before.target:
            self._end_target(target)
        self._looks = replace(before, link=before.link or self._link_after(target))
        self._skip = 0

    def _link_after(self, target: str) -> str:
        """A field's code stands in a group before that of its result."""
        if target != "fldinst" or not self._codes:
            return ""
        found = LINK.search(self._codes.pop())
        return found[1] if found else ""

    def _end_target(self, target: str) -> None:
        if target in ("listtext", "pntext"):
            self._flow.number = "".join(self._apart).strip() or self._flow.number
            self._apart = []
        elif target == "pict":
            self._end_picture()
        elif target in APART.values():
            self.apart.append((target, "".join(self._apart)))
            self._apart = []

    @property
    def _flow(self) -> Flow:
        return self._flows[-1]

    def _byte(self, value: bytes) -> None:
        if self._skip:
            self._skip -= 1
            return
        self._bytes += value

    def _plain(self, text: bytes) -> None:
        if self._looks.target == "pict":
            self._hex.append(text)
            return
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        self._bytes += text[skipped:]

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
        elif sign in b"\r\n":
            self._word("par", None)
        elif sign in SIGNS:
            if self._skip:
                self._skip -= 1
                return
            self._flush()
            self._say(SIGNS[sign])

    def _flush(self) -> None:
        if not self._bytes:
            return
        raw, self._bytes = self._bytes, b""
        name, page = self._fonts.get(self._looks.font, ("", ""))
        if self._looks.target == "fonttbl":
            self._name_font(raw)
        elif font_of(name):
            self._say(raw.decode("cp1252", "surrogateescape"))
        elif symbols := table_of(name):
            self._say("".join(symbols.get(code, "") for code in raw))
        else:
            self._say(_decoded(raw, page or self._page))

    def _say(self, text: str) -> None:
        looks = self._looks
        # Codes that the code page lacks are codes of old fonts.
        text = "".join(
            chr(ord(letter) - 0xDC00) if "\udc80" <= letter <= "\udcff" else letter
            for letter in text
        )
        if looks.target == "fldinst" and self._codes:
            self._codes[-1] += text
        elif looks.target in ("listtext", "pntext") or looks.target in APART.values():
            self._apart.append(text)
        elif looks.target or not text:
            return
        elif looks.deleted:
            self._changes += 1
        else:
            self._changes += looks.revised
            self._flow.content.append(
                Run(
                    text=text.upper() if looks.capitals else text,
                    font=self._fonts.get(looks.font, ("", ""))[0],
                    bold=looks.bold,
                    italic=looks.italic,
                    script=looks.script,
                    link=looks.link,
                    size=looks.size,
                    hidden=looks.hidden,
                )
            )

    def _name_font(self, raw: bytes) -> None:
        name = raw.decode("cp1252", "replace").partition(";")[0].strip()
        known, page = self._fonts.get(self._looks.font, ("", ""))
        if name and not known:
            self._fonts[self._looks.font] = (name, page)

    def _word(self, word: str, value: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "u":
            self._flush()
            self._unicode(value or 0)
            return
        self._flush()
        if word in CHARACTERS:
            self._say(CHARACTERS[word])
            return
        if self._looks.target == "fonttbl" and word in ("f", "fcharset"):
            self._font_word(word, value or 0)
            return
        if self._begins(word, starred):
            return
        if self._looks.target == "pict":
            if word in ("jpegblip", "pngblip"):
                self._picture = word
        elif not self._character_word(word, value) and not self._looks.target:
            self._flow.word(word, value)

    def _unicode(self, value: int) -> None:
        self._say(chr(value & 0xFFFF))
        self._skip = self._looks.fallback

    def _font_word(self, word: str, value: int) -> None:
        if word == "f":
            self._looks = replace(self._looks, font=value)
        else:
            name, _ = self._fonts.get(self._looks.font, ("", ""))
            self._fonts[self._looks.font] = (name, PAGES.get(value, ""))

    def _begins(self, word: str, starred: bool) -> bool:
        """Whether the word says what its group is for."""
        if not self._stack:
            return False
        if word in APART_FLOWS:
            self._begin_flow(APART_FLOWS[word])
        elif word == "ud":
            self._looks = replace(self._looks, target="")
        elif self._looks.target in ("unseen", *APART.values()):
            if not (starred or word in UNSEEN or word in NAMED):
                return False
            self._looks = replace(self._looks, target="unseen")
        elif word in APART:
            self._looks = replace(self._looks, target=APART[word])
        elif word in NAMED:
            self._looks = replace(self._looks, target=word)
            if word == "fldinst":
                self._codes.append("")
            elif word == "pict":
                self._hex, self._picture = [], ""
        elif word in UNSEEN or word == "upr" or (starred and word not in SHOWN):
            self._looks = replace(self._looks, target="unseen")
        else:
            return False
        return True

    def _begin_flow(self, kind: str) -> None:
        if kind == "note":
            self._notes += 1
            self._flow.content.append(NoteMark(self._notes))
        self._stack[-1] = (self._stack[-1][0], kind)
        self._flows.append(Flow(self._styles, note=self._notes))
        self._looks = Looks(font=self._looks.font, fallback=self._looks.fallback)

    def _end_flow(self, kind: str) -> None:
        flow = self._flows.pop()
        flow.end()
        if kind == "note":
            self._found_notes.append(Note(flow.note, tuple(flow.blocks)))
        elif says(self._flow.content):
            self._flow.after += flow.blocks
        else:
            self._flow.before += flow.blocks

    def _end_picture(self) -> None:
        raw = re.sub(rb"[^0-9a-fA-F]", b"", b"".join(self._hex))
        self._hex = []
        data = bytes.fromhex(raw[: min(len(raw) // 2 * 2, 2 * MOST_PICTURE)].decode())
        if self._picture and data:
            self._flow.content.append(Picture(self.pictures.add(data)))
        else:
            self._lost += 1

    def _character_word(self, word: str, value: int | None) -> bool:
        looks = self._looks
        is_on = value != 0
        switches = {"b": "bold", "i": "italic", "v": "hidden", "caps": "capitals"}
        if word in switches:
            changed = replace(looks, **{switches[word]: is_on})  # type: ignore[arg-type]
        elif word in ("deleted", "revised"):
            changed = replace(looks, **{word: is_on})  # type: ignore[arg-type]
        elif word == "f":
            changed = replace(looks, font=value or 0)
        elif word == "fs":
            changed = replace(looks, size=(value or 24) / 2)
        elif word == "uc":
            changed = replace(looks, fallback=min(max(value or 0, 0), 8))
        elif word in ("super", "sub", "nosupersub"):
            scripts: dict[str, Script] = {"super": "sup", "sub": "sub"}
            changed = replace(looks, script=scripts.get(word, "") if is_on else "")
        elif word == "plain":
            changed = Looks(looks.target, looks.font, link=looks.link, fallback=looks.fallback)
        else:
            if word == "cf" and value:
                self.dropped[gettext("màu chữ")] += 1
            elif word == "ul":
                self.dropped[gettext("gạch chân")] += 1
            return False
        self._looks = changed
        return True


def _decoded(raw: bytes, page: str) -> str:
    try:
        return raw.decode(page, "surrogateescape")
    except (LookupError, UnicodeDecodeError):
        return raw.decode("cp1252", "surrogateescape")
