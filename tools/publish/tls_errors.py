"""A publisher reads why a server gave no answer, not what a library calls it."""

from __future__ import annotations

import ssl

# OpenSSL's codes (X509_V_ERR_…).
UNTRUSTED = {
    9: "chứng thư chưa tới ngày dùng; xem lại đồng hồ của hai máy",
    10: "chứng thư đã hết hạn; xem lại certbot",
    18: "chứng thư tự ký, không trình duyệt nào tin",
    19: "chứng thư tự ký, không trình duyệt nào tin",
    20: "thiếu chứng thư trung gian; tệp thứ nhất phải là fullchain.pem",
    21: "thiếu chứng thư trung gian; tệp thứ nhất phải là fullchain.pem",
    62: "chứng thư không phải của tên miền này",
    64: "chứng thư không phải của địa chỉ này",
}


def why_unanswered(cause: BaseException) -> str:
    """What follows the server's address in a sentence; cause: what `ask` raised."""
    reason = getattr(cause, "reason", cause)
    if isinstance(reason, ssl.SSLCertVerificationError):
        why = UNTRUSTED.get(reason.verify_code, reason.verify_message)
        return f"không mở được bằng https ({why})"
    if isinstance(reason, ssl.SSLError):
        return f"không mở được bằng https ({reason.reason})"
    return f"không trả lời ({reason or repr(cause)})"
