"""What an editor reads of a trace: which document, what is in it, how to take it out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from plugins.shared.file_kinds import suffix_of

from .kinds import SUFFIXES, Family
from .names import is_person
from .traces import Trace, What

MOST_NAMES = 3
LONGEST = 60
PROGRAMS = {"word": "Word", "excel": "Excel", "powerpoint": "PowerPoint"}
REPLACE = "lưu lại rồi thay tệp này."
INSPECT = (
    "trong {program}: Tệp → Thông tin → Kiểm tra Vấn đề → Kiểm tra Tài liệu (File → Info → Check "
    "for Issues → Inspect Document), đánh dấu “{item}”, bấm Kiểm tra (Inspect), bấm Loại bỏ Tất cả "
    "(Remove All), "
)
PROPERTIES = (
    "Thuộc tính Tài liệu và Thông tin Cá nhân (Document Properties and Personal Information)"
)
OFFICE: dict[What, str] = {
    "people": INSPECT.replace("{item}", PROPERTIES),
    "computer path": INSPECT.replace("{item}", PROPERTIES),
    "comments": "trong {program}: Xem lại → Xóa → Xóa Tất cả Chú thích (Review → Delete → Delete "
    "All Comments), ",
    "changes": "trong {program}: Xem lại → Chấp nhận → Chấp nhận Tất cả Thay đổi và Ngừng Theo dõi "
    "(Review → Accept → Accept All Changes and Stop Tracking), ",
    "hidden text": "trong {program}: bấm Ctrl+A, Ctrl+D, bỏ dấu ở ô Ẩn (Hidden), xóa chữ vừa hiện "
    "ra nếu không muốn đăng, ",
    "hidden sheets": "bấm chuột phải vào tên một trang tính → Bỏ ẩn (Unhide), xóa trang không muốn "
    "đăng, ",
    "hidden cells": "bấm Ctrl+A, bấm chuột phải vào số hàng rồi vào chữ cột → Bỏ ẩn (Unhide), xóa "
    "dữ liệu không muốn đăng, ",
    "hidden slides": "xóa trang chiếu có số bị gạch chéo, ",
    "notes": INSPECT.replace("{item}", "Ghi chú Bản trình bày (Presentation Notes)"),
    "embedded": "xóa tệp nhúng, hoặc dán nó lại dạng ảnh (Paste Special → Picture), ",
    "place": "bấm vào ảnh, Ctrl+X, Dán Đặc biệt dạng ảnh PNG (Paste Special → Picture (PNG)), ",
}
LIBRE: dict[What, str] = {
    "people": "trong LibreOffice: Tệp → Thuộc tính → Chung (File → Properties → General), bỏ dấu ở "
    "“Áp dụng dữ liệu người dùng” (Apply user data), bấm Đặt lại thuộc tính (Reset Properties), ",
    "comments": "trong LibreOffice: bấm mũi tên ở một ghi chú → Xóa tất cả (Delete All Comments), ",
    "changes": "trong LibreOffice: Sửa → Theo dõi thay đổi → Chấp nhận tất cả (Edit → Track "
    "Changes → Accept All), ",
    "hidden text": "trong LibreOffice: bấm Ctrl+A, Định dạng → Ký tự → Hiệu ứng phông (Format → "
    "Character → Font Effects), bỏ dấu ở ô Ẩn (Hidden), xóa chữ không muốn đăng, ",
    "hidden sheets": "bấm chuột phải vào tên một trang tính → Hiện trang tính (Show Sheet), xóa "
    "trang không muốn đăng, ",
    "hidden cells": "bấm Ctrl+A, bấm chuột phải vào số hàng rồi vào chữ cột → Hiện (Show), xóa dữ "
    "liệu không muốn đăng, ",
    "hidden slides": "xóa trang chiếu ẩn, ",
    "notes": "trong LibreOffice: Xem → Ghi chú (View → Notes), xóa chữ dưới từng trang chiếu, ",
    "older text": "trong LibreOffice: Tệp → Phiên bản (File → Versions), xóa các bản cũ, ",
    "embedded": "xóa tệp nhúng, hoặc dán nó lại dạng ảnh, ",
    "place": "bấm vào ảnh, Ctrl+X, rồi Dán đặc biệt (Paste Special) dạng ảnh, ",
}
PDF: dict[What, str] = {
    "people": "mở tệp gốc, xóa tên người soạn, xuất lại ra PDF (trong Word: Tệp → Lưu Như → PDF → "
    "Tùy chọn (Options), bỏ dấu ở “Thuộc tính tài liệu” (Document properties)) rồi thay tệp này.",
    "comments": "mở tệp gốc rồi xuất lại ra PDF không có ghi chú (trong Word: Xem lại → Không có "
    "Đánh dấu (Review → No Markup) trước khi xuất) rồi thay tệp này.",
    "older text": "mở tệp, in ra PDF mới (In → Microsoft Print to PDF) rồi thay tệp này.",
    "embedded": "mở tệp gốc, bỏ tệp đính kèm, xuất lại ra PDF rồi thay tệp này.",
}
MEDIA: dict[What, str] = {
    "place": "xuất lại đoạn phim không có vị trí: trong điện thoại, mở Chia sẻ → Tùy chọn, tắt Vị "
    "trí (Share → Options → Location), gửi sang máy rồi thay tệp này.",
    "people": "bấm chuột phải vào tệp → Thuộc tính → Chi tiết → Loại bỏ Thuộc tính và Thông tin Cá "
    "nhân (Properties → Details → Remove Properties), rồi thay tệp này.",
}
OTHERWISE: dict[What, str] = {
    "macros": "lưu lại dạng không có macro, .docx, .xlsx hay .pptx, rồi thay tệp này.",
    "programs": "xóa chương trình khỏi tệp nén, nén lại rồi thay tệp này.",
    "other kind": "mở bằng đúng chương trình, lưu lại đúng dạng của đuôi tệp rồi thay tệp này; nếu "
    "không biết tệp từ đâu tới thì xóa.",
    "damaged": "mở thử tệp này; mở được thì lưu lại bằng chương trình mới rồi thay, không mở được "
    "thì chép lại từ bản gốc.",
    "encrypted": "mở tệp, bỏ mật khẩu, lưu lại rồi thay tệp này.",
    "too large": "tự mở tệp ra xem có tên người, ghi chú hay phần ẩn nào không; nên chia nhỏ tệp.",
    "endless": "mở tệp gốc, xuất hay lưu lại bằng chương trình mới rồi thay tệp này.",
    "leftovers": "xóa các tệp ấy, nén lại rồi thay tệp này.",
    "closed archive": "giải nén ra, nén tất cả chung vào một tệp .zip rồi thay tệp này.",
}
REMEDIES: dict[Family, dict[What, str]] = {
    "word": OFFICE,
    "excel": OFFICE,
    "powerpoint": OFFICE,
    "opendocument": LIBRE,
    "pdf": PDF,
    "media": MEDIA,
    "zip": {},
    "plain": {},
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
    which = _quoted(name) + (f" trong {_quoted(document)}" if trace.inside else "")
    remedy = _remedy(trace, name)
    if trace.inside:
        remedy = remedy.replace("thay tệp này", f"nén lại và thay {_quoted(document)}")
    return f"tệp {which} {_found(trace, name)}", remedy


def _found(trace: Trace, name: str) -> str:
    count, names = trace.number, trace.names
    shown = _listed(names)
    by = f" của {shown}" if names else ""
    first = f", chỗ đầu là {shown}" if names else ""
    sentences: dict[What, str] = {
        "people": f"còn ghi tên người: {shown}.",
        "computer path": f"còn ghi đường dẫn trên máy tính, có tên người dùng: {shown}.",
        "comments": f"còn {count} ghi chú{by}, ai tải về cũng đọc được.",
        "changes": f"còn giữ {count} chỗ sửa{by}, ai tải về cũng xem được chữ đã xóa.",
        "hidden text": f"có {count} chỗ chữ ẩn{first}.",
        "hidden sheets": f"có {count} trang tính ẩn: {shown}.",
        "hidden cells": f"có {count} ô có dữ liệu nằm ở hàng, cột ẩn.",
        "hidden slides": f"có {count} trang chiếu ẩn.",
        "notes": f"có lời ghi cho người trình bày ở {count} trang chiếu{first}.",
        "embedded": f"có {count} tệp nằm bên trong, ai tải về cũng mở được: {shown}.",
        "place": f"có {count} ảnh ghi nơi chụp (GPS): {shown}."
        if count
        else f"ghi nơi quay, nơi thu (GPS){': ' + names[0] if names else ''}.",
        "older text": f"còn giữ {count} bản cũ, ai tải về cũng mở lại được chữ đã bỏ.",
        "leftovers": f"có tệp thừa bên trong: {shown}.",
        "closed archive": f"có tệp nén nằm trong tệp nén, máy không xem được: {shown}.",
        "encrypted": "bị khóa bằng mật khẩu, máy không xem được bên trong.",
        "too large": "quá lớn, máy không xem hết bên trong.",
        "endless": "lạ quá, máy xem mãi không xong.",
        "macros": f"có macro, là mã lệnh chạy trên máy người đọc: {shown}.",
        "programs": f"có chương trình máy tính bên trong: {shown}.",
        "other kind": f"có đuôi {suffix_of(name)} nhưng bên trong là {''.join(names)}.",
        "damaged": "có vẻ bị hỏng hoặc chép chưa hết, máy không xem hết bên trong.",
    }
    return sentences[trace.what]


def _remedy(trace: Trace, name: str) -> str:
    if (steps := OTHERWISE.get(trace.what)) is not None:
        return steps
    suffix = suffix_of(name)
    family = SUFFIXES[suffix][1]
    steps = REMEDIES[family].get(trace.what, "")
    if family in ("pdf", "media"):
        return steps
    return steps.replace("{program}", PROGRAMS.get(family, "")) + REPLACE


def _listed(names: Sequence[str]) -> str:
    more = f" và {len(names) - MOST_NAMES} tên nữa" if len(names) > MOST_NAMES else ""
    return ", ".join(map(_quoted, names[:MOST_NAMES])) + more


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= LONGEST else line[:LONGEST] + '…'}”"
