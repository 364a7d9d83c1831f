"""Sample papers that a reader can read, and a picture host that may be hostile."""

from io import BytesIO

import pytest
import requests
import zxingcpp
from PIL import Image

from mock_zalo import cards, people
from mock_zalo.luck import Luck
from mock_zalo.pictures import bomb

PERSON = people.invent(Luck(3), 1, 1_795_400_000.0)


def codes(content):
    return [code.text for code in zxingcpp.read_barcodes(Image.open(BytesIO(content)))]


def test_the_citizen_card_carries_its_seven_fields_as_a_readable_qr():
    [text] = codes(cards.draw("citizen_id", PERSON))

    fields = text.split("|")
    assert fields[0] == PERSON["citizen_id"]
    assert fields[2] == PERSON["full_name"]
    assert fields[3] == PERSON["birth_date"].replace("/", "")
    assert fields[4] in {"Nam", "Nữ"}
    assert fields[5] == PERSON["address"]
    assert len(fields) == 7


def test_the_blurred_card_cannot_be_read():
    assert codes(cards.draw("blurred", PERSON)) == []


@pytest.mark.parametrize("card", cards.CARDS)
def test_every_card_is_a_picture_that_the_platform_would_take(card):
    content = cards.draw(card, PERSON)
    image = Image.open(BytesIO(content))

    assert image.format == "JPEG"
    assert min(image.size) >= 800
    assert len(content) < 1_048_576


def test_an_invented_person_agrees_with_the_numbers_on_the_cards():
    for ordinal in range(16):
        person = people.invent(Luck(9), ordinal, 1_795_400_000.0)
        female = person["sex"] == "Nữ"
        born = person["birth_date"]

        assert person["citizen_id"][:3] == "064"
        assert int(person["citizen_id"][3]) == 2 * (int(born[-4:]) >= 2000) + female
        assert person["citizen_id"][4:6] == born[-2:]
        assert len(person["citizen_id"]) == len(person["licence_number"]) == 12
        assert person["licence_number"][2:5] == f"{int(female)}{person['issued_on'][-2:]}"


def test_a_card_can_be_sent_with_other_particulars(zalo, webhook, citizen):
    sent = zalo.do(
        f"citizens/{citizen}/picture", card="citizen_id", person={"full_name": "Siu H'Lan"}
    )

    event = webhook.gets("user_send_image")[0].event
    assert event["message"]["attachments"] == [
        {"type": "image", "payload": {"thumbnail": sent["url"], "url": sent["url"]}}
    ]
    assert "|Siu H'Lan|" in codes(requests.get(sent["url"], timeout=5).content)[0]


def test_a_file_of_ones_own_can_be_sent(zalo, citizen):
    answer = zalo.http.post(
        f"{zalo.url}/control/citizens/{citizen}/picture", files={"file": ("a.png", b"\x89PNG1")}
    ).json()

    assert zalo.http.get(answer["url"]).content == b"\x89PNG1"


def test_an_unknown_card_is_refused_with_the_list_of_cards(zalo, citizen):
    answer = zalo.http.post(f"{zalo.url}/control/citizens/{citizen}/picture", json={"card": "visa"})

    assert answer.status_code == 400
    assert "citizen_id" in answer.json()["error"]


@pytest.fixture
def picture(zalo, citizen):
    return zalo.http.post(
        f"{zalo.url}/control/citizens/{citizen}/picture",
        files={"file": ("a.jpg", b"\xff\xd8\xff" + b"0" * 997)},
    ).json()["url"]


@pytest.mark.parametrize(
    ("mode", "status", "size", "type_"),
    [
        ("ok", 200, 1000, "image/jpeg"),
        ("expired", 403, 21, "text/plain"),
        ("http_500", 500, 21, "text/html"),
        ("html", 200, 39, "text/html"),
        ("empty", 200, 0, "image/jpeg"),
        ("truncated", 200, 500, "image/jpeg"),
        ("wrong_type", 200, 1000, "text/html"),
        ("redirect", 302, 0, "text/html"),
    ],
)
def test_the_picture_host_can_misbehave(zalo, picture, mode, status, size, type_):  # noqa: PLR0917
    zalo.fault("media", mode)
    answer = zalo.http.get(picture, allow_redirects=False)

    assert answer.status_code == status
    assert len(answer.content) == size
    assert answer.headers["Content-Type"].startswith(type_)


def test_a_picture_can_be_endless(zalo, picture):
    zalo.fault("media", "endless")
    with zalo.http.get(picture, stream=True) as answer:
        taken = sum(
            len(chunk) for _, chunk in zip(range(64), answer.iter_content(65_536), strict=False)
        )

    assert taken > 2_000_000


def test_a_picture_can_drip(zalo, picture):
    zalo.fault("media", "slow", seconds=0.2)
    answer = zalo.http.get(picture, timeout=5)

    assert len(answer.content) == 1000
    assert answer.elapsed.total_seconds() < 0.2


def test_the_bomb_is_small_and_claims_to_be_huge():
    content = bomb()

    assert len(content) < 10_000
    assert int.from_bytes(content[16:20]) * int.from_bytes(content[20:24]) == 900_000_000


def test_a_picture_url_lapses_with_the_clock(zalo, picture):
    zalo.switch(media__expires_seconds=3600.0)
    assert zalo.http.get(picture).status_code == 200

    zalo.do("clock", advance_seconds=3601)
    assert zalo.http.get(picture).status_code == 403


def test_a_name_that_nobody_stored_is_not_found(zalo):
    assert zalo.http.get(f"{zalo.url}/media/..%2fledger.jsonl").status_code == 404
    assert zalo.http.get(f"{zalo.url}/media/invented.jpg").status_code == 404
