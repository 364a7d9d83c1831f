"""Half a year of invented dossiers for the sample office, made by the office's own acts.

Nothing is written past the handlers: each dossier went the way that real ones go, at the hour at
which it might have, so that pages, reports and the ledger show what they will show in service.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.commands.browser import Browser
from bot.commands.sample_office import OFFICE, STAFF, open_office
from bot.commands.sample_people import answers, code_on_card, named, sources
from bot.ground import Ground
from bot.handlers import book, decide, hand_in, progress
from bot.handlers.albums import new_picture_id
from bot.handlers.calendar import calendar_of
from bot.handlers.tell import tell
from bot.talk import HandIn
from domain.corrections import Correction
from domain.dossier import Reason
from domain.events import Event, Kind
from domain.people import CITIZEN, Staff
from domain.procedures import procedure_for
from domain.zone import VIETNAM, local_date
from storage.inbox import ANSWERED
from storage.store import Store

CARDS = {
    "id_picture": "citizen_id",
    "licence_front": "licence_front",
    "licence_back": "licence_back",
    "health_certificate": "health_certificate",
}
HANDS_IN = "nộp hồ sơ"

# How far each dossier went, and how many days ago it was handed in.
WAYS = (
    *(("delivered", days) for days in (172, 160, 149, 133, 121, 108, 96, 83, 70, 58, 47, 36)),
    ("refused", 90),
    ("refused", 22),
    ("posted", 12),
    ("posted", 9),
    ("result_received", 9),
    ("photographed", 7),
    ("photographed", 6),
    ("today", 5),
    ("today", 4),
    ("today", 4),
    ("tomorrow", 3),
    ("missed", 8),
    ("sent_back", 3),
    ("sent_back", 2),
    ("taken", 2),
    ("taken", 1),
    ("handed_in", 9),
    ("handed_in", 2),
    ("handed_in", 1),
    ("handed_in", 1),
    ("handed_in", 0),
    ("handed_in", 0),
)
REASONS = (*Reason,)
ROUTED = (("theory_test", 140), ("theory_test", 75), ("full_test", 51), ("theory_test", 14))


@dataclass(frozen=True)
class Step:
    """One act of the past."""

    at: datetime
    act: Callable[[Store, datetime], object]


@dataclass
class Story:
    """One dossier's way; `code` is known once it is handed in."""

    person: dict[str, str]
    citizen: str
    way: str
    handed_in_at: datetime
    clerk: Staff
    reason: Reason
    code: str = ""


def seed(ground: Ground, zalo: Browser, *, progress_line: Callable[[str], None]) -> int:
    """Open the office and give it a past, unless it is there; return how many dossiers it has."""
    if not open_office(ground):
        return 0
    now = ground.clock()
    stories = [_story(ground, zalo, number, now) for number in range(len(WAYS))]
    progress_line(f"{len(stories)} công dân mẫu")
    steps = [step for story in stories for step in _steps(ground, zalo, story, now)]
    steps += [_routed(outcome, now - timedelta(days=days)) for outcome, days in ROUTED]
    progress_line("sáu tháng hồ sơ mẫu: mười đến ba mươi giây")
    for step in sorted(steps, key=lambda one: one.at):
        with ground.database.transaction() as store:
            step.act(store, step.at)
    _letters_of_the_past(ground)
    return len(stories)


def _story(ground: Ground, zalo: Browser, number: int, now: datetime) -> Story:
    way, days = WAYS[number]
    made = zalo.post_json("/control/citizens", {"person": {"full_name": named(number)}})
    at = _office_hour(ground, local_date(now) - timedelta(days=days), number)
    return Story(
        person=made["person"],
        citizen=made["user_id"],
        way=way,
        handed_in_at=min(at, now - timedelta(minutes=7 + number)),
        clerk=STAFF[number % 2],
        reason=REASONS[number % len(REASONS)] if number % 3 else Reason.EXPIRING,
    )


def _office_hour(ground: Ground, day: date, number: int) -> datetime:
    """Return a working hour on this day, or on the last working day before it."""
    with ground.database.reading() as store:
        calendar = calendar_of(store, OFFICE.key, around=ground.clock())
    while not calendar.is_working(day):
        day -= timedelta(days=1)
    hour = time((8, 9, 10, 14, 15)[number % 5], (number * 13) % 60)
    return datetime.combine(day, hour, VIETNAM).astimezone(UTC)


def _steps(ground: Ground, zalo: Browser, story: Story, now: datetime) -> Iterator[Step]:
    chance = random.Random(story.citizen)  # noqa: S311 - a story, not a secret
    at = story.handed_in_at
    yield Step(at, lambda store, when: _handed_in(ground, zalo, store, story=story, when=when))
    for act, hours in _acts(ground, story):
        at = min(at + timedelta(hours=hours, minutes=chance.randrange(50)), now)
        yield Step(at, act)


