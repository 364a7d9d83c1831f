"""What we say unasked: each change of a dossier, an appointment or a parcel, in plain words. Pure.

Every function returns the letters of one occasion; those that answer a question of the engine
return one saying, to be joined with it. Instants are told in the office's local time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.phrases import numbered
from bot.spoken_time import day_said, time_said
from bot.talk import Button, Saying
from domain.appointments import Appointment
from domain.dossier import STATE_NAMES, Correction, Dossier, DossierState
from domain.words import Text, _, lines
from domain.zone import local

Said = tuple[Saying, ...]

MY_DOSSIERS = Button(_("Hồ sơ của tôi"), "hồ sơ của tôi")
PERSON = Button(_("Gặp nhân viên"), "Gặp nhân viên")
MOVE = Button(_("Đổi lịch"), "Đổi lịch")
CANCEL = Button(_("Huỷ lịch hẹn"), "Huỷ lịch hẹn")
COME = Button(_("Sẽ đến"), "Sẽ đến")
AGAIN = _("Muốn hẹn giờ khác, anh/chị nhắn «gặp nhân viên» nhé.")
BRING = _("Anh/chị mang theo căn cước, bằng lái cũ và các giấy tờ gốc đã chụp ạ.")


def handed_in(dossier: Dossier) -> Said:
    """Tell the code, what happens next and by when, and to delete the pictures from the chat."""
    return (
        Saying(
            lines(
                _("Em đã nhận hồ sơ của anh/chị. Mã hồ sơ: {code}").with_(code=dossier.code),
                _(
                    "Nhân viên bưu cục sẽ kiểm tra và nhắn lại; dự kiến xong trước {day}. "
                    "Anh/chị chưa cần làm gì thêm ạ."
                ).with_(day=day_said(local(dossier.due_at))),
                _("Để giữ an toàn, anh/chị xoá các ảnh giấy tờ đã gửi trong khung chat này nhé."),
            ),
            (MY_DOSSIERS,),
        ),
    )


def corrected(dossier: Dossier) -> Said:
    """Tell that what was mended has arrived."""
    text = _("Em đã nhận phần bổ sung của hồ sơ {code}. Nhân viên sẽ xem tiếp ạ.")
    return (Saying(text.with_(code=dossier.code)),)


def sent_back(
    dossier: Dossier,
    labels: Mapping[str, Text] = MappingProxyType({}),
    *,
    asks_now: bool = False,
) -> Said:
    """Tell what the clerk asks to mend.

    `labels` names the fields as the form names them. `asks_now` says that the first question
    follows at once; otherwise the citizen is in the middle of something and asks for it.
    """
    rows = [_row(one, labels) for one in dossier.corrections]
    heading = _("Hồ sơ {code} cần anh/chị xem lại giúp em:").with_(code=dossier.code)
    if asks_now:
        return (Saying(lines(heading, *rows)),)
    return (
        Saying(
            lines(
                heading,
                *rows,
                _("Anh/chị nhắn «bổ sung», em hỏi lại từng mục, chỉ mất một hai phút ạ."),
            ),
            (Button(_("Bổ sung"), "bổ sung"), PERSON),
        ),
    )


def _row(correction: Correction, labels: Mapping[str, Text]) -> Text:
    label = labels.get(correction.field, correction.field)
    return _("• {label}: {reason}").with_(label=label, reason=correction.reason)


def refused(dossier: Dossier) -> Said:
    """Tell the refusal with its reason and what to do next."""
    return (
        Saying(
            lines(
                _("Rất tiếc, hồ sơ {code} chưa giải quyết được ạ.").with_(code=dossier.code),
                _("Lý do: {reason}").with_(reason=dossier.refusal),
                _("Cần hỏi thêm, anh/chị nhắn «gặp nhân viên»; muốn làm lại, nhắn «đổi bằng»."),
            ),
            (PERSON,),
        ),
    )


def accepted(dossier: Dossier) -> Said:
    """Tell the official code, and that the photo comes next."""
    text = _(
        "Hồ sơ {code} đã được nhận trên Cổng dịch vụ công, mã {official}. "
        "Bước tiếp theo là chụp ảnh; em sẽ nhắn giờ hẹn ạ."
    )
    return (Saying(text.with_(code=dossier.code, official=dossier.official_code), (MY_DOSSIERS,)),)


def appointment_confirmed(dossier: Dossier, seat: Appointment, place: str) -> Said:
    """Tell time, place and what to bring; `place` is the office's name and address."""
    text = _("Lịch chụp ảnh cho hồ sơ {code}: {time}, tại {place}.")
    return (_appointment(text, dossier, seat, place),)


