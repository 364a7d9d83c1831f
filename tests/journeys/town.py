"""The whole town in real processes: a simulated Zalo, the service, its database, and its people."""

import os
import secrets
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.commands.browser import Browser as DemoBrowser
from bot.commands.demo import CREDENTIALS
from bot.commands.sample_office import OFFICE, PASSWORD, open_office
from bot.commands.seed import seed
from bot.settings import Settings
from bot.wiring import ground_from
from storage.database import Database
from storage.store import Store
from storage.vault import Vault
from tests.journeys.pages import Browser
from tests.journeys.people import Citizen, Clerk, wait_until_ready
from tests.journeys.program import DOIBANG, Program, command, until

SERVE_AT = Path(__file__).with_name("serve_at.py")
# Zalo's own patience is minutes; a test has seconds.
IMPATIENT = {"retry.scale": 0.01}
PLACES = ("send", "token", "upload", "read", "template", "media")


class Town:
    """Everything is reached by its door: the phone's API, the desk's pages, the commands."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.ahead = timedelta()
        ours, theirs = free_ports(2)
        self.service_url = f"http://127.0.0.1:{ours}"
        self.zalo_url = f"http://127.0.0.1:{theirs}"
        self.data = folder / "data"
        self.data.mkdir()
        self.environment = _environment(self.data, database_url, self.zalo_url)
        webhook = ("--webhook", f"{self.service_url}/webhook/zalo")
        zalo = [sys.executable, "-m", "mock_zalo", "--port", str(theirs), *webhook]
        self.zalo = Program(
            [*zalo, "--data", str(folder / "zalo"), "--seed", "7"],
            self.environment,
            folder / "zalo.log",
        )
        self._serve = [str(DOIBANG), "serve", "--port", str(ours)]
        self.service = Program(self._serve, self.environment, folder / "service.log")
        self.phone = Browser(self.zalo_url)
        self.web = Browser(self.service_url)
        vault = Vault(self.environment["DOIBANG_SECRET_KEY"])
        self.database = Database(database_url, vault=vault)

    def begins(self, *, migrated: bool = True, with_past: bool = False) -> None:
        """Start everything, and wait until the service is ready for citizens and clerks."""
        self.zalo.start()
        wait_until_ready(self.phone, "/healthz", alive=self.zalo.demand_alive)
        self.switches(**IMPATIENT)
        if not migrated:
            assert self.command("migrate").returncode == 0
        ground = ground_from(Settings.from_environment(self.environment))
        if with_past:
            seed(ground, DemoBrowser(self.zalo_url), progress_line=lambda _line: None)
        else:
            open_office(ground)
        ground.database.close()
        self.starts()

    def starts(self) -> None:
        self.service.start()
        self.is_ready()

    def is_ready(self) -> None:
        wait_until_ready(self.web, "/readyz", alive=self.service.demand_alive)

    def kill(self, how: signal.Signals = signal.SIGKILL) -> int:
        """End the service with a signal, and return its exit code."""
        return self.service.stop(how)

    def restart(self) -> None:
        if self.service.lives:
            self.kill(signal.SIGTERM)
        self.starts()

    def later(self, by: timedelta) -> None:
        """Go on at a later time: the service and Zalo both live there from now on."""
        self.kill(signal.SIGTERM)
        self.phone.json("/control/clock", {"advance_seconds": by.total_seconds()})
        self.ahead += by
        seconds = self.ahead.total_seconds()
        self.service.destroy()
        port = self.service_url.rpartition(":")[2]
        self.service = Program(
            [sys.executable, str(SERVE_AT), port, str(seconds)],
            self.environment,
            self.folder / "service.log",
        )
        self.starts()

    def reaches_the_photo(self, code: str) -> None:
        """Go on at the hour of a dossier's appointment."""
        with self.reading() as store:
            seat = store.appointments.of(code)
        self.later(seat.starts_at - datetime.now(UTC) - self.ahead)

    def ends(self) -> None:
        self.service.destroy()
        self.zalo.destroy()
        self.database.close()

    def citizen(self, name: str = "", **person: str) -> Citizen:
        made = self.phone.json("/control/citizens", {"name": name, "person": person})
        return Citizen(self.phone, made)

    def clerk(self, name: str = "binh") -> Clerk:
        return Clerk(self.service_url, name, PASSWORD)

    def administrator(self) -> Clerk:
        return self.clerk("an")

    def switches(self, **positions) -> None:
        self.phone.json("/control/switches", positions, method="PUT")

    def trouble(self, place: str, **fault) -> None:
        self.switches(faults={place: fault})

    def suffers(self, place: str) -> None:
        """Wait until the trouble that was planned for a place has struck as often as it should."""
        until(lambda: self._fault(place)["mode"] == "ok", within=40)

    def _fault(self, place: str) -> dict:
        return self.phone.json("/control/switches")["faults"][place]

    def calms_down(self) -> None:
        self.switches(faults={place: {"mode": "ok"} for place in PLACES})

    def command(self, *words: str):
        return command(*words, environment=self.environment)

    def service_logged(self, event: str) -> None:
        """Wait until the service has logged an event of this name."""
        until(lambda: self.service.logged(event))

    @contextmanager
    def reading(self) -> Iterator[Store]:
        with self.database.reading() as store:
            yield store

    def taken_seats(self) -> int:
        """Return how many seats are taken in slots that still have one free (capacity is two)."""
        now = datetime.now(UTC)
        with self.reading() as store:
            free = store.slots.free(
                OFFICE.key, since=now, until=now + timedelta(days=90), limit=5000
            )
        return sum(slot.taken for slot in free)

    def is_quiet(self) -> None:
        """Wait until nothing is on its way: no event to come, no letter unsent, nothing spooled."""
        until(self._all_done, within=45)

    def _all_done(self) -> bool:
        if self.phone.json("/control/pending")["pending"]:
            return False
        state = self.web.open("/readyz")
        return state.status == 200 and (
            '"oldest_unsent_letter":null' in (bare := state.html.replace(" ", ""))
            and '"spool_waiting":0' in bare
        )


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def plain_environment() -> dict[str, str]:
    """Return this process's environment without anything that is ours."""
    ours = ("DOIBANG_", "ZALO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def _environment(data: Path, database_url: str, zalo_url: str) -> dict[str, str]:
    addresses = ("ZALO_OPENAPI_URL", "ZALO_OAUTH_URL", "ZALO_BUSINESS_URL")
    return {
        **plain_environment(),
        **CREDENTIALS,
        **dict.fromkeys(addresses, zalo_url),
        "ZALO_MEDIA_HOSTS": "127.0.0.1",
        "DOIBANG_SECRET_KEY": secrets.token_urlsafe(48),
        "DOIBANG_DATA_DIR": str(data),
        "DOIBANG_DATABASE_URL": database_url,
        "DOIBANG_SECURE_COOKIES": "0",
    }
