"""An office in which a story can be told: Alice who chats, Bình and Chi at the desk, a clock.

Everything is real but the time: the database, the forms, the handlers, the client. `hears` reads
what waits in the outbox; a test that wants letters carried asks for `platform` too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from io import BytesIO, StringIO
from itertools import count
from pathlib import Path
from typing import Any

import structlog

from bot import logs, webhook
from bot.conversations import load
from bot.ground import Ground
from bot.handlers import book, decide, hand_in, official_code, progress, put_right, staff, write
from bot.handlers.bursts import ALONE
from bot.handlers.calendar import open_slots
from bot.handlers.talks import talk_of
from bot.reading.look import look
from bot.reading.seen import Seen
from bot.settings import Settings
from bot.talk import HandIn, Talk
from bot.webhook import Door
from bot.wiring import ground_from
from bot.zalo.events import decode
from bot.zalo.settings import ZaloSettings
from domain.appointments import Office as PostOffice
from domain.appointments import OpeningHours
from domain.corrections import Correction
from domain.dossier import Dossier
from domain.events import Event, Kind
from domain.people import Role, Staff
from domain.procedures import procedure_for
from storage.events import EventFilter
from storage.letters import Letter

FORMS = load()
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Nine in the morning in Việt Nam, on a working Monday."""
NOWHERE = "http://127.0.0.1:9"
PLEIKU = PostOffice("pleiku", "Bưu cục Pleiku", "69 Hùng Vương, Pleiku, Gia Lai", "02693000000")
AN_KHE = PostOffice("an_khe", "Bưu cục An Khê", "1 Quang Trung, An Khê, Gia Lai", "02693000001")
ZALO = ZaloSettings(
    app_id="360846524940903967",
    app_secret="demo-app-secret",
    oa_id="388613280878808645",
    oa_secret_keys=("demo-oa-secret-key", "the-key-before"),
    refresh_token="demo-refresh-token",
    openapi_url=NOWHERE,
    oauth_url=NOWHERE,
    business_url=NOWHERE,
    media_hosts=("127.0.0.1",),
)
PASSWORD = "mat-khau-cua-binh"
ANSWERS = {
    "consent": "2026-11",
    "reason": "damaged",
    "citizen_id": "064090001234",
    "full_name": "Nguyễn Thị Mẫu",
    "birth_date": "1990-03-05",
    "sex": "female",
    "residence": "12 Lê Lợi, phường Pleiku, Gia Lai",
    "licence_number": "640123456789",
    "licence_class": "A1",
    "licence_scheme": "old",
    "licence_issued_on": "2017-08-15",
    "licence_expires_on": "none",
    "phone": "0905123456",
    "delivery": "home",
    "address": "12 Lê Lợi, phường Pleiku, Gia Lai",
    "slot": "office",
}
_numbers = count(10**17)


def signature(raw: bytes, *, key: str = ZALO.oa_secret_keys[0]) -> str:
    """Return the header that Zalo sends with these bytes."""
    stamp = str(json.loads(raw)["timestamp"])
    return "mac=" + sha256(ZALO.app_id.encode() + raw + stamp.encode() + key.encode()).hexdigest()


def event(name: str, citizen: str, at: datetime, **rest: Any) -> bytes:
    """Return an event of a citizen as it stands on the wire."""
    said: dict[str, Any] = {
        "app_id": ZALO.app_id,
        "event_name": name,
        "timestamp": str(int(at.timestamp() * 1000)),
        "sender": {"id": citizen},
        "recipient": {"id": ZALO.oa_id},
    }
    return json.dumps(said | rest, ensure_ascii=False, separators=(",", ":")).encode()


def new_message_id() -> str:
    return f"{next(_numbers):020x}"


class LooksHere:
    """Looks at pictures in this process: the tests' own are not hostile, and it starts at once."""

    def look(self, content: bytes) -> Seen:
        return look(content)

    def close(self) -> None:
        """Nothing was started."""


class Log(StringIO):
    """What this process logs; the lines of one story begin where `begin` was called."""

    begun: int = 0

    def begin(self) -> None:
        self.begun = len(self.getvalue())

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    @property
    def text(self) -> str:
        return self.getvalue()[self.begun :]


LOG = Log()


