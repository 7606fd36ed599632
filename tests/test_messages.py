"""Who asked for English reads English from every command, and never half a sentence of each."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

import tasks
from plugins.shared.messages import TRANSLATED, gettext, language, ngettext
from plugins.shared.problems import Problem
from tools import cli
from tools.catalogues import (
    KEYWORDS,
    ROOMS,
    catalogue_file,
    compiled,
    files_of,
    messages_of,
    read_catalogue,
    text_of,
    untranslated,
    updated,
)
from tools.cli import commands_of
from tools.places import ROOT

MARKED = re.compile("[àáạảãâầấậẩẫăằắặẳẵèéẹẻẽêềếệểễìíịỉĩòóọỏõôồốộổỗơờớợởỡùúụủũưừứựửữỳýỵỷỹđ]", re.I)
# Their Vietnamese is what articles say or are compared with, or stands beside its English: of whole
# files, or of one constant.
DATA: tuple[str, ...] = (
    "tools/set_up.py",  # before anything is installed, both languages at once
    "tools/pip_progress.py",
    "plugins/shared/messages.py",
    "plugins/checks/testing.py",
    "plugins/frontmatter/kinds.py",
    "plugins/search/folding.py",
    "plugins/frontmatter/samples.py",
    "plugins/vietnamese/",
    "importing/sentence_case.py",
    "tasks.py",  # all its texts are collected
    "tools/cms/",
)
DATA_CONSTANTS: tuple[str, ...] = (
    "plugins/captions/caption.py:OF_PHOTOS",
    "plugins/checks/personal/accounts.py:BANK",
    "plugins/checks/rules/list_signs.py:ORDERS",
    "plugins/checks/rules/picture_as_text.py:SIGNS",
    "plugins/checks/rules/portal_words.py:BUTTONS",
    "plugins/checks/rules/portal_words.py:OTHERS",
    "plugins/checks/rules/vague_links.py:VAGUE",
    "plugins/frontmatter/correction_keys.py:YES_WRITTEN",
    "plugins/frontmatter/head.py:SAMPLE_HEAD",
    "plugins/frontmatter/lang_key.py:NAMES",
    "plugins/frontmatter/keys.py:KEYS",
    "plugins/frontmatter/typed_head.py:STATUS_NAMES",
    "plugins/redirects/stripped.py:VOWELS",
    "plugins/redirects/stripped.py:SMALL",
    "plugins/site/editors.py:EXAMPLE",
    "plugins/site/editors.py:ROLE_NAMES",
    "plugins/site/wording.py:EXAMPLES",
    "plugins/vietnamese/dates.py:WEEKDAYS",
)
# The same, in files that say something too.
DATA_TEXTS = frozenset(
    (
        *("tiêu đề", "tít", "tóm tắt", "chú thích", "ảnh", "ảnh nhúng", "_tệp tin", "Bảng: "),
        *("Chưa phân loại", "Viết nội dung bài ở đây.", "cũ,mới\n", "hẹn giờ"),
    )
)
# What says something in a folder of data.
SAYING = ("plugins/vietnamese/dates.py",)


def shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def is_looked_at(path: str) -> bool:
    return path in SAYING or not path.startswith(DATA)


def docstrings(tree: ast.AST) -> set[ast.AST]:
    """Texts that are statements: of modules, classes, functions, and behind fields."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from [node] if node.func.id in KEYWORDS else []


def said(tree: ast.AST) -> dict[ast.AST, str]:
    """First arguments of `gettext` and its kind."""
    return {
        argument: str(argument.value)
        for argument in (call.args[0] for call in calls(tree))
        if isinstance(argument, ast.Constant)
    }


def patterns(tree: ast.AST) -> set[ast.AST]:
    """All that stands in a call of `re`."""
    return {
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")
        for part in ast.walk(node)
    }


def data(tree: ast.Module, constants: Collection[str]) -> set[ast.AST]:
    """All in the values of `constants`."""
    values = [
        statement.value
        for statement in tree.body
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value
        if any(name in constants for name in assigned(statement))
    ]
    return {part for value in values for part in ast.walk(value)}


