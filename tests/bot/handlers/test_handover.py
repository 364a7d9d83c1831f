"""Asking for a person: an honest hour, a bot that is silent meanwhile, and back to the question."""

from datetime import timedelta

from bot.handlers import handover
from domain.events import Kind


def ends(office, citizen):
    with office.database.transaction() as store:
        handover.end_talk(
            store, citizen.id, forms=office.ground.forms, clerk=office.binh.account, now=office.now
        )


def test_in_opening_hours_one_hears_until_when_and_else_from_when_on(office):
    office.citizen.says("gặp nhân viên")
    assert office.citizen.hears("mở cửa tới 11:30")

    office.later(hours=3)
    office.citizen.says("gặp nhân viên")
    assert office.citizen.hears("mở cửa lại lúc 13:30;")

    office.later(hours=6)
    office.citizen.says("gặp nhân viên")
    assert office.citizen.hears("mở cửa lại lúc 07:00 thứ Tư, 25/11/2026")


def test_the_clerk_ends_the_talk_and_the_citizen_is_back_at_the_question(office):
    alice = office.citizen
    alice.says("đổi bằng", "Đồng ý").hears()
    asked = alice.talk.asked
    alice.says("gặp nhân viên").hears("nhân viên")
    office.binh.writes(alice, "Chị cần gì ạ?")
    alice.hears("Chị cần gì")
    alice.says("thôi không sao")
    assert alice.hears_nothing()

    ends(office, alice)

    assert alice.hears("em làm tiếp với anh/chị", "Em đang chờ: ")
    assert alice.talk.asked == asked
    ends(office, alice)
    assert alice.hears_nothing()
    assert len(office.events(Kind.PERSON_ANSWERED)) == 2


def test_who_was_in_the_middle_of_nothing_is_told_in_one_line(office):
    office.citizen.says("gặp nhân viên").hears("nhân viên")
    office.binh.writes(office.citizen, "Dạ xong rồi ạ.")
    office.citizen.hears("xong rồi")

    ends(office, office.citizen)

    assert office.citizen.letters[-1].text.count("\n") == 0
    assert office.citizen.hears("làm tiếp với anh/chị")


def test_an_answer_by_telephone_ends_the_waiting_without_a_word(office):
    office.citizen.says("gặp nhân viên").hears("nhân viên")

    ends(office, office.citizen)

    assert office.citizen.hears_nothing()
    with office.database.reading() as store:
        assert store.talks.waiting_for_a_person() == []


def test_who_a_person_talks_with_is_listed_until_the_hour_is_over(office):
    office.citizen.says("gặp nhân viên").hears("nhân viên")
    office.binh.writes(office.citizen, "Dạ chị đợi em chút.")
    with office.database.reading() as store:
        talking = store.talks.with_a_person(office.now)
        later = store.talks.with_a_person(office.now + timedelta(minutes=61))

    assert [one.citizen for one in talking] == [office.citizen.id]
    assert later == []
