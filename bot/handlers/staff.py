"""Accounts of the desk: adding, resetting, disabling, and letting people in."""

from __future__ import annotations

import re
import secrets
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from domain.dossier import Refused
from domain.events import Event, Kind
from domain.people import SYSTEM, Staff
from domain.words import _
from storage.database import Database
from storage.events import EventFilter
from storage.staff import Account
from storage.store import Store

# 19 MiB and two passes: the lower of the two settings that the OWASP password sheet recommends.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_TWO_AT_A_TIME = threading.BoundedSemaphore(2)
_NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")
NO_NAME = "-"  # what the ledger says of a name that nobody can have: it may be a password
SHORTEST_PASSWORD = 10
MOST_FAILURES = 5
FAILURES_WITHIN = timedelta(minutes=10)


class SignInRefused(Refused):
    """Name or password is wrong, or there were too many tries."""


class BadAccount(Refused):
    """The account cannot be made or changed like this."""


def add_staff(store: Store, staff: Staff, password: str, *, now: datetime) -> None:
    """Add an account; refuse a name that is taken or unusable, or a short password."""
    if not _NAME.fullmatch(staff.name):
        raise BadAccount(_("Tên đăng nhập gồm 2–32 chữ thường không dấu, số, dấu chấm hoặc gạch."))
    if store.offices.get(staff.office) is None:
        raise BadAccount(_("Không có bưu cục «{office}».").with_(office=staff.office))
    account = Account(staff, hashed(password), _session_key())
    if not store.staff.add(account):
        raise BadAccount(_("Tên đăng nhập «{name}» đã có người dùng.").with_(name=staff.name))
    store.events.write(
        Event(now, Kind.STAFF_ADDED, SYSTEM, office=staff.office, detail={"name": staff.name})
    )


def reset_password(store: Store, name: str, password: str, *, now: datetime) -> None:
    """Set a new password and end every sign-in of this account."""
    changed = store.staff.change(
        name, password_hash=hashed(password), session_key=_session_key(), disabled=False
    )
    _written(store, Kind.STAFF_RESET, name, changed=changed, now=now)


def disable(store: Store, name: str, *, now: datetime) -> None:
    """Shut an account and end every sign-in of it; what it did stays in the ledger."""
    changed = store.staff.change(name, disabled=True, session_key=_session_key())
    _written(store, Kind.STAFF_DISABLED, name, changed=changed, now=now)


def new_password() -> str:
    """Return a password that can be read out on the telephone."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    groups = ("".join(secrets.choice(letters) for _each in range(4)) for _group in range(4))
    return "-".join(groups)


def hashed(password: str) -> str:
    """Return the hash to keep; refuse a password that is too short."""
    if len(password) < SHORTEST_PASSWORD:
        raise BadAccount(
            _("Mật khẩu phải có ít nhất {count} ký tự.").with_(count=SHORTEST_PASSWORD)
        )
    with _TWO_AT_A_TIME:
        return _HASHER.hash(password)


def sign_in(database: Database, name: str, password: str, *, now: datetime) -> Account:
    """Return the account whose name and password these are; raise SignInRefused.

    Whether the name exists cannot be told from the answer or from its time. Five wrong passwords
    in ten minutes shut the account's door for the rest of them.
    """
    name = name.strip().lower()
    name = name if _NAME.fullmatch(name) else NO_NAME
    with database.reading() as store:
        account = store.staff.get(name)
        failures = _failures(store, name, now)
    if len(failures) >= MOST_FAILURES:
        raise SignInRefused(_("Sai mật khẩu nhiều lần. Anh/chị thử lại sau mười phút."))
    right = _verified(account, password)
    with database.transaction() as store:
        kind = Kind.SIGNED_IN if right else Kind.SIGN_IN_REFUSED
        store.events.write(Event(now, kind, f"staff:{name}"))
    if not right or account is None:
        raise SignInRefused(_("Tên đăng nhập hoặc mật khẩu chưa đúng."))
    return account


def _verified(account: Account | None, password: str) -> bool:
    known = account is not None and not account.staff.disabled
    kept = account.password_hash if account and known else _decoy()
    try:
        with _TWO_AT_A_TIME:
            return _HASHER.verify(kept, password[:256]) and known
    except (VerifyMismatchError, InvalidHashError):
        return False


def _failures(store: Store, name: str, now: datetime) -> list[Event]:
    wanted = EventFilter(
        since=now - FAILURES_WITHIN, kinds=(Kind.SIGN_IN_REFUSED,), actor=f"staff:{name}"
    )
    signed_in = store.events.find(replace(wanted, kinds=(Kind.SIGNED_IN,)), limit=1)
    last = signed_in[0].number if signed_in else 0
    return [
        event for event in store.events.find(wanted, limit=MOST_FAILURES) if event.number > last
    ]


@cache
def _decoy() -> str:
    return _HASHER.hash(secrets.token_hex())


def _session_key() -> str:
    return secrets.token_urlsafe(16)


def _written(store: Store, kind: Kind, name: str, *, changed: bool, now: datetime) -> None:
    if not changed:
        raise BadAccount(_("Không có tài khoản «{name}».").with_(name=name))
    store.events.write(Event(now, kind, SYSTEM, detail={"name": name}))
