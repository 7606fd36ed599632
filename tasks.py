"""The commands of `python3 run.py`, and of `inv`; their names and options are a contract.

A command takes what its signature says, returns its exit code, and imports what it runs only then.
"""

import sys
from pathlib import Path
from typing import Annotated, Any


def serve(
    port: Annotated[int, "cổng, mặc định 8000"] = 8000,
    open: Annotated[bool, "mở luôn bàn biên tập trong trình duyệt"] = False,
    once: Annotated[
        bool, "nếu đang chạy sẵn thì chỉ mở lại cửa sổ; cổng bận thì lấy cổng sau"
    ] = False,
) -> int:
    """Soạn bài và xem trang trên máy này; lưu bài là trang tự cập nhật."""
    from tools.serve import serve as run

    return run(port=port, open_browser=open, once=once)


def build(
    content: Annotated[str, "thư mục nội dung, mặc định content"] = "",
    output: Annotated[str, "thư mục kết quả, mặc định output"] = "",
    published: Annotated[bool, "dựng bản để đăng, không có bài nháp"] = False,
    verify: Annotated[bool, "dựng xong thì dựng lại từ đầu ở chỗ khác và so từng tệp"] = False,
) -> int:
    """Dựng trang vào một thư mục; nếu có lỗi thì thư mục đó giữ nguyên như trước."""
    from tools.collection import disable_gc

    disable_gc()
    from tools.build import build as run
    from tools.console import exit_fast
    from tools.places import OUTPUT
    from tools.verify import build_and_verify

    command = build_and_verify if verify else run
    place = Path(output) if output else OUTPUT
    exit_fast(command(Path(content) if content else None, place, published))


def check(
    content: Annotated[str, "thư mục nội dung, mặc định content"] = "",
    format: Annotated[str, "cách in: text (mặc định), json, github"] = "text",
    fix: Annotated[
        bool, "sửa những chỗ chắc chắn (mã chữ, ký tự ẩn…); cho xem trước rồi mới ghi"
    ] = False,
    yes: Annotated[bool, "ghi luôn, không hỏi lại (đi với --fix)"] = False,
) -> int:
    """Kiểm tra mọi bài viết, in mọi lỗi và cảnh báo."""
    from tools.check import run

    return run(Path(content) if content else None, format, fix, yes)


def new() -> int:
    """Tạo tệp cho một bài viết mới: hỏi mục, chuyên mục và tiêu đề."""
    from tools.new import new as run

    return run()


def import_(
    *paths: Annotated[str, "tệp, thư mục hay tệp nén: Word, PDF, trang cũ, WordPress, văn bản"],
    section: Annotated[str, "mục nhận bài, mặc định mục đầu tiên của trang"] = "",
    content: Annotated[str, "thư mục nội dung, mặc định content"] = "",
    profile: Annotated[str, "mẫu của cổng cũ (nukeviet, sharepoint…) hay tệp .toml"] = "",
    dry_run: Annotated[bool, "chỉ cho xem sẽ có bài nào, không ghi gì"] = False,
    report: Annotated[str, "tệp báo cáo .html hoặc .json, mặc định build/import/bao-cao.html"] = "",
    again: Annotated[bool, "nhập lại cả bài đã xóa hay bỏ vào thùng rác"] = False,
) -> int:
    """Nhập bài từ Word, trang cũ, WordPress, văn bản: thành bài nháp có ảnh, kèm báo cáo."""
    from importing.command import Wish, run

    return run(paths, Wish(section, content, profile, dry_run, report, again))


def test(*arguments: str) -> int:
    """Chạy mọi phép thử, kể cả bằng trình duyệt thật; thêm đối số của pytest sau “--”."""
    from tools.testing import run_tests

    return run_tests(arguments)


