"""`demo` brings the whole service to life on one machine; `demo --tour` lives one journey in it.

The simulated Zalo and the service are processes of their own, started here and stopped here.
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

import click

from bot.commands import seed
from bot.commands.browser import Browser, NotAnswering
from bot.commands.running import listening, obey_signals
from bot.commands.sample_office import PASSWORD, STAFF, open_office
from bot.commands.tour import Tour
from bot.logs import set_up
from bot.settings import Settings
from bot.wiring import ground_from, make_writable
from domain.words import _
from storage.migrate import upgrade

GRACE = 15.0
PAUSE = 0.2
SHORTEST_LIFE = 2.0
MOST_SHORT_LIVES = 4
CREDENTIALS = {
    "ZALO_APP_ID": "360846524940903967",
    "ZALO_APP_SECRET": "demo-app-secret",
    "ZALO_OA_ID": "388613280878808645",
    "ZALO_OA_SECRET_KEY": "demo-oa-secret-key",
    "ZALO_REFRESH_TOKEN": "demo-refresh-token",
}


class PartFailed(Exception):
    """A part of the demo did not come up."""


@dataclass
class Part:
    """A program of the demo, in a process of its own; it is started again if it dies."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    short_lives: int = 0

    def start(self) -> None:
        """Start the program; what it says goes to its log."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own programs
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started_at = time.monotonic()

    def look_after(self) -> None:
        """Start it again if it died; raise PartFailed where it dies at once, again and again."""
        if self.process is None or self.process.poll() is None:
            return
        lived = time.monotonic() - self.started_at
        self.short_lives = self.short_lives + 1 if lived < SHORTEST_LIFE else 0
        if self.short_lives > MOST_SHORT_LIVES:
            raise PartFailed(
                str(_("{name} không chạy được; xem {log}.").with_(name=self.name, log=self.log))
            )
        self.start()

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass(frozen=True)
class Stage:
    """Where a demo lives: its folder, ports and settings."""

    folder: Path
    port: int
    zalo_port: int
    environment: dict[str, str] = field(repr=False)

    @property
    def service(self) -> str:
        """The address of the service."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def zalo(self) -> str:
        """The address of the simulated Zalo and its phone page."""
        return f"http://127.0.0.1:{self.zalo_port}"


@click.command(help=str(_("Chạy thử cả dịch vụ trên máy này, với Zalo mô phỏng.")))
@click.option("--tour", is_flag=True, help=str(_("Tự chạy trọn một hành trình rồi dừng.")))
@click.option("--port", type=click.IntRange(0, 65535), default=None, help=str(_("Cổng dịch vụ.")))
@click.option("--zalo-port", type=click.IntRange(0, 65535), default=None)
@click.option("--data-dir", type=click.Path(path_type=Path), default=None)
def demo(*, tour: bool, port: int | None, zalo_port: int | None, data_dir: Path | None) -> None:
    """Live the service: phone page, desk and report, on real parts."""
    obey_signals()
    set_up(level="error")
    with _folder(data_dir, temporary=tour) as folder:
        stage = _stage(folder, port or (0 if tour else 8080), zalo_port or (0 if tour else 8090))
        with _running(stage, with_past=not tour) as parts:
            if tour:
                sys.exit(_tour(stage, parts))
            _say_where(stage)
            _live(parts)


