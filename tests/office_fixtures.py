"""Fixtures that tell stories; a room's conftest imports what its tests ask for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from bot.handlers.tokens import DatabaseTokenKeeper
from bot.zalo.client import Zalo, new_session
from bot.zalo.tokens import Tokens
from mock_zalo.credentials import Credentials
from mock_zalo.server import Simulator
from tests.office import MONDAY, ZALO, Citizen, Office


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """Open an office on each kind of database; Zalo is not there."""
    office = Office.opened(database_url, tmp_path / "office")
    database = office.database
    yield office
    database.close()


@pytest.fixture
def sqlite_office(this_run, tmp_path: Path) -> Iterator[Office]:
    """Open an office on SQLite only, for what does not depend on the database."""
    file = tmp_path / "office.db"
    file.write_bytes(this_run.migrated_file().read_bytes())
    office = Office.opened(f"sqlite:///{file}", tmp_path / "office")
    database = office.database
    yield office
    database.close()


class Platform:
    """The simulated Zalo, over real HTTP: Alice's phone, and trouble when a story wants it."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._session = new_session()
        self.url = simulator.url

    def control(self, method: str, path: str, **asked):
        answer = self._session.request(method, f"{self.url}/control{path}", timeout=10, **asked)
        answer.raise_for_status()
        return answer.json()

    def new_citizen(self, office: Office) -> Citizen:
        """Bring somebody to the platform, and know them in the office."""
        made = self.control("POST", "/citizens", json={"name": ""})
        citizen = office.another_citizen(made["user_id"])
        with office.database.transaction() as store:
            store.talks.lock(citizen.id, office.now)
        return citizen

    def fails(self, mode: str, place: str = "send", **fault) -> None:
        """Plan trouble; without `times` it lasts until the next plan."""
        self.control("PUT", "/switches", json={"faults": {place: {"mode": mode, **fault}}})

    def is_well(self) -> None:
        well = {"faults": {place: {"mode": "ok"} for place in ("send", "read", "media", "token")}}
        self.control("PUT", "/switches", json=well)

    def phone(self, citizen: Citizen) -> list[str]:
        """Return what the office's letters on a phone say."""
        said = self.control("GET", f"/citizens/{citizen.id}/messages")["messages"]
        return [one["reads"] for one in said if one["from"] == "office"]

    def picture(self, citizen: Citizen, card: str) -> str:
        """Draw a card and return the address at which the office may fetch it."""
        asked = {"card": card}
        return self.control("POST", f"/citizens/{citizen.id}/picture", json=asked)["url"]

    def file(self, citizen: Citizen, content: bytes) -> str:
        files = {"file": ("x.jpg", content)}
        return self.control("POST", f"/citizens/{citizen.id}/picture", files=files)["url"]


@pytest.fixture(scope="session")
def simulator(tmp_path_factory) -> Iterator[Simulator]:
    simulator = Simulator(Credentials(), tmp_path_factory.mktemp("zalo"), threads=8, carriers=1)
    thread = Thread(target=simulator.run)
    thread.start()
    yield simulator
    simulator.stop()
    thread.join()


@pytest.fixture(scope="session")
def granted(simulator: Simulator) -> Tokens:
    """Spend the simulator's one refresh token, for all tests of the run."""
    drawer = Drawer()
    zalo = replace(ZALO, **at(simulator.url))
    Zalo(new_session(), zalo, drawer, now=lambda: MONDAY).refresh_if_due()
    return drawer.kept


@pytest.fixture
def platform(simulator: Simulator) -> Iterator[Platform]:
    platform = Platform(simulator)
    yield platform
    platform.is_well()


@pytest.fixture
def office_on_zalo(database_url: str, tmp_path: Path, platform: Platform, granted: Tokens):
    """Open an office whose letters reach the simulated platform."""
    office = Office.opened(database_url, tmp_path / "office", replace(ZALO, **at(platform.url)))
    DatabaseTokenKeeper(office.database, ZALO.oa_id).write(granted)
    database = office.database
    yield office
    database.close()


def at(url: str) -> dict[str, str]:
    return {"openapi_url": url, "oauth_url": url, "business_url": url}


class Drawer:
    """Keeps the pair that the platform grants, for as long as the run lasts."""

    kept: Tokens | None = None

    def read(self) -> Tokens | None:
        return self.kept

    def write(self, tokens: Tokens) -> None:
        self.kept = tokens

    def replacing(self):
        return nullcontext(self)
