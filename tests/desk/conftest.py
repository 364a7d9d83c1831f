"""A desk of its own for each test: a real database, real pictures, two clerks and a clock."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.test import TestResponse

from bot.app import create_app
from bot.conversations import load
from bot.ground import Ground
from bot.settings import Settings
from bot.wiring import ground_from
from bot.zalo.settings import ZaloSettings
from domain.appointments import Office
from domain.dossier import Dossier, DossierState, Reason
from domain.events import Event, Kind
from domain.people import Role, Staff
from storage.staff import Account

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PICTURE = b"\xff\xd8\xff\xe0 an invented picture"
BINH = Staff("binh", "Nguyễn Thị Bình", Role.CLERK, "pleiku")
CHI = Staff("chi", "Trần Mai Chi", Role.CLERK, "pleiku")
QUAN = Staff("quan", "Lê Quản", Role.ADMINISTRATOR, "pleiku")
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
ANSWERS = {
    "reason": "expiring",
    "citizen_id": "064192001234",
    "full_name": "Rơ Châm H'Nhi",
    "birth_date": "1992-03-14",
    "sex": "female",
    "residence": "Làng Plei Ốp, Pleiku, Gia Lai",
    "licence_number": "641170012345",
    "licence_class": "B2",
    "licence_scheme": "old",
    "licence_issued_on": "2017-08-15",
    "licence_expires_on": "2026-12-30",
    "licence_front": "front1",
    "licence_back": "back1",
    "health_certificate": "health1",
    "phone": "0912345678",
    "delivery": "home",
    "address": "12 Lê Lợi, Pleiku",
    "slot": "office",
}


def words_of(response: TestResponse) -> str:
    """Return what a person reads on a page: no tags, no entities, single spaces."""
    bare = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", response.get_data(as_text=True))
    return " ".join(html.unescape(bare).split())


@dataclass
class Visitor:
    """Somebody at a browser; `page` is what they look at."""

    client: FlaskClient
    page: TestResponse | None = None
    token: str = ""

    @property
    def reads(self) -> str:
        return words_of(self.page)

    @property
    def source(self) -> str:
        return self.page.get_data(as_text=True)

    def opens(self, path: str, **headers: str) -> TestResponse:
        self.page = self.client.get(path, headers=headers, follow_redirects=True)
        return self.page

    def presses(self, path: str, **typed: object) -> TestResponse:
        typed["csrf_token"] = self.form_token()
        self.page = self.client.post(path, data=typed, follow_redirects=True)
        return self.page

    def form_token(self) -> str:
        """Return the token of this session, as every page carries it."""
        if not self.token:
            found = TOKEN.search(self.client.get("/desk/people").get_data(as_text=True))
            self.token = found[1] if found else ""
        return self.token

    def does(self, code: str, deed: str, *, version: int = 0, **typed: object) -> TestResponse:
        return self.presses(f"/desk/dossiers/{code}/{deed}", version=version, **typed)


@dataclass
class Desk:
    """The office behind the desk: its database, its clock, its people."""

    app: Flask
    ground: Ground
    time: list[datetime]
    people: dict[str, Visitor] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.time[0]

    def passes(self, span: timedelta) -> None:
        self.time[0] += span

    def at_the_desk(self, staff: Staff) -> Visitor:
        if staff.name not in self.people:
            client = self.app.test_client()
            with client.session_transaction() as session:
                session["_user_id"] = f"{staff.name}|key of {staff.name}"
            self.people[staff.name] = Visitor(client)
        return self.people[staff.name]

    @property
    def binh(self) -> Visitor:
        return self.at_the_desk(BINH)

    @property
    def chi(self) -> Visitor:
        return self.at_the_desk(CHI)

    @property
    def quan(self) -> Visitor:
        return self.at_the_desk(QUAN)

    @property
    def stranger(self) -> Visitor:
        return Visitor(self.app.test_client())

    def hands_in(
        self, *, due_in: timedelta = timedelta(days=5), reason: str = "expiring", **answers: object
    ) -> str:
        told = {**ANSWERS, "reason": reason, **answers}
        kept = {key: value for key, value in told.items() if value is not None}
        with self.ground.database.transaction() as store:
            code = store.dossiers.next_code(self.now.date())
            store.dossiers.add(self._dossier(code, kept, reason, due_in))
            store.talks.lock(f"user{code}", self.now)
            store.events.write(
                Event(self.now, Kind.DOSSIER_RECEIVED, "citizen", dossier=code, office="pleiku")
            )
        return code

    def _dossier(self, code: str, answers: dict, reason: str, due_in: timedelta) -> Dossier:
        return Dossier(
            code=code,
            citizen=f"user{code}",
            procedure="exchange",
            reason=Reason(reason),
            office="pleiku",
            state=DossierState.HANDED_IN,
            answers=answers,
            sources={"citizen_id": "qr", "licence_number": "typed"},
            handed_in_at=self.now,
            due_at=self.now + due_in,
            rule_set="R2026",
            changed_at=self.now,
        )

    def dossier(self, code: str) -> Dossier:
        with self.ground.database.reading() as store:
            return store.dossiers.get(code)

    def kinds(self, code: str) -> list[Kind]:
        with self.ground.database.reading() as store:
            return [event.kind for event in store.events.of(code)]

    def letters(self, citizen: str) -> list[str]:
        with self.ground.database.reading() as store:
            return [letter.text for letter in store.letters.of(citizen)]

    def hears(self, citizen: str, text: str) -> None:
        with self.ground.database.transaction() as store:
            store.talks.lock(citizen, self.now)
            store.inbox.keep(
                event_key=f"{citizen}{text}",
                name="user_send_text",
                citizen=citizen,
                body="{}",
                received_at=self.now,
                shown=text,
                state="answered",
            )

    def keeps_picture(self, picture: str, *, media_type: str = "image/jpeg", qr: str = "") -> None:
        self.ground.files.keep(picture, PICTURE)
        with self.ground.database.transaction() as store:
            store.pictures.add(
                picture, citizen="somebody", media_type=media_type, qr=qr, at=self.now
            )

    def accepted(self, **answers: object) -> str:
        """Hand in a dossier and let Bình take and accept it."""
        code = self.hands_in(**answers)
        self.binh.does(code, "take")
        version = self.dossier(code).version
        self.binh.does(code, "accept", version=version, official_code="000.00.06.H21-1")
        return code


@pytest.fixture(scope="session")
def forms():
    return load()


class Compiled(BytecodeCache):
    """The templates, compiled once for all tests."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session")
def compiled() -> Compiled:
    return Compiled()


@pytest.fixture
def desk(database_url: str, tmp_path: Path, forms, compiled) -> Iterator[Desk]:
    time = [MONDAY]
    settings = Settings(
        database_url=database_url,
        data_dir=tmp_path / "var",
        secret_key="an invented key of more than 32 letters",
        zalo=ZaloSettings(app_id="1", app_secret="s", oa_id="2", oa_secret_keys=("k",)),
        secure_cookies=False,
    )
    ground = replace(ground_from(settings, clock=lambda: time[0]), forms=forms)
    with ground.database.transaction() as store:
        store.offices.add(Office("pleiku", "Bưu cục Pleiku", "69 Hùng Vương", "0269 3824 123"))
        store.offices.add(Office("ayunpa", "Bưu cục Ayun Pa", "1 Trần Hưng Đạo", "0269 3852 111"))
        for staff in (BINH, CHI, QUAN):
            store.staff.add(Account(staff, "no password", f"key of {staff.name}"))
    app = create_app(ground)
    app.jinja_env.bytecode_cache = compiled
    yield Desk(app, ground, time)
    ground.database.close()
