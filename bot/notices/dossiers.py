"""Each change of a dossier, told in plain words; instants are in the office's local time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.notices.buttons import MY_DOSSIERS, PERSON, TAKE_BACK
from bot.notices.expected import expected
from bot.spoken_time import day_said
from bot.talk import Button, Saying
from domain.corrections import Correction
from domain.dossier import STATE_NAMES, Dossier
from domain.pace import Pace
from domain.words import Text, _, lines
from domain.zone import local

Said = tuple[Saying, ...]


def handed_in(dossier: Dossier, pace: Pace | None = None, *, asks_time: bool = False) -> Said:
    """Tell the code, what happens next and by when, and to delete the pictures from the chat.

    `asks_time` says that the time of the photo is asked for at once.
    """
    checked = _("Nhân viên bưu cục sẽ kiểm tra và nhắn lại; dự kiến xong trước {day}.").with_(
        day=day_said(local(dossier.due_at))
    )
    rest = [] if asks_time else [_("Anh/chị chưa cần làm gì thêm ạ.")]
    return (
        Saying(
            lines(
                _("Em đã nhận hồ sơ của anh/chị. Mã hồ sơ: {code}").with_(code=dossier.code),
                checked,
                *rest,
                *expected(pace),
                _("Để giữ an toàn, anh/chị xoá các ảnh giấy tờ đã gửi trong khung chat này nhé."),
            ),
            (MY_DOSSIERS, TAKE_BACK),
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


def accepted(dossier: Dossier, pace: Pace | None = None) -> Said:
    """Tell the official code, and that the photo comes next."""
    text = _(
        "Hồ sơ {code} đã được nhận trên Cổng dịch vụ công, mã {official}. "
        "Bước tiếp theo là chụp ảnh; em sẽ nhắn giờ hẹn ạ."
    )
    told = text.with_(code=dossier.code, official=dossier.official_code)
    return (Saying(lines(told, *expected(pace)), (MY_DOSSIERS,)),)


def official_code_corrected(dossier: Dossier) -> Said:
    """Tell the right official code in place of the one that was told before."""
    text = _("Mã hồ sơ {code} trên Cổng dịch vụ công đúng là {official}, thay mã em nhắn trước ạ.")
    return (Saying(text.with_(code=dossier.code, official=dossier.official_code)),)


def values_put_right(dossier: Dossier, items: Sequence[tuple[Text, Text | str]]) -> Said:
    """Tell what a clerk put right, each item (its label and value) as it now stands."""
    return (
        Saying(
            lines(
                _("Nhân viên đã sửa hồ sơ {code}, nay ghi:").with_(code=dossier.code),
                *(_("{label}: {value}").with_(label=label, value=value) for label, value in items),
                _("Nếu chưa đúng, anh/chị nhắn «gặp nhân viên» giúp em ạ."),
            )
        ),
    )


def photographed(dossier: Dossier, pace: Pace | None = None) -> Said:
    """Tell that the photo is taken and when the licence is expected."""
    text = _(
        "Anh/chị đã chụp ảnh xong, hồ sơ {code}. Bằng mới đang được in, dự kiến có trước {day} ạ."
    )
    told = text.with_(code=dossier.code, day=day_said(local(dossier.due_at)))
    return (Saying(lines(told, *expected(pace)), (MY_DOSSIERS,)),)


def result_received(dossier: Dossier) -> Said:
    """Tell that the new licence lies at the post office, and what follows."""
    if dossier.answers.get("delivery") == "post_office":
        text = _(
            "Bằng mới của hồ sơ {code} đã về bưu cục. Anh/chị mang căn cước (hoặc hộ chiếu) đến "
            "nhận giúp em ạ."
        )
    else:
        text = _("Bằng mới của hồ sơ {code} đã về bưu cục. Em gửi đi và báo mã vận đơn ngay ạ.")
    return (Saying(text.with_(code=dossier.code)),)


def posted(dossier: Dossier, pace: Pace | None = None) -> Said:
    """Tell the parcel number and to have the phone at hand."""
    text = _(
        "Bằng mới của hồ sơ {code} đang trên đường về với anh/chị, mã vận đơn {parcel}. "
        "Anh/chị để ý điện thoại giúp bưu tá ạ."
    )
    told = text.with_(code=dossier.code, parcel=dossier.parcel_number)
    return (Saying(lines(told, *expected(pace))),)


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


def never_mended(dossier: Dossier, days: int) -> Said:
    """Tell that a dossier was closed because what it waited for never came, and what to do."""
    text = _(
        "Hồ sơ {code} chờ anh/chị bổ sung đã quá {days} ngày nên em khép lại ạ. "
        "Anh/chị còn cần thì nhắn «đổi bằng», em làm lại giúp anh/chị."
    )
    return (Saying(text.with_(code=dossier.code, days=days)),)


def undone(dossier: Dossier) -> Said:
    """Tell that the last step was recorded by mistake, and where the dossier stands."""
    text = _("Tin vừa rồi về hồ sơ {code} là nhầm, em xin lỗi. Hồ sơ đang ở bước: {state} ạ.")
    return (Saying(text.with_(code=dossier.code, state=STATE_NAMES[dossier.state])),)
