"""The journey as people see it: a phone in the hand, the desk under the keyboard, the report.

Pictures of the pages, with half a year of dossiers behind them, for the README and for our eyes:

    DOIBANG_SCREENSHOTS=docs/pictures .venv/bin/python -m pytest tests/journeys -m browser
"""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from bot.commands.sample_office import PASSWORD
from tests.journeys.stories import BY_CARD, code_in
from tests.journeys.town import Town
from tests.journeys.watching import FLAGS, Watch

pytestmark = [pytest.mark.browser, pytest.mark.process]

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
PICTURES = os.environ.get("DOIBANG_SCREENSHOTS", "")
CARDS = {
    "citizen_id": "Căn cước",
    "licence_front": "Bằng lái, mặt trước",
    "licence_back": "Bằng lái, mặt sau",
    "health_certificate": "Giấy khám sức khoẻ",
}
OFFICIAL = "000.00.21.H21-261124-0001"
NEXT_SEATS_WITHIN = 14
PARCEL = "EP123456789VN"
LONG = 20_000
expect.set_options(timeout=LONG)


@pytest.fixture
def town(tmp_path, request):
    """Give a town; with half a year behind it where pictures of its pages are wanted."""
    made = Town(tmp_path, f"sqlite:///{tmp_path / 'data' / 'doibang.db'}")
    try:
        made.begins(migrated=False, with_past=bool(PICTURES))
        yield made
    finally:
        made.ends()


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def window(chromium, watch):
    """Open windows of one browser, each for one person and watched; nothing was wrong in any."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)

        def opened(size) -> Page:
            context = browser.new_context(
                viewport=size,
                locale="vi-VN",
                timezone_id="Asia/Ho_Chi_Minh",
                reduced_motion="reduce",
            )
            page = watch.over(context.new_page())
            page.set_default_timeout(LONG)
            return page

        yield opened
        browser.close()
    watch.is_content()


def test_a_citizen_a_clerk_and_an_administrator_live_one_journey(town, window):
    phone = window(PHONE)
    person = _becomes_a_citizen(phone, town.zalo_url)
    code = _hands_in(phone, person)
    pictured(phone, "phone")

    desk = window(DESK)
    _signs_in(desk, town.service_url, "binh")
    pictured(desk, "queue")
    _decides(desk, town, code)
    _hears(phone, re.escape(OFFICIAL))
    _books(desk)
    _hears(phone, "Lịch chụp ảnh cho hồ sơ")
    _shows_the_day(desk)
    _sends_it_home(desk, town, code)
    _hears(phone, f"{code} đã xong")

    office = window(DESK)
    _signs_in(office, town.service_url, "an")
    today = datetime.now(UTC).date()
    days = f"from={today - timedelta(days=2)}&to={today + timedelta(days=30)}"
    office.goto(f"{town.service_url}/desk/report{'' if PICTURES else '?' + days}")
    line = office.get_by_text(re.compile("đã tiếp nhận")).first
    expect(line).to_be_visible()
    if not PICTURES:
        expect(line).to_contain_text("1 hồ sơ")
    pictured(office, "report")


def _becomes_a_citizen(phone: Page, zalo: str) -> dict[str, str]:
    """Make a citizen on the phone page, and return what stands on their papers."""
    phone.goto(zalo)
    phone.get_by_role("button", name="Thêm người").first.click()
    phone.wait_for_url("**/phone/*")
    _hears(phone, BY_CARD[0].then)
    facts = {}
    for row in phone.locator("dl.identity div").all():
        label = row.locator("dt").text_content() or ""
        facts[label] = row.locator("button").get_attribute("data-copy") or ""
    return {
        "licence_class": facts["Hạng"],
        "expires_on": facts["Có giá trị đến"],
        "licence_number": facts["Số giấy phép"],
        "issued_on": facts["Ngày cấp"],
        "phone": facts["Điện thoại"],
    }


def _hands_in(phone: Page, person: dict[str, str]) -> str:
    for step in BY_CARD[1:]:
        if step.card:
            _sends(phone, CARDS[step.card])
        else:
            _says_or_taps(phone, step.says.format(**person))
        _hears(phone, step.then)
    return code_in(phone.locator(".office .words").last.text_content() or "")


def _says_or_taps(phone: Page, words: str) -> None:
    """Tap the button that says it, where there is one; else type it and press Enter."""
    button = phone.locator(".message").last.get_by_role("button", name=words, exact=True)
    if button.count():
        button.click()
        return
    phone.locator("#words").focus()
    phone.keyboard.type(words)
    phone.keyboard.press("Enter")


def _sends(phone: Page, card: str) -> None:
    phone.locator("#tray-button").click()
    phone.get_by_role("button", name=card, exact=True).click()
    expect(phone.locator("#tray")).to_be_hidden()


def _hears(phone: Page, pattern: str) -> None:
    newest = phone.locator(".office .bubble").last
    expect(newest).to_contain_text(re.compile(pattern))


def _signs_in(page: Page, service: str, name: str) -> None:
    page.goto(f"{service}/desk/")
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/queue")


def _decides(desk: Page, town, code: str) -> None:
    """Take, look and accept, by keys alone."""
    if PICTURES:
        desk.goto(f"{town.service_url}/desk/dossiers/{code}")
        desk.keyboard.press("Enter")
    else:
        desk.keyboard.press("n")
        desk.wait_for_url(f"**/desk/dossiers/{code}*")
    expect(desk.get_by_text("Trả lại hàng chờ")).to_be_visible()
    for number in ("2", "3", "4", "1"):
        desk.keyboard.press(number)
        picture = desk.locator(f"#shot-{number} img")
        expect(picture).to_be_visible()
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    desk.keyboard.press("r")
    desk.keyboard.press("r")
    desk.keyboard.press("r")
    desk.keyboard.press("r")
    pictured(desk, "dossier")
    desk.keyboard.press("Enter")
    expect(desk.locator("#official_code")).to_be_focused()
    desk.keyboard.type(OFFICIAL)
    desk.keyboard.press("Enter")
    expect(desk.locator(".said.done")).to_contain_text("Đã nhận hồ sơ của")


def _books(desk: Page) -> None:
    """Confirm the time that stands in the sheet which is open after accepting."""
    desk.get_by_role("button", name="Chốt lịch và báo công dân").click()
    expect(desk.locator(".said.done")).to_contain_text("Đã chốt lịch chụp ảnh cho")


def _shows_the_day(desk: Page) -> None:
    """Leaf through the day sheets to the first on which somebody comes."""
    dossier = desk.url
    desk.get_by_role("link", name="Hôm nay").first.click()
    desk.wait_for_url("**/desk/day**")
    for _day in range(NEXT_SEATS_WITHIN):
        if desk.locator(".sheet-of-day").count():
            break
        before = desk.url
        desk.keyboard.press("ArrowRight")
        desk.wait_for_url(lambda url, before=before: url != before)
    expect(desk.locator(".sheet-of-day li").first).to_be_visible()
    pictured(desk, "day")
    desk.goto(dossier)


def _sends_it_home(desk: Page, town, code: str) -> None:
    desk.goto("about:blank")
    town.reaches_the_photo(code)
    page = f"{town.service_url}/desk/dossiers/{code}"
    for said, typed in (
        ("chụp ảnh xong", ""),
        ("về bưu cục", ""),
        ("Đã ghi gửi bằng", PARCEL),
        ("nhận bằng", ""),
    ):
        desk.goto(page)
        desk.keyboard.press("Enter")
        if typed:
            expect(desk.locator("#parcel_number")).to_be_focused()
            desk.keyboard.type(typed)
            desk.keyboard.press("Enter")
        expect(desk.locator(".said.done")).to_contain_text(said)


def pictured(page: Page, name: str) -> None:
    """Keep a picture of the page at both widths, where pictures are wanted."""
    if not PICTURES:
        return
    folder = Path(PICTURES)
    folder.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        page.wait_for_timeout(300)
        page.screenshot(path=folder / f"{name}-{size['width']}.png")
    page.set_viewport_size(before)
