"""What only a browser can show: keys, focus, live news, nothing that jumps, one printed page."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright
from waitress.server import create_server

from tests.desk.conftest import BINH

pytestmark = [
    pytest.mark.browser,
    pytest.mark.process,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
WIDER_THAN_THE_WINDOW = "document.documentElement.scrollWidth > innerWidth"
FOCUS = "document.activeElement"
POLL = "where => htmx.ajax('GET', document.querySelector(where).getAttribute('hx-get'), where)"


@pytest.fixture
def address(desk) -> Iterator[str]:
    server = create_server(desk.app, host="127.0.0.1", port=0, threads=4)
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    yield f"http://127.0.0.1:{server.effective_port}/desk"
    server.close()
    running.join(timeout=5)


@pytest.fixture(scope="module")
def browser(chromium) -> Iterator[Any]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the console complained about: a script or style that the policy forbids, an error."""
    return []


@pytest.fixture
def page(desk, browser, address, complaints) -> Iterator[Page]:
    """A page on which Bình is signed in; a complaint that no test took away is an error."""
    desk.binh.opens("/desk/day")
    cookie = desk.binh.client.get_cookie("session")
    context = browser.new_context(viewport=WIDE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
    opened = context.new_page()
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else 0)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def test_a_clerk_works_through_the_queue_by_keys_alone(desk, page, address):
    desk.hands_in(due_in=timedelta(hours=3))
    code = desk.hands_in(due_in=timedelta(hours=30))

    page.goto(f"{address}/queue")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/dossiers/{code}")
    page.keyboard.press("Enter")
    page.get_by_text("Anh/chị đang làm hồ sơ của Rơ Châm H'Nhi.").wait_for()
    assert "Anh/chị đang làm" in page.evaluate(f"{FOCUS}.innerText")
    page.keyboard.press("Enter")
    page.keyboard.type("H21-261123-1")
    page.keyboard.press("Enter")
    page.get_by_text("Đã nhận hồ sơ của Rơ Châm H'Nhi.").wait_for()

    assert desk.dossier(code).official_code == "H21-261123-1"
    assert page.locator("details.act[open]").get_attribute("data-sheet") == "appointment"


def test_a_key_held_down_does_one_step_only(desk, page, address):
    code = desk.hands_in()
    desk.binh.does(code, "take")
    page.goto(f"{address}/dossiers/{code}")

    page.keyboard.down("x")
    page.locator("details.act[open]").wait_for()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.down("b")
    page.keyboard.down("b")

    assert page.locator("details.act[open]").get_attribute("data-sheet") == "send_back"


def test_a_number_is_uncovered_in_place_and_the_focus_moves_to_its_copy(desk, page, address):
    code = desk.hands_in()
    page.goto(f"{address}/dossiers/{code}")
    before = page.evaluate("scrollY")

    page.locator("#value-citizen_id button").click()
    page.get_by_text("064192001234").wait_for()

    page.wait_for_function(f"{FOCUS}.dataset.copy === '064192001234'")
    assert page.evaluate("scrollY") == before


def test_news_are_announced_and_no_row_moves(desk, page, address):
    desk.hands_in()
    desk.passes(timedelta(minutes=1))
    page.goto(f"{address}/queue")
    row = page.locator("a.row").first
    row.focus()
    where = row.bounding_box()
    desk.passes(timedelta(minutes=1))
    desk.hands_in(due_in=timedelta(hours=-1))

    page.evaluate(POLL, "#news")
    page.get_by_text("1 hồ sơ mới").wait_for()

    assert row.bounding_box() == where
    assert page.locator("a.row").count() == 1
    assert page.evaluate(f"{FOCUS}.matches('a.row')")
    assert page.locator("#places").inner_text().split()[2] == "2"


def test_a_sheet_takes_the_focus_and_gives_it_back(desk, page, address):
    code = desk.hands_in()
    desk.binh.does(code, "take")
    page.goto(f"{address}/dossiers/{code}")

    page.keyboard.press("b")
    page.wait_for_function(f"{FOCUS}.name === 'field'")
    page.keyboard.press("Escape")

    assert "Yêu cầu bổ sung" in page.evaluate(f"{FOCUS}.innerText")
    assert page.locator("details.act[open]").count() == 0


