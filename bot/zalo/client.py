"""Zalo's Official Account API, as far as the office needs it: one method per thing we ask.

Calls and answers: platform reference, sections 7 and 8. Every method may raise ZaloError, and makes
its requests outside any transaction: `before_request` is called ahead of each one to see to it.
"""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

from bot.zalo import pictures
from bot.zalo.answers import (
    OfficialAccount,
    Profile,
    RecentMessage,
    Sent,
    account_in,
    left_in,
    messages_in,
    parameters_in,
    profile_in,
    sent_in,
)
from bot.zalo.calls import Calls, RateLimit, new_session
from bot.zalo.error_table import BY_UID, TEMPLATE, TOO_LONG
from bot.zalo.errors import RATE_EXCEEDED, Action, NothingSent, ZaloError
from bot.zalo.fields import object_of, text_of
from bot.zalo.grant import OtherAccount, demand_known_application, exchange
from bot.zalo.payloads import Part, body
from bot.zalo.tokens import AccessTokens, TokenKeeper, Tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import requests

    from bot.zalo.settings import ZaloSettings

__all__ = ["Zalo", "new_session"]

MAX_UPLOAD = 1_048_576
MAX_FILE = 5_242_880
MAX_ROWS = 10
FULL_FOR = timedelta(seconds=15)
"""Within the minute that is used up it is not tried again so soon, by nobody of this process."""


