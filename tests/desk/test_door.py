import re
from datetime import timedelta

import pytest

from bot.handlers import staff as accounts
from desk.pages import OPEN_TO_ALL
from domain.people import Role, Staff
from storage.store import DatabaseAway
from tests.desk.conftest import BINH

PASSWORD = "mật khẩu rất dài"


def _signs_in(visitor, name, password, *, wanted="/desk/"):
    visitor.opens("/desk/sign-in")
    token = visitor.source.split('name="csrf_token" value="')[1].split('"')[0]
    typed = {"csrf_token": token, "name": name, "password": password}
    return visitor.client.post("/desk/sign-in", query_string={"next": wanted}, data=typed)


def _closed_addresses(app):
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("desk.") and rule.endpoint not in OPEN_TO_ALL:
            numbered = re.sub(r"<int:\w+>", "1", rule.rule)
            yield numbered.replace("<path:unknown>", "x").replace("<", "").replace(">", ""), rule


def test_no_page_of_the_desk_opens_without_signing_in(desk):
    desk.app.config["WTF_CSRF_METHODS"] = set()  # so that a POST comes as far as the door
    opened = []
    for address, rule in _closed_addresses(desk.app):
        method = "POST" if "POST" in rule.methods else "GET"
        answer = desk.app.test_client().open(address, method=method)
        if "/desk/sign-in" not in answer.headers.get("Location", ""):
            opened.append((address, answer.status_code))

    assert opened == []


def test_a_signed_in_clerk_with_a_token_is_let_through_where_a_stranger_is_not(desk):
    code = desk.hands_in()

    desk.stranger.opens(f"/desk/dossiers/{code}")
    desk.binh.opens(f"/desk/dossiers/{code}")

    assert "Rơ Châm H'Nhi" in desk.binh.reads


def test_the_right_password_leads_to_the_page_that_was_asked_for(desk):
    with desk.ground.database.transaction() as store:
        dung = Staff("dung", "Phan Dũng", Role.CLERK, "pleiku")
        accounts.add_staff(store, dung, PASSWORD, now=desk.now)
    visitor = desk.stranger

    answer = _signs_in(visitor, " Dung ", PASSWORD, wanted="/desk/day")

    assert answer.headers["Location"] == "/desk/day"


def test_a_wrong_password_says_so_and_keeps_the_name(desk):
    visitor = desk.stranger
    visitor.page = _signs_in(visitor, "binh", "sai")

    assert visitor.page.status_code == 401
    assert "chưa đúng" in visitor.reads
    assert 'value="binh"' in visitor.source


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/desk/",
        "//example.org/desk/",
        "/desk\\example.org",
        "/other",
        "/desk/sign-in",
    ],
)
def test_signing_in_never_leads_out_of_the_desk(desk, elsewhere):
    dung = Staff("dung", "Phan Dũng", Role.CLERK, "pleiku")
    with desk.ground.database.transaction() as store:
        accounts.add_staff(store, dung, PASSWORD, now=desk.now)
    visitor = desk.stranger

    answer = _signs_in(visitor, "dung", PASSWORD, wanted=elsewhere)

    assert answer.headers["Location"] == "/desk/queue"


@pytest.mark.parametrize("end", ["disabled", "reset"])
def test_a_session_ends_when_the_account_is_disabled_or_reset(desk, end):
    desk.binh.opens("/desk/queue")
    assert "Nhận hồ sơ tiếp theo" in desk.binh.reads

    with desk.ground.database.transaction() as store:
        if end == "disabled":
            store.staff.change(BINH.name, disabled=True)
        else:
            accounts.reset_password(store, BINH.name, PASSWORD, now=desk.now)
    desk.binh.opens("/desk/queue")

    assert "Mật khẩu" in desk.binh.reads


def test_signing_out_ends_the_session(desk):
    desk.binh.presses("/desk/sign-out")

    desk.binh.opens("/desk/queue")

    assert "Mật khẩu" in desk.binh.reads


def test_a_page_that_polls_without_a_session_is_told_and_not_replaced_by_the_door(desk):
    answer = desk.stranger.client.get("/desk/queue/new", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.get_data() == b""


def test_only_an_administrator_sees_the_messages_set_aside(desk):
    assert desk.binh.opens("/desk/set-aside").status_code == 403
    assert desk.quan.opens("/desk/set-aside").status_code == 200
    assert "Tin để riêng" not in _menu(desk.binh)
    assert "Tin để riêng" in _menu(desk.quan)


def _menu(visitor):
    visitor.opens("/desk/queue")
    return visitor.reads


def test_an_act_without_a_token_changes_nothing_and_gives_back_what_was_typed(desk):
    code = desk.hands_in()

    typed = {"letter": "Chào <b>chị</b>"}
    answer = desk.binh.client.post(f"/desk/dossiers/{code}/write", data=typed)

    assert answer.status_code == 400
    assert "Chào &lt;b&gt;chị&lt;/b&gt;" in answer.get_data(as_text=True)
    assert desk.letters(f"user{code}") == []


def test_a_form_stays_good_over_a_long_lunch(desk):
    desk.binh.opens("/desk/queue")
    desk.passes(timedelta(hours=3))

    assert desk.app.config["WTF_CSRF_TIME_LIMIT"] is None


@pytest.mark.parametrize("path", ["/desk/queue", "/desk/nothing", "/desk/sign-in"])
def test_every_page_forbids_foreign_scripts_and_keeping(desk, path):
    headers = desk.binh.opens(path).headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_files_that_carry_their_version_may_be_kept(desk):
    desk.binh.opens("/desk/queue")
    sheet = desk.binh.source.split('rel="stylesheet" href="')[1].split('"')[0]

    answer = desk.stranger.opens(sheet)
    answer.close()

    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_an_unknown_address_has_a_page_with_a_way_back(desk):
    answer = desk.binh.opens("/desk/khong/co")

    assert answer.status_code == 404
    assert "Về hàng chờ" in desk.binh.reads


def test_when_the_books_are_away_the_page_says_that_nothing_is_lost(desk):
    desk.binh.opens("/desk/queue")

    def away():
        raise DatabaseAway

    desk.ground.database.reading = away
    answer = desk.binh.opens("/desk/queue")

    assert answer.status_code == 503
    assert "Chưa có gì bị mất" in desk.binh.reads