def _acts(ground: Ground, story: Story) -> Iterator[tuple[Any, float]]:
    """Yield what the clerk did, and how many hours after the act before."""
    way = story.way
    if way == "handed_in":
        return
    yield _act(story, decide.take, version=False), 3
    if way == "taken":
        return
    if way == "sent_back":
        mend = (Correction("licence_back", "Ảnh mặt sau bị loá, chụp lại giúp bưu cục."),)
        yield _act(story, decide.send_back, mend, forms=ground.forms), 1
        return
    if way == "refused":
        yield _act(story, decide.refuse, "Bằng đã hết hạn trên một năm, cần sát hạch lại."), 2
        return
    official = f"000.00.21.H21-{story.handed_in_at:%y%m%d}-{int(story.citizen[-4:]):04d}"
    yield _act(story, decide.accept, official), 1
    day = {"today": 0, "tomorrow": 1}.get(way, -1)
    yield lambda store, when: _confirmed(ground, store, story, day=day, when=when), 1
    if day >= 0:
        return
    if way == "missed":
        yield _act(story, progress.photo_missed, forms=ground.forms), 26
        return
    yield from _photographed_and_on(story)


def _photographed_and_on(story: Story) -> Iterator[tuple[Any, float]]:
    ends = ("photographed", "result_received", "posted", "delivered")
    parcel = f"EP{story.citizen[-9:]}VN"
    acts = (
        (_photographed(story), 26),
        (_act(story, progress.result_received), 50),
        (_act(story, progress.posted, parcel), 20),
        (_act(story, progress.delivered), 44),
    )
    yield from acts[: ends.index(story.way) + 1]


def _photographed(story: Story) -> Any:
    """Photograph them, on the day of their appointment: who came before it had an earlier one."""

    def act(store: Store, when: datetime) -> None:
        if (seat := store.appointments.of(story.code)) and seat.starts_at > when:
            store.appointments.change(seat, starts_at=when)
        _act(story, progress.photo_taken)(store, when)

    return act


def _act(story: Story, handler: Any, *values: Any, version: bool = True, **more: Any) -> Any:
    def act(store: Store, when: datetime) -> None:
        if version:
            more["version"] = store.dossiers.get(story.code).version
        handler(store, story.code, *values, clerk=story.clerk, now=when, **more)

    return act


def _handed_in(
    ground: Ground, zalo: Browser, store: Store, *, story: Story, when: datetime
) -> None:
    given = answers(story.person, story.reason)
    for key in CARDS:
        if key in given and key in _pictured(story.way):
            given[key] = _picture(ground, zalo, store, story=story, key=key, when=when)
    store.talks.lock(story.citizen, when)
    _said(store, story, HANDS_IN, when)
    effect = HandIn(procedure_for(given["reason"]), given, sources())
    tell(store, story.citizen, hand_in.take_in(store, story.citizen, effect, now=when), now=when)
    store.talks.interacted(story.citizen, when)
    story.code = store.dossiers.of_citizen(story.citizen)[0].code


def _said(store: Store, story: Story, words: str, when: datetime) -> None:
    """Keep what the citizen wrote, as the webhook does, so that the desk shows both sides."""
    store.inbox.keep(
        event_key=f"mau {story.citizen} {when.timestamp():.0f}",
        name="user_send_text",
        citizen=story.citizen,
        body="",
        received_at=when,
        shown=words,
        state=ANSWERED,
    )


def _pictured(way: str) -> Collection[str]:
    """Return which pictures a dossier has: all while a clerk works on it, none once they went."""
    if way in ("delivered", "refused"):
        return ()
    return CARDS if way in ("handed_in", "taken", "sent_back", "today") else ("id_picture",)


def _confirmed(ground: Ground, store: Store, story: Story, *, day: int, when: datetime) -> None:
    number = int(story.citizen[-3:])
    if day < 0:  # in the past: the day after it was accepted
        on = local_date(when) + timedelta(days=1)
    else:
        on = local_date(ground.clock()) + timedelta(days=day)
    at = _next_hour(store, on, number)
    store.slots.add(OFFICE.key, at, 2)
    book.confirm(store, story.code, at, clerk=story.clerk, now=when)


def _next_hour(store: Store, day: date, number: int) -> datetime:
    calendar = calendar_of(store, OFFICE.key, around=datetime.combine(day, time(12), VIETNAM))
    while not calendar.is_working(day):
        day += timedelta(days=1)
    hour = time((8, 8, 9, 9, 10, 14, 14, 15)[number % 8], 30 * (number % 2))
    return datetime.combine(day, hour, VIETNAM).astimezone(UTC)


def _picture(
    ground: Ground, zalo: Browser, store: Store, *, story: Story, key: str, when: datetime
) -> str:
    name = new_picture_id()
    ground.files.keep(name, zalo.get(f"/phone/{story.citizen}/cards/{CARDS[key]}.jpg"))
    qr = code_on_card(story.person) if key == "id_picture" else ""
    store.pictures.add(name, citizen=story.citizen, media_type="image/jpeg", qr=qr, at=when)
    return name


def _routed(outcome: str, at: datetime) -> Step:
    event = Event(
        at,
        Kind.INQUIRY_ROUTED,
        CITIZEN,
        office=OFFICE.key,
        channel="zalo",
        procedure="exchange",
        reason=Reason.EXPIRED,
        outcome=outcome,
    )
    return Step(at, lambda store, when: store.events.write(replace(event, at=when)))


def _letters_of_the_past(ground: Ground) -> None:
    """Note the letters of these stories as sent: their citizens read them long ago."""
    while True:
        with ground.database.transaction() as store:
            letters = store.letters.claim(ground.clock(), limit=200)
            for letter in letters:
                store.letters.sent(letter.id, message_id=f"mau{letter.id}", at=letter.created_at)
        if not letters:
            return
