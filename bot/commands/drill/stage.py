"""Where a drill plays: a folder, free ports, a simulated Zalo, the service's real processes.

All of it ends with the drill, whatever happened in between.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.commands.demo import CREDENTIALS
from bot.commands.drill import private_postgres
from bot.commands.drill.wire import NoAnswer, Wire, free_ports
from bot.commands.sample_office import open_office
from bot.settings import Settings, sqlite_url
from bot.wiring import ground_from
from storage.migrate import upgrade

GRACE = 20.0
COMES_UP_WITHIN = 60.0
POLL = 0.02
SERVICE = "bot.commands"
LAUNCHER = "bot.commands.drill.launcher"
ADDRESSES = ("ZALO_OPENAPI_URL", "ZALO_OAUTH_URL", "ZALO_BUSINESS_URL")


class NotUp(Exception):
    """A program of the drill did not come up; the text is the end of what it said."""


@dataclass
class Child:
    """One program in a process of its own; what it says over all its lives goes to `log`."""

    command: list[str]
    environment: dict[str, str] = field(repr=False)
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it."""
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(  # noqa: S603 - our own programs
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    @property
    def lives(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    @property
    def memory(self) -> int:
        """How much memory it holds now, in KiB (VmRSS)."""
        if self.process is None:
            return 0
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line)

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Send the signal and wait; one that does not obey is killed."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def last_words(self) -> str:
        """Return the end of what it said."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-1500:]


class Stage:
    """One simulated Zalo and one service. `variant` starts the service broken on purpose."""

    def __init__(self, folder: Path, *, database_url: str, seed: int, variant: str = "") -> None:
        self.folder = folder
        self.seed = seed
        self.database_url = database_url
        ours, theirs = free_ports(2)
        self.web, self.zalo = Wire(ours), Wire(theirs)
        self._port = ours
        self._variant = variant
        self.environment = _environment(folder / "data", database_url, self.zalo.url)
        self._parts: dict[str, Child] = {}
        webhook = ("--webhook", f"{self.web.url}/webhook/zalo")
        self._zalo = Child(
            [
                *(sys.executable, "-m", "mock_zalo", "--port", str(theirs), *webhook),
                *("--data", str(self.ledger), "--seed", str(seed)),
            ],
            self.environment,
            folder / "zalo.log",
        )

    @property
    def ledger(self) -> Path:
        """The folder of the simulated Zalo's ledger."""
        return self.folder / "zalo"

    @property
    def spooled(self) -> int:
        """How many events wait on the service's disk; each is acknowledged and not lost."""
        return len(list((self.folder / "data" / "spool").glob("*.event")))

    def open(self, **switches: Any) -> None:
        """Start Zalo with these switches, and furnish an office with free seats."""
        self._zalo.start()
        _until(self.zalo, "/healthz", self._zalo)
        self.switch(**{"template.night": False, **switches})
        upgrade(self.database_url)
        ground = ground_from(Settings.from_environment(self.environment))
        open_office(ground)
        ground.database.close()

    def start(self, part: str = "serve", number: int = 0) -> Child:
        """Start a part of the service: serve, web, deliver or clock."""
        name = f"{part}{number or ''}"
        child = self._parts.get(name)
        if child is None:
            port = ["--port", str(self._port)] if part in ("serve", "web") else []
            entry = [LAUNCHER, self._variant] if self._variant else [SERVICE]
            command = [sys.executable, "-m", *entry, part, *port]
            child = Child(command, self.environment, self.folder / f"{name}.log")
            self._parts[name] = child
        child.start()
        return child

    def ready(self, part: str = "serve") -> float:
        """Wait until the web side is ready; return for how many seconds."""
        return _until(self.web, "/readyz", self._parts[part])

    def kill(self, part: str = "serve") -> None:
        """Kill a part as a power cut would: no time to finish anything."""
        self._parts[part].end(signal.SIGKILL)

    def end_service(self) -> None:
        """Stop every part in order, so that the database is at rest."""
        for child in self._parts.values():
            child.end()

    def end(self) -> None:
        """End everything at all costs."""
        for child in (*self._parts.values(), self._zalo):
            child.end(signal.SIGKILL)
        self.web.close()
        self.zalo.close()

    def switch(self, **positions: Any) -> None:
        """Set switches of the simulated Zalo."""
        self.zalo.json("PUT", "/control/switches", positions)

    def new_citizen(self, **person: str) -> dict[str, Any]:
        """Bring somebody with a phone, who follows the account from now on."""
        made: dict[str, Any] = self.zalo.json("POST", "/control/citizens", {"person": person})
        return made

    def is_quiet(self) -> bool:
        """Whether nothing is on its way: no event, no letter, nothing spooled on disk."""
        if self.zalo.json("GET", "/control/pending")["pending"]:
            return False
        try:
            state = self.web.json("GET", "/readyz")
        except NoAnswer:
            return False
        return state["oldest_unsent_letter"] is None and not state["spool_waiting"]

    def wait_until_quiet(self, within: float) -> bool:
        """Wait until it is quiet twice in a row; False where it does not become so."""
        ends = time.monotonic() + within
        calm = 0
        while calm < 2:  # noqa: PLR2004 - twice: an event may just have become a letter
            if time.monotonic() > ends:
                return False
            calm = calm + 1 if self.is_quiet() else 0
            time.sleep(0.3)
        return True


@contextmanager
def staged(
    *, database: str, seed: int, variant: str = "", keep: Path | None = None
) -> Iterator[Stage]:
    """Give a stage on a new database of this kind, and clear it away afterwards.

    With `keep` all its files stay in a new folder below that one, for whoever looks into a failure.
    """
    folder = Path(tempfile.mkdtemp(prefix="doibang-drill-", dir=keep))
    folder.chmod(0o755)
    server: Path | None = None
    stage = None
    try:
        (folder / "data").mkdir()
        if database == "postgresql":
            server = folder / "pg"
            server.mkdir()
            private_postgres.start(server)
            url = private_postgres.url(server, "postgres")
        else:
            url = sqlite_url(folder / "data")
        stage = Stage(folder, database_url=url, seed=seed, variant=variant)
        yield stage
    finally:
        if stage is not None:
            stage.end()
        if server is not None:
            private_postgres.stop(server)
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def _until(wire: Wire, path: str, child: Child) -> float:
    """Ask until the answer is 200; return the seconds it took; raise NotUp."""
    began = time.monotonic()
    while (waited := time.monotonic() - began) < COMES_UP_WITHIN:
        try:
            if wire.ask("GET", path)[0] == 200:  # noqa: PLR2004 - HTTP's word for ready
                return time.monotonic() - began
        except NoAnswer:
            if not child.lives:
                break
        time.sleep(POLL)
    raise NotUp(f"{child.command[2:]} after {waited:.1f} s: {child.last_words()}")


def _environment(data: Path, database_url: str, zalo: str) -> dict[str, str]:
    plain = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DOIBANG_", "ZALO_"))
    }
    return {
        **plain,
        **CREDENTIALS,
        **dict.fromkeys(ADDRESSES, zalo),
        "ZALO_MEDIA_HOSTS": "127.0.0.1",
        "DOIBANG_SECRET_KEY": secrets.token_urlsafe(48),
        "DOIBANG_DATA_DIR": str(data),
        "DOIBANG_DATABASE_URL": database_url,
        "DOIBANG_SECURE_COOKIES": "0",
    }
