"""Each procedure is a form in one file: what it shares, what it asks beside, where talks go on."""

import sys
from dataclasses import replace
from datetime import date
from textwrap import dedent

import pytest

import bot.conversations
from bot.conversations import load
from bot.form import correcting
from bot.shape import BadForm
from bot.talk import Facts, HandIn, Routed, Talk
from domain.corrections import Correction
from domain.dossier import Dossier, DossierState, Reason

NEW_FILE = """
from bot.questions import PHONE
from bot.saying import MenuLine
from bot.shape import Form, Question
from bot.talk import HandIn
from domain.words import Text

FORM = Form(
    "call_back",
    Text("Gọi lại"),
    ("gọi lại cho tôi",),
    (Question("phone", Text("Số"), Text("Số nào ạ?"), PHONE),),
    lambda talk, answers, sources: (HandIn("call_back", answers, sources),),
    menu=(MenuLine(Text("Gọi lại cho tôi"), "gọi lại cho tôi"),),
)
"""


@pytest.fixture
def one_file_more(tmp_path):
    """Put one more file beside the procedures, as a later release would."""
    (tmp_path / "call_back.py").write_text(dedent(NEW_FILE), encoding="utf-8")
    bot.conversations.__path__.append(str(tmp_path))
    yield tmp_path
    bot.conversations.__path__.remove(str(tmp_path))
    for name in ("call_back", "no_form"):
        sys.modules.pop(f"bot.conversations.{name}", None)


def keys(form):
    return [one.key for one in form.questions]


def test_a_procedure_is_added_by_adding_a_file(chat, one_file_more):
    chat.forms = load()

    chat.says("chào em")
    chat.hears("Gọi lại cho tôi")
    chat.says("gọi lại cho tôi", "0905 123 456")

    assert [one.form for one in chat.did(HandIn)] == ["call_back"]


def test_a_file_that_declares_nothing_stops_the_process_from_starting(one_file_more):
    (one_file_more / "no_form.py").write_text("", encoding="utf-8")

    with pytest.raises(BadForm, match="no_form"):
        load()


def test_the_menu_keeps_the_order_of_the_reasons(chat):
    chat.says("chào em")

    assert chat.hears(
        "1. Bằng sắp hết hạn\n2. Bằng đã hết hạn\n3. Bằng bị hỏng, mờ\n4. Bằng bị mất\n"
        "5. Thông tin trên bằng bị sai\n6. Đổi bằng giấy sang thẻ PET\n7. Hồ sơ của tôi"
    )


def test_shared_questions_are_one_thing_and_not_copies(chat):
    exchange, lost, wrong = (
        chat.forms.get(key) for key in ("exchange", "lost_licence", "wrong_data")
    )

    assert set(keys(exchange)) - set(keys(lost)) == {"licence_front", "licence_back"}
    assert set(keys(wrong)) - set(keys(exchange)) == {"difference", "difference_paper"}
    for form in (lost, wrong):
        shared = set(keys(exchange)) & set(keys(form)) - {"hand_in"}
        assert all(form.question(key) is exchange.question(key) for key in shared)


@pytest.mark.parametrize(
    ("opening", "procedure"),
    [
        ("đổi bằng lái", "exchange"),
        ("4", "lost_licence"),
        ("em bị mất bằng lái", "lost_licence"),
        ("bằng ghi sai ngày sinh", "wrong_data"),
    ],
)
def test_a_dossier_is_handed_in_under_its_procedure(chat, opening, procedure):
    chat.says("chào em").fills_in(opening=opening, until="nothing")

    if chat.talk.form is None and not chat.did(HandIn):
        chat.fills_in(opening=opening, until="nothing")
    assert [one.form for one in chat.did(HandIn)] == [procedure]


def test_who_says_in_the_exchange_that_it_is_lost_goes_on_there_with_every_answer(chat):
    chat.fills_in(until="phone")
    before = chat.talk

    chat.says("sửa lý do", "4")

    assert chat.talk.form == "lost_licence"
    assert chat.talk.answers.keys() >= before.answers.keys()
    chat.fills_in(until="nothing")
    [handed_in] = chat.did(HandIn)
    assert handed_in.form == "lost_licence"
    assert "licence_front" not in handed_in.answers


def test_a_card_that_is_found_again_brings_its_pictures_back(chat):
    chat.fills_in(until="phone").says("sửa lý do", "4", "sửa lý do", "3")

    assert chat.talk.form == "exchange"
    chat.fills_in(until="nothing")
    [handed_in] = chat.did(HandIn)
    assert handed_in.answers["licence_front"] == "front"


