"""The phone page over plain HTTP: what it shows, its forms, its stream, its colours."""

import json
import re
from pathlib import Path

import pytest

import mock_zalo
from mock_zalo.quick import HAPPENINGS
from mock_zalo.scenario import STEPS

CSS = Path(mock_zalo.__file__).parent / "static" / "phone.css"
HIDE = {"title": "Ẩn giúp em", "type": "oa.query.hide", "payload": "#AN"}


@pytest.fixture
def page(zalo, citizen):
    def read(path=f"/phone/{citizen}"):
        answer = zalo.http.get(zalo.url + path)
        assert answer.status_code == 200
        return answer.text

    return read


def with_buttons(*buttons: dict):
    payload = {"buttons": list(buttons)}
    return {"text": "Chọn ạ", "attachment": {"type": "template", "payload": payload}}


def test_the_front_page_asks_who_holds_the_phone_and_makes_somebody(zalo, page):
    assert "Ai đang cầm máy?" in page("/")

    answer = zalo.http.post(f"{zalo.url}/phone", data={"name": "Kpă H'Bia"})
    assert "/phone/" in answer.url
    assert "Đổi Bằng · Bưu điện Gia Lai" in answer.text
    assert "Kpă H&#39;Bia" in page("/")


def test_typing_without_javascript_sends_and_comes_back(zalo, webhook, citizen):
    answer = zalo.http.post(f"{zalo.url}/phone/{citizen}/say", data={"text": "xin chào ạ"})

    assert "xin chào ạ" in answer.text
    assert webhook.gets("user_send_text")[0].event["message"]["text"] == "xin chào ạ"


def test_words_are_shown_as_words_and_never_as_markup(zalo, citizen, page):
    zalo.says(citizen, "<img src=x onerror=alert(1)>")
    zalo.send(citizen, "<script>alert(1)</script>")

    assert "<img src=x" not in page()
    assert "<script>alert" not in page()


def test_a_button_that_opens_something_else_than_the_web_is_not_a_link(zalo, citizen, page):
    bad = {"title": "Bấm", "type": "oa.open.url", "payload": {"url": "javascript:alert(1)"}}
    zalo.send(citizen, with_buttons(bad))

    assert "javascript:" not in page()


def test_tapping_a_hidden_query_reaches_the_office_and_not_the_screen(zalo, webhook, citizen, page):
    zalo.send(citizen, with_buttons(HIDE))
    assert 'value="#AN"' in page()
    form = {"text": "#AN", "shown": "no"}
    zalo.http.post(f"{zalo.url}/phone/{citizen}/say", data=form)

    assert webhook.gets("user_send_text")[0].event["message"]["text"] == "#AN"
    assert [message["from"] for message in zalo.phone(citizen)] == ["office"]


def test_a_phone_button_shows_its_number_and_a_list_its_rows(zalo, citizen, page):
    call = {"title": "Gọi", "type": "oa.open.phone", "payload": {"phone_code": "02693824999"}}
    zalo.send(citizen, with_buttons(call))
    rows = [{"title": "ZL-261123-0042", "subtitle": "Đang kiểm tra"}]
    payload = {"template_type": "list", "elements": rows}
    zalo.send(citizen, {"text": "x", "attachment": {"type": "template", "payload": payload}})

    assert "Gọi · 02693824999" in page()
    assert "ZL-261123-0042" in page()


def test_a_sample_card_is_sent_from_the_tray(zalo, webhook, citizen, page):
    zalo.http.post(f"{zalo.url}/phone/{citizen}/picture", data={"card": "citizen_id"})

    assert len(webhook.gets("user_send_image")) == 1
    assert 'class="picture"' in page()
    thumb = zalo.http.get(f"{zalo.url}/phone/{citizen}/cards/citizen_id.jpg")
    assert thumb.headers["Content-Type"] == "image/jpeg"


def test_sharing_contact_details_answers_the_request(zalo, webhook, citizen, page):
    rows = [{"title": "Liên hệ", "subtitle": "Để bưu tá gọi"}]
    payload = {"template_type": "request_user_info", "elements": rows}
    zalo.send(citizen, {"text": "x", "attachment": {"type": "template", "payload": payload}})
    assert "Chia sẻ thông tin" in page()

    zalo.http.post(f"{zalo.url}/phone/{citizen}/share")
    assert len(webhook.gets("user_submit_info")) == 1


def test_the_clock_and_the_switches_beside_the_phone_work(zalo, citizen, page):
    zalo.http.post(f"{zalo.url}/phone/{citizen}/clock", data={"seconds": "90000"})
    assert "nhanh hơn 1 ngày 1 giờ" in page()

    zalo.http.post(f"{zalo.url}/phone/{citizen}/quick", data={"send": "http_500"})
    zalo.sign_in()
    assert zalo.send(citizen, "a").status_code == 500
    zalo.http.post(f"{zalo.url}/phone/{citizen}/quick", data={"send": "ok"})
    assert zalo.send(citizen, "a").json()["error"] == 0


def test_leaving_and_coming_back_are_one_button(zalo, webhook, citizen, page):
    assert "Bỏ quan tâm" in page()
    zalo.http.post(f"{zalo.url}/phone/{citizen}/follow")
    assert "Quan tâm lại" in page()
    zalo.http.post(f"{zalo.url}/phone/{citizen}/follow")

    assert (len(webhook.gets("unfollow")), len(webhook.gets("follow", 2))) == (1, 2)