@dataclass
class Citizen:
    """Somebody with a phone."""

    office: Office
    id: str
    read: int = 0

    def says(self, *texts: str) -> Citizen:
        for text in texts:
            self.sends("user_send_text", message={"msg_id": new_message_id(), "text": text})
        return self

    def shows(self, *urls: str) -> Citizen:
        attachments = [{"type": "image", "payload": {"url": url}} for url in urls]
        message = {"msg_id": new_message_id(), "attachments": attachments}
        return self.sends("user_send_image", message=message)

    def sends(self, name: str, **rest: Any) -> Citizen:
        self.office.takes_in(event(name, self.id, self.office.now, **rest))
        return self

    def phone_reports(self, name: str, **message: Any) -> Citizen:
        """Let the platform tell what became of a letter of ours."""
        ends = {"sender": {"id": ZALO.oa_id}, "recipient": {"id": self.id}}
        return self.sends(name, **ends, message=message)

    @property
    def letters(self) -> list[Letter]:
        with self.office.database.reading() as store:
            return store.letters.of(self.id)

    @property
    def talk(self) -> Talk:
        with self.office.database.reading() as store:
            stored = store.talks.read(self.id)
        return talk_of(stored) if stored else Talk(self.id)

    def hears(self, *parts: str) -> bool:
        """Whether the letters since the last look say all this; they are read now."""
        new = [letter.text for letter in self.letters if letter.id > self.read]
        self.read = max([self.read, *(letter.id for letter in self.letters)])
        missing = [part for part in parts if part not in "\n---\n".join(new)]
        assert not missing, f"{missing} not in:\n" + "\n---\n".join(new)
        return True

    def hears_nothing(self) -> bool:
        return all(letter.id <= self.read for letter in self.letters)

    @property
    def dossiers(self) -> list[Dossier]:
        with self.office.database.reading() as store:
            return store.dossiers.of_citizen(self.id)

    def hands_in(self, wish: dict[str, str] | None = None, **answers: Any) -> Dossier:
        """Hand a filled form in, past the conversation."""
        given = ANSWERS | answers
        sources = dict.fromkeys(given, "typed")
        form = HandIn(procedure_for(given["reason"]), given, sources, wish=wish or {})
        with self.office.database.transaction() as store:
            list(hand_in.take_in(store, self.id, form, now=self.office.now))
        return self.dossiers[0]


@dataclass
class Clerk:
    """Somebody at the desk, who acts on the dossier as they saw it."""

    office: Office
    account: Staff

    def takes_next(self) -> Dossier | None:
        with self.office.database.transaction() as store:
            return decide.take_next(store, self.account, now=self.office.now)

    def takes(self, dossier: Dossier) -> Dossier:
        with self.office.database.transaction() as store:
            return decide.take(store, dossier.code, clerk=self.account, now=self.office.now)

    def releases(self, dossier: Dossier) -> Dossier:
        return self._does(decide.release, dossier)

    def sends_back(self, dossier: Dossier, **reasons: str) -> Dossier:
        corrections = tuple(Correction(key, reason) for key, reason in reasons.items())
        return self._does(decide.send_back, dossier, corrections, forms=self.office.ground.forms)

    def refuses(self, dossier: Dossier, why: str = "Ảnh không phải của anh/chị") -> Dossier:
        return self._does(decide.refuse, dossier, why)

    def accepts(self, dossier: Dossier, official_code: str = "000.00.21.H21-0001") -> Dossier:
        return self._does(decide.accept, dossier, official_code)

    def mends_code(self, dossier: Dossier, right: str) -> Dossier:
        return self._does(official_code.correct, dossier, right)

    def puts_right(self, dossier: Dossier, field: str, words: str) -> Dossier:
        forms = self.office.ground.forms
        return self._does(put_right.put_right, dossier, (field, words), forms=forms)

    def puts_code_back(self, dossier: Dossier) -> Dossier:
        return self._does(official_code.put_back, dossier)

    def records(self, step: str, dossier: Dossier, *words: str) -> Dossier:
        """Record a step of progress by its name: photo_taken, posted …"""
        forms = {"forms": self.office.ground.forms} if step == "photo_missed" else {}
        return self._does(getattr(progress, step), dossier, *words, **forms)

    def confirms(self, dossier: Dossier, starts_at: datetime) -> Dossier:
        return self._books(book.confirm, dossier, starts_at)

    def moves(self, dossier: Dossier, starts_at: datetime) -> Dossier:
        return self._books(book.move, dossier, starts_at)

    def cancels(self, dossier: Dossier, why: str = "Mất điện") -> None:
        self._books(book.cancel, dossier, why, forms=self.office.ground.forms)

    def writes(self, citizen: Citizen, text: str) -> None:
        with self.office.database.transaction() as store:
            write.write_to_citizen(store, citizen.id, text, clerk=self.account, now=self.office.now)

    def _does(self, act: Any, dossier: Dossier, *words: Any, **more: Any) -> Dossier:
        with self.office.database.transaction() as store:
            done: Dossier = act(
                store,
                dossier.code,
                *words,
                clerk=self.account,
                version=dossier.version,
                now=self.office.now,
                **more,
            )
            return done

    def _books(self, act: Any, dossier: Dossier, what: Any, **more: Any) -> Dossier:
        with self.office.database.transaction() as store:
            act(store, dossier.code, what, clerk=self.account, now=self.office.now, **more)
        return self.office.dossier(dossier.code)


