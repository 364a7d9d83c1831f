"""The client and the simulated platform, two programs over real HTTP."""

import os
import re
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from bot.zalo.client import Zalo, new_session
from bot.zalo.errors import NothingSent, NotTaken, RefreshRefused, SendOutcomeUnknown
from bot.zalo.payloads import Button, Element, ListPart, PicturePart, TextPart, parts
from bot.zalo.pictures import PictureUnreachable
from bot.zalo.settings import ZaloSettings

pytestmark = pytest.mark.process

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


class Keeper:
    """Keeps the pair of one account for a test."""

    def __init__(self) -> None:
        self.kept = None

    def read(self):
        return self.kept

    def write(self, tokens):
        self.kept = tokens

    def replacing(self):
        return closing(self)

    def close(self):
        """Let go of a lock that one test needs not share."""


class Platform:
    """The simulator's control API."""

    def __init__(self, url, refresh_token) -> None:
        self.url = url
        self.session = new_session()
        self.settings = ZaloSettings(
            app_id="360846524940903967",
            app_secret="mock-app-secret",
            oa_id="388613280878808645",
            oa_secret_keys=("mock-key",),
            refresh_token=refresh_token,
            openapi_url=url,
            oauth_url=url,
            business_url=url,
            media_hosts=(url.removeprefix("http://"),),
        )

    def control(self, method, path, **asked):
        answer = self.session.request(method, f"{self.url}/control{path}", timeout=10, **asked)
        answer.raise_for_status()
        return answer.json()

    def switch(self, **switches):
        self.control("PUT", "/switches", json=switches)

    def fails(self, place, mode, **fault):
        self.switch(faults={place: {"mode": mode, "times": 1, **fault}})

    def phone(self, user_id):
        return self.control("GET", f"/citizens/{user_id}/messages")["messages"]