def assigned(statement: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    yield from (target.id for target in targets if isinstance(target, ast.Name))


def unmarked(source: str, constants: Collection[str] = ()) -> list[str]:
    """Vietnamese in code that no catalogue knows."""
    tree = ast.parse(source)
    passed = docstrings(tree) | patterns(tree) | said(tree).keys() | data(tree, constants)
    return [
        f"{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node not in passed and MARKED.search(node.value) and node.value not in DATA_TEXTS
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_that_code_says_is_in_a_catalogue(room: str) -> None:
    found = {
        shown(file): unmarked(file.read_text("utf-8"), constants_of(shown(file)))
        for file in files_of(room)
        if is_looked_at(shown(file))
    }
    assert {path: texts for path, texts in found.items() if texts} == {}


def constants_of(path: str) -> list[str]:
    return [each.partition(":")[2] for each in DATA_CONSTANTS if each.startswith(f"{path}:")]


@pytest.mark.parametrize("constant", DATA_CONSTANTS)
def test_what_is_named_as_data_is_there_and_needs_it(constant: str) -> None:
    path, _, name = constant.partition(":")
    source = (ROOT / path).read_text("utf-8")
    others = [each for each in constants_of(path) if each != name]
    assert len(unmarked(source, others)) > len(unmarked(source, [*others, name]))


@pytest.mark.parametrize("room", ROOMS)
def test_what_catalogues_are_made_from_misses_no_call(room: str) -> None:
    """A call inside an f-string is not found by what collects messages."""
    for file in files_of(room):
        tree = ast.parse(file.read_text("utf-8"))
        collected = {text if isinstance(text, str) else text[0] for text in messages_of(file)}
        assert set(said(tree).values()) <= collected, file


@pytest.mark.parametrize("room", ROOMS)
def test_no_message_is_looked_up_as_code_is_loaded(room: str) -> None:
    """It would be in the language of that moment, whoever asks later."""
    for file in files_of(room):
        found = [call for call in calls(loaded(file)) if ast.unparse(call.func) != "gettext_noop"]
        assert [call.lineno for call in found] == [], file


def loaded(file: Path) -> ast.AST:
    """The code but for what its functions do."""
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = []
        elif isinstance(node, ast.Lambda):
            node.body = ast.Constant(None)
    return tree


def test_unmarked_vietnamese_is_found() -> None:
    assert unmarked('"""Chữ."""\nx = "Thiếu chữ."') == ["2: Thiếu chữ."]
    assert unmarked('x = f"Thiếu {chu}."') == ["1: Thiếu "]
    assert unmarked('x = gettext("Thiếu {chu}.", chu=1)') == []
    assert unmarked('A = "chữ"\nB = re.compile("chữ")\nC = "chữ"', ["A"]) == ["3: chữ"]


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_what_the_code_says_and_nothing_else(room: str, language: str) -> None:
    """`python -m tools.catalogues` brings them up to date."""
    file = catalogue_file(room, language)
    now = updated(room, read_catalogue(file))
    assert untranslated(now) == []
    assert file.read_bytes() == text_of(now)
    assert file.with_suffix(".mo").read_bytes() == compiled(now)


@pytest.mark.parametrize("room", ROOMS)
def test_a_translation_has_the_places_of_its_message_and_no_other(room: str) -> None:
    for message in read_catalogue(catalogue_file(room, "en")):
        if not message.id or "python-brace-format" not in message.flags:
            continue
        text = message.id if isinstance(message.id, str) else message.id[0]
        for english in translations(message):
            assert places(english) - {"count"} == places(text) - {"count"}, english


def translations(message: Message) -> list[str]:
    """One, or one for each English form."""
    found = message.string or ""
    return [found] if isinstance(found, str) else list(found)


def places(text: str) -> set[str]:
    """`{name}`; what else stands in braces is shown as it is."""
    names = (name or "" for _, name, _, _ in Formatter().parse(text))
    return {name for name in names if name.isascii() and name.isidentifier()}


@pytest.mark.parametrize("room", ROOMS)
def test_english_is_english(room: str) -> None:
    """Quoted words are what an editor types or finds in a file."""
    for message in read_catalogue(catalogue_file(room, "en")):
        for english in translations(message):
            assert not MARKED.search(re.sub("“[^”]*”|`[^`]*`", "", english)), english


def test_who_asks_for_english_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem("content/a.md", 1, 1, "error", "x", held="draft")
    assert problem.called == "lỗi (bài nháp)"
    monkeypatch.setenv("PORTAL_LANG", "en")
    assert problem.called == "error (draft)"
    assert gettext("không có trong danh mục nào: {x}", x=1) == "không có trong danh mục nào: 1"
    assert gettext("{không phải chỗ}") == "{không phải chỗ}"
    assert ngettext("{count} chữ không có ở đâu", 2) == "2 chữ không có ở đâu"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "vi"),
        ({"LANG": "C.UTF-8"}, "vi"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "en_US.UTF-8", "PORTAL_LANG": "vi"}, "vi"),
        ({"LANG": "fr_FR.UTF-8"}, "vi"),
        ({"LANGUAGE": "en:vi", "LANG": "vi_VN.UTF-8"}, "en"),
        ({"PORTAL_LANG": "en"}, "en"),
    ],
)
def test_the_language_is_asked_for_or_the_machines(
    environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PORTAL_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


def test_help_speaks_the_language_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORTAL_LANG", "en")
    for words in ([], *([name, "--help"] for name in commands_of(tasks))):
        assert cli.main(words) == 0
    told = capsys.readouterr().out
    assert "Builds the site into a folder" in told
    assert MARKED.findall(told) == []


def test_a_language_that_is_not_there_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORTAL_LANG", "fr")
    assert cli.main(["check", "--help"]) == cli.MISUSE
    assert capsys.readouterr().err == (
        "PORTAL_LANG=fr: chỉ có vi (tiếng Việt) và en (tiếng Anh). PORTAL_LANG is vi or en.\n"
    )
    assert gettext("{x}", x=1) == "1"
