"""What a run says about what it left out, and what it leaves behind: nothing."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.ground.one_run import PREFIX, Run

ROOT = Path(__file__).parents[2]
BROWSER_TEST = "import pytest\n@pytest.mark.browser\ndef test_page(chromium): assert chromium\n"
DATABASE_TEST = "def test_database(empty_database_url): assert empty_database_url\n"
# A shell that starts us in the background has us ignore Ctrl-C, and a child would inherit that.
PYTEST = (
    "import signal, sys, pytest\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "sys.exit(pytest.main())\n"
)
ENDLESS_TEST = (
    "import time\nfrom pathlib import Path\n"
    "def test_wait(postgres):\n    Path('begun').touch()\n    time.sleep(60)\n"
)
pytestmark = pytest.mark.process


@pytest.fixture
def temporary():
    """Give a folder for temporary things, short enough for a socket and open to `nobody`."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def other_run(tmp_path, temporary):
    """Give a function that starts pytest on one invented test, in a folder of its own."""
    started = []

    def start(test: str, **environment: str) -> subprocess.Popen[str]:
        (tmp_path / "test_invented.py").write_text(test, encoding="utf-8")
        options = ["-p", "tests.conftest", "--rootdir", str(tmp_path), "-p", "no:cacheprovider"]
        path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        ours = {"PYTHONPATH": path, "TMPDIR": str(temporary), "CI": ""}
        run = subprocess.Popen(
            [sys.executable, "-c", PYTEST, "-c", str(ROOT / "pyproject.toml"), *options, "."],
            cwd=tmp_path,
            env=os.environ | ours | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(run)
        return run

    yield start
    for run in started:
        run.terminate()
        run.communicate(timeout=20)


@pytest.fixture
def nowhere_to_listen(tmp_path):
    """Give a folder whose path is too long for a socket, so that PostgreSQL cannot start."""
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    return str(folder)


def test_a_machine_without_a_browser_says_so_in_one_line(other_run):
    said, _ = other_run(BROWSER_TEST, DOIBANG_CHROMIUM="/nowhere").communicate()

    lines = [line for line in said.splitlines() if "left out" in line]
    assert lines == [
        "Browser tests left out: no Chromium found (set DOIBANG_CHROMIUM or install chromium)"
    ]


def test_ci_does_not_accept_a_missing_browser(other_run):
    run = other_run(BROWSER_TEST, DOIBANG_CHROMIUM="/nowhere", CI="true")

    said, _ = run.communicate()

    assert run.returncode != 0
    assert "Browser tests must run in CI" in said


def test_a_machine_that_cannot_start_postgres_says_so_in_one_line(other_run, nowhere_to_listen):
    run = other_run(DATABASE_TEST, TMPDIR=nowhere_to_listen)

    said, _ = run.communicate()

    assert run.returncode == 0
    assert "1 passed, 1 skipped" in said
    assert said.count("PostgreSQL tests left out: the folder") == 1


def test_ci_does_not_accept_a_missing_postgres(other_run, nowhere_to_listen):
    run = other_run(DATABASE_TEST, TMPDIR=nowhere_to_listen, CI="true")

    said, _ = run.communicate()

    assert run.returncode != 0
    assert "PostgreSQL must run in CI" in said


def test_a_whole_run_says_nothing_about_leaving_out(other_run):
    said, _ = other_run(DATABASE_TEST).communicate()

    assert "2 passed" in said
    assert "left out" not in said


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_takes_its_server_with_it(other_run, tmp_path, temporary, how):
    run = other_run(ENDLESS_TEST)
    _wait_for(tmp_path / "begun")
    server = _server_of(temporary)

    run.send_signal(how)
    run.communicate(timeout=20)

    assert not _lives(server)
    assert list(temporary.glob(f"{PREFIX}*")) == []


def test_the_next_run_removes_what_a_killed_run_left(other_run, tmp_path, temporary, monkeypatch):
    run = other_run(ENDLESS_TEST)
    _wait_for(tmp_path / "begun")
    server = _server_of(temporary)
    run.kill()
    run.communicate()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))

    Run.opened().close()

    assert not _lives(server)


def _wait_for(file: Path) -> None:
    until = time.monotonic() + 20
    while not file.exists():
        assert time.monotonic() < until, "the run did not begin"
        time.sleep(0.02)


def _server_of(folder: Path) -> int:
    (lock,) = folder.glob(f"{PREFIX}*/pg/data/postmaster.pid")
    return int(lock.read_text(encoding="utf-8").splitlines()[0])


def _lives(process: int) -> bool:
    """Say whether the process still runs; one that nobody collected yet has ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2]
    except FileNotFoundError:
        return False
    return not state.lstrip().startswith("Z")
