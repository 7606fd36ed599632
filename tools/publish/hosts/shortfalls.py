"""Before anything is sent, a publisher reads what a target cannot promise."""

from __future__ import annotations

from plugins.shared.messages import gettext, gettext_noop
from tools.publish.targets import Kind, Target

# Of servers and stores of one's own all promises hold.
SHORTFALLS: dict[Kind, tuple[str, ...]] = {
    "ftps": (
        gettext_noop(
            "Không chuyển trong một khoảnh khắc: các trang được thay lần lượt, nên "
            "trong vài giây tới vài phút bạn đọc có thể gặp trang mới cạnh trang cũ. "
            "Bị ngắt giữa chừng thì lần đăng sau làm nốt."
        ),
        gettext_noop(
            "Nơi đăng chỉ giữ bản đang dùng; các bản trước nằm ở máy đã đăng chúng, "
            "và chỉ máy ấy trở lại được."
        ),
        gettext_noop(
            "Chính sách bảo mật, trang báo “không tìm thấy” và địa chỉ cũ nằm trong "
            "tệp .htaccess: máy chủ không phải Apache hay LiteSpeed sẽ không gửi "
            "chúng."
        ),
    ),
    "git": (
        gettext_noop(
            "Bạn đọc thấy bản mới khi nơi đăng làm xong việc của nó, thường sau một, "
            "hai phút; trang đã mở có thể cũ thêm 10 phút vì bộ nhớ đệm ở đó."
        ),
        gettext_noop(
            "Nơi đăng không gửi tiêu đề HTTP của ta: chính sách bảo mật nằm trong "
            "từng trang, không cấm được trang khác đóng khung trang này, và không áp "
            "dụng cho ảnh, tệp."
        ),
        gettext_noop(
            "Địa chỉ cũ chỉ dẫn đi bằng một trang nhỏ ở địa chỉ ấy; địa chỉ có dấu “?” thì không."
        ),
        gettext_noop("Mọi bản còn trong lịch sử của kho: bài đã gỡ vẫn tìm được ở đó."),
    ),
    "upload": (
        gettext_noop(
            "Máy này chỉ chuẩn bị thư mục và chạy lệnh reload; chuyển bản trong một "
            "khoảnh khắc là việc của nơi đăng."
        ),
        gettext_noop(
            "Nơi đăng có thể tự đổi trang (như giấu địa chỉ thư): tắt các tính năng "
            "ấy ở đó, nếu không trang đọc lại sẽ khác trang vừa đăng."
        ),
    ),
}
BY_HAND = gettext_noop(
    "Chưa khai báo reload: sau mỗi lần đăng hay trở lại, phải tự tải thư mục “{folder}” lên."
)


def shortfalls(target: Target) -> tuple[str, ...]:
    """What the target cannot promise, in sentences."""
    by_hand = target.kind == "upload" and not target.reload
    more = (gettext(BY_HAND, folder=f"{target.to}/upload"),) if by_hand else ()
    return (*map(gettext, SHORTFALLS.get(target.kind, ())), *more)