@contextmanager
def _folder(wanted: Path | None, *, temporary: bool) -> Iterator[Path]:
    if wanted or not temporary:
        folder = (wanted or Path("var") / "demo").absolute()
        make_writable(folder)
        yield folder
        return
    folder = Path(tempfile.mkdtemp(prefix="doibang-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stage(folder: Path, port: int, zalo_port: int) -> Stage:
    ours, theirs = _free(port), _free(zalo_port)
    zalo = f"http://127.0.0.1:{theirs}"
    known = {"DOIBANG_DATABASE_URL": os.environ.get("DOIBANG_DATABASE_URL", "")}
    return Stage(
        folder,
        ours,
        theirs,
        {
            **{name: value for name, value in os.environ.items() if name not in known},
            **{name: value for name, value in known.items() if value},
            **CREDENTIALS,
            "DOIBANG_SECRET_KEY": _secret(folder),
            "DOIBANG_DATA_DIR": str(folder),
            "DOIBANG_SECURE_COOKIES": "0",
            "DOIBANG_PUBLIC_URL": f"http://127.0.0.1:{ours}",
            "ZALO_OPENAPI_URL": zalo,
            "ZALO_OAUTH_URL": zalo,
            "ZALO_BUSINESS_URL": zalo,
            "ZALO_MEDIA_HOSTS": "127.0.0.1",
        },
    )


def _free(port: int) -> int:
    """Return the port if it is free, or any free one for 0; raise PortTaken."""
    with listening("127.0.0.1", port) as probe:
        number: int = probe.getsockname()[1]
    return number


def _secret(folder: Path) -> str:
    """Return the demo's own secret key, made once for its folder."""
    path = folder / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


@contextmanager
def _running(stage: Stage, *, with_past: bool) -> Iterator[list[Part]]:
    python = sys.executable
    zalo = Part(
        "mock_zalo",
        [
            *(python, "-m", "mock_zalo", "--port", str(stage.zalo_port)),
            *("--webhook", f"{stage.service}/webhook/zalo", "--data", str(stage.folder / "zalo")),
        ],
        stage.environment,
        stage.folder / "zalo.log",
    )
    service = Part(
        "doibang serve",
        [python, "-m", "bot.commands", "serve", "--port", str(stage.port)],
        stage.environment,
        stage.folder / "doibang.log",
    )
    try:
        _come_up(stage, zalo, service, with_past=with_past)
        yield [zalo, service]
    finally:
        service.stop()
        zalo.stop()


def _come_up(stage: Stage, zalo: Part, service: Part, *, with_past: bool) -> None:
    try:
        zalo.start()
        Browser(stage.zalo).wait_until_ready("/healthz")
        _furnish(stage, with_past=with_past)
        service.start()
        Browser(stage.service).wait_until_ready("/healthz")
    except NotAnswering as silent:
        text = _("{address} không trả lời; xem nhật ký trong {folder}.")
        raise PartFailed(str(text.with_(address=silent, folder=stage.folder))) from silent


def _furnish(stage: Stage, *, with_past: bool) -> None:
    """Migrate, open the office and take the tokens.

    A refresh token works once (platform reference 9.3): whoever is killed while spending it needs
    a new consent. Here nobody is killed yet, and the pair lasts a day.
    """
    settings = Settings.from_environment(stage.environment)
    upgrade(settings.database_url)
    ground = ground_from(settings)
    if with_past:
        phone = Browser(stage.zalo)
        seed.seed(ground, phone, progress_line=lambda line: click.echo(f"  · {line}"))
    else:
        open_office(ground)
    ground.zalo.refresh_if_due()
    ground.database.close()


def _say_where(stage: Stage) -> None:
    clerk, _second, administrator = STAFF
    click.echo(
        "\n"
        f"  Điện thoại của công dân   {stage.zalo}/\n"
        f"  Bàn làm việc              {stage.service}/desk/\n"
        f"      giao dịch viên        {clerk.name} / {PASSWORD}\n"
        f"  Báo cáo                   {stage.service}/desk/report\n"
        f"      quản trị              {administrator.name} / {PASSWORD}\n"
        "\n"
        "  Ctrl-C để dừng.\n"
    )


def _tour(stage: Stage, parts: list[Part]) -> int:
    tour = Tour(
        stage.service,
        stage.zalo,
        stage.environment,
        say=click.echo,
        look_after=lambda: _look_after(parts),
    )
    return tour.play()


def _live(parts: list[Part]) -> None:
    try:
        while True:
            time.sleep(PAUSE)
            _look_after(parts)
    except (KeyboardInterrupt, SystemExit):
        click.echo("  Đang dừng…")


def _look_after(parts: list[Part]) -> None:
    for part in parts:
        part.look_after()