def test_letters_typed_into_a_field_are_no_commands(desk, page, address):
    code = desk.hands_in()
    page.goto(f"{address}/dossiers/{code}")

    page.keyboard.press("t")
    page.keyboard.type("bn x l ? r")

    assert page.locator("#letter").input_value() == "bn x l ? r"
    assert desk.dossier(code).holder == ""


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_no_page_is_wider_than_its_window(desk, page, address, size):
    code = desk.hands_in(address="Rấtdàikhôngcódấucách" * 6, residence="a" * 90)
    desk.binh.does(code, "take")
    desk.hears(f"user{code}", "https://www.google.com/maps/search/?api=1&query=" + "a" * 90)
    page.set_viewport_size(size)

    for path in ("queue", f"dossiers/{code}", "day", "people", f"people/user{code}"):
        page.goto(f"{address}/{path}")
        assert not page.evaluate(WIDER_THAN_THE_WINDOW), path


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_every_deed_is_in_sight_and_a_sheet_stands_above_the_bar(desk, page, address, size):
    code = desk.hands_in()
    desk.binh.does(code, "take")
    page.set_viewport_size(size)
    page.goto(f"{address}/dossiers/{code}")

    bar = page.locator(".acts").bounding_box()
    deeds = [one.bounding_box() for one in page.locator(".acts > * > :is(summary, button)").all()]
    assert len(deeds) > 3
    assert all(one["x"] >= 0 and one["x"] + one["width"] <= size["width"] for one in deeds)
    assert all(one["y"] + one["height"] <= size["height"] for one in deeds)
    assert bar["height"] < size["height"] / 4
    page.keyboard.press("b")
    sheet = page.locator("details.act[open] .sheet").bounding_box()
    assert sheet["y"] >= 0
    assert sheet["y"] + sheet["height"] <= bar["y"] + 1


def test_what_a_thumb_has_to_hit_is_large_enough(desk, page, address):
    code = desk.hands_in()
    desk.binh.does(code, "take")
    page.set_viewport_size(PHONE)

    for path in ("queue", f"dossiers/{code}", "day"):
        page.goto(f"{address}/{path}")
        small = page.evaluate(
            "[...document.querySelectorAll('button, summary, select, input:not([type=hidden],"
            " [type=checkbox], [type=radio]), a.row, .places a')]"
            ".filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)"
            ".map(one => one.outerHTML)"
        )
        assert small == [], path


def test_a_full_day_prints_on_one_page(desk, page, address):
    with desk.ground.database.transaction() as store:
        for number in range(30):
            starts_at = desk.now + timedelta(minutes=15 * number)
            store.slots.add("pleiku", starts_at, 1)
    for number in range(30):
        code = desk.hands_in(full_name=f"Võ Ngọc Khánh Linh {number}")
        with desk.ground.database.transaction() as store:
            slot = store.slots.at("pleiku", desk.now + timedelta(minutes=15 * number))
            store.appointments.hold(f"user{code}", slot.id, until=desk.now, dossier=code)
    page.goto(f"{address}/day")
    assert page.locator(".sheet-of-day li").count() == 30

    printed = page.pdf(prefer_css_page_size=True)

    assert printed.count(b"/Type /Page\n") == 1


def test_an_ended_session_is_said_and_keeps_what_is_typed(desk, page, address, complaints):
    code = desk.hands_in()
    page.goto(f"{address}/dossiers/{code}")
    page.locator("#letter").fill("Chào chị")
    with desk.ground.database.transaction() as store:
        store.staff.change(BINH.name, session_key="another")

    with page.expect_console_message(lambda said: said.type == "error"):
        page.evaluate(POLL, "#talk")
    page.locator("#away").wait_for()

    assert page.locator("#letter").input_value() == "Chào chị"
    assert "401" in complaints.pop(0)
    complaints.clear()
