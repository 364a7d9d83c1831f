from __future__ import annotations

from domain.events import Kind
from tests.office import ZALO, new_message_id


def person_types_in_the_tool(office, words: str) -> None:
    office.citizen.sends(
        "oa_send_text",
        sender={"id": ZALO.oa_id, "admin_id": "900000000000000009"},
        recipient={"id": office.citizen.id},
        message={"msg_id": new_message_id(), "text": words},
    )


def test_the_bot_is_silent_while_a_person_writes_in_the_platforms_own_tool(office):
    office.citizen.says("đổi bằng").hears("đồng ý")
    person_types_in_the_tool(office, "Chào chị, em Bình đây ạ.")
    office.citizen.hears("em Bình đây")

    office.citizen.says("tôi hỏi chút")

    assert office.citizen.hears_nothing()
    with office.database.reading() as store:
        assert [one.citizen for one in store.talks.waiting_for_a_person()] == [office.citizen.id]


def test_the_citizen_calls_the_bot_back_to_the_question_it_left(office):
    office.citizen.says("đổi bằng").hears("đồng ý")
    asked = office.citizen.talk.asked
    person_types_in_the_tool(office, "Chào chị.")
    office.citizen.hears("Chào chị")

    office.citizen.says("tiếp tục")

    assert not office.citizen.hears_nothing()
    assert office.citizen.talk.asked == asked


def test_the_bot_speaks_again_when_nobody_has_written_for_an_hour(office):
    person_types_in_the_tool(office, "Chào chị.")
    office.citizen.hears("Chào chị")
    office.later(minutes=61)

    office.citizen.says("đổi bằng")

    assert office.citizen.hears("đồng ý")


def test_a_clerk_who_answers_from_the_desk_is_not_interrupted(office):
    office.citizen.says("gặp nhân viên").hears("nhân viên")
    office.binh.writes(office.citizen, "Dạ chị cần gì ạ?")
    office.citizen.hears("Dạ chị cần gì ạ?")

    office.citizen.says("1")

    assert office.citizen.hears_nothing()
    assert len(office.events(Kind.PERSON_ANSWERED)) == 1


def test_a_clerk_who_writes_unasked_leaves_the_bot_to_its_work(office):
    office.citizen.says("đổi bằng").hears("đồng ý")
    office.binh.writes(office.citizen, "Bưu cục nghỉ thứ Sáu ạ.")
    office.citizen.hears("nghỉ thứ Sáu")

    office.citizen.says("Đồng ý")

    assert office.citizen.talk.asked == "licence_class"
