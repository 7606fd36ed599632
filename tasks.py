"""The commands of `python3 run.py`; their names and options are a contract."""

import shlex
from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task


@task(
    auto_shortflags=False,
    help={"port": "cổng, mặc định 8000", "open": "mở luôn trình duyệt"},
)
def serve(_: Context, port: int = 8000, open: bool = False) -> None:
    """Xem trang trên máy này; lưu bài là trang tự cập nhật."""
    from tools.serve import serve as run

    raise Exit(code=run(port=port, open_browser=open))


@task(
    auto_shortflags=False,
    help={
        "content": "thư mục nội dung, mặc định content",
        "output": "thư mục kết quả, mặc định output",
        "published": "dựng bản để đăng, không có bài nháp",
        "verify": "dựng xong thì dựng lại từ đầu ở chỗ khác và so từng tệp",
    },
)
def build(
    _: Context,
    content: str = "",
    output: str = "",
    published: bool = False,
    verify: bool = False,
) -> None:
    """Dựng trang vào một thư mục; nếu có lỗi thì thư mục đó giữ nguyên như trước."""
    from tools.build import build as run
    from tools.build import spare_collection
    from tools.places import OUTPUT
    from tools.verify import build_and_verify

    spare_collection()
    command = build_and_verify if verify else run
    place = Path(output) if output else OUTPUT
    raise Exit(code=command(Path(content) if content else None, place, published))


@task(
    auto_shortflags=False,
    help={
        "content": "thư mục nội dung, mặc định content",
        "format": "cách in: text (mặc định), json, github",
        "fix": "sửa những chỗ chắc chắn (mã chữ, ký tự ẩn…); cho xem trước rồi mới ghi",
        "yes": "ghi luôn, không hỏi lại (đi với --fix)",
    },
)
def check(
    _: Context, content: str = "", format: str = "text", fix: bool = False, yes: bool = False
) -> None:
    """Kiểm tra mọi bài viết, in mọi lỗi và cảnh báo."""
    from tools.check import run

    raise Exit(code=run(Path(content) if content else None, format, fix, yes))


@task
def new(_: Context) -> None:
    """Tạo tệp cho một bài viết mới: hỏi mục, chuyên mục và tiêu đề."""
    from tools.new import new as run

    raise Exit(code=run())


@task
def test(context: Context) -> None:
    """Chạy mọi phép thử, kể cả bằng trình duyệt thật; thêm đối số của pytest sau “--”."""
    from tools.testing import run_tests

    raise Exit(code=run_tests(shlex.split(context.remainder)))


@task(
    auto_shortflags=False,
    help={
        "target": "tên nơi đăng trong publishconf.py, viết ngay sau lệnh cũng được",
        "yes": "lần đầu đăng lên một nơi thì không hỏi lại",
        "dry_run": "chỉ cho xem sẽ thay đổi gì, không đụng tới nơi đăng",
        "due": "chỉ đăng khi có bài đến giờ hay nội dung đổi (cho hẹn giờ)",
        "allow_lost": "vẫn đăng khi có trang cũ mất hẳn địa chỉ",
        "break_lock": "giành lấy khóa mà một máy khác để lại",
    },
)
def publish(
    _: Context,
    target: str = "",
    yes: bool = False,
    dry_run: bool = False,
    due: bool = False,
    allow_lost: bool = False,
    break_lock: bool = False,
) -> None:
    """Đăng trang lên máy chủ; hỏng ở bước nào thì trang cũ vẫn nguyên."""
    from tools.build import spare_collection
    from tools.publish.command import Options
    from tools.publish.command import publish as run

    spare_collection()
    raise Exit(code=run(target, Options(yes, dry_run, due, allow_lost, break_lock)))


@task(
    auto_shortflags=False,
    help={
        "release": "tên bản (xem lệnh releases), viết ngay sau lệnh cũng được",
        "target": "tên nơi đăng, mặc định là default trong publishconf.py",
    },
)
def rollback(_: Context, release: str = "", target: str = "") -> None:
    """Trở lại bản đăng trước ngay lập tức."""
    from tools.publish.stepping import rollback as run

    raise Exit(code=run(release, target))


@task(
    auto_shortflags=False,
    help={"target": "tên nơi đăng, mặc định là default trong publishconf.py"},
)
def releases(_: Context, target: str = "") -> None:
    """Liệt kê các bản đã đăng, bản đang dùng, mỗi bản đổi gì."""
    from tools.publish.stepping import releases as run

    raise Exit(code=run(target))


@task(
    auto_shortflags=False,
    help={
        "articles": "số bài của trang thử, mặc định 10000",
        "rounds": "số lần đo mỗi việc, mặc định 3",
        "output": "thư mục ghi bench.json và bench.svg, mặc định build/bench",
        "hugo": "so với Hugo nếu đã cài; --no-hugo để bỏ",
        "growth": "đo thêm lần dựng đầu với số bài gấp 5",
    },
)
def bench(
    _: Context,
    articles: int = 10_000,
    rounds: int = 3,
    output: str = "",
    hugo: bool = True,
    growth: bool = False,
) -> None:
    """Đo thời gian dựng trên một trang thử lớn, so với Hugo."""
    from tools.bench_builds import BENCH
    from tools.bench_builds import bench as run

    raise Exit(code=run(articles, rounds, Path(output) if output else BENCH, hugo, growth))
