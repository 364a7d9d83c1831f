"""What a page stands on: this process's ground, its clock, and who is signed in."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from flask import current_app
from flask_login import current_user

from bot.ground import Ground
from domain.people import Role, Staff


def ground() -> Ground:
    """Return the database, files and clock of this process."""
    return cast("Ground", current_app.extensions["doibang"])


def now() -> datetime:
    """Return the instant now, aware; read once for each act."""
    return ground().clock()


def me() -> Staff:
    """Return the member of staff who is signed in."""
    return cast("Staff", current_user.staff)


def is_administrator() -> bool:
    """Whether an administrator is signed in."""
    return bool(current_user.is_authenticated) and me().role is Role.ADMINISTRATOR
