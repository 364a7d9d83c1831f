"""Where the simulator's web side is put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from mock_zalo.consent import Consent
from mock_zalo.control import Control
from mock_zalo.faults import Instead
from mock_zalo.gate import Gate
from mock_zalo.oauth import Oauth
from mock_zalo.openapi import OpenApi
from mock_zalo.phone import Phone
from mock_zalo.pictures import Pictures
from mock_zalo.switch_page import SwitchPage
from mock_zalo.templates_host import TemplatesHost
from mock_zalo.uploads import Uploads

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from mock_zalo.world import World

LARGEST_BODY = 12 * 1024 * 1024


def create_app(world: World) -> Flask:
    """Return the Flask application over one world."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.register_error_handler(Instead, _instead)
    app.register_error_handler(NotFound, _no_such_call)
    app.register_error_handler(MethodNotAllowed, _no_such_call)
    gate = Gate(world)
    parts = (
        OpenApi(world, gate),
        Uploads(world, gate),
        TemplatesHost(world, gate),
        Oauth(world),
        Consent(world),
        Pictures(world),
        Control(world),
        Phone(world),
        SwitchPage(world),
    )
    for part in parts:
        app.register_blueprint(part.blueprint())
    app.get("/healthz")(lambda: jsonify(ok=True))
    return app


def _no_such_call(error: HTTPException) -> ResponseReturnValue:
    """Say in one sentence that a call of ours does not exist; the platform's own say it in HTML."""
    if not request.path.startswith("/control"):
        return error
    return jsonify(error=f"there is no {request.method} {request.path}"), error.code or 404


def _instead(other: Instead) -> Response:
    return other.response
