"""A publisher's commands do all or nothing, and say in Vietnamese what is wrong."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import tasks
from tests.support import forked
from tests.support.tiny_site import make_tiny_site
from tools.cli import Options, commands_of, usage
from tools.console import python_command, python_environment
from tools.output import OutputError, check_places
from tools.places import OUTPUT, ROOT

BROKEN_TEMPLATE = "{% nothing of Jinja %}"


def _run(module: str, *arguments: object, cwd: Path = ROOT) -> forked.Told:
    words = [str(argument) for argument in arguments]
    if sys.platform != "win32":
        return forked.ran(words, python_environment(), module, cwd)
    return subprocess.run(
        python_command(module, words),
        env=python_environment(),
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def _build(settings: Path, output: Path) -> forked.Told:
    return _run("tools.build", "--settings", settings, "--output", output)


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_a_build_replaces_the_earlier_one_whole(tmp_path: Path) -> None:
    settings = make_tiny_site(tmp_path)
    output = tmp_path / "out"
    assert _build(settings, output).returncode == 0
    article = tmp_path / "content" / "bai-thu.md"
    text = article.read_text("utf-8")
    article.write_text(text.replace("Slug: bai-thu", "Slug: bai-khac"), "utf-8")
    told = _build(settings, output)
    assert told.returncode == 0, told.stderr
    assert "Đã dựng 3 trang" in told.stdout
    assert set(_contents(output)) == {"index.html", "404.html", "bai-khac/index.html"}


@pytest.mark.parametrize("breaks", ["template", "article", "plugin", "settings"])
def test_a_failed_build_leaves_the_output_as_it_was(tmp_path: Path, breaks: str) -> None:
    settings = make_tiny_site(tmp_path)
    output = tmp_path / "out"
    assert _build(settings, output).returncode == 0
    before = _contents(output)
    cause = {
        "template": lambda: (tmp_path / "theme/templates/article.html").write_text(BROKEN_TEMPLATE),
        "article": lambda: (tmp_path / "content/hong.md").write_text("Date: x\nTitle: y\n\nz"),
        "plugin": lambda: settings.write_text(settings.read_text() + "PLUGINS = ['no_such']\n"),
        "settings": lambda: settings.write_text(settings.read_text() + "PATH = = 1\n"),
    }
    cause[breaks]()
    told = _build(settings, output)
    assert told.returncode == 1
    assert told.stderr.strip()
    assert _contents(output) == before
    left = {path.name for path in tmp_path.iterdir()} - {"__pycache__"}  # of the settings
    assert left == {"content", "out", "settings_of_test.py", "theme"}


def test_a_plugin_that_cannot_be_imported_is_named_with_its_cause(tmp_path: Path) -> None:
    settings = make_tiny_site(tmp_path, plugins=["no_such_plugin"])
    told = _build(settings, tmp_path / "out")
    assert told.returncode == 1
    assert "no_such_plugin" in told.stderr
    assert not (tmp_path / "out").exists()


def test_a_refused_article_is_told_as_a_problem_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "refusing.py").write_text(
        "from pelican import signals\n"
        "from plugins.shared.problems import Problem, ContentError\n"
        "def refuse(_):\n"
        "    raise ContentError([Problem('content/a.md', 3, 1, 'error', 'Ngày sai.', 'Gõ lại.')])\n"
        "def register():\n"
        "    signals.finalized.connect(refuse)\n",
        "utf-8",
    )
    settings = make_tiny_site(tmp_path, plugins=["refusing"])
    settings.write_text(settings.read_text("utf-8") + f"PLUGIN_PATHS = [{str(tmp_path)!r}]\n")
    told = _build(settings, tmp_path / "out")
    assert told.returncode == 1
    assert told.stderr.strip() == "content/a.md:3:1: lỗi: Ngày sai.\n    → Gõ lại."


def test_a_settings_error_is_told_with_its_line(tmp_path: Path) -> None:
    settings = make_tiny_site(tmp_path)
    settings.write_text("SITENAME = 'a'\nPATH = = 1\n")
    told = _build(settings, tmp_path / "out")
    assert f"{settings}:2: không đọc được thiết lập" in told.stderr


def test_what_a_killed_build_left_behind_is_cleared(tmp_path: Path) -> None:
    settings = make_tiny_site(tmp_path)
    output = tmp_path / "out"
    (tmp_path / ".out.new").mkdir()
    (tmp_path / ".out.new" / "torn.html").touch()
    assert _build(settings, output).returncode == 0
    assert "torn.html" not in _contents(output)
    assert not (tmp_path / ".out.new").exists()


def test_a_build_killed_in_mid_switch_gives_the_old_site_back(tmp_path: Path) -> None:
    settings = make_tiny_site(tmp_path)
    output = tmp_path / "out"
    assert _build(settings, output).returncode == 0
    before = _contents(output)
    output.rename(tmp_path / ".out.old")
    (tmp_path / "theme/templates/article.html").write_text(BROKEN_TEMPLATE)
    assert _build(settings, output).returncode == 1
    assert _contents(output) == before


def test_a_folder_with_somebodys_files_is_never_replaced(tmp_path: Path) -> None:
    settings = make_tiny_site(tmp_path)
    output = tmp_path / "out"
    output.mkdir()
    (output / "luong-thang-5.xlsx").touch()
    told = _build(settings, output)
    assert told.returncode == 1
    assert "không ghi đè" in told.stderr
    assert (output / "luong-thang-5.xlsx").exists()


def test_a_folder_that_took_the_place_of_a_build_is_never_replaced(tmp_path: Path) -> None:
    settings = make_tiny_site(tmp_path)
    output = tmp_path / "out"
    assert _build(settings, output).returncode == 0
    output.rename(tmp_path / "moved")
    output.mkdir()
    (output / "anh-cuoi.jpg").touch()
    assert _build(settings, output).returncode == 1
    assert (output / "anh-cuoi.jpg").exists()


@pytest.mark.parametrize("place", ["content", "content/out", ".", "..", "theme/x", "plugins", "/"])
def test_an_output_that_would_destroy_sources_is_refused(place: str) -> None:
    """And none but such a one."""
    check_places((ROOT / "content").resolve(), OUTPUT)
    with pytest.raises(OutputError):
        check_places((ROOT / "content").resolve(), (ROOT / place).resolve())


def test_content_inside_the_output_is_refused() -> None:
    with pytest.raises(OutputError, match="nằm trong nhau"):
        check_places((ROOT / "content" / "anh").resolve(), ROOT / "content")


def test_two_builds_into_one_folder_take_turns(tmp_path: Path) -> None:
    settings = make_tiny_site(tmp_path)
    arguments = ["--settings", str(settings), "--output", str(tmp_path / "out")]
    both = [
        subprocess.Popen(python_command("tools.build", arguments), env=python_environment())
        for _ in range(2)
    ]
    assert [build.wait(60) for build in both] == [0, 0]
    assert "bai-thu/index.html" in _contents(tmp_path / "out")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["bild"], "Có phải là “build”?"),
        (["build", "--otput", "x"], "Không hiểu “--otput”"),
        (["build", "--output"], "“--output” cần một giá trị"),
        (["serve", "--port", "tám"], "“tám” không phải là một số"),
        (["serve", "--port"], "“--port” cần một giá trị"),
        (["build", "--verify=có"], "“--verify” không nhận giá trị"),
        (["build", "--pub"], "Không hiểu “--pub”"),
        (["build", "noi-dung"], "Không hiểu “noi-dung”"),
        (["build", "--", "noi-dung"], "Không hiểu “noi-dung”"),
        (["bench", "--no-growth"], "Không hiểu “--no-growth”"),
    ],
)
def test_a_mistyped_command_is_explained_in_vietnamese(arguments: list[str], sentence: str) -> None:
    told = _run("tools.cli", *arguments)
    assert told.returncode == 2
    assert sentence in told.stderr
    assert told.stdout == ""


def test_paths_given_to_build_are_those_of_the_callers_folder(tmp_path: Path) -> None:
    told = _run("tools.cli", "build", "--content", "no-such-folder", cwd=tmp_path)
    assert told.returncode == 1
    assert f"Không có thư mục nội dung {tmp_path / 'no-such-folder'}" in told.stderr


def test_a_reader_who_has_seen_enough_is_told_no_error() -> None:
    command = subprocess.Popen(
        python_command("tools.cli", ["--help"]),
        env=python_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert command.stdout
    assert command.stderr
    command.stdout.close()
    assert command.stderr.read() == b""
    command.stderr.close()
    command.wait(60)


def _new(content: Path, answers: str) -> subprocess.CompletedProcess[str]:
    program = (
        "import sys; from pathlib import Path; from tools.new import new; "
        "sys.exit(new(Path(sys.argv[1])))"
    )
    return subprocess.run(
        [sys.executable, "-P", "-c", program, str(content)],
        env=python_environment(),
        input=answers,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def test_a_new_article_is_a_draft_that_builds(tmp_path: Path) -> None:
    told = _new(tmp_path, "9\n1\n1\n  \n“Nông thôn mới”: kết quả\n")
    assert told.returncode == 0, told.stderr
    assert "“9” không có trong danh sách" in told.stdout
    file = tmp_path / "tin-tuc" / "nong-thon-moi-ket-qua.md"
    assert str(file) in told.stdout
    text = file.read_text("utf-8")
    assert "“Nông thôn mới”: kết quả" in text
    assert "Chuyên mục: Xây dựng Đảng\n" in text
    assert "Trạng thái: nháp\n" in text
    output = tmp_path.parent / f"{tmp_path.name}-out"
    built = _run("tools.cli", "build", "--content", tmp_path, "--output", output)
    assert built.returncode == 0, built.stderr
    (page,) = [page for page in output.rglob("index.html") if page.parent.name == file.stem]
    assert "“Nông thôn mới”: kết quả" in page.read_text("utf-8")


def test_a_new_article_never_replaces_one_with_the_same_title(tmp_path: Path) -> None:
    answers = "2\n1\n1\n1\nTin giả\n"
    for _ in range(2):
        assert _new(tmp_path, answers).returncode == 0
    written = [path.name for path in (tmp_path / "dinh-huong-du-luan").iterdir()]
    assert sorted(written) == ["tin-gia-2.md", "tin-gia.md"]


@pytest.mark.parametrize(
    ("kind", "lines", "left"),
    [
        ("2", ["Loại: hỏi đáp", "Câu hỏi: Viết câu hỏi ở đây, như người dân hỏi."], 2),
        ("3", ["Loại: kiểm chứng", "Kết luận: chưa đủ căn cứ", "Căn cứ:"], 2),
    ],
)
def test_a_new_question_or_claim_builds_as_a_draft_and_is_refused_until_filled_in(
    tmp_path: Path, kind: str, lines: list[str], left: int
) -> None:
    told = _new(tmp_path, f"2\n{kind}\n1\n2\nBài thử\n")
    assert told.returncode == 0, told.stderr
    file = tmp_path / "dinh-huong-du-luan" / "bai-thu.md"
    text = file.read_text("utf-8")
    assert set(lines) < set(text.splitlines())
    assert "Chủ đề: Sau sắp xếp đơn vị hành chính\n" in text
    checked = _run("tools.cli", "check", "--content", tmp_path)
    assert checked.returncode == 0, checked.stdout
    file.write_text(text.replace("Trạng thái: nháp\n", ""), "utf-8")
    checked = _run("tools.cli", "check", "--content", tmp_path)
    assert checked.returncode == 1
    # In the head, and the line of the body.
    assert (checked.stdout + checked.stderr).count("là chữ của bài mẫu") == left + 1


def test_a_question_left_without_an_answer_writes_nothing(tmp_path: Path) -> None:
    told = _new(tmp_path, "1\n")
    assert told.returncode == 130
    assert "chưa tạo tệp nào" in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_each_option_is_explained() -> None:
    told = _run("tools.cli", "build", "--help")
    assert told.returncode == 0
    for option in ("--content", "--output", "--published", "--verify"):
        assert f"\n  {option}" in told.stdout


def test_every_command_can_be_asked_what_it_takes() -> None:
    names = list(commands_of(tasks))
    assert names == [
        "serve",
        "build",
        "check",
        "new",
        "import",
        "test",
        "publish",
        "rollback",
        "releases",
        "cms-config",
        "bench",
        "wheels",
    ]
    for name, command in commands_of(tasks).items():
        told = usage(name, command)
        assert all(
            f"\n  --{each.replace('_', '-')}" in told for each in Options(command).read([], [])[1]
        )


@example({"output": "--"})  # which argparse takes away
@example({"corpus": "-"})
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "articles": st.integers(1, 99),
            "rounds": st.integers(1, 9),
            "hugo": st.booleans(),
            "output": st.text(),
            "growth": st.just(True),
            "corpus": st.text(),
        },
    )
)
def test_what_is_typed_is_what_the_command_gets(values: dict[str, object]) -> None:
    words = []
    for name, value in values.items():
        option = name if value is not False else f"no-{name}"
        words += [f"--{option}"] if isinstance(value, bool) else [f"--{option}={value}"]
    defaults = {"articles": 10_000, "rounds": 3, "output": "", "hugo": True, "growth": False}
    defaults |= {"corpus": ""}
    assert Options(tasks.bench).read(words, []) == ([], defaults | values)
