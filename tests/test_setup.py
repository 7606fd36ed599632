"""The first command on a fresh machine sets everything up, whatever went wrong before."""

import ast
import errno
import itertools
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

import run
from tools import file_lock, set_up
from tools.places import ROOT
from tools.set_up import SetUpError

OLD_SYNTAX = (3, 5)


class Machine:
    """Stands for pip, ensurepip and apt: records their commands, and fails those it was told.

    told: what pip prints.
    """

    def __init__(self, *refused: str, told: str = "") -> None:
        self.refused = refused
        self.told = told
        self.commands: list[str] = []

    def pip(self, command: Sequence[object], _lock: Path, log: Path, _show: object) -> int:
        log.write_text(self.told, "utf-8")
        return self.call(command)

    def call(self, command: Sequence[object], **_: object) -> int:
        text = " ".join(str(part) for part in command)
        self.commands.append(text)
        if "apt-get" in text and "install" in text and "apt-get" not in self.refused:
            self.refused = ()
        return int(any(word in text for word in self.refused))

    def ran(self, part: str) -> int:
        return sum(part in command for command in self.commands)


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    lock = tmp_path / "requirements.lock"
    lock.write_text("a==1 --hash=sha256:00\n", "utf-8")
    return lock


@pytest.fixture
def test_lock(tmp_path: Path) -> Path:
    lock = tmp_path / "requirements-test.lock"
    lock.write_text("a==1 --hash=sha256:00\nb==1 --hash=sha256:00\n", "utf-8")
    return lock


def replace_machine(monkeypatch: pytest.MonkeyPatch, machine: Machine) -> None:
    monkeypatch.setattr(subprocess, "call", machine.call)
    monkeypatch.setattr(set_up, "run_pip", machine.pip)
    monkeypatch.setattr(set_up, "is_cut_off", lambda: False)


def _make_ready(
    tmp_path: Path,
    lock: Path,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    root: bool = False,
    then: Sequence[Path] = (),
) -> Path:
    replace_machine(monkeypatch, machine)
    monkeypatch.setattr(set_up, "is_root", lambda: root)
    venv = tmp_path / ".venv"
    set_up.make_ready(venv, [lock, *then], tmp_path / "busy.lock")
    return venv


