"""The consent page of the token host: an admin lets the app act for the account (section 9.1).

The callback gets `oa_id`, `code` and, where they were sent, `state` and `code_challenge` appended
to the query it already had. A code lives ten minutes and works once.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import Blueprint, jsonify, redirect, render_template, request

from mock_zalo.errors import OAUTH_CODES

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from mock_zalo.world import World


class Consent:
    """`GET /v4/oa/permission` and the button on it."""

    def __init__(self, world: World) -> None:
        self._world = world

    def blueprint(self) -> Blueprint:
        """Return the consent routes."""
        routes = Blueprint("consent", __name__)
        routes.get("/v4/oa/permission")(self.ask)
        routes.post("/v4/oa/permission")(self.agree)
        return routes

    def ask(self) -> ResponseReturnValue:
        """Show who asks for what, or say why the link is wrong."""
        if wrong := self._wrong():
            return jsonify(error=wrong, error_name=OAUTH_CODES[wrong])
        host = urlsplit(request.args["redirect_uri"]).netloc
        return render_template("consent.html", office=self._world.credentials.oa_name, host=host)

    def agree(self) -> ResponseReturnValue:
        """Grant a code and send the admin back to the app."""
        if wrong := self._wrong():
            return jsonify(error=wrong, error_name=OAUTH_CODES[wrong])
        world, asked = self._world, request.args
        code = secrets.token_urlsafe(48)
        fixed = world.switches["consent.challenge"]
        challenge = fixed or asked.get("code_challenge", "")
        grant = {"at": world.clock.now(), "challenge": challenge}
        world.settle(world.keep("code", code=code, grant=grant))
        added = {"oa_id": world.credentials.oa_id, "code": code}
        if "state" in asked and world.switches["consent.echo_state"]:
            added["state"] = asked["state"]
        if challenge:
            added["code_challenge"] = challenge
        return redirect(_with_query(asked["redirect_uri"], added))

    def _wrong(self) -> int | None:
        world, asked = self._world, request.args
        if asked.get("app_id") != world.credentials.app_id:
            return -14002
        callback = asked.get("redirect_uri", "")
        allowed = world.switches["consent.redirects"]
        known = urlsplit(callback).scheme in ("http", "https")
        return None if known and (not allowed or callback in allowed) else -14003


def _with_query(callback: str, added: dict[str, str]) -> str:
    parts = urlsplit(callback)
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *added.items()])
    return urlunsplit(parts._replace(query=query))
