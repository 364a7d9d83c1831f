"""Make the environment `make install` promises: `.venv`, filled from the lock file with hashes.

Runs on the bare Python the Makefile found, so it uses the standard library only. Every step is one
line that a person can follow; what pip said is kept in `.venv/install.log` and shown on failure.
"""

import importlib.util
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

VENV = Path(".venv")
PYTHON = VENV / "bin" / "python"
LOG = VENV / "install.log"
STAMP = VENV / ".installed"
LOCK = Path("requirements.lock")
OLDEST = (3, 11)
FOUND_ONE = ("Collecting ", "Processing /", "Requirement already satisfied")
PIP = [
    str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input",
    "--progress-bar", "off",
]  # fmt: skip


class CannotInstall(Exception):
    """The environment could not be made; the message is one sentence for a person."""


def install() -> None:
    """Make or refresh the environment, and stamp it; running it again repairs what is missing."""
    started = time.monotonic()
    STAMP.unlink(missing_ok=True)
    _say(f"[1/3] Python {sys.version.split()[0]}: making {VENV}")
    _make_venv()
    LOG.write_text("", encoding="utf-8")
    wanted = len(re.findall(r"(?m)^[\w.-]+==", LOCK.read_text(encoding="utf-8")))
    _say(f"[2/3] Installing {wanted} packages from {LOCK} (half a minute to a few minutes)")
    _pip(["--require-hashes", "-r", str(LOCK)], wanted)
    _say("[3/3] Installing Đổi Bằng itself (a few seconds)")
    _pip(["--no-build-isolation", "--no-deps", "-e", "."], 0)
    STAMP.write_text(f"{Path.cwd()}\n", encoding="utf-8")
    _say(f"Installed in {time.monotonic() - started:.0f} s.")


def _make_venv() -> None:
    """Make the virtual environment; keep one that works where it stands, replace any other."""
    if _made_here() and _works(PYTHON):
        return
    if any(importlib.util.find_spec(module) is None for module in ("venv", "ensurepip")):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise CannotInstall(
            f"This Python has no venv module: install it (Debian, Ubuntu: "
            f"apt-get install python{version}-venv) and run make again."
        )
    made = subprocess.run(  # noqa: S603 - our own interpreter, fixed words
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if made.returncode:
        why = (made.stderr or made.stdout).strip().splitlines() or ["no reason given"]
        raise CannotInstall(f"{VENV} could not be made: {why[-1]}")


def _made_here() -> bool:
    """Say whether the environment was made for this folder: its programs carry the full path."""
    settings = VENV / "pyvenv.cfg"
    return settings.exists() and str(VENV.absolute()) in settings.read_text(encoding="utf-8")


def _works(python: Path) -> bool:
    if not python.exists():
        return False
    check = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
    return subprocess.run(  # noqa: S603 - the interpreter of our own .venv
        [str(python), "-c", check], capture_output=True, check=False,
    ).returncode == 0  # fmt: skip


def _pip(words: list[str], wanted: int) -> None:
    """Run pip, counting the packages it has looked at; its own words go to the log."""
    with LOG.open("a", encoding="utf-8") as log:
        running = subprocess.Popen(  # noqa: S603 - pip of our own .venv, fixed words
            [*PIP, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
        for line in _watched(iter(running.stdout or ()), wanted):
            log.write(line)
    if running.wait():
        tail = LOG.read_text(encoding="utf-8").splitlines()[-12:]
        raise CannotInstall("\n".join([*tail, f"pip could not install; all it said is in {LOG}."]))


def _watched(lines: Iterator[str], wanted: int) -> Iterator[str]:
    """Pass pip's lines on, and show on a terminal, or at each quarter in a log, how far it is."""
    seen, live = 0, sys.stdout.isatty()
    for line in lines:
        yield line
        if not wanted:
            continue
        if line.startswith(FOUND_ONE):
            seen += 1
            if live:
                _say(f"\r      {seen} of {wanted} fetched", end="")
            elif seen % max(1, wanted // 4) == 0:
                _say(f"      {seen} of {wanted} fetched")
        elif line.startswith("Installing collected packages"):
            _say("\r      all fetched, unpacking" if live else "      all fetched, unpacking")


def _say(words: str, end: str = "\n") -> None:
    print(words, end=end, flush=True)  # noqa: T201 - this program talks to a person


def main() -> int:
    """Install, and turn what a person can put right into one sentence and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        install()
    except CannotInstall as cannot:
        sys.stderr.write(f"{cannot}\n")
        return 1
    except OSError as wrong:
        sys.stderr.write(f"The environment could not be written here: {wrong}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped; make install continues from here.\n")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
