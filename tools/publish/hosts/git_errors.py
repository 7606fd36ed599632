"""What Git and the host of a repository refuse is said in a sentence that tells what to do."""

from __future__ import annotations

from plugins.shared.messages import gettext, gettext_noop

NO_GIT = gettext_noop(
    "Máy này không có lệnh git: cài Git (Debian: apt install git; Windows: "
    "git-scm.com) rồi chạy lại."
)
MOVED = gettext_noop(
    "Nhánh “{branch}” ở {url} vừa có người khác đẩy lên; chưa đăng gì, không "
    "ghi đè. Hãy chạy lại lệnh này."
)
# The first that fits what Git wrote, in small letters.
SENTENCES = (
    (("non-fast-forward", "fetch first", "cannot lock ref", "stale info"), MOVED),
    (
        ("protected branch", "gh006", "not allowed to push code to protected", "pre-receive hook"),
        gettext_noop("{url} không cho đẩy lên nhánh “{branch}” (nhánh được bảo vệ hay có luật "
"riêng): cho tài khoản này quyền đẩy ở phần cài đặt của kho."),
    ),
    (
        ("exceeds github's file size limit", "larger than", "file size limit"),
        gettext_noop("{url} không nhận tệp quá lớn ({said}): hãy nén nhỏ tệp ấy hay để nó ở "
"nơi khác."),
    ),
    (
        ("quota", "no space left", "storage limit"),
        gettext_noop("Kho ở {url} đã hết chỗ ({said}); trang cũ vẫn nguyên. Hãy tăng dung "
"lượng hay dùng kho mới."),
    ),
    (
        ("host key verification failed",),
        gettext_noop("Máy này chưa biết khóa của máy chứa kho: chạy “ssh” tới máy ấy một lần, "
"đối chiếu khóa rồi gõ yes."),
    ),
    (
        ("permission denied (publickey", "too many authentication failures"),
        gettext_noop("Máy chứa kho không nhận khóa ssh của máy này: thêm khóa công khai vào "
"tài khoản hay vào kho (deploy key có quyền ghi)."),
    ),
    (
        ("authentication failed", "could not read username", "terminal prompts disabled", "403"),
        gettext_noop("{url} không nhận tên và mã truy cập: lưu mã có quyền ghi vào kho bằng "
"“git credential”, không ghi vào publishconf.py."),
    ),
    (
        ("permission to", "denied to", "not allowed to upload", "access denied", "write access"),
        gettext_noop("Tài khoản của máy này không có quyền ghi vào {url}: xin quyền ghi, hay "
"dùng deploy key có quyền ghi."),
    ),
    (
        ("repository not found", "not found", "does not appear to be a git repository",
         "does not exist"),
        gettext_noop("Không có kho nào ở {url}, hay tài khoản này không được thấy nó: xem lại "
"to."),
    ),
    (
        ("certificate", "ssl"),
        gettext_noop("Không tin được chứng thư của {url}: xem lại địa chỉ trong to và ngày "
"giờ của máy này."),
    ),
    (
        ("could not resolve host", "name or service not known"),
        gettext_noop("Không tìm thấy máy ở {url}: xem lại địa chỉ trong to, và mạng của máy "
"này."),
    ),
    (
        ("timed out", "connection refused", "network is unreachable", "couldn't connect",
         "failed to connect", "unable to access", "hung up", "connection reset", "early eof"),
        gettext_noop("Không tới được {url}, hay mạng đứt giữa chừng; trang đang dùng không "
"đổi. Hãy chạy lại."),
    ),
    (
        ("permission denied", "read-only file system"),
        gettext_noop("Không có quyền ghi vào kho ở {url}; trang cũ vẫn nguyên. Xem lại quyền "
"của thư mục ấy."),
    ),
)  # fmt: skip
OTHER = gettext_noop("git không làm được một việc với {url} ({said}); trang đang dùng không đổi.")


def trouble_of(complaint: str, url: str, branch: str) -> str:
    """complaint: what git wrote to its error stream, in English."""
    small = complaint.lower()
    sentence = next((text for signs, text in SENTENCES if any(it in small for it in signs)), OTHER)
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("remote:", "fatal:", "error:", "!"))]
    said = (telling or lines or ["?"])[0]
    return gettext(sentence, url=url, branch=branch, said=said)
