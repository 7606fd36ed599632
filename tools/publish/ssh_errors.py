"""What ssh and the other machine complain of, in a sentence that says what to do."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from plugins.shared.messages import gettext, gettext_noop

NO_SSH = gettext_noop(
    "Máy này không có lệnh ssh: cài OpenSSH (Debian: apt install "
    "openssh-client; Windows: Settings, Optional features, OpenSSH Client)."
)
# The first that fits: what ssh says in full, then what commands there say.
SENTENCES = (
    (
        "Could not resolve hostname",
        gettext_noop("Không có máy nào tên “{host}”: xem lại tên máy trong to."),
    ),
    (
        "REMOTE HOST IDENTIFICATION HAS CHANGED",
        gettext_noop(
            "Máy “{host}” có khóa khác lần trước: nếu đúng là máy mới cài lại, chạy "
            "“ssh-keygen -R {name}” rồi “{ssh}”; nếu không, đừng đăng."
        ),
    ),
    (
        "Host key verification failed",
        gettext_noop(
            "Máy này chưa biết “{host}”: chạy “{ssh}” một lần, đối chiếu khóa rồi gõ yes."
        ),
    ),
    (
        "UNPROTECTED PRIVATE KEY FILE",
        gettext_noop(
            "ssh không dùng khóa của máy này, vì người khác trên máy đọc được tệp "
            "khóa: Linux, macOS chạy “chmod 600” cho tệp ấy; Windows: Properties, "
            "Security, chỉ để lại tên mình."
        ),
    ),
    (
        "Too many authentication failures",
        gettext_noop(
            "ssh-agent gửi quá nhiều khóa nên “{host}” ngắt: ghi khóa đúng vào ssh "
            'của nơi đăng: ["-i", "tệp-khóa", "-o", "IdentitiesOnly=yes"].'
        ),
    ),
    (
        "Permission denied (",
        gettext_noop(
            "Máy “{host}” không nhận khóa ssh của máy này: mục “Đăng từ máy khác qua "
            "ssh” trong docs/van-hanh.md nói cách gửi khóa sang."
        ),
    ),
    (
        "Connection refused",
        gettext_noop("Máy “{host}” không mở cổng ssh: xem lại tên máy và cổng (-p)."),
    ),
    ("timed out", gettext_noop("Máy “{host}” không trả lời: xem lại mạng, tên máy và tường lửa.")),
    (
        "Connection reset",
        gettext_noop(
            "Máy “{host}” ngắt kết nối: thử lại sau vài phút; nếu vẫn vậy, xem tường "
            "lửa và fail2ban ở đó."
        ),
    ),
    (
        "Connection closed by",
        gettext_noop(
            "Máy “{host}” đóng kết nối: thử lại sau vài phút; nếu vẫn vậy, xem tường "
            "lửa và fail2ban ở đó."
        ),
    ),
    ("No route to host", gettext_noop("Không tới được máy “{host}”: xem lại mạng và tên máy.")),
    ("Network is unreachable", gettext_noop("Không tới được máy “{host}”: xem lại mạng.")),
    (
        "No space left on device",
        gettext_noop(
            "Hết chỗ trên đĩa của “{host}”; trang cũ vẫn nguyên. Hãy xóa bớt tệp trên máy đó."
        ),
    ),
    (
        "Disk quota exceeded",
        gettext_noop("Hết phần đĩa được dùng trên “{host}”; trang cũ vẫn nguyên."),
    ),
    (
        "Read-only file system",
        gettext_noop("Đĩa của “{host}” chỉ cho đọc, không ghi được vào {root}."),
    ),
    ("Permission denied", gettext_noop("Không có quyền ghi vào {root} trên “{host}”.")),
)
REFUSED = "Permission denied ("
LOCKED = gettext_noop(
    "Khóa ssh {key} có mật khẩu, mà lệnh này không hỏi mật khẩu được: chạy "
    "“ssh-add {key}” rồi chạy lại (Windows: trước đó bật dịch vụ ssh-agent); "
    "hẹn giờ thì cần một khóa riêng không mật khẩu. Xem “Đăng từ máy khác "
    "qua ssh” trong docs/van-hanh.md."
)
OTHER = gettext_noop("Lệnh trên máy “{host}” không xong ({last}); trang đang dùng không đổi.")


def trouble_of(complaint: str, host: str, root: str, options: Sequence[str] = ()) -> str:
    """complaint: what ssh wrote to its error stream, in English; options: the publisher's own."""
    sentence = next((text for sign, text in SENTENCES if sign in complaint), OTHER)
    last = complaint.splitlines()[-1] if complaint else gettext("mất kết nối")
    name = host.rpartition("@")[2]
    if "-p" in options[:-1]:
        name = f"[{name}]:{options[options.index('-p') + 1]}"
    ssh = shlex.join(["ssh", *options, host])
    return gettext(sentence, host=host, root=root, last=last, name=name, ssh=ssh)