def appointment_moved(dossier: Dossier, seat: Appointment, place: str) -> Said:
    """Tell the new time that the office set, the place and what to bring."""
    text = _("Lịch chụp ảnh của hồ sơ {code} đã đổi sang {time}, tại {place}.")
    return (_appointment(text, dossier, seat, place),)


def _appointment(text: Text, dossier: Dossier, seat: Appointment, place: str) -> Saying:
    told = text.with_(code=dossier.code, time=time_said(local(seat.starts_at)), place=place)
    return Saying(
        lines(told, BRING, _("Bận thì anh/chị nhắn «đổi lịch» giúp em ạ.")), (MOVE, CANCEL)
    )


def appointment_wished(dossier: Dossier, seat: Appointment, place: str) -> Said:
    """Tell that the time the citizen chose is held until a clerk confirms it."""
    text = _(
        "Em giữ cho anh/chị {time}, tại {place}. Nhân viên sẽ chốt lịch này cho hồ sơ {code} rồi "
        "nhắn lại ạ."
    )
    told = text.with_(code=dossier.code, time=time_said(local(seat.starts_at)), place=place)
    return (Saying(told),)


def appointment_cancelled(dossier: Dossier, why: str) -> Said:
    """Tell that the seat is free again and the dossier is safe; `why` is empty or the clerk's."""
    text = _("Lịch chụp ảnh của hồ sơ {code} đã huỷ; hồ sơ vẫn còn ạ.").with_(code=dossier.code)
    reason = [_("Lý do: {reason}").with_(reason=why)] if why else []
    return (Saying(lines(text, *reason, AGAIN), (PERSON,)),)


def coming(_dossier: Dossier, seat: Appointment) -> Said:
    """Thank somebody who will come."""
    text = _("Dạ, hẹn gặp anh/chị lúc {time} ạ.")
    return (Saying(text.with_(time=time_said(local(seat.starts_at)))),)


def reminder(dossier: Dossier, seat: Appointment, place: str) -> Said:
    """Remind the day before; 1, 2 and 3 answer it."""
    text = _("Em nhắc anh/chị: {time} chụp ảnh cho hồ sơ {code}, tại {place}.")
    told = text.with_(code=dossier.code, time=time_said(local(seat.starts_at)), place=place)
    answers = numbered([COME.title, MOVE.title, CANCEL.title])
    return (Saying(lines(told, BRING, answers), (COME, MOVE, CANCEL)),)


def missed(dossier: Dossier) -> Said:
    """Offer another time to somebody who did not come."""
    text = _("Em chưa gặp được anh/chị ở buổi chụp ảnh. Không sao ạ, hồ sơ {code} vẫn còn.").with_(
        code=dossier.code
    )
    return (Saying(lines(text, AGAIN), (PERSON,)),)


def photographed(dossier: Dossier) -> Said:
    """Tell that the photo is taken and when the licence is expected."""
    text = _("Anh/chị đã chụp ảnh xong. Bằng mới đang được in, dự kiến có trước {day} ạ.")
    return (Saying(text.with_(day=day_said(local(dossier.due_at))), (MY_DOSSIERS,)),)


def result_received(dossier: Dossier) -> Said:
    """Tell that the new licence lies at the post office, and what follows."""
    if dossier.answers.get("delivery") == "post_office":
        text = _("Bằng mới của anh/chị đã về bưu cục. Anh/chị mang căn cước đến nhận giúp em ạ.")
    else:
        text = _("Bằng mới của anh/chị đã về bưu cục. Em gửi đi và báo mã vận đơn ngay ạ.")
    return (Saying(text),)


def posted(dossier: Dossier) -> Said:
    """Tell the parcel number and to have the phone at hand."""
    text = _(
        "Bằng mới đang trên đường về với anh/chị, mã vận đơn {parcel}. "
        "Anh/chị để ý điện thoại giúp bưu tá ạ."
    )
    return (Saying(text.with_(parcel=dossier.parcel_number)),)


def delivered(dossier: Dossier) -> Said:
    """Close the journey."""
    text = _(
        "Hồ sơ {code} đã xong, bằng mới đã đến tay anh/chị. Em cảm ơn và chúc anh/chị đi an toàn!"
    )
    return (Saying(text.with_(code=dossier.code)),)


