"""The client survives each position of what the platform leaves open (platform reference, 15)."""

from dataclasses import replace
from threading import Thread

import pytest

from bot.zalo.client import Zalo, new_session
from bot.zalo.errors import Action, NotTaken, RefreshRefused
from bot.zalo.payloads import Button, Element, ListPart, TextPart
from mock_zalo.credentials import Credentials
from mock_zalo.server import Simulator
from mock_zalo.switches import SWITCHES
from tests.office import ZALO
from tests.office_fixtures import Drawer, Platform, at
from tests.positions import BUTTONS, REFRESHED, REFUSED, someone, switched, texts


@pytest.fixture(scope="module")
def account(tmp_path_factory):
    """Give a platform for the client alone, which refreshes and spoils tokens as it likes."""
    simulator = Simulator(Credentials(), tmp_path_factory.mktemp("account"), threads=4, carriers=1)
    thread = Thread(target=simulator.run)
    thread.start()
    yield Platform(simulator)
    simulator.stop()
    thread.join()


@pytest.fixture(scope="module")
def drawer():
    return Drawer()


@pytest.fixture
def client(account, drawer):
    """Return a client with these settings; all of them share one drawer of tokens."""

    def make(keeper=drawer, **settings):
        zalo = replace(ZALO, **at(account.url), **settings)
        return Zalo(new_session(), zalo, keeper)

    make().official_account()
    return make


def has_lapsed(account):
    account.control("POST", "/token/expire")


@pytest.mark.parametrize(("rule", "setting"), BUTTONS)
def test_buttons_are_taken_where_the_setting_is_the_accounts(account, client, rule, setting):
    letter = TextPart("Chọn giúp em ạ", (Button("Bắt đầu", "#BATDAU"),))
    with switched(account, {"cs.buttons.template_type": rule}):
        who = someone(account)
        client(buttons_template_type=setting).send(who, letter)

    assert texts(account, who) == ["Chọn giúp em ạ"]


@pytest.mark.parametrize("position", SWITCHES["cs.list"].choices)
def test_a_list_arrives_or_is_refused_for_its_shape(account, client, position):
    elements = (Element("Lịch chụp ảnh", "chọn một buổi"), Element("08:00", payload="#1"))
    with switched(account, {"cs.list": position}):
        who = someone(account)
        if position == "accepted":
            client().send(who, ListPart(elements))
        else:
            with pytest.raises(NotTaken) as refused:
                client().send(who, ListPart(elements))
            assert refused.value.action is Action.PERMANENT

    assert len(texts(account, who)) == (position == "accepted")


@pytest.mark.parametrize("positions", REFRESHED, ids=str)
def test_a_lapsed_token_is_replaced_once(account, client, drawer, positions):
    with switched(account, positions):
        has_lapsed(account)
        before = drawer.kept
        assert client().official_account().oa_id == ZALO.oa_id
        pair = drawer.kept
        assert client().official_account().oa_id == ZALO.oa_id

    assert pair.access != before.access
    assert drawer.kept == pair


@pytest.mark.parametrize("code", SWITCHES["token.replaced_code"].choices)
def test_a_token_that_another_replaced_is_read_anew(account, client, drawer, code):
    with switched(account, {"token.replaced_code": code}):
        late = client()
        late.official_account()
        has_lapsed(account)
        client().official_account()
        pair = drawer.kept
        assert late.official_account().oa_id == ZALO.oa_id

    assert drawer.kept == pair


@pytest.mark.parametrize("positions", REFUSED, ids=str)
def test_a_used_refresh_token_is_refused_and_nothing_overwritten(account, client, positions):
    client()
    lost = Drawer()
    with switched(account, positions), pytest.raises(RefreshRefused):
        client(lost).official_account()

    assert lost.kept is None


@pytest.mark.parametrize("asked", [True, False])
def test_the_proof_is_sent_where_the_console_asks_for_it(account, client, asked):
    with switched(account, {"proof.required": asked}):
        assert client(appsecret_proof=asked).official_account().oa_id == ZALO.oa_id


@pytest.mark.parametrize("named", SWITCHES["getoa.id_field"].choices)
def test_the_account_is_known_by_either_name_of_its_id(account, client, named):
    with switched(account, {"getoa.id_field": named}):
        assert client().official_account().oa_id == ZALO.oa_id


@pytest.mark.parametrize(("linked", "taken"), [(True, True), (False, False)])
def test_a_late_letter_is_billed_or_waits_for_an_operator(account, client, linked, taken):
    with switched(account, {"window.zca_linked": linked}):
        who = someone(account)
        account.control("POST", f"/citizens/{who}/silence", json={"hours": 50})
        if taken:
            assert client().send(who, TextPart("Dạ")).billed
            return
        with pytest.raises(NotTaken) as refused:
            client().send(who, TextPart("Dạ"))

    assert refused.value.action is Action.CONFIGURATION


@pytest.mark.parametrize("code", SWITCHES["cs.buttons.limit_code"].choices)
def test_buttons_over_their_limit_are_never_sent_again(account, client, code):
    button = {"title": "x", "type": "oa.query.show", "payload": "#X"}
    with switched(account, {"cs.buttons.limit_code": code, "limits.buttons": 0}):
        who = someone(account)
        with pytest.raises(NotTaken) as refused:
            client().send(who, TextPart("Chọn", (Button(button["title"], "#X"),)))

    assert (refused.value.code, refused.value.again) == (code, False)


@pytest.mark.parametrize(
    ("positions", "action"),
    [
        ({"template.by_uid": "accepted"}, None),
        ({"template.by_uid": "-249"}, Action.PERMANENT),
        ({"template.uid_night": "accepted"}, None),
        ({"template.uid_night": "-234"}, Action.DEFER),
        ({"template.daily": 0}, Action.QUOTA),
    ],
    ids=str,
)
def test_a_template_by_user_id_arrives_or_says_what_to_do(account, client, positions, action):
    moved = account.control("GET", "/clock")["now"]
    with switched(account, positions):
        account.control("POST", "/clock", json={"advance_seconds": until_night(moved)})
        who = someone(account)
        if action is None:
            assert client().notify(who, "123456", {"ma_ho_so": "ZL"}).message_id
            return
        with pytest.raises(NotTaken) as refused:
            client().notify(who, "123456", {"ma_ho_so": "ZL"})

    assert refused.value.action is action


def until_night(now):
    """Return the seconds to 23:00 in Việt Nam, at most a day away."""
    return (16 * 3600 - now) % 86_400
