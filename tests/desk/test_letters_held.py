"""Zalo holds letters for a quota or the package: administrators read which, and until when."""

from datetime import timedelta

import pytest

from bot.handlers.health import readiness
from domain.zone import local


def held(desk, errors, until=timedelta(hours=1)):
    """Let one letter wait for each of these errors."""
    with desk.ground.database.transaction() as store:
        for number in range(len(errors)):
            store.letters.put(f"90{number}", [("Dạ", [])], at=desk.now)
        for letter, error in zip(store.letters.claim(desk.now), errors, strict=True):
            store.letters.again(letter.id, at=desk.now + until, error=error)


@pytest.mark.parametrize("path", ["/desk/queue", "/desk/people", "/desk/day"])
def test_an_administrator_reads_how_many_wait_for_what_and_until_when(desk, path):
    held(desk, ["NotTaken -211", "NotTaken -211", "NotTaken -224"])
    desk.quan.opens(path)
    desk.binh.opens(path)

    until = f"{local(desk.now + timedelta(hours=1)):%H:%M} hôm nay"
    assert "OA đã hết hạn mức gửi tin. 2 tin tới công dân đang chờ (mã -211)" in desk.quan.reads
    assert f"gửi lại từ {until}" in desk.quan.reads
    assert "OA cần nâng gói dịch vụ để gửi tin. 1 tin" in desk.quan.reads
    assert "hết hạn mức" not in desk.binh.reads
    assert readiness(desk.ground).letters_held == 3


def test_what_goes_by_itself_is_nobodys_worry(desk):
    held(desk, ["NothingSent", "NotTaken -32", "RefreshRefused -14014", "night"])
    desk.quan.opens("/desk/queue")

    assert "đang chờ (mã" not in desk.quan.reads
    assert readiness(desk.ground).letters_held == 0


def test_once_they_have_gone_nobody_reads_it_any_more(desk):
    held(desk, ["NotTaken -211"], until=timedelta(0))
    with desk.ground.database.transaction() as store:
        [letter] = store.letters.claim(desk.now)
        store.letters.sent(letter.id, message_id="m", at=desk.now)
    desk.quan.opens("/desk/queue")

    assert "hết hạn mức" not in desk.quan.reads


@pytest.mark.parametrize(
    ("error", "why"),
    [
        ("NotTaken -211", "OA đã hết hạn mức gửi tin"),
        ("RefreshRefused -14014", "chờ quản trị viên OA cấp quyền lại"),
    ],
)
def test_the_talk_says_why_a_letter_waits_and_until_when(desk, error, why):
    held(desk, [error])
    with desk.ground.database.transaction() as store:
        store.talks.lock("900", desk.now)
    desk.binh.opens("/desk/people/900")

    until = local(desk.now + timedelta(hours=1))
    assert f"chưa gửi được, thử lại lúc {until:%H:%M %d/%m/%Y}: {why}" in desk.binh.reads
