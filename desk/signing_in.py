"""Signing in and out. A session ends when its account is disabled or its password is reset."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, login_user, logout_user

from bot.handlers.staff import SignInRefused, sign_in
from desk.ground import ground, now
from desk.language import spoken
from desk.pages import inside, open_to_all, pages
from domain.people import Staff
from domain.words import _

_BETWEEN = "|"


@dataclass(frozen=True)
class Member:
    """Who is signed in, as Flask-Login wants to know it."""

    staff: Staff
    session_key: str
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Return what the session remembers: a reset changes the key, which ends the session."""
        return f"{self.staff.name}{_BETWEEN}{self.session_key}"


def watch_the_door(app: Flask) -> None:
    """Let an app know who is signed in on each request."""
    # Without its context processor: a page that says the books are away must not open them.
    manager = LoginManager()
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(_member)
    manager.unauthorized_handler(_to_the_door)


def _member(remembered: str) -> Member | None:
    name, _between, session_key = remembered.partition(_BETWEEN)
    with ground().database.reading() as store:
        account = store.staff.get(name)
    if account is None or account.staff.disabled or account.session_key != session_key:
        return None
    return Member(account.staff, session_key)


def _to_the_door() -> ResponseReturnValue:
    """Send a person to the sign-in page; a page that only polls is told, and stays as it is."""
    if request.headers.get("HX-Request"):
        return Response(status=401)
    back = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("desk.sign_in_page", next=back or None))


@pages.get("/sign-in")
@open_to_all
def sign_in_page() -> ResponseReturnValue:
    """Show the door."""
    return render_template("desk/sign_in.html", name="", problem="")


@pages.post("/sign-in")
@open_to_all
def sign_in_with_password() -> ResponseReturnValue:
    """Let somebody in, or say why not and keep the name that was typed."""
    name = request.form.get("name", "").strip()
    try:
        account = sign_in(ground().database, name, request.form.get("password", ""), now=now())
    except SignInRefused as refused:
        return render_template("desk/sign_in.html", name=name, problem=refused.text), 401
    login_user(Member(account.staff, account.session_key))
    return redirect(inside(request.args.get("next", "")))


@pages.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End this session."""
    logout_user()
    flash(spoken(_("Anh/chị đã đăng xuất.")), "done")
    return redirect(url_for("desk.sign_in_page"))
