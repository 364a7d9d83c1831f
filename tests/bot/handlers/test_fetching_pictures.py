"""Pictures are fetched outside any transaction and answered as if they had just come."""

import pytest

from bot.handlers.pictures import claim_pictures, fetch
from domain.events import Kind
from tests.trial_form import trial


@pytest.fixture
def office(office_on_zalo):
    return office_on_zalo


@pytest.fixture
def alice(office, platform):
    return platform.new_citizen(office)


def fetched(office):
    """Fetch all that is wanted now; return how many."""
    number = 0
    while wanted := claim_pictures(office.ground, 8):
        for picture in wanted:
            fetch(office.ground, picture)
            number += 1
    return number


def at_the_picture(office, alice):
    alice.says("đổi bằng", "Đồng ý", "1", "B2, 15/08/2027", "1")
    while alice.talk.asked not in ("id_picture", None):
        alice.says("1")
    alice.hears()
    return alice


def picture(office, alice, number=0):
    """Return what is known of a citizen's pictures, in their order."""
    with office.database.reading() as store:
        return store.pictures.get(alice.talk.answers["id_picture"])


def test_a_card_that_can_be_read_answers_its_question(office, platform, alice):
    at_the_picture(office, alice).shows(platform.picture(alice, "citizen_id"))
    assert alice.hears_nothing()

    assert fetched(office) == 1

    assert alice.hears("QR")
    kept = picture(office, alice)
    assert (kept.state, kept.media_type, kept.problem) == ("kept", "image/jpeg", "")
    assert alice.talk.answers["citizen_id"] in kept.qr
    assert office.ground.files.read(kept.id).startswith(b"\xff\xd8")


def test_a_blurred_picture_asks_for_a_better_one_and_keeps_the_answers(office, platform, alice):
    at_the_picture(office, alice).shows(platform.picture(alice, "blurred"))
    before = alice.talk

    fetched(office)

    assert not alice.hears_nothing()
    assert alice.talk.asked == "id_picture"
    assert alice.talk.answers == before.answers


@pytest.mark.parametrize("content", [b"%PDF-1.7 no picture", b"\xff\xd8\xff\xe0 half a picture"])
def test_what_is_no_picture_is_said_and_not_kept(office, platform, alice, content):
    at_the_picture(office, alice).shows(platform.file(alice, content))

    fetched(office)

    assert not alice.hears_nothing()
    assert alice.talk.asked == "id_picture"
    assert not list((office.ground.settings.data_dir / "pictures").glob("*"))


def test_a_picture_on_a_host_that_is_not_zalos_is_never_fetched(office, alice):
    at_the_picture(office, alice).shows("https://evil.example/x.jpg", "http://169.254.169.254/")

    assert fetched(office) == 2

    assert not alice.hears_nothing()
    assert alice.talk.asked == "id_picture"
    assert "evil.example" not in office.log.text


def test_a_picture_that_cannot_be_reached_is_tried_three_times_and_then_said(
    office, platform, alice
):
    at_the_picture(office, alice).shows(platform.picture(alice, "citizen_id"))
    platform.fails("http_500", "media")

    tries = [fetched(office)]
    assert alice.hears_nothing()
    for seconds in (2, 10):
        office.later(seconds=seconds)
        tries.append(fetched(office))

    assert tries == [1, 1, 1]
    assert not alice.hears_nothing()
    office.later(minutes=5)
    assert fetched(office) == 0


def test_a_picture_that_is_reached_at_the_second_try_is_used(office, platform, alice):
    at_the_picture(office, alice).shows(platform.picture(alice, "citizen_id"))
    platform.fails("http_500", "media", times=1)

    fetched(office)
    office.later(seconds=2)
    fetched(office)

    assert alice.hears("QR")


def test_pictures_sent_together_answer_one_question_after_the_other(office, platform, alice):
    url = platform.picture(alice, "licence_front")
    with office.database.transaction() as store:
        store.talks.lock(alice.id, office.now)
    to_the_licence(alice)

    alice.shows(url, url)
    assert fetched(office) == 2

    answers = alice.talk.answers
    assert answers["licence_front"] < answers["licence_back"]


def to_the_licence(alice):
    said = {
        "consent": "Đồng ý",
        "licence_class": "B2, 15/08/2027",
        "id_picture": "064090001234",
        "full_name": "Nguyễn Văn Mẫu",
        "birth_date": "05/03/1990",
        "residence": "12 Lê Lợi, phường Pleiku, Gia Lai",
    }
    alice.says("đổi bằng")
    for _each in range(20):
        if alice.talk.asked == "licence_front":
            alice.hears()
            return
        alice.says(said.get(alice.talk.asked, "1"))
    raise AssertionError(alice.talk.asked)


def test_a_picture_that_comes_after_its_question_was_answered_in_words_is_not_misfiled(
    office, platform, alice
):
    url = platform.picture(alice, "citizen_id")
    at_the_picture(office, alice).shows(url).says("064090001234")
    asked = alice.talk.asked
    alice.hears()

    fetched(office)

    assert alice.hears("tới sau")
    assert alice.talk.asked == asked
    assert not list((office.ground.settings.data_dir / "pictures").glob("*"))


def test_a_bug_over_a_picture_is_tried_three_times_then_set_aside_and_blocks_nothing(
    office, platform, alice
):
    trial(office)
    alice.says("thử").hears("Màu gì")
    url = platform.picture(alice, "citizen_id")
    alice.shows(url)

    tries = [fetched(office)]
    for seconds in (2, 10, 60):
        office.later(seconds=seconds)
        tries.append(fetched(office))

    assert tries == [1, 1, 1, 0]
    assert alice.hears("xin lỗi")
    assert len(office.events(Kind.MESSAGE_SET_ASIDE)) == 1
    assert "ZeroDivisionError" in office.log.text
    alice.says("nâu")
    assert alice.hears("Con gì")
    alice.shows(url)
    assert fetched(office) == 1


def test_two_fetchers_of_one_picture_answer_it_once(office, platform, alice):
    at_the_picture(office, alice).shows(platform.picture(alice, "citizen_id"))
    [wanted] = claim_pictures(office.ground, 8)

    fetch(office.ground, wanted)
    alice.hears("QR")
    fetch(office.ground, wanted)

    assert alice.hears_nothing()
    assert office.ground.files.read(wanted.id)


def test_a_process_that_died_over_a_picture_leaves_it_for_the_next(office, platform, alice):
    at_the_picture(office, alice).shows(platform.picture(alice, "citizen_id"))
    claim_pictures(office.ground, 8)

    assert fetched(office) == 0
    office.later(seconds=40)
    assert fetched(office) == 1
    assert alice.hears("QR")
