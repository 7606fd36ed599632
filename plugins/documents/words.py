"""What an editor reads of a trace: which document, and what is in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from plugins.shared.file_kinds import suffix_of
from plugins.shared.messages import gettext, gettext_noop, ngettext

from .names import is_person
from .remedies import quoted, remedy_for
from .traces import Trace, What

MOST_NAMES = 3
CLOSED: dict[What, str] = {
    "encrypted": gettext_noop("bị khóa bằng mật khẩu, máy không xem được bên trong."),
    "too large": gettext_noop("quá lớn, máy không xem hết bên trong."),
    "endless": gettext_noop("lạ quá, máy xem mãi không xong."),
    "damaged": gettext_noop("có vẻ bị hỏng hoặc chép chưa hết, máy không xem hết bên trong."),
}


def explain(trace: Trace, document: str, own: Collection[str] = ()) -> tuple[str, str] | None:
    """Sentence and remedy; None where only an office's name was found.

    document: the file's name; own: as in `names.is_person`.
    """
    if trace.what in ("people", "computer path"):
        people = tuple(name for name in trace.names if is_person(name, own))
        if not people:
            return None
        trace = trace._replace(names=people)
    name = trace.inside.rpartition("/")[2] or document
    found, remedy = _found(trace, name), remedy_for(trace, name, document)
    if trace.inside:
        sentence = gettext(
            "tệp {name} trong {archive} {found}",
            name=quoted(name),
            archive=quoted(document),
            found=found,
        )
        return sentence, remedy
    return gettext("tệp {name} {found}", name=quoted(name), found=found), remedy


def _found(trace: Trace, name: str) -> str:
    """What follows the document's name."""
    count, shown = trace.number, _listed(trace.names)
    counted = _counted(trace.what, count, shown)
    if counted and (count or trace.what != "place"):
        return counted
    match trace.what:
        case "people":
            return gettext("còn ghi tên người: {shown}.", shown=shown)
        case "computer path":
            return gettext(
                "còn ghi đường dẫn trên máy tính, có tên người dùng: {shown}.", shown=shown
            )
        case "place" if trace.names:
            return gettext("ghi nơi quay, nơi thu (GPS): {place}.", place=trace.names[0])
        case "place":
            return gettext("ghi nơi quay, nơi thu (GPS).")
        case "leftovers":
            return gettext("có tệp thừa bên trong: {shown}.", shown=shown)
        case "closed archive":
            return gettext(
                "có tệp nén nằm trong tệp nén, máy không xem được: {shown}.", shown=shown
            )
        case "macros":
            return gettext("có macro, là mã lệnh chạy trên máy người đọc: {shown}.", shown=shown)
        case "programs":
            return gettext("có chương trình máy tính bên trong: {shown}.", shown=shown)
        case "other kind":
            return gettext(
                "có đuôi {suffix} nhưng bên trong là {kind}.",
                suffix=suffix_of(name),
                kind="".join(map(gettext, trace.names)),
            )
        case _:
            return gettext(CLOSED[trace.what])


def _counted(what: What, count: int, shown: str) -> str:
    """Of what is counted; "" of all else. shown: names, "" where there are none."""
    match what:
        case "comments" if shown:
            return ngettext(
                "còn {count} ghi chú của {shown}, ai tải về cũng đọc được.", count, shown=shown
            )
        case "comments":
            return ngettext("còn {count} ghi chú, ai tải về cũng đọc được.", count)
        case "changes" if shown:
            return ngettext(
                "còn giữ {count} chỗ sửa của {shown}, ai tải về cũng xem được chữ đã xóa.",
                count,
                shown=shown,
            )
        case "changes":
            return ngettext("còn giữ {count} chỗ sửa, ai tải về cũng xem được chữ đã xóa.", count)
        case "hidden text" if shown:
            return ngettext("có {count} chỗ chữ ẩn, chỗ đầu là {shown}.", count, shown=shown)
        case "hidden text":
            return ngettext("có {count} chỗ chữ ẩn.", count)
        case "hidden sheets":
            return ngettext("có {count} trang tính ẩn: {shown}.", count, shown=shown)
        case "hidden cells":
            return ngettext("có {count} ô có dữ liệu nằm ở hàng, cột ẩn.", count)
        case "hidden slides":
            return ngettext("có {count} trang chiếu ẩn.", count)
        case "notes" if shown:
            return ngettext(
                "có lời ghi cho người trình bày ở {count} trang chiếu, chỗ đầu là {shown}.",
                count,
                shown=shown,
            )
        case "notes":
            return ngettext("có lời ghi cho người trình bày ở {count} trang chiếu.", count)
        case "embedded":
            return ngettext(
                "có {count} tệp nằm bên trong, ai tải về cũng mở được: {shown}.",
                count,
                shown=shown,
            )
        case "place":
            return ngettext("có {count} ảnh ghi nơi chụp (GPS): {shown}.", count, shown=shown)
        case "older text":
            return ngettext("còn giữ {count} bản cũ, ai tải về cũng mở lại được chữ đã bỏ.", count)
    return ""


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(map(quoted, names[:MOST_NAMES]))
    if len(names) > MOST_NAMES:
        return ngettext("{shown} và {count} tên nữa", len(names) - MOST_NAMES, shown=shown)
    return shown
