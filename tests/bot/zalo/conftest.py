"""An Official Account whose platform is carried by `responses`, and a keeper of its tokens."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import RLock

import pytest
import responses

from bot.zalo.client import Zalo, new_session
from bot.zalo.settings import ZaloSettings
from bot.zalo.tokens import LIFETIME, Tokens

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
OAUTH = "https://oauth.zaloapp.com/v4/oa/access_token"
OPENAPI = "https://openapi.zalo.me"


class Drawer:
    """Keeps the pair for a test, one replacer at a time, and notes what was written."""

    def __init__(self, kept=None) -> None:
        self.kept = kept
        self.written = []
        self.lock = RLock()
        self.before_waiting_ends = lambda: None

    def read(self):
        return self.kept

    def write(self, tokens):
        self.kept = tokens
        self.written.append(tokens)

    @contextmanager
    def replacing(self):
        with self.lock:
            self.before_waiting_ends()
            yield self


class Office:
    """One account, its clock, its tokens and its guard."""

    def __init__(self, platform) -> None:
        self.platform = platform
        self.now = MORNING
        self.drawer = Drawer(self.pair("access-1", "refresh-1"))
        self.settings = ZaloSettings(
            app_id="360846524940903967",
            app_secret="test_app_secret",
            oa_id="388613280878808645",
            oa_secret_keys=("test_oa_secret_key",),
            refresh_token="from-the-settings",
        )
        self.in_a_transaction = False
        self.requests_guarded = 0

    def pair(self, access, refresh):
        return Tokens(access, refresh, self.now, self.now + LIFETIME)

    def guard(self):
        self.requests_guarded += 1
        if self.in_a_transaction:
            raise AssertionError

    def zalo(self, **settings):
        return Zalo(
            new_session(),
            replace(self.settings, **settings),
            self.drawer,
            before_request=self.guard,
            now=lambda: self.now,
        )

    def hours_later(self, hours):
        self.now += timedelta(hours=hours)

    def platform_issues(self, access="access-2", refresh="refresh-2", expires_in="90000"):
        answer = {"access_token": access, "refresh_token": refresh, "expires_in": expires_in}
        return self.platform.post(OAUTH, json={k: v for k, v in answer.items() if v is not None})

    def platform_refuses_refresh(self, **answer):
        return self.platform.post(OAUTH, **answer)

    def platform_says(self, path="/v3.0/oa/message/cs", *, method="POST", **answer):
        return self.platform.add(method, OPENAPI + path, **answer)

    @property
    def asked(self):
        return [call.request for call in self.platform.calls]


@pytest.fixture
def office():
    with responses.RequestsMock() as platform:
        yield Office(platform)