class Zalo:
    """One Official Account. Safe to share between threads."""

    def __init__(
        self,
        session: requests.Session,
        settings: ZaloSettings,
        tokens: TokenKeeper,
        *,
        before_request: Callable[[], None] = lambda: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings = settings
        self._calls = Calls(session, before_request)
        self._keeper = tokens
        self._now = now
        self._access = AccessTokens(tokens, settings, self._calls, now=now)
        self._full_until: datetime | None = None

    @property
    def rate(self) -> RateLimit | None:
        """The limit per minute that Zalo last told, and what was left of it."""
        return self._calls.rate

    @property
    def is_full(self) -> bool:
        """Whether the calls of this minute are used up, so that one more would be refused."""
        return self._full_until is not None and self._now() < self._full_until

    def send(self, user_id: str, part: Part) -> Sent:
        """Send one message to a citizen and return what Zalo calls it.

        There is no idempotency key: when SendOutcomeUnknown is raised the message may be with the
        citizen, and only its echo, or `recent_messages`, tells.
        """
        letter = body(user_id, part, settings=self._settings)
        return sent_in(self._ask("POST", "/v3.0/oa/message/cs", repeatable=False, json=letter))

    def notify(self, user_id: str, template_id: str, values: Mapping[str, str]) -> Sent:
        """Send an approved template, outside every window; a lost answer is unknown, as in `send`.

        Source: platform reference, section 13.2. There is no tracking id.
        """
        letter = {"user_id": user_id, "template_id": template_id, "template_data": dict(values)}
        path = "/v3.0/oa/message/template"
        return sent_in(self._ask("POST", path, repeatable=False, table=BY_UID, json=letter))

    def notify_by_phone(
        self, phone: str, template_id: str, values: Mapping[str, str], *, tracking_id: str
    ) -> Sent:
        """Send an approved template to a phone (84…); its receipt names `tracking_id`.

        Source: platform reference, section 13.1. A lost answer is unknown, as in `send`.
        """
        letter = {
            "phone": phone,
            "template_id": template_id,
            "template_data": dict(values),
            "tracking_id": tracking_id,
        }
        return sent_in(
            self._ask(
                "POST",
                "/message/template",
                repeatable=False,
                host=self._settings.business_url,
                table=TEMPLATE,
                json=letter,
            )
        )

    def recent_messages(
        self, user_id: str, count: int = MAX_ROWS, *, offset: int = 0
    ) -> tuple[RecentMessage, ...]:
        """Return the last messages with a citizen, newest first, at most ten after `offset`."""
        wanted = {"user_id": user_id, "offset": offset, "count": min(count, MAX_ROWS)}
        return messages_in(self._look_up("/v2.0/oa/conversation", wanted))

    def recent_talks(self) -> tuple[RecentMessage, ...]:
        """Return the newest message of each of the ten newest talks."""
        return messages_in(
            self._look_up("/v2.0/oa/listrecentchat", {"offset": 0, "count": MAX_ROWS})
        )

    def profile(self, user_id: str) -> Profile:
        """Return what Zalo tells of a citizen, with the phone only where they shared it."""
        return profile_in(self._look_up("/v3.0/oa/user/detail", {"user_id": user_id}))

    def official_account(self) -> OfficialAccount:
        """Return who we are: the cheapest proof that token and account are right."""
        return account_in(self._ask("GET", "/v2.0/oa/getoa", repeatable=True))

    def upload_image(self, picture: bytes, *, kind: str = "jpeg") -> str:
        """Upload a JPEG or PNG of at most 1 MB and return its attachment id, good for 7 days."""
        if len(picture) > MAX_UPLOAD:
            raise ZaloError(TOO_LONG, detail="an image of more than 1 MB")
        said = self._ask(
            "POST",
            "/v2.0/oa/upload/image",
            repeatable=True,
            files={"file": (f"picture.{kind}", picture, f"image/{kind}")},
        )
        attachment = text_of(object_of(said.get("data")).get("attachment_id"))
        if not attachment:
            raise NothingSent("no attachment_id in the answer")
        return attachment

    def upload_file(self, content: bytes, name: str) -> str:
        """Upload a PDF, Word or CSV file of at most 5 MB; return its token, good for 7 days."""
        if len(content) > MAX_FILE:
            raise ZaloError(TOO_LONG, detail="a file of more than 5 MB")
        said = self._ask(
            "POST",
            "/v2.0/oa/upload/file",
            repeatable=True,
            files={"file": (name, content, "application/octet-stream")},
        )
        token = text_of(object_of(said.get("data")).get("token"))
        if not token:
            raise NothingSent("no token in the answer")
        return token

    def fetch_picture(self, url: str) -> bytes:
        """Return the picture a citizen sent; raise PictureProblem. No token goes with it."""
        return pictures.fetch_picture(self._calls, url, hosts=self._settings.media_hosts)

    def refresh_if_due(self) -> bool:
        """Refresh the tokens ahead of time; the clock's job. Return whether it was time."""
        return self._access.refresh_if_due()

    def connect(self, code: str, *, verifier: str) -> None:
        """Trade a consent's code for the tokens, while nobody else replaces them, and keep them.

        Raise ZaloError with nothing kept: GrantRefused, or OtherAccount where the tokens turn out
        to be another account's. A platform that cannot say whose they are is believed.
        """
        with self._keeper.replacing() as slot:
            at = self._now()
            pair = exchange(self._calls, self._settings, code, verifier=verifier, at=at)
            self._demand_ours(pair)
            slot.write(pair)

    def demand_known_application(self) -> None:
        """Raise GrantRefused where Zalo does not know the application by its id and secret."""
        demand_known_application(self._calls, self._settings)

    def template_parameters(self, template_id: str) -> tuple[str, ...]:
        """Return the names that an approved template wants filled in."""
        asked = {"template_id": template_id}
        return parameters_in(self._ask_templates("/template/info/v2", params=asked))

    def templates_left(self) -> int | None:
        """Return how many templates may still be sent today; None where Zalo does not say."""
        return left_in(self._ask_templates("/message/quota"))

    def _ask_templates(self, path: str, **request: Any) -> dict[str, Any]:
        host = self._settings.business_url
        return self._ask("GET", path, repeatable=True, host=host, table=TEMPLATE, **request)

    def _demand_ours(self, pair: Tokens) -> None:
        url = f"{self._settings.openapi_url}/v2.0/oa/getoa"
        headers = self._headers(pair.access)
        try:
            found = account_in(self._calls.ask("GET", url, repeatable=True, headers=headers)).oa_id
        except ZaloError:
            return
        if found and found != self._settings.oa_id:
            raise OtherAccount(found)

    def _look_up(self, path: str, wanted: dict[str, Any]) -> dict[str, Any]:
        """GET with its parameters as one JSON value named `data`, as the platform has it."""
        packed = msgspec.json.encode(wanted).decode()
        return self._ask("GET", path, repeatable=True, params={"data": packed})

    def _ask(
        self, method: str, path: str, *, repeatable: bool, host: str = "", **request: Any
    ) -> dict[str, Any]:
        """Ask with the current token, and once more with the next if Zalo refuses this one."""
        url = f"{host or self._settings.openapi_url}{path}"

        def asked(access: str) -> dict[str, Any]:
            signed = {"headers": self._headers(access), **request}
            try:
                return self._calls.ask(method, url, repeatable=repeatable, **signed)
            except ZaloError as error:
                if error.code == RATE_EXCEEDED:
                    self._full_until = self._now() + FULL_FOR
                raise

        access = self._access.current()
        try:
            return asked(access)
        except ZaloError as error:
            fresh = self._access.instead_of(access) if error.action is Action.TOKEN else access
            if fresh == access:
                raise
        try:
            return asked(fresh)
        except ZaloError as error:
            if error.action is Action.TOKEN:
                self._access.refused_again()
            raise

    def _headers(self, access: str) -> dict[str, str]:
        if not self._settings.appsecret_proof:
            return {"access_token": access}
        return {
            "access_token": access,
            "appsecret_proof": proof(self._settings.app_secret, access),
        }


def proof(app_secret: str, access: str) -> str:
    """Return the `appsecret_proof` header: HMAC-SHA256 of the token, keyed with the app secret."""
    return hmac.new(app_secret.encode(), access.encode(), sha256).hexdigest()
