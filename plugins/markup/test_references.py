"""What Markdown and browsers take for a link or a picture, the checks do too, at any length."""

from __future__ import annotations

import pytest

from plugins.markup.references import ReferenceKind, find_references

LONG = "x" * 5_000
MANY = " ".join(f'data-n{number}="{number}"' for number in range(60))


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        (f'<a title="{LONG}" href="tep/a.pdf">a</a>', "link", "tep/a.pdf"),
        (f'<img {MANY} alt="a" src="anh/a.jpg">', "picture", "anh/a.jpg"),
        (f'<img alt="a" src="data:image/png;base64,{LONG}">', "picture", None),
        ("<a title='>' href=tep/a.pdf>a</a>", "link", "tep/a.pdf"),
        ("[a][b]\n\n[b]:\n  tep/a.pdf", "link", "tep/a.pdf"),
        ('![a][b]\n\n[b]: <anh/a.jpg>\n  "Chú thích"', "picture", "anh/a.jpg"),
    ],
)
def test_a_reference_is_found(text: str, kind: ReferenceKind, target: str | None) -> None:
    (found,) = find_references(text)
    assert (found.kind, found.target) == (kind, target or found.target)


def test_a_definition_does_not_reach_over_an_empty_line() -> None:
    assert not list(find_references("[a]:\n\nChữ thường."))


@pytest.mark.parametrize("piece", ["<a ", '<a "', "<a '\"", "<a x='", '<a ""', '<a "\'"\'"', "<a"])
def test_tags_without_an_end_cost_little(piece: str) -> None:
    """The square of such a length would take minutes."""
    assert not list(find_references(piece * (200_000 // len(piece))))
