"""The blueprint that all pages of the desk hang on, and what holds for every one of them.

Everything is closed unless a route says `open_to_all`: a new page is protected by being here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from desk.ground import is_administrator

P = ParamSpec("P")
R = TypeVar("R")

STATIC = Path(__file__).parent / "static"
A_YEAR = 31_536_000
POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
OPEN_TO_ALL = {"desk.static"}

pages = Blueprint(
    "desk", __name__, template_folder="templates", static_folder=STATIC, static_url_path="/static"
)


def open_to_all(view: Callable[P, R]) -> Callable[P, R]:
    """Let people who are not signed in see this page; put it nearest to the function."""
    OPEN_TO_ALL.add(f"{pages.name}.{view.__name__}")
    return view


def administrators_only(view: Callable[P, R]) -> Callable[P, R]:
    """Show this page to administrators only; others get 403. Put it nearest to the function."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if not is_administrator():
            abort(403)
        return view(*args, **kwargs)

    return guarded


@pages.before_request
def _only_signed_in() -> ResponseReturnValue | None:
    if request.endpoint in OPEN_TO_ALL or current_user.is_authenticated:
        return None
    unauthorized: ResponseReturnValue = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    return unauthorized


@pages.after_request
def _guarded(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if request.endpoint == "desk.static" and "v" in request.args:
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    elif request.endpoint != "desk.static":
        response.headers["Cache-Control"] = "no-store"
    return response


def asset(name: str) -> str:
    """Return the address of a static file, which changes when its content does."""
    return url_for("desk.static", filename=name, v=_version(name))


@cache
def _version(name: str) -> str:
    return sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def inside(wanted: str) -> str:
    """Return an address of the desk; one that leads elsewhere is replaced by the queue's."""
    parts = urlsplit(wanted)
    door = url_for("desk.sign_in_page")
    home = url_for("desk.queue")
    inside = wanted.startswith(door.removesuffix("sign-in")) and parts.path != door
    elsewhere = parts.scheme or parts.netloc or "\\" in wanted
    return wanted if inside and not elsewhere else home
