"""One piece changes and all others keep their bytes; what a card says is what the page shows."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desk.article.compose import compose, put_together, read_payload
from desk.article.test_opening import opened, payload
from desk.shell.errors import DeskError
from importing.rendering import renderer
from tests.support.generated_articles import PLAIN, WORDS, articles

RENDER = renderer({"extensions": ["markdown.extensions.fenced_code", "markdown.extensions.tables"]})
# Straight quotes become the typographer's in a caption.
SAID = WORDS.map(lambda text: " ".join(text.replace('"', "”").split())).filter(bool)
CELLS = PLAIN | st.sampled_from(["", "a|b", "`a|b`", "[a](b.md)", "**a**", "\\|", "`", "a\\"])


def pieces(markdown: str) -> list[dict[str, object]]:
    """What the body says, without its raws."""
    article = payload(opened(f"---\ntitle: A\n---\n\n{markdown}".encode()))
    body: list[dict[str, object]] = article["body"]  # type: ignore[assignment]
    return [{name: value for name, value in each.items() if name != "raw"} for each in body]


def written(**piece: object) -> str:
    """The body that a new piece makes."""
    sent = {"head": "", "body": [{"raw": "", "changed": True, **piece}]}
    return compose(sent).decode()


def photo(path: str, alt: str, caption: str = "") -> dict[str, str]:
    return {"path": path, "alt": alt, "caption": caption}


TABLE = {"rows": [["Xã", "Dân"], ["a | b", "1"], ["c", ""]], "align": ["centre", "right"]}
OBJECTS: dict[str, dict[str, object]] = {
    '![Cờ](anh/a.jpg "Cờ. Ảnh: X")': {
        "kind": "photo",
        "photos": [photo("anh/a.jpg", "Cờ", "Cờ. Ảnh: X")],
    },
    "![Cờ](a.jpg)\n*Cờ*": {"kind": "photo", "photos": [photo("a.jpg", "Cờ", "Cờ")]},
    "![Cờ](a.jpg)\n\nẢnh: X": {"kind": "photo", "photos": [photo("a.jpg", "Cờ", "Ảnh: X")]},
    "![](<anh/a b.jpg>)": {"kind": "photo", "photos": [photo("anh/a b.jpg", "")]},
    "![a](a.jpg)\n![b](b.jpg)\n\n*Hai*": {
        "kind": "gallery",
        "caption": "Hai",
        "photos": [photo("a.jpg", "a"), photo("b.jpg", "b")],
    },
    "Bảng: Dân\n\n| Xã | Dân |\n|:-:|--:|\n| a \\| b | 1 |\n| c |": {
        "kind": "table",
        "caption": "Dân",
        **TABLE,
    },
    "Bảng 2. Số dân\n\na | b\n--- | ---\nc | d": {
        "kind": "table",
        "rows": [["a", "b"], ["c", "d"]],
        "align": ["", ""],
        "caption": "Bảng 2. Số dân",
    },
    "[Mẫu đơn](../tep/2025/don.docx)": {
        "kind": "file",
        "path": "../tep/2025/don.docx",
        "name": "Mẫu đơn",
    },
    "<div>\n\n![a](a.jpg)\n\n</div>\n\n<p>x</p>": {"kind": "html"},
}


@pytest.mark.parametrize("markdown", OBJECTS)
def test_what_stands_alone_is_an_object(markdown: str) -> None:
    around = [
        {"kind": "text", "text": "Trước."},
        OBJECTS[markdown],
        {"kind": "text", "text": "Sau."},
    ]
    assert pieces(f"Trước.\n\n{markdown}\n\nSau.\n") == around


@pytest.mark.parametrize(
    "markdown",
    [
        "Xem ![a](a.jpg) này",
        "![a](a.jpg)\nchữ thường",
        '![a](a.jpg "một")\n*hai*',
        "[![a](a.jpg)](b.md)",
        "![phim](a.mp4)",
        "- mục\n\n    ![a](a.jpg)",
        "> ![a](a.jpg)",
        "```\n![a](a.jpg)\n```",
        "| a | b |\n|---|---|\n| c | d | e |",
        "[tin](tin-tuc/a.md)",
        "Xem [đơn](tep/a.pdf)",
        "[**đơn**](tep/a.pdf)",
    ],
)
def test_what_a_card_could_not_say_stays_text(markdown: str) -> None:
    assert pieces(markdown) == [{"kind": "text", "text": markdown}]


@given(st.lists(st.tuples(SAID, SAID | st.just("")), min_size=1, max_size=3), SAID | st.just(""))
def test_photos_come_back_as_they_were_typed(said: list[tuple[str, str]], caption: str) -> None:
    photos = [{"path": f"anh/{n}.jpg", "alt": a, "caption": c} for n, (a, c) in enumerate(said)]
    kind = "gallery" if len(photos) > 1 else "photo"
    caption = caption if len(photos) > 1 else ""
    made = written(kind=kind, photos=photos, caption=caption)
    expected = {"kind": kind, "photos": photos, "caption": caption}
    (read,) = pieces(made)
    assert read == {name: expected[name] for name in read}
    shown = RENDER(made)
    assert [html.unescape(alt) for alt in re.findall(r'alt="([^"]*)"', shown)] == [
        a for a, _ in said
    ]


def rows_of(wide: int) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(CELLS, min_size=wide, max_size=wide), min_size=1, max_size=4)


SIDES = st.lists(st.sampled_from(["", "left", "centre", "right"]), max_size=3)


@given(st.integers(1, 3).flatmap(rows_of), SIDES, PLAIN | st.just(""))
def test_a_table_comes_back(rows: list[list[str]], align: list[str], caption: str) -> None:
    made = written(kind="table", rows=rows, align=align, caption=caption)
    (read,) = pieces(made)
    assert (len(read["align"]), read["caption"]) == (len(rows[0]), caption)  # type: ignore[arg-type]
    again = written(**read)
    assert again == made
    shown = RENDER(made)
    assert len(re.findall(r"<th\b", shown)) == len(rows[0])
    assert shown.count("<tr>") == max(2, len(rows))


@given(SAID)
def test_a_file_comes_back(name: str) -> None:
    made = written(kind="file", path="tep/a b.pdf", name=name)
    assert pieces(made) == [{"kind": "file", "path": "tep/a%20b.pdf", "name": name}]


@given(articles(), st.data())
def test_one_changed_text_leaves_all_other_bytes(data: bytes, choose: st.DataObject) -> None:
    article = opened(data)
    texts = [place for place, piece in enumerate(article.body) if piece.kind == "text"]
    assume(texts)
    place = choose.draw(st.sampled_from(texts))
    sent = payload(article)
    sent["body"][place] |= {"text": "Chữ mới,\nhai dòng.", "changed": True}  # type: ignore[index]
    made = put_together(read_payload(sent))
    assert made.head.rstrip() == article.head.rstrip()
    for number, piece in enumerate(article.body):
        if number != place:
            assert made.raws[number].startswith(piece.raw)
            assert not made.raws[number][len(piece.raw) :].strip()
    assert made.raws[place].strip().splitlines() == ["Chữ mới,", "hai dòng."]


@given(articles(), st.data())
def test_new_pieces_stand_alone(data: bytes, choose: st.DataObject) -> None:
    assume(b"`" not in data)  # what no fence closes goes on over whatever follows
    assume(b"~~~" not in data)
    article = opened(data)
    place = choose.draw(st.integers(0, len(article.body)))
    sent = payload(article)
    new = {
        "kind": "photo",
        "raw": "",
        "photos": [{"path": "moi.jpg", "alt": "Mới"}],
        "changed": True,
    }
    sent["body"].insert(place, new)  # type: ignore[attr-defined]
    made = compose(sent)
    now = opened(made)
    assert [p.photos[0].path for p in now.body if p.photos].count("moi.jpg") == 1
    assert all(piece.raw.strip().encode() in made for piece in article.body)


def test_lines_end_as_in_the_file() -> None:
    article = opened(b"Ng\xc3\xa0y: 1/1/2024\r\n\r\nM\xe1\xbb\x99t.\r\n")
    sent = payload(article)
    sent["fields"] = {"title": "Tên"}
    sent["body"][0] |= {"text": "Hai.\nBa.", "changed": True}  # type: ignore[index]
    assert compose(sent).decode() == "Tiêu đề: Tên\r\nNgày: 1/1/2024\r\n\r\nHai.\r\nBa.\r\n"


def test_pieces_that_come_to_stand_together_are_parted() -> None:
    article = opened(b"---\ntitle: A\n---\nM\xe1\xbb\x99t.\n<p>x</p>\n\nHai.")
    sent = payload(article)
    body: list[dict[str, object]] = sent["body"]  # type: ignore[assignment]
    assert [piece["kind"] for piece in body] == ["text", "html", "text"]
    sent["body"] = [body[2], body[0]]
    assert compose(sent).decode() == "---\ntitle: A\n---\nHai.\n\nMột.\n"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"head": "", "body": [{"kind": "bai-hat", "raw": ""}]},
        {"head": "", "body": [], "fields": {"khong-co": "x"}},
        {"head": "", "body": [], "fields": {"title": 1}},
    ],
)
def test_what_no_page_sends_is_refused(sent: dict[str, object]) -> None:
    with pytest.raises(DeskError):
        compose(sent)