@pytest.mark.parametrize(
    ("reason", "form"), [("lost", "lost_licence"), ("wrong_data", "wrong_data")]
)
@pytest.mark.parametrize("asked", ["licence_class", "id_picture", "phone", "hand_in"])
def test_a_talk_from_before_the_procedures_parted_loses_nothing(chat, reason, form, asked):
    # In the middle of the old exchange when the release with separate forms came.
    chat.fills_in(until=asked)
    chat.talk = replace(chat.talk, answers={**chat.talk.answers, "reason": reason})
    chat.talk = replace(chat.talk, sources={**chat.talk.sources, "reason": "typed"})
    before = chat.talk

    chat.fills_in(until="nothing")

    [handed_in] = chat.did(HandIn)
    assert handed_in.form == form
    lost = {"licence_front", "licence_back"} if reason == "lost" else set()
    kept = {key: before.answers[key] for key in handed_in.answers if key in before.answers}
    assert kept.items() <= handed_in.answers.items()
    assert lost.isdisjoint(handed_in.answers)


@pytest.mark.parametrize("reason", ["lost", "wrong_data"])
def test_a_dossier_from_before_is_mended_where_it_was_handed_in(chat, reason):
    chat.fills_in(until="nothing")
    [before] = chat.did(HandIn)
    dossier = Dossier(
        "ZL-261120-0001", "3001", "exchange", Reason(reason), "pleiku", DossierState.SENT_BACK,
        {**before.answers, "reason": reason}, before.sources, chat.facts.now, chat.facts.now,
        "R2026", chat.facts.now, corrections=(Correction("phone", "Số không gọi được"),),
    )  # fmt: skip
    chat.talk = correcting(chat.forms, Talk("3001"), dossier)

    chat.says("0912 345 678", "nộp hồ sơ")

    handed_in = chat.did(HandIn)[-1]
    assert handed_in.dossier == dossier.code
    assert handed_in.answers["phone"] == "0912345678"
    assert "difference" not in handed_in.answers


def test_wrong_data_asks_what_is_wrong_and_for_a_paper(chat):
    chat.fills_in(opening="bằng ghi sai ngày sinh", until="difference_paper")

    chat.hears("khai sinh", "chỉ có căn cước")
    chat.says("dạ em chỉ có căn cước thôi").fills_in()
    chat.hears("Chỗ bị sai: tên in là Nguyễn Văn Mâu, đúng là Nguyễn Văn Mẫu")
    assert "Giấy chứng minh chỗ sai" not in chat.text
    chat.says("nộp hồ sơ")
    [handed_in] = chat.did(HandIn)
    assert "difference_paper" not in handed_in.answers


def test_the_paper_is_asked_for_only_while_the_law_asks_for_it(chat):
    chat.facts = Facts(chat.facts.now, date(2025, 2, 10), chat.facts.free_slots)

    chat.fills_in(opening="bằng ghi sai ngày sinh", until="nothing", licence_class="B2, 15/08/2025")

    [handed_in] = chat.did(HandIn)
    assert "difference" in handed_in.answers
    assert "difference_paper" not in handed_in.answers


@pytest.mark.parametrize(
    "said", ["sai năm sinh, đúng là 1990", "tên đệm phải là Thị", "sai ngay sinh 5/3/1991 moi dung"]
)
def test_what_is_wrong_is_kept_as_it_was_told(chat, said):
    chat.fills_in(opening="bằng ghi sai ngày sinh", until="difference").says(said)

    assert chat.talk.answers["difference"] == said


@pytest.mark.parametrize("said", ["dạ", "có", "sai", "không", "dạ đúng rồi", "sai rồi"])
def test_what_is_wrong_is_told_in_words(chat, said):
    chat.fills_in(opening="bằng ghi sai ngày sinh", until="difference").says(said)

    assert chat.talk.asked == "difference"
    chat.hears("chỗ nào sai")


@pytest.mark.parametrize(
    ("today", "outcome"),
    [
        (date(2020, 6, 15), "wait_two_months"),
        (date(2024, 12, 31), "wait_two_months"),
        (date(2025, 1, 1), None),
        (date(2026, 11, 23), None),
    ],
)
def test_a_lost_licence_waits_two_months_only_until_2024(chat, today, outcome):
    chat.facts = Facts(chat.facts.now, today, chat.facts.free_slots)

    chat.fills_in(opening="em bị mất bằng lái", until="id_picture", licence_class="A1")

    routed = [(one.outcome, one.reason, one.procedure) for one in chat.did(Routed)]
    assert routed == ([(outcome, "lost", "lost_licence")] if outcome else [])
    if outcome:
        chat.hears("sau 02 tháng")
