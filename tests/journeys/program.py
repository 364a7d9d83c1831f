"""A program of ours in a process of its own: started, asked, killed; none outlives its test."""

import json
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

DOIBANG = Path(sys.executable).with_name("doibang")
GRACE = 20


class Gone(Exception):
    """The program ended when it should not have; the text is the end of what it said."""


class Program:
    """One child process; what it says goes to `log`, over all of its lives."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self._command = command
        self._environment = environment
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *more: str) -> None:
        with self.log.open("ab") as said:
            before = _hear_ctrl_c()
            self._process = subprocess.Popen(
                [*self._command, *more],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        if before is not None:
            signal.signal(signal.SIGINT, before)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def lives(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send the signal, wait until the program has ended, and return its exit code."""
        if self._process is None:
            return 0
        self._process.send_signal(how)
        return self.ends_within(GRACE)

    def ends_within(self, seconds: float) -> int:
        assert self._process is not None
        return self._process.wait(seconds)

    def destroy(self) -> None:
        """End it at all costs."""
        if self._process is None:
            return
        self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE)

    def demand_alive(self) -> None:
        if not self.lives:
            raise Gone(f"{self._command[1:4]}: {self.said()[-2000:]}")

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    def logged(self, event: str) -> list[dict]:
        """Return the log lines of one kind."""
        lines = [line for line in self.said().splitlines() if line.startswith("{")]
        return [line for line in map(json.loads, lines) if line.get("event") == event]


def command(*words: str, environment: dict[str, str], within: float = 60):
    """Run the console script to its end."""
    return subprocess.run(
        [DOIBANG, *words],
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=within,
        check=False,
    )


def until(holds, *, within: float = 20.0, every: float = 0.05):
    """Return what `holds` returns as soon as it is true; fail after `within` seconds."""
    ends = time.monotonic() + within
    while not (found := holds()):
        assert time.monotonic() < ends, f"not within {within} s: {holds}"
        time.sleep(every)
    return found


def _hear_ctrl_c():
    """Let a child hear Ctrl-C although a shell or a test runner told us not to."""
    if threading.current_thread() is not threading.main_thread():
        return None
    return signal.signal(signal.SIGINT, signal.default_int_handler)
