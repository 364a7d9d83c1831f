"""Zalo wants a new consent: administrators read it on every page, with the command that helps."""

from datetime import timedelta

import pytest

from bot.handlers.tokens import DatabaseTokenKeeper
from bot.zalo.errors import RefreshRefused
from bot.zalo.tokens import Tokens

COMMAND = '<strong class="command">doibang zalo connect</strong>'


@pytest.fixture
def keeper(desk):
    kept = DatabaseTokenKeeper(desk.ground.database, desk.ground.settings.zalo.oa_id)
    kept.write(Tokens("a", "r", desk.now, desk.now + timedelta(hours=25)))
    with pytest.raises(RefreshRefused), kept.replacing():
        raise RefreshRefused
    return kept


@pytest.mark.parametrize("path", ["/desk/queue", "/desk/people", "/desk/day"])
def test_an_administrator_reads_that_zalo_wants_a_consent_and_a_clerk_does_not(desk, keeper, path):
    desk.quan.opens(path)
    desk.binh.opens(path)

    assert "Zalo không cấp khoá truy cập mới" in desk.quan.reads
    assert COMMAND in desk.quan.source
    assert "Zalo không cấp khoá" not in desk.binh.reads


def test_after_the_consent_nobody_reads_it_any_more(desk, keeper):
    keeper.write(Tokens("a2", "r2", desk.now, desk.now + timedelta(hours=25)))

    desk.quan.opens("/desk/queue")

    assert "Zalo không cấp khoá" not in desk.quan.reads