def withdrawn(dossier: Dossier) -> Said:
    """Tell that the dossier was taken back."""
    text = _("Em đã rút hồ sơ {code} theo ý anh/chị. Muốn làm lại, anh/chị nhắn «đổi bằng» ạ.")
    return (Saying(text.with_(code=dossier.code)),)


def undone(dossier: Dossier) -> Said:
    """Tell that the last step was recorded by mistake, and where the dossier stands."""
    text = _("Tin vừa rồi về hồ sơ {code} là nhầm, em xin lỗi. Hồ sơ đang ở bước: {state} ạ.")
    return (Saying(text.with_(code=dossier.code, state=STATE_NAMES[dossier.state])),)


def clerk_writes(words: str, clerk: str) -> Said:
    """Pass on what a clerk wrote, with the clerk's name."""
    return (Saying(_("{clerk} (bưu cục) nhắn: {words}").with_(clerk=clerk, words=words)),)


NEXT_STEP: Mapping[DossierState, Text] = {
    DossierState.HANDED_IN: _("nhân viên sẽ kiểm tra"),
    DossierState.TAKEN: _("nhân viên đang kiểm tra"),
    DossierState.SENT_BACK: _("chờ anh/chị bổ sung, nhắn «bổ sung»"),
    DossierState.ACCEPTED: _("anh/chị đến chụp ảnh theo lịch hẹn"),
    DossierState.PHOTOGRAPHED: _("cơ quan công an đang in bằng"),
    DossierState.RESULT_RECEIVED: _("bằng đang ở bưu cục"),
    DossierState.POSTED: _("bưu tá đang phát, anh/chị để ý điện thoại"),
    DossierState.DELIVERED: _("đã xong"),
    DossierState.REFUSED: _("xem lý do, hoặc nhắn «gặp nhân viên»"),
    DossierState.WITHDRAWN: _("anh/chị đã rút"),
}


def status(dossiers: Sequence[Dossier], seats: Mapping[str, Appointment]) -> Saying:
    """Tell where each dossier is and what comes next, newest first; `seats` go by dossier code."""
    if not dossiers:
        text = _("Em chưa thấy hồ sơ nào của anh/chị. Muốn bắt đầu, anh/chị nhắn «đổi bằng» ạ.")
        return Saying(text, (Button(_("Đổi bằng"), "đổi bằng"),))
    ordered = sorted(dossiers, key=lambda one: one.handed_in_at, reverse=True)
    rows: list[Text] = []
    for dossier in ordered:
        rows += _where(dossier)
        if not dossier.is_closed and dossier.code in seats:
            at = local(seats[dossier.code].starts_at)
            rows.append(_("Giờ chụp ảnh: {time}.").with_(time=time_said(at)))
    return Saying(lines(*rows), (MOVE, CANCEL) if seats else (PERSON,))


def _where(dossier: Dossier) -> list[Text]:
    rows = [
        _("Hồ sơ {code}: {state}. Tiếp theo: {step}.").with_(
            code=dossier.code, state=STATE_NAMES[dossier.state], step=NEXT_STEP[dossier.state]
        )
    ]
    if dossier.state is DossierState.POSTED:
        rows.append(_("Mã vận đơn: {parcel}.").with_(parcel=dossier.parcel_number))
    if dossier.state is DossierState.REFUSED:
        rows.append(_("Lý do: {reason}").with_(reason=dossier.refusal))
    if not dossier.is_closed and dossier.state is not DossierState.POSTED:
        rows.append(_("Dự kiến xong trước {day}.").with_(day=day_said(local(dossier.due_at))))
    return rows


def person_asked() -> Saying:
    """Promise a person, here in the chat."""
    return Saying(
        _("Dạ, em đã báo nhân viên bưu cục. Trong giờ làm việc sẽ có người nhắn anh/chị tại đây ạ.")
    )


def seat_taken() -> Saying:
    """Say that the seat has just gone; the free times are asked again after it."""
    return Saying(_("Giờ này vừa có người chọn trước ạ, em xin lỗi. Anh/chị chọn giờ khác nhé."))


def our_fault() -> Said:
    """Own up to a fault of ours that set a message aside, and say what to do."""
    text = _(
        "Em xin lỗi, bên em trục trặc nên chưa xử lý được tin vừa rồi. Những gì đã khai vẫn còn; "
        "anh/chị nhắn lại sau ít phút, hoặc nhắn «gặp nhân viên» ạ."
    )
    return (Saying(text, (PERSON,)),)
