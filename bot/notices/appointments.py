"""Each change of a photo appointment, told in plain words and the office's local time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.notices.buttons import CANCEL, CHOOSE, COME, MOVE, PERSON
from bot.phrases import numbered
from bot.spoken_time import day_said, time_said
from bot.talk import Saying
from domain.appointments import Appointment
from domain.dossier import Dossier
from domain.words import Text, _, lines
from domain.zone import local

Said = tuple[Saying, ...]

AGAIN = _("Muốn chọn giờ khác, anh/chị nhắn «đổi lịch» nhé.")
BY_WORDS = _("Anh/chị đến được thì nhắn «sẽ đến»; muốn đổi giờ thì làm xong hồ sơ này đã ạ.")
BRING = _("Anh/chị mang theo căn cước (hoặc hộ chiếu), bằng lái cũ và giấy tờ gốc đã chụp ạ.")


def appointment_confirmed(
    dossier: Dossier, seat: Appointment, place: str, ways: Iterable[Text] = ()
) -> Said:
    """Tell time, place and what to bring; `place` is the office's name and address.

    `ways` are lines with links: the map, the calendar file.
    """
    text = _("Lịch chụp ảnh cho hồ sơ {code}: {time}, tại {place}.")
    return (_appointment(text, dossier, seat, place=place, ways=ways),)


def appointment_moved(
    dossier: Dossier, seat: Appointment, place: str, ways: Iterable[Text] = ()
) -> Said:
    """Tell the new time that the office set, the place and what to bring."""
    text = _("Lịch chụp ảnh của hồ sơ {code} đã đổi sang {time}, tại {place}.")
    return (_appointment(text, dossier, seat, place=place, ways=ways),)


def _appointment(
    text: Text, dossier: Dossier, seat: Appointment, *, place: str, ways: Iterable[Text]
) -> Saying:
    told = text.with_(code=dossier.code, time=time_said(local(seat.starts_at)), place=place)
    return Saying(
        lines(told, BRING, *ways, _("Bận thì anh/chị nhắn «đổi lịch» giúp em ạ.")), (MOVE, CANCEL)
    )


def appointment_wished(dossier: Dossier, seat: Appointment, place: str) -> Said:
    """Tell that the time the citizen chose is held until a clerk confirms it."""
    text = _(
        "Em giữ cho anh/chị {time}, tại {place}. Nhân viên sẽ chốt lịch này cho hồ sơ {code} rồi "
        "nhắn lại ạ."
    )
    told = text.with_(code=dossier.code, time=time_said(local(seat.starts_at)), place=place)
    return (Saying(told),)


def has_a_time(dossier: Dossier, seat: Appointment) -> Said:
    """Tell the time that a dossier has got already, and how it is changed."""
    text = _(
        "Hồ sơ {code} đã có giờ chụp ảnh rồi ạ: {time}. Muốn giờ khác, anh/chị nhắn «đổi lịch»."
    )
    at = time_said(local(seat.starts_at))
    return (Saying(text.with_(code=dossier.code, time=at), (MOVE,)),)


def appointment_cancelled(dossier: Dossier, why: str, *, asks_now: bool = False) -> Said:
    """Tell that the seat is free again and the dossier is safe; `why` is empty or the clerk's.

    `asks_now` says that the free times follow at once.
    """
    text = _("Lịch chụp ảnh của hồ sơ {code} đã huỷ; hồ sơ vẫn còn ạ.").with_(code=dossier.code)
    reason = [_("Lý do: {reason}").with_(reason=why)] if why else []
    return _and_again(lines(text, *reason), asks_now=asks_now)


def _and_again(told: Text, *, asks_now: bool) -> Said:
    """Say how another time is chosen, unless the free times follow at once."""
    if asks_now:
        return (Saying(told),)
    return (Saying(lines(told, AGAIN), (CHOOSE, PERSON)),)


def office_closed(
    dossier: Dossier,
    seat: Appointment,
    why: str,
    *,
    due: datetime | None = None,
    asks_now: bool,
) -> Said:
    """Own up to a day that the office had to close, with the operator's reason.

    `due` is the new promised day, where that moved too.
    """
    text = _(
        "Em xin lỗi, bưu cục nghỉ ngày {day} ({why}) nên lịch chụp ảnh {clock} của hồ sơ {code} "
        "không làm được ạ."
    )
    at = local(seat.starts_at)
    told = text.with_(day=day_said(at), why=why, clock=f"{at:%H:%M}", code=dossier.code)
    later = (
        [_("Hồ sơ nay dự kiến xong trước {day}.").with_(day=day_said(local(due)))] if due else []
    )
    return _and_again(lines(told, *later), asks_now=asks_now)


def due_later(dossier: Dossier, day: date, why: str, due: datetime) -> Said:
    """Own up to a promised day that moves on with a closed one."""
    text = _(
        "Em xin lỗi, bưu cục nghỉ ngày {day} ({why}). Hồ sơ {code} vì vậy xong muộn hơn đã hẹn, dự "
        "kiến trước {due}; anh/chị chưa cần làm gì thêm ạ."
    )
    return (Saying(_with_days(text, dossier, day, due).with_(why=why)),)


def due_sooner(dossier: Dossier, day: date, due: datetime) -> Said:
    """Tell that the promised day comes sooner, as the office works on another day."""
    text = _(
        "Bưu cục làm việc lại ngày {day}, nên hồ sơ {code} dự kiến xong sớm hơn, trước {due} ạ."
    )
    return (Saying(_with_days(text, dossier, day, due)),)


def _with_days(text: Text, dossier: Dossier, day: date, due: datetime) -> Text:
    return text.with_(day=f"{day:%d/%m}", code=dossier.code, due=day_said(local(due)))


def coming(seats: Sequence[Appointment]) -> Said:
    """Thank somebody who will come, and name every time that this was noted for."""
    first, *more = (time_said(local(seat.starts_at)) for seat in seats)
    times = first
    for time in more:
        times = _("{times} và {time}").with_(times=times, time=time)
    return (Saying(_("Dạ, hẹn gặp anh/chị lúc {time} ạ.").with_(time=times)),)


def reminder(
    dossier: Dossier,
    seat: Appointment,
    place: str,
    ways: Iterable[Text] = (),
    *,
    by_number: bool = True,
) -> Said:
    """Remind the day before; 1, 2 and 3 answer it; `ways` are lines with links.

    In the middle of a form the numbers mean something else: then only words answer.
    """
    text = _("Em nhắc anh/chị: {time} chụp ảnh cho hồ sơ {code}, tại {place}.")
    told = text.with_(code=dossier.code, time=time_said(local(seat.starts_at)), place=place)
    if not by_number:
        return (Saying(lines(told, BRING, *ways, BY_WORDS), (COME,)),)
    answers = numbered([COME.title, MOVE.title, CANCEL.title])
    return (Saying(lines(told, BRING, *ways, answers), (COME, MOVE, CANCEL)),)


def missed(dossier: Dossier, *, asks_now: bool = False) -> Said:
    """Offer another time to somebody who did not come; `asks_now`: the times follow at once."""
    text = _("Em chưa gặp được anh/chị ở buổi chụp ảnh. Không sao ạ, hồ sơ {code} vẫn còn.").with_(
        code=dossier.code
    )
    return _and_again(text, asks_now=asks_now)


def seat_taken() -> Saying:
    """Say that the seat has just gone; the free times are asked again after it."""
    return Saying(_("Giờ này vừa có người chọn trước ạ, em xin lỗi. Anh/chị chọn giờ khác nhé."))
