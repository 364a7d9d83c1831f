"""The token host: single-use rotating refresh tokens, one live access token (reference section 9).

The first refresh token comes from the settings; every later one from an earlier answer.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, jsonify, request

from mock_zalo.errors import OAUTH_CODES
from mock_zalo.faults import trouble
from mock_zalo.state import Token

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from mock_zalo.world import World

CODE_LIFE = 600
DAY = 86_400


class OauthError(Exception):
    """The token host refuses with an error body, HTTP 200."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Oauth:
    """`POST /v4/oa/access_token` for both grants."""

    def __init__(self, world: World) -> None:
        self._world = world

    def blueprint(self) -> Blueprint:
        """Return the routes of the token host."""
        routes = Blueprint("oauth", __name__)
        routes.post("/v4/oa/access_token")(self.access_token)
        return routes

    def access_token(self) -> ResponseReturnValue:
        """Answer one token call; errors come with HTTP 200 too."""
        try:
            with trouble(self._world, "token") as finish:
                return finish(self._granted())
        except OauthError as refusal:
            self._world.keep("call", path=request.path, error=refusal.code)
            return jsonify(self._error(refusal.code))

    def _granted(self) -> Response:
        world, form = self._world, request.form
        if request.headers.get("secret_key") != world.credentials.app_secret:
            raise OauthError(-14004)
        if form.get("app_id") != world.credentials.app_id:
            raise OauthError(-14002)
        with world.lock:
            if form.get("grant_type") == "authorization_code":
                return self._by_code(form.get("code", ""), form.get("code_verifier"))
            return self._by_refresh(form.get("refresh_token", ""))

    def _by_code(self, code: str, verifier: str | None) -> Response:
        world = self._world
        grant = world.state.codes.get(code)
        if grant is None or world.clock.now() > grant["at"] + CODE_LIFE:
            raise OauthError(-14012)
        if grant.get("challenge") and challenge(verifier or "") != grant["challenge"]:
            raise OauthError(-14010)
        return self._issue(code=code)

    def _by_refresh(self, refresh: str) -> Response:
        world = self._world
        if refresh in world.state.spent:
            world.keep("call", path=request.path, error="reused refresh token")
            if world.switches["token.reused"] == "empty":
                return Response(b"", content_type="application/json")
            raise OauthError(-14014)
        issued = next((t for t in world.state.tokens if t.refresh == refresh), None)
        life = world.switches["token.refresh_days"] * DAY
        lapsed = issued is not None and world.clock.now() > issued.issued_at + life
        if lapsed or (issued is None and refresh != world.credentials.refresh_token):
            raise OauthError(-14014)
        return self._issue(spent=refresh)

    def _issue(self, **why: Any) -> Response:
        world = self._world
        now, life = world.clock.now(), world.switches["token.expires_in"]
        rotates = world.switches["token.rotates"]
        if not rotates:
            why.pop("spent", None)
        token = Token(secrets.token_urlsafe(96), secrets.token_urlsafe(96), now, now + life)
        ticket = world.keep("token", token=vars(token), **why)
        world.settle(ticket)
        as_text = world.switches["token.expires_in_type"] == "string"
        answer = {"access_token": token.access, "expires_in": str(life) if as_text else life}
        if rotates:
            answer["refresh_token"] = token.refresh
        return jsonify(answer)

    def _error(self, code: int) -> dict[str, Any]:
        as_text = self._world.switches["token.error_type"] == "string"
        return {
            "error": str(code) if as_text else code,
            "error_name": OAUTH_CODES[code],
            "error_reason": OAUTH_CODES[code],
            "ref_doc": "https://developers.zalo.me/docs/api/official-account-api",
        }


def newest_refresh(world: World) -> str:
    """Return the refresh token that the app holds, if it kept what it was given last."""
    tokens = world.state.tokens
    return tokens[-1].refresh if tokens else world.credentials.refresh_token


def challenge(verifier: str) -> str:
    """Return the PKCE challenge of a verifier: base64url(SHA-256), without padding (§9.1)."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