def test_a_fresh_folder_gets_the_locked_packages_with_hashes_checked(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine()
    venv = _make_ready(tmp_path, lock, machine, monkeypatch)
    assert set_up.is_ready(venv, lock)
    (install,) = [command for command in machine.commands if " install " in command]
    assert install.startswith(str(set_up.python_of(venv)))
    assert "--require-hashes" in install
    assert install.endswith(f"-r {lock}")


def test_a_second_run_installs_nothing(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make_ready(tmp_path, lock, Machine(), monkeypatch)
    machine = Machine()
    _make_ready(tmp_path, lock, machine, monkeypatch)
    assert machine.commands == []


def test_an_interrupted_set_up_is_repeated_from_the_start(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = Machine(" install ", told="Installing collected packages: a")
    with pytest.raises(SetUpError, match="Chưa cài đặt xong"):
        _make_ready(tmp_path, lock, began, monkeypatch)
    torn = tmp_path / ".venv" / "half-a-package"
    torn.touch()
    venv = _make_ready(tmp_path, lock, Machine(), monkeypatch)
    assert set_up.is_ready(venv, lock)
    assert not torn.exists()


def test_an_interrupted_update_is_not_taken_for_a_finished_one(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = _make_ready(tmp_path, lock, Machine(), monkeypatch)
    before = lock.read_text("utf-8")
    lock.write_text("a==2 --hash=sha256:00\n", "utf-8")
    with pytest.raises(SetUpError):
        _make_ready(tmp_path, lock, Machine(" install "), monkeypatch)
    lock.write_text(before, "utf-8")
    assert not set_up.is_ready(venv, lock)


def test_a_changed_lock_is_installed(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make_ready(tmp_path, lock, Machine(), monkeypatch)
    lock.write_text("a==2 --hash=sha256:00\n", "utf-8")
    machine = Machine()
    _make_ready(tmp_path, lock, machine, monkeypatch)
    assert machine.ran(" install ") == 1


def test_without_ensurepip_the_system_pip_installs_into_the_venv(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine("import ensurepip")
    venv = _make_ready(tmp_path, lock, machine, monkeypatch)
    python = set_up.python_of(venv)
    assert machine.ran(f"{sys.executable} -m pip --python {python} install") == 1


def test_without_any_pip_root_gets_the_system_package(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine("import ensurepip", "-m pip")
    venv = _make_ready(tmp_path, lock, machine, monkeypatch, root=True)
    assert set_up.is_ready(venv, lock)
    assert machine.ran("apt-get") == 2


def test_without_any_pip_others_hear_what_to_install(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine("import ensurepip", "-m pip")
    with pytest.raises(SetUpError, match=r"sudo apt install python3\.\d+-venv") as failure:
        _make_ready(tmp_path, lock, machine, monkeypatch)
    assert "pip is missing" in str(failure.value)
    assert machine.ran("apt-get") == 0


def test_two_first_runs_at_once_set_up_only_once(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine()
    at_the_door, hold = threading.Barrier(2, timeout=60), file_lock.hold

    def hold_when_both_found_nothing(busy: Path) -> int:
        at_the_door.wait()
        return hold(busy)

    monkeypatch.setattr("tools.set_up.hold", hold_when_both_found_nothing)
    replace_machine(monkeypatch, machine)
    places = (tmp_path / ".venv", [lock], tmp_path / "busy.lock")
    both = [threading.Thread(target=set_up.make_ready, args=places) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert machine.ran(" install ") == 1


def test_tests_get_their_packages_beside_those_that_are_there(
    tmp_path: Path, lock: Path, test_lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = _make_ready(tmp_path, lock, Machine(), monkeypatch)
    there = venv / "a-package"
    there.touch()
    machine = Machine()
    _make_ready(tmp_path, lock, machine, monkeypatch, then=[test_lock])
    (install,) = [command for command in machine.commands if " install " in command]
    assert install.endswith(f"-r {test_lock}")
    assert there.exists()
    nothing_to_do = Machine()
    _make_ready(tmp_path, lock, nothing_to_do, monkeypatch)
    _make_ready(tmp_path, lock, nothing_to_do, monkeypatch, then=[test_lock])
    assert nothing_to_do.commands == []


def test_a_first_test_installs_both(
    tmp_path: Path, lock: Path, test_lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine()
    venv = _make_ready(tmp_path, lock, machine, monkeypatch, then=[test_lock])
    assert set_up.is_ready(venv, lock)
    assert set_up.is_ready(venv, test_lock)
    assert machine.ran(" install ") == 2


@pytest.mark.parametrize("told", ["connection broken by", "Installing collected packages: b"])
def test_test_packages_that_cannot_be_had_leave_the_others_usable(
    tmp_path: Path, lock: Path, test_lock: Path, monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    venv = _make_ready(tmp_path, lock, Machine(), monkeypatch)
    (venv / "a-package").touch()
    refusing = Machine(f"-r {test_lock}", told=told)
    with pytest.raises(SetUpError):
        _make_ready(tmp_path, lock, refusing, monkeypatch, then=[test_lock])
    assert set_up.is_ready(venv, lock)
    assert not set_up.is_ready(venv, test_lock)
    _make_ready(tmp_path, lock, Machine(), monkeypatch, then=[test_lock])
    assert set_up.is_ready(venv, test_lock)
    # What was begun may be half there: all is made anew.
    assert (venv / "a-package").exists() == told.startswith("connection")


def test_changed_test_packages_are_installed_without_the_old_ones(
    tmp_path: Path, lock: Path, test_lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = _make_ready(tmp_path, lock, Machine(), monkeypatch, then=[test_lock])
    old = venv / "old-package"
    old.touch()
    test_lock.write_text("a==1 --hash=sha256:00\nb==2 --hash=sha256:00\n", "utf-8")
    _make_ready(tmp_path, lock, Machine(), monkeypatch)
    assert old.exists()
    _make_ready(tmp_path, lock, Machine(), monkeypatch, then=[test_lock])
    assert not old.exists()
    assert set_up.is_ready(venv, lock)


def test_what_somebody_adds_is_installed_after_the_lock_and_again_after_a_change_of_it(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "requirements.local.txt"
    own.write_text("a-plugin\n", "utf-8")
    machine = Machine()
    venv = _make_ready(tmp_path, lock, machine, monkeypatch, then=[own])
    first, second = [command for command in machine.commands if " install " in command]
    assert first.endswith(f"-r {lock}")
    assert second.endswith(f"-r {own}")
    assert "--require-hashes" not in second
    lock.write_text("a==2 --hash=sha256:00\n", "utf-8")
    again = Machine()
    _make_ready(tmp_path, lock, again, monkeypatch, then=[own])
    assert again.ran(f"-r {own}") == again.ran(f"-r {lock}") == 1
    own.write_text("another-plugin\n", "utf-8")
    (venv / "a-plugin").touch()
    _make_ready(tmp_path, lock, Machine(), monkeypatch, then=[own])
    assert not (venv / "a-plugin").exists()


def test_a_package_that_somebody_added_and_nobody_has_is_said_of_his_file(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "requirements.local.txt"
    own.write_text("khong-co\n", "utf-8")
    refusing = Machine(f"-r {own}", told="ERROR: No matching distribution found for khong-co")
    with pytest.raises(SetUpError, match=r"Chưa cài đặt xong requirements\.local\.txt"):
        _make_ready(tmp_path, lock, refusing, monkeypatch, then=[own])


def test_what_somebody_adds_stands_between_the_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "requirements.local.txt"
    own.touch()
    monkeypatch.setattr(run, "LOCAL_FILE", own)
    assert run.locks_for(["serve"]) == [run.LOCK_FILE, own]
    assert run.locks_for(["test"]) == [run.LOCK_FILE, own, run.TEST_LOCK_FILE]


def test_the_environment_has_an_ordinary_pip(tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    set_up.make_venv(venv)
    set_up.pip_for(venv)
    names = {path.stem for path in set_up.python_of(venv).parent.iterdir()}
    assert "pip" in names


def test_only_the_tests_need_test_packages() -> None:
    assert run.locks_for(["serve"]) == run.locks_for([]) == [run.LOCK_FILE]
    assert run.locks_for(["test", "--", "-x"]) == [run.LOCK_FILE, run.TEST_LOCK_FILE]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("WARNING: Retrying after connection broken by 'NewConnectionError'", "kiểm tra mạng"),
        ("ERROR: [Errno 28] No space left on device", "hết chỗ trên đĩa"),
        ("ERROR: No matching distribution found for a==1", "chưa có bản cho máy này"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "không đúng mã đã ghi"),
        ("something else", "chạy lại lệnh vừa rồi"),
    ],
)
def test_a_failed_set_up_is_one_sentence_and_the_rest_in_a_log(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch, told: str, sentence: str
) -> None:
    with pytest.raises(SetUpError, match=sentence) as failure:
        _make_ready(tmp_path, lock, Machine(" install ", told=told), monkeypatch)
    assert told not in str(failure.value)
    log = tmp_path / "busy.log"
    assert str(log) in str(failure.value)
    assert log.read_text("utf-8") == told


def test_without_a_network_pip_gives_up_soon() -> None:
    options = dict(itertools.pairwise(set_up.INSTALL))
    assert int(options["--retries"]) * int(options["--timeout"]) <= 15


@pytest.mark.parametrize("what", [".venv", ".cache"])
def test_a_folder_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    (tmp_path / what).write_text("in the way", "utf-8")
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "BUSY_FILE", tmp_path / ".cache" / "set-up.lock")
    monkeypatch.setattr(set_up, "is_cut_off", lambda: False)
    assert run.main(["build"]) == 1
    told = capsys.readouterr().err
    assert "không đọc hay ghi được" in told
    assert str(tmp_path / what) in told
    assert "Traceback" not in told


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_folder_that_is_locked_is_called_so(number: int) -> None:
    told = set_up.unusable(OSError(number, "Read-only file system", "/x/.cache"))
    assert "không được ghi vào /x/.cache. Hãy chép cả thư mục phần mềm" in told
    assert "/x/.cache can't be written. Copy the whole folder" in told


def test_a_full_disk_is_called_so() -> None:
    assert "hết chỗ" in set_up.unusable(OSError(errno.ENOSPC, "No space left", "a"))


def test_an_old_python_is_told_in_two_languages() -> None:
    told = run.too_old((3, 8, 10))
    assert "Cần Python 3.11" in told
    assert "this is Python 3.8" in told
    assert run.too_old((3, 11, 0)) == ""
    assert run.too_old((3, 14, 0)) == ""
    assert "Cần Python 3.12" in run.too_old((3, 11, 0), "win-arm64")
    assert run.too_old((3, 12, 0), "win-arm64") == ""


def test_an_old_python_can_read_the_file_that_tells_it() -> None:
    source = (ROOT / "run.py").read_text("utf-8")
    tree = ast.parse(source, feature_version=OLD_SYNTAX)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    evaluated = [
        node.returns or node.args for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    ]
    assert not [
        part
        for place in evaluated
        for part in ast.walk(place)
        if isinstance(part, ast.Subscript | ast.BinOp)
    ]


def test_run_lists_the_commands_in_vietnamese(tmp_path: Path) -> None:
    """In a set-up of its own: no test makes the project's anew."""
    venv = tmp_path / ".venv"
    set_up.make_venv(venv)
    stamp = set_up.stamp_for(run.LOCK_FILE)
    set_up.stamp_of(venv, run.LOCK_FILE).write_text(stamp, "utf-8")
    program = (
        "import sys; from pathlib import Path; import run; "
        "run.VENV = Path(sys.argv[1]); sys.exit(run.main(['--help']))"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program, venv], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert asked.returncode == 0, asked.stderr
    for command in ("serve", "build", "new", "test"):
        assert re.search(rf"^  {command} +\S", asked.stdout, re.MULTILINE)
    assert "Các lệnh:" in asked.stdout
