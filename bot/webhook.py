"""Zalo's door: size, signature, keep, answer 200. No rules and no queries live here.

Zalo's console check keeps an URL only if it answers 200, so what is not from Zalo gets 200 too, is
dropped, and is counted. Nothing is answered before it is kept: Zalo may not send again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Blueprint

from bot.counting import DROPPED, KEPT, SPOOLED, UNKNOWN
from bot.ground import Ground
from bot.handlers.receive import take_in
from bot.logs import log
from bot.zalo.events import MAX_BYTES, BadEvent, decode
from bot.zalo.said import Incoming, TextSaid, Unknown
from bot.zalo.signature import NotSigned, signed_by
from storage.spool import SpoolAway
from storage.store import DatabaseAway

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SIGNATURE = "HTTP_X_ZEVENT_SIGNATURE"
EMPTY = [("Content-Length", "0"), ("Content-Type", "text/plain")]

PATH = "/webhook/zalo"
CONSOLE_SAMPLE = "This is message id"
"""The id of the sample that the console posts to save an address (platform reference, 6.2)."""

webhook = Blueprint("webhook", __name__)


class Door:
    """Takes Zalo's posts before the web framework does, which would cost as much as keeping one.

    Everything else goes through to `inner`. `stop_accepting` is called when an event can be kept
    nowhere.
    """

    def __init__(
        self, inner: WSGIApplication, ground: Ground, stop_accepting: Callable[[], None]
    ) -> None:
        self._inner = inner
        self._ground = ground
        self._stop_accepting = stop_accepting

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request; a post of Zalo's with 200 once it is on the disk."""
        if environ["REQUEST_METHOD"] != "POST" or environ["PATH_INFO"] != PATH:
            return self._inner(environ, start_response)
        raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        event = _trusted(self._ground, raw, environ.get(SIGNATURE))
        if event is None or keep(self._ground, event, raw):
            start_response("200 OK", EMPTY)
        else:
            self._stop_accepting()
            start_response("503 Service Unavailable", EMPTY)
        return [b""]


@webhook.get(PATH)
def looked_at() -> tuple[str, int]:
    """Answer whoever looks at the address in a browser, harmlessly; the platform only posts."""
    return "", 200


def _trusted(ground: Ground, raw: bytes, signature: str | None) -> Incoming | None:
    """Return the event if it is Zalo's and for us; drop and count it if not."""
    settings = ground.settings.zalo
    if len(raw) > MAX_BYTES:
        return _dropped("oversize")
    try:
        signed_by(raw, signature, keys=settings.oa_secret_keys, app_id=settings.app_id)
        event = decode(raw, oa_id=settings.oa_id)
    except NotSigned as error:
        return _dropped("signature", fault=error.fault, variant=error.variant)
    except BadEvent as error:
        return _dropped("bad_event", reason=error.reason)
    if event.oa_id and event.oa_id != settings.oa_id:
        return _dropped("other_account")
    if isinstance(event.said, TextSaid) and event.said.msg_id == CONSOLE_SAMPLE:
        return _dropped("console_check")
    return event


def keep(ground: Ground, event: Incoming, raw: bytes) -> bool:
    """Keep an event in the database, or on disk while it is away; False where neither can be.

    While events wait on disk, a new one joins them, so that they come in in their order.
    """
    now = ground.clock()
    if ground.spool.is_empty():
        try:
            new = ground.database.in_group(
                event.user_id,
                lambda store: take_in(
                    store, event, raw, forms=ground.forms, now=now, moment=ground.moment
                ),
            )
        except DatabaseAway:
            log.error("database_away")
        except Exception:  # noqa: BLE001 - the door: what a fault of ours did not keep goes to disk
            log.exception("keeping_failed")
        else:
            _count(event, new=new)
            return True
    try:
        ground.spool.put(raw, now)
    except SpoolAway:
        log.critical("nowhere_to_keep")
        return False
    SPOOLED.inc()
    return True


def _count(event: Incoming, *, new: bool) -> None:
    KEPT.labels("new" if new else "again").inc()
    if new and isinstance(event.said, Unknown):
        UNKNOWN.labels(event.name).inc()


def _dropped(why: str, **facts: object) -> Incoming | None:
    DROPPED.labels(why).inc()
    log.warning("event_dropped", why=why, **facts)
    return None
