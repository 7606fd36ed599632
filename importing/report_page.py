"""The report to read in a browser: of each file what was found, dropped and is left to fill in."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from importing.report_lines import FIELDS, STATES, SURE, Line
from plugins.shared.messages import gettext, language

# Of a text that was left out; the JSON has all of it.
SHOWN = 300
STYLE = """
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}
td,th{border:1px solid #8888;padding:.25rem .5rem;text-align:left;vertical-align:top}
details{border:1px solid #8888;border-radius:.25rem;margin:.5rem 0;padding:.5rem 1rem}
summary{cursor:pointer;font-weight:600}.look summary{color:light-dark(#a30,#fa7)}
li,td{overflow-wrap:anywhere}
"""


def page_head(title: str, states: Iterable[tuple[str, int]]) -> str:
    """The beginning of the page; states: of STATES, with how many files are in each."""
    rows = "".join(
        f"<tr><td>{gettext(STATES[state])}</td><td>{count}</td></tr>" for state, count in states
    )
    result, number = gettext("Kết quả"), gettext("Số bài, tệp")
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body><h1>{title}</h1>"
        f"<table><tr><th>{result}</th><th>{number}</th></tr>{rows}</table>\n"
    )


def details(line: Line) -> str:
    """Of one file or article."""
    parts: list[str] = []
    if line.why:
        parts.append(f"<p>{_text(line.why)}</p>")
    parts += [_list(gettext("Xem trước"), line.look), _list(gettext("Cần điền"), line.ready)]
    if line.found:
        shown_rows = (
            (gettext(FIELDS[key]), value, where, gettext(SURE[sure]))
            for key, value, where, sure in line.found
        )
        rows = "".join(f"<tr>{_cells('td', row)}</tr>" for row in shown_rows)
        titles = gettext("Phần"), gettext("Thấy gì"), gettext("Ở đâu"), gettext("Chắc đến đâu")
        head = f"<tr>{_cells('th', titles)}</tr>"
        parts.append(f"<table>{head}{rows}</table>")
    parts += [_list(gettext("Ảnh còn thiếu"), line.missing), _list(gettext("Ghi chú"), line.notes)]
    if line.dropped:
        parts.append(
            _list(
                gettext("Bỏ vì bài không có chỗ"),
                [f"{what}: {count}" for what, count in line.dropped.items()],
            )
        )
    if line.removed:
        shown = [
            f"{what}: {text if len(text) <= SHOWN else text[:SHOWN] + ' …'}"
            for what, text in line.removed
        ]
        parts.append(_list(gettext("Chữ không đưa vào bài"), shown))
    if line.letters_in:
        parts.append(
            "<p>"
            + gettext(
                "Chữ cái: vào {letters_in}, trong bài {letters_out}, bỏ có tên {letters_named}, "
                "lệch {letters_lost}.",
                letters_in=line.letters_in,
                letters_out=line.letters_out,
                letters_named=line.letters_named,
                letters_lost=line.letters_lost,
            )
            + "</p>"
        )
    name = f"{line.file} ← {line.name}" if line.file else line.name
    kind = f", {line.kind}" if line.kind else ""
    mark = ' class="look"' if line.look else ""
    summary = f"<summary>{_text(name)} ({_text(gettext(STATES[line.state]) + kind)})</summary>"
    return f"<details{mark}>{summary}{''.join(parts)}</details>"


def _list(title: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    return f"<h3>{title}</h3><ul>{''.join(f'<li>{_text(item)}</li>' for item in items)}</ul>"


def _cells(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"<{tag}>{_text(text)}</{tag}>" for text in texts)


def _text(text: object) -> str:
    return html.escape(str(text))
