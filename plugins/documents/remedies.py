"""How each trace is taken out of a document, in the programs that editors have."""

from __future__ import annotations

from plugins.shared.file_kinds import suffix_of
from plugins.shared.messages import gettext, gettext_noop

from .kinds import SUFFIXES, Family
from .traces import Trace, What

LONGEST = 60
PROGRAMS = {"word": "Word", "excel": "Excel", "powerpoint": "PowerPoint"}
SAVE = gettext_noop("lưu lại rồi {replace}.")
INSPECT = gettext_noop(
    "trong {program}: Tệp → Thông tin → Kiểm tra Vấn đề → Kiểm tra Tài liệu (File → "
    "Info → Check for Issues → Inspect Document), đánh dấu “{item}”, bấm Kiểm tra "
    "(Inspect), bấm Loại bỏ Tất cả (Remove All), lưu lại rồi {replace}."
)
# What INSPECT looks for.
PROPERTIES = gettext_noop(
    "Thuộc tính Tài liệu và Thông tin Cá nhân (Document Properties and Personal Information)"
)
NOTES = gettext_noop("Ghi chú Bản trình bày (Presentation Notes)")
ITEMS: dict[What, str] = {"people": PROPERTIES, "computer path": PROPERTIES, "notes": NOTES}
OFFICE: dict[What, str] = {
    "people": INSPECT,
    "computer path": INSPECT,
    "comments": gettext_noop(
        "trong {program}: Xem lại → Xóa → Xóa Tất cả Chú thích (Review → Delete → "
        "Delete All Comments), lưu lại rồi {replace}."
    ),
    "changes": gettext_noop(
        "trong {program}: Xem lại → Chấp nhận → Chấp nhận Tất cả Thay đổi và Ngừng Theo "
        "dõi (Review → Accept → Accept All Changes and Stop Tracking), lưu lại rồi {replace}."
    ),
    "hidden text": gettext_noop(
        "trong {program}: bấm Ctrl+A, Ctrl+D, bỏ dấu ở ô Ẩn (Hidden), xóa chữ vừa hiện "
        "ra nếu không muốn đăng, lưu lại rồi {replace}."
    ),
    "hidden sheets": gettext_noop(
        "bấm chuột phải vào tên một trang tính → Bỏ ẩn (Unhide), xóa trang không muốn "
        "đăng, lưu lại rồi {replace}."
    ),
    "hidden cells": gettext_noop(
        "bấm Ctrl+A, bấm chuột phải vào số hàng rồi vào chữ cột → Bỏ ẩn (Unhide), xóa "
        "dữ liệu không muốn đăng, lưu lại rồi {replace}."
    ),
    "hidden slides": gettext_noop("xóa trang chiếu có số bị gạch chéo, lưu lại rồi {replace}."),
    "notes": INSPECT,
    "embedded": gettext_noop(
        "xóa tệp nhúng, hoặc dán nó lại dạng ảnh (Paste Special → Picture), lưu lại rồi {replace}."
    ),
    "place": gettext_noop(
        "bấm vào ảnh, Ctrl+X, Dán Đặc biệt dạng ảnh PNG (Paste Special → Picture "
        "(PNG)), lưu lại rồi {replace}."
    ),
}
LIBRE: dict[What, str] = {
    "people": gettext_noop(
        "trong LibreOffice: Tệp → Thuộc tính → Chung (File → Properties → General), bỏ "
        "dấu ở “Áp dụng dữ liệu người dùng” (Apply user data), bấm Đặt lại thuộc tính "
        "(Reset Properties), lưu lại rồi {replace}."
    ),
    "comments": gettext_noop(
        "trong LibreOffice: bấm mũi tên ở một ghi chú → Xóa tất cả (Delete All "
        "Comments), lưu lại rồi {replace}."
    ),
    "changes": gettext_noop(
        "trong LibreOffice: Sửa → Theo dõi thay đổi → Chấp nhận tất cả (Edit → Track "
        "Changes → Accept All), lưu lại rồi {replace}."
    ),
    "hidden text": gettext_noop(
        "trong LibreOffice: bấm Ctrl+A, Định dạng → Ký tự → Hiệu ứng phông (Format → "
        "Character → Font Effects), bỏ dấu ở ô Ẩn (Hidden), xóa chữ không muốn đăng, "
        "lưu lại rồi {replace}."
    ),
    "hidden sheets": gettext_noop(
        "bấm chuột phải vào tên một trang tính → Hiện trang tính (Show Sheet), xóa "
        "trang không muốn đăng, lưu lại rồi {replace}."
    ),
    "hidden cells": gettext_noop(
        "bấm Ctrl+A, bấm chuột phải vào số hàng rồi vào chữ cột → Hiện (Show), xóa dữ "
        "liệu không muốn đăng, lưu lại rồi {replace}."
    ),
    "hidden slides": gettext_noop("xóa trang chiếu ẩn, lưu lại rồi {replace}."),
    "notes": gettext_noop(
        "trong LibreOffice: Xem → Ghi chú (View → Notes), xóa chữ dưới từng trang "
        "chiếu, lưu lại rồi {replace}."
    ),
    "older text": gettext_noop(
        "trong LibreOffice: Tệp → Phiên bản (File → Versions), xóa các bản cũ, lưu lại "
        "rồi {replace}."
    ),
    "embedded": gettext_noop("xóa tệp nhúng, hoặc dán nó lại dạng ảnh, lưu lại rồi {replace}."),
    "place": gettext_noop(
        "bấm vào ảnh, Ctrl+X, rồi Dán đặc biệt (Paste Special) dạng ảnh, lưu lại rồi {replace}."
    ),
}
PDF: dict[What, str] = {
    "people": gettext_noop(
        "mở tệp gốc, xóa tên người soạn, xuất lại ra PDF (trong Word: Tệp → Lưu Như → "
        "PDF → Tùy chọn (Options), bỏ dấu ở “Thuộc tính tài liệu” (Document "
        "properties)) rồi {replace}."
    ),
    "comments": gettext_noop(
        "mở tệp gốc rồi xuất lại ra PDF không có ghi chú (trong Word: Xem lại → Không "
        "có Đánh dấu (Review → No Markup) trước khi xuất) rồi {replace}."
    ),
    "older text": gettext_noop(
        "mở tệp, in ra PDF mới (In → Microsoft Print to PDF) rồi {replace}."
    ),
    "embedded": gettext_noop("mở tệp gốc, bỏ tệp đính kèm, xuất lại ra PDF rồi {replace}."),
}
MEDIA: dict[What, str] = {
    "place": gettext_noop(
        "xuất lại đoạn phim không có vị trí: trong điện thoại, mở Chia sẻ → Tùy chọn, "
        "tắt Vị trí (Share → Options → Location), gửi sang máy rồi {replace}."
    ),
    "people": gettext_noop(
        "bấm chuột phải vào tệp → Thuộc tính → Chi tiết → Loại bỏ Thuộc tính và Thông "
        "tin Cá nhân (Properties → Details → Remove Properties), rồi {replace}."
    ),
}
OTHERWISE: dict[What, str] = {
    "macros": gettext_noop("lưu lại dạng không có macro, .docx, .xlsx hay .pptx, rồi {replace}."),
    "programs": gettext_noop("xóa chương trình khỏi tệp nén, nén lại rồi {replace}."),
    "other kind": gettext_noop(
        "mở bằng đúng chương trình, lưu lại đúng dạng của đuôi tệp rồi {replace}; "
        "nếu không biết tệp từ đâu tới thì xóa."
    ),
    "damaged": gettext_noop(
        "mở thử tệp này; mở được thì lưu lại bằng chương trình mới rồi thay, không mở "
        "được thì chép lại từ bản gốc."
    ),
    "encrypted": gettext_noop("mở tệp, bỏ mật khẩu, lưu lại rồi {replace}."),
    "too large": gettext_noop(
        "tự mở tệp ra xem có tên người, ghi chú hay phần ẩn nào không; nên chia nhỏ tệp."
    ),
    "endless": gettext_noop("mở tệp gốc, xuất hay lưu lại bằng chương trình mới rồi {replace}."),
    "leftovers": gettext_noop("xóa các tệp ấy, nén lại rồi {replace}."),
    "closed archive": gettext_noop("giải nén ra, nén tất cả chung vào một tệp .zip rồi {replace}."),
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


def remedy_for(trace: Trace, name: str, document: str) -> str:
    """name: of the document that has the trace, in an archive or the offered `document` itself."""
    family = SUFFIXES[suffix_of(name)][1] if trace.what not in OTHERWISE else "plain"
    steps = OTHERWISE.get(trace.what) or REMEDIES[family].get(trace.what)
    if steps is None:
        steps = "" if family in ("pdf", "media") else SAVE
    replace = gettext("thay tệp này")
    if trace.inside:
        replace = gettext("nén lại và thay {document}", document=quoted(document))
    item = ITEMS.get(trace.what, PROPERTIES)
    program = PROGRAMS.get(family, "")
    return steps and gettext(steps, program=program, item=gettext(item), replace=replace)


def quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= LONGEST else line[:LONGEST] + '…'}”"