def test_a_phone_that_nobody_holds_leads_to_the_front_page(zalo):
    assert "Ai đang cầm máy?" in zalo.http.get(f"{zalo.url}/phone/1").text


def test_the_page_of_all_switches_sets_them_and_refuses_nonsense(zalo):
    url = f"{zalo.url}/switches"
    assert "Đã đặt" in zalo.http.post(url, data={"limits.text": "9", "body.style": '"ascii"'}).text
    assert zalo.http.get(f"{zalo.url}/control/switches").json()["limits.text"] == 9
    assert "Chưa đổi gì" in zalo.http.post(url, data={"limits.text": '"many"'}).text
    assert "Đã đặt" in zalo.http.post(url, data={"reset": "yes"}).text
    assert zalo.http.get(f"{zalo.url}/control/switches").json()["limits.text"] == 2000


def test_a_fault_is_planned_to_the_finest_on_the_page_and_stands_there(zalo, citizen):
    finer = {"code": "-230", "times": "1", "rate": "1", "seconds": "", "to": citizen}
    form = {f"faults.send.{name}": value for name, value in finer.items()}
    url = f"{zalo.url}/switches"
    said = zalo.http.post(url, data={"faults.send": "error_code", **form}).text

    assert "Đã đặt" in said
    assert 'name="faults.send.code" value="-230"' in said
    assert [zalo.send(citizen, "dạ").json()["error"] for _ in range(2)] == [-230, 0]
    nonsense = {"faults.send": "error_code", "faults.send.code": "nhiều"}
    assert "Chưa đổi gì" in zalo.http.post(url, data=nonsense).text


def happens(zalo, what):
    return zalo.http.post(f"{zalo.url}/switches/now", data={"what": what}).text


def test_what_befalls_everybody_is_one_button_each(zalo, webhook, citizen):
    assert "Đã xảy ra: Mọi người im 8 ngày" in happens(zalo, "closed")
    assert zalo.send(citizen, "dạ").json()["error"] == -230
    happens(zalo, "expire")
    assert zalo.read("/v2.0/oa/getoa")["error"] == -220
    happens(zalo, "spend")
    assert zalo.refresh(zalo.refresh_token).content == b""
    happens(zalo, "leave")
    assert webhook.gets("unfollow")
    happens(zalo, "revoke")
    assert webhook.gets("permission_revoked")
    assert "Đang tắt" in happens(zalo, "off")
    assert "Đang bật" in happens(zalo, "on")
    assert "Chưa làm gì" in happens(zalo, "earthquake")


def test_each_happening_is_a_step_that_a_scenario_knows():
    assert {name for _, step in HAPPENINGS.values() for name in step} <= set(STEPS)


def news(stream, kind):
    """Return the next event of that kind from a stream of lines, with its id."""
    mark, name = "", ""
    for line in stream:
        text = line.decode()
        if text.startswith("id: "):
            mark = text[4:]
        elif text.startswith("event: "):
            name = text[7:]
        elif text.startswith("data: ") and name == kind:
            return mark, json.loads(text[6:])
    raise AssertionError(kind)


def test_the_stream_brings_a_bubble_and_then_its_ticks(zalo, citizen):
    url = f"{zalo.url}/phone/{citizen}/stream"
    with zalo.http.get(url, stream=True, timeout=5) as answer:
        lines = answer.iter_lines(chunk_size=1)
        zalo.do(f"citizens/{citizen}/say", text="alo")
        _, first = news(lines, "bubble")
        while "Đã nhận" not in first["html"]:
            _, first = news(lines, "bubble")

    assert "alo" in first["html"]


def test_a_stream_that_broke_goes_on_where_it_left_off(zalo, citizen, eventually):
    zalo.says(citizen, "cũ")
    assert eventually(lambda: zalo.phone(citizen)[0]["ticks"] == "received")
    mark = str(zalo.phone(citizen)[0]["changed"])
    zalo.says(citizen, "mới")
    url = f"{zalo.url}/phone/{citizen}/stream"
    with zalo.http.get(url, stream=True, timeout=5, headers={"Last-Event-ID": mark}) as answer:
        _, first = news(answer.iter_lines(chunk_size=1), "bubble")

    assert "mới" in first["html"]


def test_the_page_runs_nothing_from_elsewhere(zalo, citizen):
    policy = zalo.http.get(f"{zalo.url}/phone/{citizen}").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def tokens(scheme):
    css = CSS.read_text()
    blocks = re.findall(r":root \{([^}]*)\}", css)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[0]))
    return found | (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[1])) if scheme else {})


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        *((ink, paper) for ink in ("ink", "faint", "accent") for paper in ("paper", "ground")),
        *((ink, "ground") for ink in ("red", "amber", "green")),
        ("ink", "mine"),
        ("accent", "mine"),
        ("on-accent", "accent"),
    ],
)
def test_words_stand_out_enough_from_their_ground(ink, paper, dark):
    colours = tokens(dark)
    bright, deep = sorted((luminance(colours[ink]), luminance(colours[paper])), reverse=True)

    assert (bright + 0.05) / (deep + 0.05) >= 4.5
