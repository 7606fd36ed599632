"""A tag or an author written in two ways is one page's worth of trouble, told in each file."""

from __future__ import annotations

from pathlib import Path

from plugins.checks.testing import check_texts


def article(number: int, head: str) -> str:
    return f"title: Bài {number}\n{head}\ndate: 11/12/2023\n\nNội dung.\n"


def test_the_rarer_spelling_is_refused_and_the_usual_one_offered(tmp_path: Path) -> None:
    files = {
        "tin-tuc/a.md": article(1, "tags: Kinh te, nông thôn"),
        "tin-tuc/b.md": article(2, "tags: Kinh tế"),
        "tin-tuc/c.md": article(3, "tags: Kinh tế"),
    }
    assert check_texts(tmp_path, files) == [
        "content/tin-tuc/a.md:2:1: lỗi: thẻ “Kinh te” chung địa chỉ /the/kinh-te/ với “Kinh tế” "
        "(content/tin-tuc/b.md, dùng 2 lần).\n"
        "    → nếu là một thì viết: Kinh tế; nếu không thì viết rõ hơn để khác nhau."
    ]


def test_of_spellings_used_equally_the_first_files_stays(tmp_path: Path) -> None:
    files = {
        "tin-tuc/a.md": article(1, "tags: Bản"),
        "tin-tuc/b.md": article(2, "tags: Bán"),
    }
    problems = check_texts(tmp_path, files)
    assert len(problems) == 1
    assert problems[0].startswith("content/tin-tuc/b.md:2:1: lỗi: thẻ “Bán” chung địa chỉ")
    assert "với “Bản” (content/tin-tuc/a.md, dùng 1 lần)" in problems[0]


def test_authors_are_compared_too_but_not_with_tags(tmp_path: Path) -> None:
    files = {
        "tin-tuc/a.md": article(1, "author: Hương Dịu\ntags: Hà Thu"),
        "tin-tuc/b.md": article(2, "author: Hường Diu"),
        "tin-tuc/c.md": article(3, "author: Hà Thư"),
    }
    problems = check_texts(tmp_path, files)
    assert len(problems) == 1
    assert "b.md:2:1: lỗi: tên tác giả “Hường Diu” chung địa chỉ /tac-gia/huong-diu/" in problems[0]


def test_another_place_of_the_tone_is_another_spelling_as_for_the_pages(tmp_path: Path) -> None:
    files = {
        "tin-tuc/a.md": article(1, "tags: văn hóa"),
        "tin-tuc/b.md": article(2, "tags: văn hoá"),
    }
    problems = check_texts(tmp_path, files)
    assert len(problems) == 1
    assert "→ nếu là một thì viết: văn hóa;" in problems[0]


def test_two_spellings_in_one_file_are_named_there(tmp_path: Path) -> None:
    problems = check_texts(tmp_path, {"tin-tuc/a.md": article(1, "tags: Bản, Bán")})
    assert len(problems) == 1
    assert "“Bán” chung địa chỉ /the/ban/ với “Bản” (cùng bài, dùng 1 lần)" in problems[0]


def test_one_spelling_is_no_problem(tmp_path: Path) -> None:
    files = {f"tin-tuc/{n}.md": article(n, "author: Lê Ái\ntags: Kinh tế") for n in range(3)}
    assert check_texts(tmp_path, files) == []


def test_a_term_without_letters_has_no_address(tmp_path: Path) -> None:
    files = {
        "tin-tuc/a.md": article(1, "tags: '!!!', Bản"),
        "tin-tuc/b.md": article(2, "author: '?'\ntags: '!!!', …"),
    }
    problems = check_texts(tmp_path, files)
    assert [text.partition("\n")[0] for text in problems] == [
        f"content/tin-tuc/{name}.md:2:1: lỗi: {term} không có chữ hay số nào nên không thành địa "
        "chỉ được."
        for name, term in [("a", "thẻ “'!!!'”"), ("b", "tên tác giả “?”")]
    ] + [
        f"content/tin-tuc/b.md:3:1: lỗi: thẻ “{term}” không có chữ hay số nào nên không thành địa "
        "chỉ được."
        for term in ("'!!!'", "…")
    ]