def publish(
    target: Annotated[str, "tên nơi đăng trong publishconf.py, viết ngay sau lệnh cũng được"] = "",
    yes: Annotated[bool, "lần đầu đăng lên một nơi thì không hỏi lại"] = False,
    dry_run: Annotated[bool, "chỉ cho xem sẽ thay đổi gì, không đụng tới nơi đăng"] = False,
    due: Annotated[bool, "chỉ đăng khi có bài đến giờ hay nội dung đổi (cho hẹn giờ)"] = False,
    allow_lost: Annotated[bool, "vẫn đăng khi có trang cũ mất hẳn địa chỉ"] = False,
    allow_older: Annotated[bool, "vẫn đăng khi mất lời mà chỉ bản đang dùng có"] = False,
    break_lock: Annotated[bool, "giành lấy khóa mà một máy khác để lại"] = False,
    verify: Annotated[bool, "đối chiếu nơi đăng với lúc đăng, sửa tệp mất hay hỏng"] = False,
) -> int:
    """Đăng trang lên máy chủ; hỏng ở bước nào thì trang cũ vẫn nguyên."""
    from tools.collection import disable_gc

    disable_gc()
    from tools.publish.command import Options
    from tools.publish.command import publish as run

    options = Options(yes, dry_run, due, allow_lost, break_lock, allow_older, verify)
    return run(target, options)


def rollback(
    release: Annotated[str, "tên bản (xem lệnh releases), viết ngay sau lệnh cũng được"] = "",
    target: Annotated[str, "tên nơi đăng, mặc định là default trong publishconf.py"] = "",
    break_lock: Annotated[bool, "giành lấy khóa mà một máy khác để lại"] = False,
) -> int:
    """Trở lại bản đăng trước ngay lập tức."""
    from tools.publish.rollback import rollback as run

    return run(release, target, steal=break_lock)


def releases(
    target: Annotated[str, "tên nơi đăng, mặc định là default trong publishconf.py"] = "",
) -> int:
    """Liệt kê các bản đã đăng, bản đang dùng, mỗi bản đổi gì."""
    from tools.publish.rollback import releases as run

    return run(target)


def cms_config(
    repo: Annotated[str, "kho Git giữ bài viết, dạng CHỦ/TÊN"] = "",
    branch: Annotated[str, "nhánh, mặc định nhánh chính của kho"] = "",
    host: Annotated[str, "loại kho: github (mặc định), gitlab, gitea"] = "github",
    server: Annotated[str, "địa chỉ máy chủ Git của cơ quan, nếu có: https://…"] = "",
    output: Annotated[str, "thư mục ghi ra, mặc định build/cms"] = "",
) -> int:
    """Ghi cấu hình Sveltia CMS: sửa bài trong trình duyệt, ngay ở nơi giữ kho Git."""
    from tools.cms.command import FOLDER, run

    return run(Path(output) if output else FOLDER, repo, branch, host, server)


def bench(
    articles: Annotated[int, "số bài của trang thử, mặc định 10000"] = 10_000,
    rounds: Annotated[int, "số lần đo mỗi việc, mặc định 3"] = 3,
    output: Annotated[str, "thư mục ghi bench.json và bench.svg, mặc định build/bench"] = "",
    hugo: Annotated[bool, "so với Hugo nếu đã cài; --no-hugo để bỏ"] = True,
    growth: Annotated[bool, "đo thêm lần dựng đầu với số bài gấp 5"] = False,
    corpus: Annotated[str, "tệp có bài thật để đo (JSON từng dòng, gzip), mặc định tự sinh"] = "",
) -> int:
    """Đo thời gian dựng trên một trang thử lớn, so với Hugo."""
    from benchmarks.builds import BENCH
    from benchmarks.builds import bench as run

    texts = Path(corpus) if corpus else None
    return run(articles, rounds, Path(output) if output else BENCH, hugo, growth, texts)


def wheels(
    output: Annotated[str, "thư mục ghi các tệp .whl, mặc định build/wheels"] = "",
) -> int:
    """Đóng gói những phần mà trang Pelican khác cũng dùng được."""
    from tools.wheels.command import FOLDER
    from tools.wheels.command import wheels as run

    return run(Path(output) if output else FOLDER)


def __getattr__(name: str) -> Any:
    """Invoke looks for its collection here; nobody else waits until Invoke is loaded."""
    if name != "ns":
        raise AttributeError(name)
    from tools.invoke_tasks import collection_of

    return collection_of(sys.modules[__name__])
