"""The consent of an Official Account: the link for its administrator, and the code that comes back.

Source: platform reference, sections 9.1 and 9.2. The code lives ten minutes and works once. PKCE:
the challenge is base64url(SHA-256(verifier)) without padding; there is no method parameter.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bot.zalo.errors import (
    RATE_EXCEEDED,
    Action,
    EmptyAnswer,
    Meaning,
    NotTaken,
    ZaloError,
)
from bot.zalo.tokens import Tokens, issued
from domain.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.zalo.calls import Calls
    from bot.zalo.settings import ZaloSettings
    from domain.words import Text

NO_TOKEN = "doibang-check"  # noqa: S105 - it is none, and that is what it is for
BAD_REFRESH = -14014
VERIFIER_BYTES = 32  # 43 characters of base64url
WRONG_APP = _("Zalo không nhận ứng dụng này: xem ZALO_APP_ID, ZALO_APP_SECRET (mã {code}).")
BAD_CODE = _(
    "Zalo không đổi được mã uỷ quyền (mã {code}): mã chỉ dùng một lần, trong mười phút. "
    "Chạy lại «doibang zalo connect»."
)
REFUSALS: Mapping[int, Text] = {
    -14002: WRONG_APP,
    -14003: _("Địa chỉ nhận mã chưa đăng ký với ứng dụng trên trang nhà phát triển (mã {code})."),
}
OTHER_ACCOUNT = _(
    "Đây là uỷ quyền của một OA khác ({found}). Chọn đúng OA có số trong ZALO_OA_ID rồi làm lại."
)


class GrantRefused(ZaloError):
    """Zalo gave no tokens for a code; nothing was kept. Only a new consent helps."""

    def __init__(
        self, *, code: int | None = None, detail: str = "", words: Text | None = None
    ) -> None:
        told = REFUSALS.get(code or 0, words or BAD_CODE)
        shown = told.with_(code="–" if code is None else code)
        super().__init__(Meaning(Action.CONFIGURATION, shown), code=code, detail=detail)


class OtherAccount(ZaloError):
    """The consent was given for another Official Account than ours; nothing was kept."""

    def __init__(self, found: str) -> None:
        super().__init__(Meaning(Action.CONFIGURATION, OTHER_ACCOUNT.with_(found=found)))


def new_verifier() -> str:
    """Return a secret of 43 characters for one consent."""
    return secrets.token_urlsafe(VERIFIER_BYTES)


def challenge(verifier: str) -> str:
    """Return what Zalo is shown of a verifier."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def consent_link(settings: ZaloSettings, *, redirect_uri: str, state: str, verifier: str) -> str:
    """Return the page on which an administrator of the account lets the application act for it."""
    asked = {
        "app_id": settings.app_id,
        "redirect_uri": redirect_uri,
        "code_challenge": challenge(verifier),
        "state": state,
    }
    return f"{settings.oauth_url}/v4/oa/permission?{urlencode(asked)}"


def demand_known_application(calls: Calls, settings: ZaloSettings) -> None:
    """Ask for tokens with a refresh token that is none; raise GrantRefused if the app is not known.

    Zalo answers -14014, or nothing, where only the refresh token is wrong (section 9.3).
    """
    try:
        calls.ask(
            "POST",
            f"{settings.oauth_url}/v4/oa/access_token",
            repeatable=True,
            headers={"secret_key": settings.app_secret},
            data={
                "refresh_token": NO_TOKEN,
                "app_id": settings.app_id,
                "grant_type": "refresh_token",
            },
        )
    except EmptyAnswer:
        return
    except NotTaken as error:
        if error.code not in {BAD_REFRESH, RATE_EXCEEDED}:
            raise GrantRefused(code=error.code, detail=error.detail, words=WRONG_APP) from error


def exchange(
    calls: Calls, settings: ZaloSettings, code: str, *, verifier: str, at: datetime
) -> Tokens:
    """Trade a code for the first pair; raise GrantRefused, or ZaloError where Zalo is away.

    Unlike a refresh, a grant without a refresh token is none: nothing could follow it.
    """
    try:
        said = calls.ask(
            "POST",
            f"{settings.oauth_url}/v4/oa/access_token",
            repeatable=True,
            headers={"secret_key": settings.app_secret},
            data={
                "code": code,
                "app_id": settings.app_id,
                "grant_type": "authorization_code",
                "code_verifier": verifier,
            },
        )
    except EmptyAnswer as error:
        raise GrantRefused(detail="empty answer") from error
    except NotTaken as error:
        if error.code == RATE_EXCEEDED:
            raise
        raise GrantRefused(code=error.code, detail=error.detail) from error
    pair = issued(said, old_refresh="", at=at)
    if not pair.refresh:
        raise GrantRefused(detail="no refresh_token in the answer")
    return pair
