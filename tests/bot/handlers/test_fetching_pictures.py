"""Pictures are fetched outside any transaction and answered as if they had just come."""

from io import BytesIO

import pytest
import requests
from PIL import Image, ImageFilter

from bot.handlers.picture_notes import picture_notes
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
    alice.says("đổi bằng", "Đồng ý", "1", "B2, 15/08/2027")
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
    front, back = (platform.picture(alice, card) for card in ("licence_front", "licence_back"))
    to_the_licence(alice)

    alice.shows(front, back)
    assert fetched(office) == 2

    answers = alice.talk.answers
    assert answers["licence_front"] < answers["licence_back"]


def test_an_album_is_one_turn_with_one_answer(office, platform, alice):
    front, back = (platform.picture(alice, card) for card in ("licence_front", "licence_back"))
    to_the_licence(alice)
    alice.shows(front, back)

    for picture in claim_pictures(office.ground, 8):
        fetch(office.ground, picture)
    assert alice.hears_nothing()
    assert alice.talk.asked == "licence_front"

    fetched(office)
    assert len([one for one in alice.letters if one.id > alice.read]) == 1


def test_one_bad_picture_of_an_album_does_not_hold_up_the_other(office, platform, alice):
    front = platform.picture(alice, "licence_front")
    to_the_licence(alice)

    alice.shows(front, platform.file(alice, b"\xff\xd8\xff\xe0 half a picture"))
    fetched(office)

    assert alice.hears("không mở được")
    assert alice.talk.asked == "licence_back"


def test_of_an_album_the_side_of_the_card_with_the_code_is_read(office, platform, alice):
    at_the_picture(office, alice)

    alice.shows(platform.picture(alice, "licence_front"), platform.picture(alice, "citizen_id"))
    fetched(office)

    assert picture(office, alice).qr.startswith(alice.talk.answers["citizen_id"])


def test_the_same_picture_for_another_question_is_told_though_it_was_compressed_anew(
    office, platform, alice
):
    to_the_licence(alice)
    alice.shows(platform.picture(alice, "licence_front"))
    fetched(office)
    assert alice.talk.asked == "licence_back"
    alice.hears()

    alice.shows(platform.file(alice, smaller(platform, alice, "licence_front")))
    fetched(office)

    assert alice.hears("đã gửi rồi")
    assert alice.talk.asked == "licence_back"


def test_a_citizen_card_is_not_taken_for_a_licence(office, platform, alice):
    to_the_licence(alice)

    alice.shows(platform.picture(alice, "citizen_id"))
    fetched(office)

    assert alice.hears("là thẻ căn cước")
    assert alice.talk.asked == "licence_front"


def test_a_poor_picture_is_taken_at_the_third_try_and_the_clerk_is_told(office, platform, alice):
    to_the_licence(alice)
    blurred = blurred_licence(platform, alice)

    for _try in range(2):
        alice.shows(platform.file(alice, blurred))
        fetched(office)
        assert alice.hears("mờ")
        assert alice.talk.asked == "licence_front"
    alice.shows(platform.file(alice, blurred))
    fetched(office)

    assert alice.talk.asked == "licence_back"
    with office.database.reading() as store:
        assert picture_notes(store, alice.talk.answers) == ("licence_front.blurred",)


def drawn(platform, alice, card):
    content = requests.get(platform.picture(alice, card), timeout=10).content
    return Image.open(BytesIO(content))


def as_jpeg(image):
    content = BytesIO()
    image.save(content, "JPEG", quality=70)
    return content.getvalue()


def smaller(platform, alice, card):
    image = drawn(platform, alice, card)
    return as_jpeg(image.resize((image.width * 3 // 4, image.height * 3 // 4)))


def blurred_licence(platform, alice):
    return as_jpeg(drawn(platform, alice, "licence_front").filter(ImageFilter.GaussianBlur(8)))


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
