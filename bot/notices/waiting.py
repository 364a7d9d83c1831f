"""What somebody on the waiting list for a photo is told. Times are the office's local time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.notices.buttons import CHOOSE, PERSON
from bot.spoken_time import day_said, time_said
from bot.talk import Button, Saying
from domain.words import Text, _, lines

TAKE = Button(_("Nhận giờ này"), "nhận giờ này")
SKIP = Button(_("Bỏ qua"), "bỏ qua giờ này")
STOP = Button(_("Thôi chờ"), "thôi chờ")


def seat_offered(at: datetime, place: str, until: datetime) -> Text:
    """Tell which seat came free, and until when it is kept."""
    return _(
        "Có giờ chụp ảnh vừa trống: {time}, {place}; em giữ cho anh/chị tới {until}. "
        "Anh/chị nhận giờ này không ạ?"
    ).with_(time=time_said(at), place=place, until=time_said(until))


def seat_offered_meanwhile(at: datetime, place: str, until: datetime) -> Saying:
    """Tell it to somebody in the middle of something else, who answers with whole words."""
    words = _("Anh/chị nhắn «nhận giờ này» hoặc «bỏ qua giờ này» giúp em.")
    return Saying(lines(seat_offered(at, place, until), words), (TAKE, SKIP))


def joined(seat_at: datetime | None, wish: Text | None = None) -> Saying:
    """Tell that they are on the list, for what, and what they keep meanwhile."""
    if wish is not None:
        text = _(
            "Em ghi anh/chị vào danh sách chờ {wish} rồi ạ. Có giờ trống như vậy em nhắn ngay. "
            "Không chờ nữa, anh/chị nhắn «thôi chờ»."
        ).with_(wish=wish)
    elif seat_at is None:
        text = _(
            "Em ghi anh/chị vào danh sách chờ rồi ạ. Có giờ trống em nhắn ngay, lần lượt từng "
            "người. Không chờ nữa, anh/chị nhắn «thôi chờ»."
        )
    else:
        text = _(
            "Em ghi anh/chị vào danh sách chờ rồi ạ. Có giờ nào sớm hơn {time} em nhắn ngay; lịch "
            "này vẫn giữ. Không chờ nữa, anh/chị nhắn «thôi chờ»."
        ).with_(time=time_said(seat_at))
    return Saying(text, (STOP,))


def no_photos_then(wished: date, near: Sequence[date]) -> Saying:
    """Tell that no photos are taken on the wished day, and the nearest days on which they are."""
    days: Text = day_said(near[0])
    for day in near[1:]:
        days = _("{first}; {second}").with_(first=days, second=day_said(day))
    text = _(
        "Bưu cục không chụp ảnh {wished} ạ. Gần đó có {days}. Anh/chị nhắn «đổi lịch» để xem giờ "
        "trống."
    )
    return Saying(text.with_(wished=day_said(wished), days=days), (CHOOSE,))


def all_joined(codes: Sequence[str]) -> Saying:
    """Tell that several dossiers of one citizen are on the list."""
    text = _(
        "Em ghi các hồ sơ {codes} vào danh sách chờ rồi ạ. Có giờ hợp hơn em nhắn ngay, từng hồ sơ "
        "một. Không chờ nữa, anh/chị nhắn «thôi chờ»."
    )
    return Saying(text.with_(codes=", ".join(codes)), (STOP,))


def waits_already(wish: Text | None = None) -> Saying:
    """Tell that they are on the list already, and for what."""
    if wish is None:
        text = _("Dạ, anh/chị đang ở trong danh sách chờ rồi, có giờ em nhắn ngay ạ.")
    else:
        text = _("Dạ, anh/chị đang ở trong danh sách chờ {wish}, có giờ em nhắn ngay ạ.")
        text = text.with_(wish=wish)
    return Saying(text, (STOP,))


def left_the_list() -> Saying:
    """Tell that they wait no longer, and that nothing else has changed."""
    return Saying(_("Dạ, em không chờ giúp anh/chị nữa. Lịch đang có (nếu có) vẫn giữ nguyên ạ."))


def not_on_the_list() -> Saying:
    """Tell that there is nothing to leave or to answer."""
    text = _("Anh/chị không có trong danh sách chờ ạ. Xem giờ còn trống, nhắn «đổi lịch» giúp em.")
    return Saying(text, (CHOOSE,))


def let_go() -> Saying:
    """Tell that the offer went to the next, and that they keep their place."""
    text = _("Dạ, em mời người kế tiếp. Anh/chị vẫn ở trong danh sách chờ, có giờ khác em nhắn ạ.")
    return Saying(text, (STOP,))


def lapsed(at: datetime) -> tuple[Saying, ...]:
    """Tell that the offer went to the next because nobody answered."""
    text = _(
        "Em chưa thấy anh/chị trả lời nên đã mời người kế tiếp giờ {time} ạ. Muốn chờ tiếp, nhắn "
        "«chờ giờ trống»; muốn tự chọn, nhắn «đổi lịch»."
    )
    return (Saying(text.with_(time=time_said(at)), (CHOOSE,)),)


def offer_is_over() -> Saying:
    """Tell somebody who answered too late."""
    text = _("Giờ ấy em đã mời người khác rồi, em xin lỗi ạ. Xem giờ còn trống, nhắn «đổi lịch».")
    return Saying(text, (CHOOSE, PERSON))
