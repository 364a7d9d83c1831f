"""The one place where the web side is put together."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, abort, g, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.front import front
from bot.ground import Ground
from bot.handlers.health import readiness
from bot.logs import log, new_id
from bot.webhook import Door, webhook
from desk import blueprint

LARGEST_FORM = 1024 * 1024
THIS_MACHINE = ("127.0.0.1", "::1")


class Service(Flask):
    """The web application; a bug is one line in our log, with the id that the page shows."""

    def log_exception(self, exc_info: Any) -> None:
        """Log where the bug was, under the request's id, and nothing of what was sent."""
        log.error("request_failed", request=request_id(), exc_info=exc_info[1])


def request_id() -> str:
    """Return the id of the request that is being answered."""
    known: str = g.setdefault("request_id", new_id())
    return known


def create_app(ground: Ground, *, stop_accepting: Callable[[], None] = lambda: None) -> Flask:
    """Return the web application; `stop_accepting` is called when nothing can be kept any more."""
    app = Service("doibang", static_folder=None)
    app.config.update(
        SECRET_KEY=_derived(ground.settings.secret_key, "sessions"),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=ground.settings.secure_cookies,
        WTF_CSRF_SSL_STRICT=ground.settings.secure_cookies,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
    )
    app.extensions["doibang"] = ground
    CSRFProtect(app)
    app.register_blueprint(webhook)
    app.register_blueprint(front)
    app.register_blueprint(blueprint(), url_prefix="/desk")
    _add_health(app, ground)
    app.after_request(_named)
    app.wsgi_app = Door(app.wsgi_app, ground, stop_accepting)  # type: ignore[method-assign]
    return app


def _named(response: Response) -> Response:
    """Name the request, so that a clerk can tell it to whoever reads the log."""
    response.headers["X-Request-Id"] = request_id()
    return response


def _add_health(app: Flask, ground: Ground) -> None:
    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz")
    def readyz() -> ResponseReturnValue:
        state = readiness(ground)
        return state.to_json(), 200 if state.ready else 503

    @app.get("/metrics")
    def metrics() -> ResponseReturnValue:
        if not _may_read_metrics(ground.settings.metrics_token):
            abort(404)
        return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _may_read_metrics(token: str) -> bool:
    """Figures are for this machine, or for whoever has the token; a proxy's guests have neither."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token:
        return hmac.compare_digest(given.encode(), token.encode())
    forwarded = request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded")
    return request.remote_addr in THIS_MACHINE and not forwarded


def _derived(secret_key: str, purpose: str) -> bytes:
    return hashlib.sha256(f"doibang {purpose} {secret_key}".encode()).digest()
