"""One whole journey that plays itself: a citizen on the phone, a clerk at the desk, the report.

Every step looks at where things stand before it acts, so that a tour which was interrupted, or
whose service was killed under it, goes on where it was.
"""

from __future__ import annotations

import csv
import json
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from bot.commands.browser import Browser, NotAnswering
from bot.commands.sample_office import PASSWORD, STAFF
from bot.settings import Settings
from bot.wiring import ground_from
from domain.dossier import Dossier, DossierState
from domain.figures import FIGURES
from domain.words import _
from domain.zone import local, local_date

T = TypeVar("T")
PATIENCE = 240.0
PAUSE = 0.15
SOON = timedelta(minutes=2)
REPLY_COMES_WITHIN = 40.0
TAPPED = {
    "consent": "Đồng ý",
    "reason": "Bằng sắp hết hạn",
    "target_class": "1",
    "card_right": "Đúng rồi",
    "delivery": "1",
    "address": "1",
    "slot": "1",
    "hand_in": "Nộp hồ sơ",
}
PHOTOGRAPHED = {
    "id_picture": "citizen_id",
    "licence_front": "licence_front",
    "licence_back": "licence_back",
    "health_certificate": "health_certificate",
}


class TourStuck(Exception):
    """The journey did not go on; the text says where it stands."""