@pytest.fixture(scope="module")
def platform(tmp_path_factory):
    account = {
        "ZALO_APP_SECRET": "mock-app-secret",
        "ZALO_OA_SECRET_KEY": "mock-key",
        "ZALO_REFRESH_TOKEN": "mock-refresh",
    }
    command = [sys.executable, "-m", "mock_zalo", "--port", "0", "--seed", "7"]
    with subprocess.Popen(
        [*command, "--data", str(tmp_path_factory.mktemp("mock_zalo"))],
        env=os.environ | account,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            url = re.search(r"http://[\d.]+:\d+", process.stdout.readline())[0]
            yield Platform(url, "mock-refresh")
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def keeper():
    return Keeper()


@pytest.fixture
def zalo(platform, keeper):
    return Zalo(platform.session, platform.settings, keeper)


@pytest.fixture
def lan(platform):
    return platform.control("POST", "/citizens", json={"name": "Lan"})["user_id"]


def said(platform, user_id):
    return [each["text"] for each in platform.phone(user_id) if each["from"] == "office"]


def test_a_letter_with_buttons_arrives_and_is_found_in_the_conversation(platform, zalo, lan):
    platform.control("POST", f"/citizens/{lan}/say", json={"text": "chào"})
    sent = zalo.send(lan, TextPart("Dạ em chào", (Button("Bắt đầu", "#BATDAU"),)))

    on_the_phone = platform.phone(lan)[-1]
    assert (on_the_phone["text"], on_the_phone["msg_id"]) == ("Dạ em chào", sent.message_id)
    assert on_the_phone["buttons"][0]["payload"] == "#BATDAU"
    assert (sent.quota_type, sent.billed) == ("reply", False)
    recent = zalo.recent_messages(lan)
    assert {(each.text, each.from_citizen) for each in recent} >= {
        ("chào", True),
        ("Dạ em chào", False),
    }


def test_a_long_letter_arrives_whole(platform, zalo, lan):
    for part in parts("dài " * 1200):
        zalo.send(lan, part)
    assert "".join(" ".join(said(platform, lan)).split()) == "dài" * 1200


def test_a_list_and_an_uploaded_picture_arrive(platform, zalo, lan):
    elements = (Element("Lịch chụp ảnh", "chọn một buổi"), Element("08:00", payload="#1"))
    assert zalo.send(lan, ListPart(elements)).message_id
    attachment = zalo.upload_image(PNG, kind="png")
    assert zalo.send(lan, PicturePart("Ảnh mẫu", attachment_id=attachment)).message_id
    assert platform.phone(lan)[-1]["picture"]


def test_the_account_and_a_profile_are_known(platform, zalo, lan):
    assert zalo.official_account().oa_id == platform.settings.oa_id
    assert zalo.profile(lan).name == "Lan"
    assert zalo.rate.limit == 4000


@pytest.mark.parametrize("mode", ["http_500", "html_502"])
def test_a_gateway_that_is_down_sent_nothing(platform, zalo, lan, mode):
    platform.fails("send", mode)
    with pytest.raises(NothingSent):
        zalo.send(lan, TextPart("một lần"))
    assert said(platform, lan) == []

    zalo.send(lan, TextPart("một lần"))
    assert said(platform, lan) == ["một lần"]


@pytest.mark.parametrize("trouble", [("reset", 1), ("reset_before", 0), ("empty", 0)])
def test_an_answer_that_is_lost_is_unknown_whether_or_not_the_letter_arrived(
    platform, zalo, lan, trouble
):
    mode, arrived = trouble
    platform.fails("send", mode)
    with pytest.raises(SendOutcomeUnknown):
        zalo.send(lan, TextPart("một lần"))
    assert len(said(platform, lan)) == arrived


@pytest.mark.parametrize("answer", [(-32, True), (-230, False), (-224, True)])
def test_a_code_of_the_platform_is_read_as_its_meaning(platform, zalo, lan, answer):
    code, again = answer
    platform.fails("send", "error_code", code=code)
    with pytest.raises(NotTaken) as error:
        zalo.send(lan, TextPart("một lần"))
    assert (error.value.code, error.value.again) == (code, again)


def test_an_expired_token_is_replaced_on_the_way(platform, keeper, lan):
    first = Zalo(platform.session, platform.settings, keeper)
    first.official_account()
    before = keeper.kept.access
    platform.control("POST", "/clock", json={"advance_seconds": 90_001})
    platform.control("POST", f"/citizens/{lan}/say", json={"text": "còn đó không"})

    first.send(lan, TextPart("Dạ còn"))

    assert keeper.kept.access != before
    assert said(platform, lan) == ["Dạ còn"]


def test_a_refresh_ahead_of_time_takes_the_next_pair(platform, keeper):
    def tomorrow():
        return datetime.now(UTC) + timedelta(hours=21)

    zalo = Zalo(platform.session, platform.settings, keeper, now=tomorrow)
    zalo.official_account()
    first = keeper.kept
    Zalo(
        platform.session, platform.settings, keeper, now=lambda: tomorrow() + timedelta(hours=21)
    ).refresh_if_due()
    assert keeper.kept.refresh != first.refresh
    assert zalo.official_account().name


def test_a_refresh_token_that_was_used_calls_a_person(platform, zalo):
    zalo.official_account()
    lost_its_pair = Zalo(platform.session, platform.settings, Keeper())
    with pytest.raises(RefreshRefused):
        lost_its_pair.official_account()


def test_a_citizens_picture_is_fetched(platform, zalo, lan):
    sent = platform.control(
        "POST", f"/citizens/{lan}/picture", files={"file": ("lan.png", PNG, "image/png")}
    )
    assert zalo.fetch_picture(sent["url"]) == PNG


def test_a_picture_that_is_gone_is_a_typed_problem(platform, zalo):
    with pytest.raises(PictureUnreachable) as problem:
        zalo.fetch_picture(f"{platform.url}/media/no-such-picture.jpg")
    assert problem.value.again is False


def test_nobody_listening_sent_nothing(platform, keeper, lan):
    silent = ZaloSettings(
        app_id="1",
        app_secret="s",
        oa_id="2",
        oa_secret_keys=("k",),
        openapi_url="http://127.0.0.1:9",
    )
    Zalo(platform.session, platform.settings, keeper).official_account()
    with pytest.raises(NothingSent):
        Zalo(new_session(), silent, keeper).send(lan, TextPart("một lần"))
