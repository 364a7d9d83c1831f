from datetime import timedelta

from bot.handlers import data_rights
from bot.handlers.talks import keep_talk
from bot.talk import Talk
from domain.events import Kind
from domain.rights import Right
from storage.events import EventFilter

CITIZEN = "4012345678901234567"


def _waits(desk, citizen=CITIZEN, words="cho toi gap nhan vien"):
    desk.hears(citizen, words)
    with desk.ground.database.transaction() as store:
        store.talks.wants_person(citizen, desk.now)


def _answers(desk):
    with desk.ground.database.reading() as store:
        return store.events.find(EventFilter(kinds=(Kind.PERSON_ANSWERED,)))


def test_who_asked_for_a_person_is_listed_with_what_they_said(desk):
    _waits(desk)
    desk.passes(timedelta(minutes=40))
    _waits(desk, "4099999999999999999", "alo <b>?</b>")

    desk.binh.opens("/desk/people")

    reads = desk.binh.reads
    assert "Cần gặp 2" in reads
    assert reads.index("cho toi gap nhan vien") < reads.index("alo <b>?</b>")
    assert "chờ 40 phút" in reads


def test_nobody_waiting_says_how_people_come_here(desk):
    desk.binh.opens("/desk/people")

    assert "Không ai đang chờ gặp nhân viên." in desk.binh.reads


def test_an_answer_is_sent_under_the_clerks_name_and_ends_the_waiting(desk):
    _waits(desk)

    desk.binh.presses(f"/desk/people/{CITIZEN}/write", letter="Dạ đổi được ạ")

    assert "Dạ đổi được ạ" in desk.letters(CITIZEN)[0]
    assert "Cần gặp 0" in desk.binh.reads
    assert len(_answers(desk)) == 1


def test_an_answer_by_telephone_is_marked(desk):
    _waits(desk)

    desk.binh.presses(f"/desk/people/{CITIZEN}/answered")

    assert "Cần gặp 0" in desk.binh.reads
    assert len(_answers(desk)) == 1
    assert desk.letters(CITIZEN) == []


def test_an_empty_answer_is_asked_for_again(desk):
    _waits(desk)

    answer = desk.binh.presses(f"/desk/people/{CITIZEN}/write", letter="  ")

    assert answer.status_code == 422
    assert "Anh/chị viết nội dung trước khi gửi." in desk.binh.reads
    assert _answers(desk) == []


def test_the_name_is_that_of_the_newest_dossier(desk):
    code = desk.hands_in()

    desk.binh.opens(f"/desk/people/user{code}")

    assert "Rơ Châm H'Nhi" in desk.binh.reads
    assert code in desk.binh.reads


def test_a_citizen_who_never_wrote_has_no_page(desk):
    assert desk.binh.opens("/desk/people/4000000000000000000").status_code == 404
    assert desk.binh.presses("/desk/people/4000000000000000000/answered").status_code == 404


def test_a_message_set_aside_is_shown_with_its_words_masked(desk):
    with desk.ground.database.transaction() as store:
        store.talks.lock(CITIZEN, desk.now)
        message = store.inbox.keep(
            event_key="e1",
            name="user_send_text",
            citizen=CITIZEN,
            body="{}",
            received_at=desk.now,
            shown="so 064192001234",
        )
        store.inbox.failed(message, attempts=3, next_try_at=None, asked="")

    desk.quan.opens("/desk/set-aside")

    assert "so ••••••••1234" in desk.quan.reads
    assert "3 lần thử" in desk.quan.reads


def _asks_to_be_erased(desk):
    _waits(desk)
    with desk.ground.database.transaction() as store:
        data_rights.asked(store, CITIZEN, Right.ERASE, rules=None, now=desk.now)


def test_a_request_about_data_is_listed_with_its_due_dates_until_it_is_done(desk):
    _asks_to_be_erased(desk)

    desk.binh.opens("/desk/people")
    listed = desk.binh.reads
    desk.binh.presses(f"/desk/people/{CITIZEN}/requests/1/done")
    desk.binh.opens("/desk/people")

    assert "Yêu cầu về dữ liệu cá nhân" in listed
    assert "Xoá dữ liệu" in listed
    assert "Yêu cầu về dữ liệu cá nhân" not in desk.binh.reads


def test_an_administrator_erases_only_after_ticking_the_box(desk):
    _asks_to_be_erased(desk)

    desk.quan.presses(f"/desk/people/{CITIZEN}/erase")
    refused = desk.quan.reads
    desk.quan.presses(f"/desk/people/{CITIZEN}/erase", sure="1")

    assert "đánh dấu ô xác nhận" in refused
    assert "Đã xoá" in desk.quan.reads
    with desk.ground.database.reading() as store:
        assert store.talks.read(CITIZEN) is None


def test_a_clerk_cannot_erase_anybody(desk):
    _asks_to_be_erased(desk)

    desk.binh.opens(f"/desk/people/{CITIZEN}")
    shown = desk.binh.reads
    desk.binh.presses(f"/desk/people/{CITIZEN}/erase", sure="1")

    assert "Xoá dữ liệu của người này" not in shown
    with desk.ground.database.reading() as store:
        assert store.talks.read(CITIZEN) is not None


def _is_at(desk, talk):
    """Bring a citizen into the middle of a form."""
    with desk.ground.database.transaction() as store:
        store.talks.lock(talk.citizen, desk.now)
        keep_talk(store, talk, now=desk.now, touched=True)
        store.talks.wants_person(talk.citizen, desk.now)


def test_the_clerk_sees_which_question_was_asked_what_was_told_and_what_was_not_understood(desk):
    known = {"reason": "damaged", "citizen_id": "064192001234", "full_name": "Siu Y Blôk"}
    missed = ("hôm nọ", "so 064192001234")
    _is_at(desk, Talk(CITIZEN, "exchange", "birth_date", known, missed=missed))

    desk.binh.opens(f"/desk/people/{CITIZEN}")

    reads = desk.binh.reads
    assert "Đang được hỏi Ngày sinh" in reads
    assert "Máy chưa hiểu hôm nọ , so ••••••••1234" in reads
    assert "Họ và tên Siu Y Blôk" in reads
    assert "064192001234" not in desk.binh.source


def test_while_they_talk_the_citizen_is_listed_apart_and_the_clerk_can_hand_back(desk):
    _is_at(desk, Talk(CITIZEN, "exchange", "birth_date", {"full_name": "Siu Y Blôk"}))
    desk.binh.presses(f"/desk/people/{CITIZEN}/write", letter="Dạ chị đọc ngày sinh giúp em")
    desk.binh.opens("/desk/people")
    assert "Đang trò chuyện với nhân viên" in desk.binh.reads
    assert "máy im tới 10:00" in desk.binh.reads
    desk.binh.opens(f"/desk/people/{CITIZEN}")
    assert "Kết thúc, để máy làm tiếp" in desk.binh.reads

    desk.binh.presses(f"/desk/people/{CITIZEN}/answered")

    assert "Em đang chờ: Ngày sinh" in desk.letters(CITIZEN)[-1]
    assert "Đang trò chuyện với nhân viên" not in desk.binh.reads
