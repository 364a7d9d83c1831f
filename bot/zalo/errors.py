"""What a call to Zalo can come to, as three facts: try again? whose fault? what to show.

The codes and their meaning are data in `error_table`; when to try again is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from domain.words import _

if TYPE_CHECKING:
    from domain.words import Text

# The platform does not state the time zone of its night; the account's own is assumed.
NIGHT_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = time(6)
EVENING = time(22)
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=5)
HELD = timedelta(minutes=15)
UNTIL_QUOTA = timedelta(hours=1)
RATE_WINDOW = timedelta(minutes=1)
RATE_EXCEEDED = -32


class Action(StrEnum):
    """What follows from a failure; the letters are those of the platform reference, section 11."""

    RETRY = "R"
    TOKEN = "T"  # noqa: S105 - a letter of the table, no secret
    WINDOW = "W"
    PERMANENT = "P"
    CONFIGURATION = "C"
    QUOTA = "Q"
    DEFER = "D"
    UNKNOWN = "U"


class Fault(StrEnum):
    """Who can mend it: the platform, the office's account, the citizen, or this program."""

    ZALO = "zalo"
    OFFICE = "office"
    CITIZEN = "citizen"
    OURS = "ours"


FAULTS = {
    Action.RETRY: Fault.ZALO,
    Action.TOKEN: Fault.ZALO,
    Action.WINDOW: Fault.CITIZEN,
    Action.PERMANENT: Fault.OURS,
    Action.CONFIGURATION: Fault.OFFICE,
    Action.QUOTA: Fault.OFFICE,
    Action.DEFER: Fault.ZALO,
    Action.UNKNOWN: Fault.ZALO,
}
FINAL = frozenset({Action.WINDOW, Action.PERMANENT, Action.UNKNOWN})
FOR_A_PERSON = frozenset({Action.CONFIGURATION, Action.QUOTA})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code means: what to do, what to show, and how many tries at most (None: no end).

    `tomorrow` is a quota of the day: it is not looked at again before the next morning.
    """

    action: Action
    show: Text
    tries: int | None = None
    tomorrow: bool = False


class ZaloError(Exception):
    """Zalo did not take it. `detail` is the platform's own words, for an operator's log."""

    def __init__(self, meaning: Meaning, *, code: int | None = None, detail: str = "") -> None:
        super().__init__(f"{meaning.action.name.lower()} {'' if code is None else code}".strip())
        self.meaning = meaning
        self.code = code
        self.detail = detail

    @property
    def action(self) -> Action:
        """What follows."""
        return self.meaning.action

    @property
    def again(self) -> bool:
        """Whether the same letter should be sent again, at `next_try`."""
        return self.action not in FINAL

    @property
    def fault(self) -> Fault:
        """Who can mend it."""
        return FAULTS[self.action]

    @property
    def show(self) -> Text:
        """What the desk and the health page say of it."""
        return self.meaning.show

    @property
    def alert(self) -> bool:
        """Whether a person must act, because time alone will not mend it."""
        return self.action in FOR_A_PERSON


class NotTaken(ZaloError):
    """Zalo answered with an error code: the letter was certainly not sent."""


class NothingSent(ZaloError):
    """No connection, or the platform's gateway is down: taken for not sent, try again."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(UNREACHABLE, detail=detail)


class EmptyAnswer(NothingSent):
    """HTTP 200 with nothing in it, to a call that may be repeated."""


class SendOutcomeUnknown(ZaloError):
    """The letter went out, no answer came: its echo settles it, a blind resend doubles it."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(NO_ANSWER, detail=detail)


class RefreshRefused(ZaloError):
    """The refresh token is used, lapsed or wrong: an administrator of the OA must consent again."""

    def __init__(self, *, code: int | None = None, detail: str = "") -> None:
        super().__init__(CONSENT_NEEDED, code=code, detail=detail)


UNREACHABLE = Meaning(Action.RETRY, _("Chưa kết nối được với Zalo, hệ thống sẽ gửi lại."))
NO_ANSWER = Meaning(
    Action.UNKNOWN,
    _("Đã gửi nhưng Zalo chưa xác nhận; chờ Zalo báo, không gửi lại để tránh trùng."),
)
CONSENT_NEEDED = Meaning(
    Action.CONFIGURATION,
    _("Zalo không cấp khoá truy cập mới. Quản trị viên OA cần cấp quyền lại cho ứng dụng."),
)


def next_try(error: ZaloError, *, attempt: int, now: datetime, chance: float) -> datetime | None:
    """Return when to send the letter again, or None to give it up (or to wait for its echo).

    `attempt` is 1 for the first failure; `chance` in 0..1 spreads the letters of a bad minute.
    """
    if not error.again or (error.meaning.tries is not None and attempt >= error.meaning.tries):
        return None
    match error.action:
        case Action.DEFER:
            return next_morning(now) + LONGEST_WAIT * chance
        case Action.CONFIGURATION:
            return now + HELD * (1 + chance / 4)
        case Action.QUOTA:
            tomorrow = _tomorrow(now) + LONGEST_WAIT * chance
            return tomorrow if error.meaning.tomorrow else now + UNTIL_QUOTA * (1 + chance / 4)
        case _ if error.code == RATE_EXCEEDED:
            return now + RATE_WINDOW * (1 + chance / 4)
        case _:
            doubled = FIRST_WAIT * (1 << min(attempt - 1, 16))
            return now + min(doubled, LONGEST_WAIT) * (0.5 + chance / 2)


def is_night(now: datetime) -> bool:
    """Return whether the platform sends no templates now: 22 to 6 o'clock."""
    at = now.astimezone(NIGHT_ZONE).time()
    return at >= EVENING or at < MORNING


def _tomorrow(now: datetime) -> datetime:
    day = now.astimezone(NIGHT_ZONE).date() + timedelta(days=1)
    return datetime.combine(day, MORNING, NIGHT_ZONE)


def next_morning(now: datetime) -> datetime:
    """Return when the night ends that it is now, or the next one."""
    local = now.astimezone(NIGHT_ZONE)
    morning = datetime.combine(local.date(), MORNING, NIGHT_ZONE)
    return morning if morning > local else morning + timedelta(days=1)
