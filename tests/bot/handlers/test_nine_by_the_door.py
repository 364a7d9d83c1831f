"""What a citizen sends from hello to hand-in, counted at the webhook door, picture by picture."""

from datetime import timedelta

import pytest

from bot.handlers.pictures import claim_pictures, fetch
from tests.office import event, new_message_id

BAR = 9
CARD, FRONT, BACK, HEALTH = (
    "[citizen_id]",
    "[licence_front]",
    "[licence_back]",
    "[health_certificate]",
)
CAR = (
    "xin chào", "Đồng ý", "B2, 15/08/2027, 640123456789, 15/08/2017", CARD, "1, 0905 123 456",
    FRONT, BACK, HEALTH, "nộp hồ sơ",
)  # fmt: skip


@pytest.fixture
def office(office_on_zalo):
    return office_on_zalo


def sends(office, platform, citizen, said):
    """Send one message, half a minute after the one before, and let the office fetch a picture."""
    office.later(seconds=30)
    what = {"msg_id": new_message_id()}
    if said.startswith("["):
        url = platform.picture(citizen, said.strip("[]"))
        what["attachments"] = [{"type": "image", "payload": {"url": url}}]
        office.arrives(event("user_send_image", citizen.id, office.now, message=what))
        [picture] = claim_pictures(office.ground, 8)
        fetch(office.ground, picture)
    else:
        raw = event("user_send_text", citizen.id, office.now, message={**what, "text": said})
        office.arrives(raw)
        office.arrives(raw)  # the platform delivers twice at times; nothing changes


def test_nine_messages_lead_from_a_bare_hello_to_the_hand_in(office, platform):
    citizen = platform.new_citizen(office)
    began = office.now
    for said in CAR:
        assert citizen.dossiers == []
        sends(office, platform, citizen, said)

    [dossier] = citizen.dossiers
    with office.database.reading() as store:
        kept = store.inbox.of(citizen.id)
    assert len(kept) == len(CAR) <= BAR
    assert dossier.sources["full_name"] == "qr"
    assert dossier.answers["phone"] == "0905123456"
    assert dossier.handed_in_at - began == timedelta(seconds=30) * len(CAR)
