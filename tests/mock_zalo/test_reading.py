"""What the account's API tells of its people, and what it tells no longer (section 8)."""

from datetime import UTC, datetime, timedelta

import pytest

LIST = "/v3.0/oa/user/getlist"
TODAY = (datetime.now(UTC) + timedelta(hours=7)).strftime("%d/%m/%Y")


def test_contact_details_are_told_once_the_citizen_has_shared_them(zalo, citizen):
    before = zalo.read("/v3.0/oa/user/detail", user_id=citizen)["data"]["shared_info"]
    zalo.do(f"citizens/{citizen}/act", kind="submit_info")
    after = zalo.read("/v3.0/oa/user/detail", user_id=citizen)["data"]["shared_info"]

    assert set(before.values()) == {""}
    assert after["name"] == "Rơ Châm H'Nhi"
    assert after["phone"].startswith("84")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 2),
        ({"is_follower": "true"}, 1),
        ({"is_follower": False}, 1),
        ({"last_interaction_period": "TODAY"}, 1),
        ({"last_interaction_period": "YESTERDAY"}, 0),
        ({"last_interaction_period": "L7D"}, 1),
        ({"last_interaction_period": "L30D"}, 2),
        ({"last_interaction_period": f"{TODAY}:{TODAY}"}, 1),
        ({"tag_name": "VIP"}, 0),
    ],
)
def test_people_are_listed_by_what_is_asked(zalo, citizen, asked, found):
    silent = zalo.arrive("Siu Blơ")
    zalo.do("unfollow", user_id=silent)
    zalo.do(f"citizens/{silent}/silence", hours=24 * 20)

    assert zalo.read(LIST, offset=0, count=50, **asked)["data"]["total"] == found


def test_a_period_that_is_none_is_an_invalid_parameter(zalo):
    assert zalo.read(LIST, offset=0, count=50, last_interaction_period="hôm nay")["error"] == -201


@pytest.mark.parametrize(
    "path",
    [
        "/v2.0/oa/getprofile",
        "/v2.0/oa/getfollowers",
        "/v2.0/oa/getmessagestatus",
        "/v2.0/oa/message/status",
        "/v3.0/oa/message/status",
    ],
)
def test_what_was_once_read_answers_with_the_code_of_its_switch(zalo, path):
    assert zalo.read(path)["error"] == -240
    zalo.switch(legacy__reads=-209)
    assert zalo.read(path)["error"] == -209


def test_a_reaction_opens_no_window(zalo, citizen):
    zalo.do(f"citizens/{citizen}/silence", hours=24 * 8)
    zalo.do(f"citizens/{citizen}/act", kind="reaction")

    assert zalo.send(citizen, "dạ").json()["error"] == -230
