"""What citizens are told unasked: short, kind, with the next step."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot import notices
from bot.conversations import load
from bot.notices import waiting
from bot.talk import Saying, Talk
from domain.appointments import Appointment, AppointmentState
from domain.corrections import Correction
from domain.dossier import Dossier, DossierState, Reason
from domain.opening import Opening
from domain.rights import Right
from domain.words import _

AT = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
DOSSIER = Dossier(
    "ZL-261123-0042", "3001", "exchange", Reason.EXPIRING, "pleiku", DossierState.HANDED_IN,
    {"full_name": "Rơ Châm H'Nhi", "delivery": "home"}, {}, AT,
    datetime(2026, 11, 30, 10, 0, tzinfo=UTC), "R2026", AT, official_code="H21-261123-0007",
    parcel_number="EX123VN", refusal="Bằng đang bị tạm giữ",
    corrections=(Correction("licence_back", "ảnh bị loá"),),
)  # fmt: skip
SEAT = Appointment(1, "3001", DOSSIER.code, "pleiku", 7, AT, AppointmentState.CONFIRMED)
PLACE = "Bưu cục Pleiku, 69 Hùng Vương"
EXCHANGE = load().get("exchange")
LONGEST = 480


def told(sayings):
    return "\n".join(str(saying.text) for saying in sayings)


EVERY = {
    "handed_in": notices.handed_in(DOSSIER),
    "corrected": notices.corrected(DOSSIER),
    "sent_back": notices.sent_back(DOSSIER),
    "refused": notices.refused(DOSSIER),
    "accepted": notices.accepted(DOSSIER),
    "confirmed": notices.appointment_confirmed(DOSSIER, SEAT, PLACE),
    "moved": notices.appointment_moved(DOSSIER, SEAT, PLACE),
    "wished": notices.appointment_wished(DOSSIER, SEAT, PLACE),
    "cancelled": notices.appointment_cancelled(DOSSIER, "mất điện"),
    "closed": notices.office_closed(DOSSIER, SEAT, "bão số 13", due=AT, asks_now=False),
    "due_later": notices.due_later(DOSSIER, AT.date(), "bão số 13", AT),
    "due_sooner": notices.due_sooner(DOSSIER, AT.date(), AT),
    "coming": notices.coming([SEAT, SEAT]),
    "reminder": notices.reminder(DOSSIER, SEAT, PLACE),
    "missed": notices.missed(DOSSIER),
    "photographed": notices.photographed(DOSSIER),
    "result_received": notices.result_received(DOSSIER),
    "posted": notices.posted(DOSSIER),
    "delivered": notices.delivered(DOSSIER),
    "withdrawn": notices.withdrawn(DOSSIER),
    "undone": notices.undone(DOSSIER),
    "clerk_writes": notices.clerk_writes("Anh mang giấy khám nhé", "Bình"),
    "our_fault": notices.our_fault(),
    "status": (notices.status((DOSSIER,), {DOSSIER.code: SEAT}),),
    "no_dossier": (notices.status((), {}),),
    "person_asked": (notices.person_asked(Opening(is_open=True, changes_at=AT), AT),),
    "seat_taken": (notices.seat_taken(),),
    "sent_back_at_once": notices.sent_back(DOSSIER, asks_now=True),
    "code_corrected": notices.official_code_corrected(DOSSIER),
    "put_right": notices.values_put_right(DOSSIER, [(_("Điện thoại"), "0905 123 456")]),
    "person_asked_at_night": (notices.person_asked(Opening(is_open=False, changes_at=AT), AT),),
    "person_is_done": (notices.person_is_done(),),
    "data_asked": (notices.data_asked(Right.ERASE, AT.date(), AT.date()),),
    "erased": notices.erased(kept=True),
    "idle": notices.idle_form(EXCHANGE, Talk("3001", form="exchange")),
    "idle_correction": notices.idle_form(EXCHANGE, Talk("3001", dossier=DOSSIER.code)),
    "how_content": notices.how_content(DOSSIER.code),
    "taken_back": notices.taken_back(DOSSIER),
    "may_be_taken_back": notices.may_be_taken_back(DOSSIER),
    "a_clerk_has_it": notices.a_clerk_has_it(DOSSIER),
    "a_seat": (Saying(waiting.seat_offered(AT, PLACE, AT)),),
    "a_seat_meanwhile": (waiting.seat_offered_meanwhile(AT, PLACE, AT),),
    "waits": (waiting.joined(None),),
    "waits_on_a_closed_day": (waiting.no_photos_then(AT.date(), [AT.date(), AT.date()]),),
    "waits_for_earlier": (waiting.joined(AT),),
    "lapsed": waiting.lapsed(AT),
}


@pytest.mark.parametrize("sayings", EVERY.values(), ids=EVERY)
def test_a_notice_is_short_whole_and_fits_the_platform(sayings):
    text = told(sayings)

    assert 0 < len(text) <= LONGEST
    assert "{" not in text
    assert all(len(saying.buttons) <= 5 for saying in sayings)


@pytest.mark.parametrize(
    ("notice", "parts"),
    [
        ("handed_in", ["ZL-261123-0042", "30/11/2026", "xoá các ảnh"]),
        ("sent_back", ["ảnh bị loá", "«bổ sung»"]),
        ("refused", ["Bằng đang bị tạm giữ", "gặp nhân viên"]),
        ("accepted", ["H21-261123-0007", "chụp ảnh"]),
        ("confirmed", ["09:05 thứ Hai, 23/11/2026", "69 Hùng Vương", "căn cước"]),
        ("reminder", ["09:05", "1. ", "2. Đổi lịch", "3. Huỷ lịch hẹn", "mang theo"]),
        ("cancelled", ["mất điện", "hồ sơ vẫn còn"]),
        ("posted", ["EX123VN", "điện thoại"]),
        ("clerk_writes", ["Bình", "Anh mang giấy khám nhé"]),
        ("status", ["Chờ nhận", "30/11/2026", "09:05"]),
        ("no_dossier", ["«đổi bằng»"]),
    ],
)
def test_a_notice_tells_what_matters_and_what_to_do(notice, parts):
    text = told(EVERY[notice])

    assert [part for part in parts if part not in text] == []


def test_fields_are_named_as_the_form_names_them():
    sayings = notices.sent_back(DOSSIER, {"licence_back": _("Ảnh mặt sau bằng lái")})

    assert "Ảnh mặt sau bằng lái: ảnh bị loá" in told(sayings)


def test_who_fetches_the_licence_is_told_to_come():
    fetched = replace(DOSSIER, answers={"delivery": "post_office"})

    assert "đến nhận" in told(notices.result_received(fetched))
    assert "đến nhận" not in told(notices.result_received(DOSSIER))


def test_no_identity_number_is_ever_in_a_notice():
    known = replace(DOSSIER, answers={**DOSSIER.answers, "citizen_id": "064090001234"})

    assert "064090001234" not in told((notices.status((known,), {}), *notices.handed_in(known)))


@pytest.mark.parametrize("state", list(DossierState))
def test_every_state_says_where_it_stands_and_what_comes_next(state):
    text = str(notices.status((replace(DOSSIER, state=state),), {}).text)

    over = state in {DossierState.WITHDRAWN, DossierState.DELIVERED}
    assert ("Tiếp theo: " in text) is not over


def test_the_newest_dossier_stands_first():
    older = replace(DOSSIER, code="ZL-200101-0001", handed_in_at=datetime(2020, 1, 1, tzinfo=UTC))

    text = str(notices.status((older, DOSSIER), {}).text)

    assert text.index(DOSSIER.code) < text.index(older.code)