class Tour:
    """Plays the journey; `say` prints a line for the person who watches.

    `look_after` is called between the steps, so that a part which died is started again.
    """

    def __init__(
        self,
        service: str,
        zalo: str,
        environment: Mapping[str, str],
        *,
        say: Callable[[str], None],
        look_after: Callable[[], None] = lambda: None,
    ) -> None:
        self._phone = Browser(zalo)
        self._desk = Browser(service)
        self._office = Browser(service)
        settings = Settings.from_environment(environment)
        self._ground = ground_from(settings)
        self._memory = settings.data_dir / "tour.json"
        self._say = say
        self._look_after = look_after
        self._heard = 0

    def play(self) -> int:
        """Return 0 if the licence arrived, its citizen was told, and the report counted it."""
        citizen = self._patiently(self._citizen)
        ends = time.monotonic() + PATIENCE
        while (dossier := self._dossier(citizen)) is None or not dossier.is_closed:
            if time.monotonic() > ends:
                raise TourStuck(_stuck(dossier.state if dossier else self._asked(citizen)))
            with suppress(NotAnswering):
                self._one_step(citizen, dossier)
            self._look_after()
            time.sleep(PAUSE)
        self._patiently(lambda: self._hear_last_letter(citizen))
        counted = self._patiently(self._counted)
        self._say(f"\n  Báo cáo: {counted} bằng đã giao. Hành trình của {dossier.code} trọn vẹn.")
        return 0 if dossier.state is DossierState.DELIVERED and counted >= 1 else 1

    def _patiently(self, act: Callable[[], T]) -> T:
        """Return what comes of an act, tried again while a part is being started again."""
        ends = time.monotonic() + REPLY_COMES_WITHIN
        while True:
            try:
                return act()
            except (NotAnswering, TourStuck):
                if time.monotonic() > ends:
                    raise
            self._look_after()
            time.sleep(PAUSE)

    def _citizen(self) -> dict[str, Any]:
        """Return the tour's citizen: the one of an interrupted tour, or a new one."""
        if not self._memory.exists():
            made = self._phone.post_json("/control/citizens", {"name": ""})
            self._memory.write_text(json.dumps(made), encoding="utf-8")
        remembered: dict[str, Any] = json.loads(Path(self._memory).read_text(encoding="utf-8"))
        return remembered

    def _dossier(self, citizen: dict[str, Any]) -> Dossier | None:
        with self._ground.database.reading() as store:
            return next(iter(store.dossiers.of_citizen(citizen["user_id"])), None)

    def _one_step(self, citizen: dict[str, Any], dossier: Dossier | None) -> None:
        self._listen(citizen)
        if dossier is None or self._asked(citizen) == "slot":
            self._answer(citizen)
        else:
            self._work(dossier)

    def _listen(self, citizen: dict[str, Any]) -> list[dict[str, Any]]:
        """Print what is new on the phone, and return it."""
        path = f"/control/citizens/{citizen['user_id']}/messages?after={self._heard}"
        new: list[dict[str, Any]] = self._phone.get_json(path)["messages"]
        for message in new:
            self._heard = max(self._heard, message["n"])
            self._say(_shown(message))
        return new

    def _answer(self, citizen: dict[str, Any]) -> None:
        """Say what the pending question asks for, unless the office has yet to reply."""
        if self._waits_for_reply(citizen):
            return
        asked = self._asked(citizen)
        address = f"/control/citizens/{citizen['user_id']}"
        if asked in PHOTOGRAPHED:
            self._phone.post_json(f"{address}/picture", {"card": PHOTOGRAPHED[asked]})
        else:
            self._phone.post_json(f"{address}/say", {"text": _words(asked, citizen["person"])})

    def _waits_for_reply(self, citizen: dict[str, Any]) -> bool:
        path = f"/control/citizens/{citizen['user_id']}/messages"
        messages = self._phone.get_json(path)["messages"]
        return not messages or bool(messages[-1]["from"] == "citizen")

    def _asked(self, citizen: dict[str, Any]) -> str:
        with self._ground.database.reading() as store:
            talk = store.talks.read(citizen["user_id"])
        return talk.asked if talk else ""

    def _work(self, dossier: Dossier) -> None:
        """Do the clerk's next act, with the desk's own forms."""
        deed, fields = self._next_deed(dossier)
        page = f"/desk/dossiers/{dossier.code}"
        self._sign_in(self._desk, STAFF[0].name)
        seen = re.search(r'name="version"[^>]*value="(\d+)"', self._desk.get(page).decode())
        known = {"version": seen[1]} if seen else {}
        self._desk.submit(page, f"{page}/{deed}", {**known, **fields})
        self._say(f"  [bàn làm việc] {deed} {' '.join(fields.values())}")

    def _next_deed(self, dossier: Dossier) -> tuple[str, dict[str, str]]:
        match dossier.state:
            case DossierState.HANDED_IN:
                return "take", {}
            case DossierState.TAKEN:
                return "accept", {"official_code": f"000.00.21.H21-{dossier.code[3:]}"}
            case DossierState.ACCEPTED:
                return self._photo(dossier)
            case DossierState.PHOTOGRAPHED:
                return "result_received", {}
            case DossierState.RESULT_RECEIVED:
                return "posted", {"parcel_number": "EP123456789VN"}
            case DossierState.POSTED:
                return "delivered", {}
            case _:
                raise TourStuck(_stuck(dossier.state))

    def _photo(self, dossier: Dossier) -> tuple[str, dict[str, str]]:
        """Let the portal set a time that is about to come: nobody is photographed before."""
        with self._ground.database.reading() as store:
            seat = store.appointments.of(dossier.code)
        if seat is None:
            raise TourStuck(_stuck(dossier.state))
        now = self._ground.clock()
        confirmed = seat.state == "confirmed"
        if confirmed and local_date(seat.starts_at) <= local_date(now):
            return "photo_taken", {}
        at = local(now) + SOON
        when = {"on": f"{at:%Y-%m-%d}", "at": f"{at:%H:%M}", "day_off": "1"}
        return "move_seat" if confirmed else "confirm_seat", when

    def _sign_in(self, browser: Browser, name: str) -> None:
        if b"sign-out" not in browser.get("/desk/"):
            page = "/desk/sign-in"
            browser.submit(page, page, {"name": name, "password": PASSWORD})

    def _hear_last_letter(self, citizen: dict[str, Any]) -> None:
        """Hear all letters to the last; raise TourStuck while one is still on its way."""
        self._listen(citizen)
        with self._ground.database.reading() as store:
            letters = store.letters.of(citizen["user_id"])
        if any(letter.state != "sent" for letter in letters):
            raise TourStuck(_stuck("letters"))
        self._listen(citizen)

    def _counted(self) -> int:
        """Return how many licences the administrator's report says were delivered today."""
        self._sign_in(self._office, STAFF[-1].name)
        day = local(self._ground.clock()).date().isoformat()
        written = self._office.get(f"/desk/report.csv?from={day}&to={day}").decode("utf-8-sig")
        whole = next(csv.DictReader(StringIO(written)))
        return int(whole[next(str(one.label) for one in FIGURES if one.key == "delivered")])


def _stuck(where: str) -> str:
    return str(_("Hành trình không đi tiếp được, đang ở bước «{where}».").with_(where=where))


def _words(asked: str, person: dict[str, str]) -> str:
    """Return what this citizen types at a question."""
    if asked == "licence_class":
        return f"{person['licence_class']}, {person['expires_on']}"
    if asked == "licence_number":
        return f"{person['licence_number']}, {person['issued_on']}"
    if asked in ("phone", "licence_issued_on", "licence_expires_on"):
        return person[asked.removeprefix("licence_")]
    return TAPPED.get(asked, "đổi bằng")


def _shown(message: dict[str, Any]) -> str:
    who = "  Bưu cục  " if message["from"] == "office" else "  Công dân "
    text = message.get("reads") or ("[ảnh]" if message.get("picture") else "")
    lines = text.splitlines() or [""]
    buttons = " ".join(f"[{button['title']}]" for button in message.get("buttons") or [])
    whole = [*lines, buttons] if buttons else lines
    return "\n".join(
        f"{who if number == 0 else ' ' * 11}│ {line}" for number, line in enumerate(whole)
    )
