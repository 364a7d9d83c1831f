"""Playing a told journey: the citizen's lines go through the real doors, the office's are heard.

A file tells one journey, so that a person can read it aloud. After its head, a line that begins
with «> » is said by the citizen, «· » lets time pass, «! » is an act at the desk; what is indented
is what the citizen then hears. `--tell-anew` writes what is heard anew; the rest stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from bot.handlers.pictures import claim_pictures, fetch
from bot.reading.seen import BLURRED, CITIZEN, Code, Seen
from domain.zone import VIETNAM
from scheduler.jobs import JOBS
from storage.letters import Letter

PICTURES = {"căn cước", "hộ chiếu", "bằng mặt trước", "bằng mặt sau", "giấy khám", "ảnh mờ"}
JPEG = b"\xff\xd8\xff"
UNITS = {"phút": "minutes", "giờ": "hours", "ngày": "days"}
TYPES_FOR = timedelta(seconds=40)
TICK = timedelta(hours=1)
LEFT_TO_OTHERS = {"settle_letters", "refresh_tokens", "drain_spool", "freeze_days"}
"""Jobs about the platform and the books; the others may write to a citizen."""

BETWEEN = "  —"


def papers(written: str) -> str:
    """Return the code on the citizen card of: name, sex, birth date, number, address."""
    name, sex, born, number, address = re.split(r",\s*", written, maxsplit=4)
    return "|".join((number, "", name, born.replace("/", ""), sex, address, "15082022"))


class KnowsThePictures:
    """Tells what is in a picture by its name; reading real ones is told in other tests."""

    def __init__(self, cards: dict[str, str]) -> None:
        self._cards = cards

    def look(self, content: bytes) -> Seen:
        name = content.removeprefix(JPEG).decode()
        return Seen(
            media_type="image/jpeg",
            codes=(Code("QRCode", code, CITIZEN),) if (code := self._cards.get(name)) else (),
            problem=BLURRED if name == "ảnh mờ" else None,
            likeness=sha256(content).hexdigest()[:16],
        )

    def close(self) -> None:
        """Nothing was started."""


@dataclass
class Journey:
    """One told journey, on an office of its own."""

    office: object
    platform: object
    head: dict[str, str] = field(default_factory=dict)
    citizen: object = None
    heard: int = 0

    def told(self, text: str) -> str:
        """Return the whole journey as it goes now; the citizen's lines are those of the text."""
        head, _blank, body = text.partition("\n\n")
        self.head = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        began = datetime.strptime(self.head["Bắt đầu"], "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)
        self.office.now = began
        self.office.ground = replace(self.office.ground, reader=KnowsThePictures(self._cards()))
        self.citizen = self.platform.new_citizen(self.office)
        parts = [head]
        for line in body.splitlines():
            if line[:2] in {"> ", "· ", "! "}:
                self._does(line)
                parts.append("\n".join([line, *self._heard()]))
        return "\n\n".join(parts) + "\n"

    def _cards(self) -> dict[str, str]:
        """Return the code of each citizen card of the story, by the name of its picture."""
        whose = {"căn cước": "Căn cước", "căn cước khác": "Căn cước khác"}
        return {name: papers(self.head[key]) for name, key in whose.items() if key in self.head}

    def _does(self, line: str) -> None:
        mark, what = line[0], line[2:]
        if mark == "·":
            self._waits(what)
        elif mark == "!":
            self._desk(what)
        else:
            self.office.later(seconds=TYPES_FOR.total_seconds())
            self._says(what)

    def _says(self, what: str) -> None:
        shown = re.fullmatch(r"\[ảnh: (.+)\]", what)
        if shown is None:
            self.citizen.says(what.replace("\\n", "\n"))
            return
        self.citizen.shows(*map(self._picture, shown[1].split(", ")))
        while wanted := claim_pictures(self.office.ground, 8):
            for picture in wanted:
                fetch(self.office.ground, picture)

    def _picture(self, name: str) -> str:
        assert any(name.startswith(known) for known in PICTURES), name
        return self.platform.file(self.citizen, JPEG + name.encode())

    def _waits(self, what: str) -> None:
        number, unit = re.fullmatch(r"sau (\d+) (phút|giờ|ngày)", what).groups()
        until = self.office.now + timedelta(**{UNITS[unit]: int(number)})
        while self.office.now < until:
            self.office.now = min(self.office.now + TICK, until)
            for job in JOBS:
                if job.name not in LEFT_TO_OTHERS:
                    job.run(self.office.ground)

    def _desk(self, what: str) -> None:
        act, _colon, words = what.partition(": ")
        [dossier, *_older] = self.citizen.dossiers
        binh = self.office.binh
        if act == "nhân viên nhận hồ sơ":
            binh.accepts(binh.takes(dossier))
        elif act == "nhân viên trả lại":
            key, why = words.split(" – ", 1)
            binh.sends_back(binh.takes(dossier), **{key: why})
        else:
            raise AssertionError(what)

    def _heard(self) -> list[str]:
        new = [letter for letter in self.citizen.letters if letter.id > self.heard]
        self.heard = max([self.heard, *(letter.id for letter in new)])
        lines: list[str] = []
        for letter in new:
            lines += [*([BETWEEN] if lines else []), *_shown(letter)]
        return lines


def _shown(letter: Letter) -> list[str]:
    said = [f"  {line}".rstrip() for line in letter.text.splitlines()]
    buttons = " ".join(f"[{one['title']}]" for one in letter.buttons)
    return [*said, *([f"  {buttons}"] if buttons else [])]


def journeys() -> list[Path]:
    """Return the files beside this one, by name."""
    return sorted(Path(__file__).parent.glob("*.txt"))