@dataclass
class Clock:
    """What time it is."""

    now: datetime = MONDAY


@dataclass
class Office:
    """One office on one database; its clock moves when the story says so."""

    ground: Ground
    clock: Clock
    citizens: dict[str, Citizen] = field(default_factory=dict)
    log: Log = field(default_factory=lambda: LOG)

    @classmethod
    def opened(
        cls, url: str, folder: Path, zalo: ZaloSettings = ZALO, *, moment: timedelta = ALONE
    ) -> Office:
        """Open an office at Pleiku, with its staff and the slots of five weeks.

        Its clock stands still between messages, so each is a turn of its own without a `moment`.
        """
        if not structlog.is_configured():
            logs.set_up(LOG)
        LOG.begin()
        settings = Settings(url, folder, "a secret key of tests, 32 or more", zalo)
        clock = Clock()
        ground = ground_from(settings, clock=lambda: clock.now, reader=LooksHere(), moment=moment)
        office = cls(ground, clock)
        with office.database.transaction() as store:
            store.offices.add(PLEIKU)
            hours = (OpeningHours(PLEIKU.key, day, time(8), time(10), 60, 1) for day in range(5))
            store.offices.set_hours(PLEIKU.key, list(hours))
            open_slots(store, now=office.now)
        return office

    @property
    def now(self) -> datetime:
        return self.clock.now

    @now.setter
    def now(self, at: datetime) -> None:
        self.clock.now = at

    @property
    def database(self) -> Any:
        return self.ground.database

    @property
    def citizen(self) -> Citizen:
        """Alice, who is the citizen of most stories."""
        return self.another_citizen("100000000000000001")

    alice = citizen

    def another_citizen(self, id: str) -> Citizen:  # noqa: A002 - what it is
        return self.citizens.setdefault(id, Citizen(self, id))

    @property
    def binh(self) -> Clerk:
        return Clerk(self, Staff("binh", "Nguyễn Thị Bình", Role.CLERK, PLEIKU.key))

    @property
    def chi(self) -> Clerk:
        return Clerk(self, Staff("chi", "Rơ Châm Chi", Role.CLERK, PLEIKU.key))

    def hires(self, clerk: Clerk, password: str = PASSWORD) -> None:
        with self.database.transaction() as store:
            staff.add_staff(store, clerk.account, password, now=self.now)

    def later(self, **time_passed: float) -> None:
        self.clock.now += timedelta(**time_passed)

    def takes_in(self, raw: bytes) -> bool:
        """Take in an event whose signature was right."""
        return webhook.keep(self.ground, decode(raw, oa_id=ZALO.oa_id), raw)

    def arrives(self, raw: bytes) -> None:
        """Let an event come in by the door, signed."""
        Door(lambda _environ, _start: [b""], self.ground, lambda: None)(
            {
                "REQUEST_METHOD": "POST",
                "PATH_INFO": webhook.PATH,
                "CONTENT_LENGTH": str(len(raw)),
                "wsgi.input": BytesIO(raw),
                webhook.SIGNATURE: signature(raw),
            },
            lambda _status, _headers: None,
        )

    def dossier(self, code: str) -> Dossier:
        with self.database.reading() as store:
            return store.dossiers.get(code)

    def events(self, *kinds: Kind, dossier: str = "") -> list[Event]:
        """Return the ledger, oldest first."""
        with self.database.reading() as store:
            found = store.events.find(EventFilter(kinds=kinds, dossier=dossier), limit=500)
        return found[::-1]

    def seat(self, dossier: Dossier) -> Any:
        with self.database.reading() as store:
            return store.appointments.of(dossier.code)

    def free_slots(self) -> list[Any]:
        """Return what is free from tomorrow on, soonest first: eight and nine of each day."""
        since, until = self.now + timedelta(hours=12), self.now + timedelta(days=35)
        with self.database.reading() as store:
            return store.slots.free(PLEIKU.key, since=since, until=until, limit=200)
