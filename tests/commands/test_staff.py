import pytest

from bot.handlers.staff import SignInRefused, sign_in
from domain.events import Kind
from domain.people import Role, Staff
from storage.events import EventFilter
from tests.commands.conftest import NOON

NEW = ("--full-name", "Nguyễn Thị Bình", "--role", "clerk", "--office", "pleiku")


def password_in(result):
    return result.stdout.split(": ")[-1].strip()


def signed_in(database, name, password):
    return sign_in(database, name, password, now=NOON).staff


def test_a_new_clerk_signs_in_with_the_password_that_was_shown_once(doibang, database, pleiku):
    password = password_in(doibang("staff", "add", "binh", *NEW))

    assert signed_in(database, "binh", password) == Staff(
        "binh", "Nguyễn Thị Bình", Role.CLERK, "pleiku"
    )
    assert password not in doibang("staff", "list").stdout


def test_a_password_from_stdin_is_not_shown(doibang, database, pleiku):
    shown = doibang("staff", "add", "binh", *NEW, "--password-stdin", stdin="nhớ mãi không quên\n")

    assert "nhớ mãi" not in shown.stdout
    assert signed_in(database, "binh", "nhớ mãi không quên").name == "binh"


def test_a_short_password_an_unknown_office_and_a_taken_name_are_refused(doibang, pleiku):
    short = doibang("staff", "add", "binh", *NEW, "--password-stdin", stdin="ngắn\n", code=1)
    elsewhere = doibang("staff", "add", "binh", *NEW[:-1], "hanoi", code=1)
    doibang("staff", "add", "binh", *NEW)
    taken = doibang("staff", "add", "binh", *NEW, code=1)

    assert "ít nhất 10 ký tự" in short.stderr
    assert "hanoi" in elsewhere.stderr
    assert "đã có người dùng" in taken.stderr


def test_a_disabled_clerk_comes_back_with_a_reset(doibang, as_json, database, pleiku):
    first = password_in(doibang("staff", "add", "binh", *NEW))
    doibang("staff", "disable", "binh")
    assert [person["disabled"] for person in as_json("staff", "list")] == [True]
    with pytest.raises(SignInRefused):
        signed_in(database, "binh", first)

    second = password_in(doibang("staff", "reset", "binh"))

    assert signed_in(database, "binh", second).name == "binh"
    assert "nobody" in doibang("staff", "disable", "nobody", code=1).stderr


def test_each_change_of_an_account_stands_in_the_ledger(doibang, database, pleiku):
    doibang("staff", "add", "binh", *NEW)
    doibang("staff", "disable", "binh")
    doibang("staff", "reset", "binh")

    with database.reading() as store:
        kinds = [event.kind for event in store.events.find(EventFilter())]
    assert kinds == [Kind.STAFF_RESET, Kind.STAFF_DISABLED, Kind.STAFF_ADDED]
