"""The phone page in a real browser: typing, tapping, a picture, a broken line, another width."""

import os
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

CHROMIUM = (
    os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
YES = {"title": "Đúng rồi", "type": "oa.query.show", "payload": "#DUNG"}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed here"),
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def open_phone(browser, zalo, citizen):
    pages, errors = [], []

    def begin(width=390, height=844):
        page = browser.new_page(viewport={"width": width, "height": height})
        page.on("pageerror", lambda error: errors.append(str(error)))
        pages.append(page)
        page.goto(f"{zalo.url}/phone/{citizen}")
        return page

    yield begin
    for page in pages:
        page.close()
    assert errors == []


def test_a_conversation_by_keyboard_alone(open_phone, zalo, webhook, citizen):
    page = open_phone()
    page.locator("#words").focus()
    page.keyboard.type("xin chào ạ")
    page.keyboard.press("Enter")
    expect(page.locator(".mine .words")).to_have_text("xin chào ạ")
    expect(page.locator(".mine .tick")).to_contain_text("Đã nhận")

    payload = {"buttons": [YES]}
    zalo.send(
        citizen, {"text": "Đúng chưa ạ?", "attachment": {"type": "template", "payload": payload}}
    )
    page.locator(".buttons button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".mine .words").last).to_have_text("#DUNG")
    texts = [one.event["message"]["text"] for one in webhook.gets("user_send_text", 2)]
    assert texts == ["xin chào ạ", "#DUNG"]


def test_a_sample_card_goes_out_from_the_tray_and_the_tray_closes(open_phone, webhook):
    page = open_phone()
    page.locator("#tray-button").click()
    page.get_by_role("button", name="Căn cước", exact=True).click()
    expect(page.locator(".mine .picture img")).to_be_visible()
    expect(page.locator("#tray")).to_be_hidden()

    assert len(webhook.gets("user_send_image")) == 1


def test_a_letter_that_comes_while_reading_above_waits_behind_a_button(open_phone, zalo, citizen):
    for number in range(30):
        zalo.send(citizen, f"tin số {number}")
    page = open_phone()
    log = page.locator("#log")
    log.evaluate("element => { element.scrollTop = 0; }")
    zalo.send(citizen, "tin mới nhất")
    expect(page.locator("#newer")).to_be_visible()
    assert log.evaluate("element => element.scrollTop") == 0

    page.locator("#newer").click()
    expect(page.get_by_text("tin mới nhất")).to_be_in_viewport()


def test_a_narrow_screen_shows_the_phone_alone_and_a_wide_one_the_world(open_phone):
    narrow = open_phone(390)
    expect(narrow.locator(".beside").first).to_be_hidden()
    assert narrow.evaluate("document.documentElement.scrollWidth") == 390

    wide = open_phone(1280)
    expect(wide.get_by_role("heading", name="Sổ giao nhận")).to_be_visible()
    expect(wide.get_by_text("Số căn cước")).to_be_visible()
    wide.get_by_role("button", name="+1 ngày").click()
    expect(wide.get_by_text("nhanh hơn 1 ngày")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_what_a_thumb_must_hit_is_large_enough(open_phone, zalo, citizen, width):
    payload = {"buttons": [YES]}
    zalo.send(citizen, {"text": "?", "attachment": {"type": "template", "payload": payload}})
    page = open_phone(width)
    page.locator("#tray-button").click()
    sizes = page.locator("main button:visible, main a:visible, main textarea").evaluate_all(
        "all => all.map(one => [one.offsetHeight, one.ariaLabel || one.textContent])"
    )

    assert len(sizes) >= 9
    assert [size for size in sizes if size[0] < 44] == []


def test_everything_can_be_named_by_a_screen_reader(open_phone):
    page = open_phone(1280)
    nameless = page.locator("button, a, input:not([type=hidden]), select, textarea").evaluate_all(
        """all => all.filter(one => !(one.ariaLabel || one.textContent.trim()
            || (one.labels && one.labels.length))).map(one => one.outerHTML)"""
    )

    assert nameless == []
