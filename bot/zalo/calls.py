"""One request to Zalo and what came of it: an object, or a ZaloError that says how sure we are.

An answer is a JSON object with HTTP 200; errors are in it (`error` below 0, sometimes a string).
The guard is called before each request, so that none is made while a transaction is open.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from bot.zalo.error_table import ACCOUNT, BUSY, UNLISTED, not_taken
from bot.zalo.errors import (
    RATE_EXCEEDED,
    Action,
    EmptyAnswer,
    Meaning,
    NothingSent,
    NotTaken,
    SendOutcomeUnknown,
    ZaloError,
)
from bot.zalo.wire import NotJson, read_json
from domain.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CONNECT_SECONDS = 3.0
READ_SECONDS = 10.0
TIMEOUTS = (CONNECT_SECONDS, READ_SECONDS)
WHOLE_ANSWER_SECONDS = 15.0
MAX_ANSWER = 1_048_576
CHUNK = 65_536
MAX_DIGITS = 9
WRONG_ADDRESS = Meaning(
    Action.CONFIGURATION, _("Địa chỉ máy chủ Zalo trong cài đặt không trả lời như Zalo.")
)


class TooBig(Exception):
    """The body is longer than asked for."""


class TooSlow(Exception):
    """The body did not end in the time it was given."""


BROKEN = (requests.RequestException, urllib3.exceptions.HTTPError, OSError, TooBig, TooSlow)


@dataclass(frozen=True, slots=True)
class RateLimit:
    """Calls per minute, and how many were left when Zalo last answered."""

    limit: int
    remain: int


def new_session(*, connections: int = 8) -> requests.Session:
    """Return a pooled session without retries, cookies or anything from the environment."""
    session = requests.Session()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = "doibang"
    once = Retry(0, read=False, redirect=False)
    adapter = HTTPAdapter(connections, connections, max_retries=once)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def read_body(response: requests.Response, *, limit: int, until: float, raw: bool = False) -> bytes:
    """Return the body, read as it comes; raise TooBig or TooSlow as soon as it is either.

    `until` is on the monotonic clock. With `raw` a compressed body stays compressed.
    """
    body = bytearray()
    while piece := response.raw.read1(CHUNK, decode_content=not raw):
        body += piece
        if len(body) > limit:
            raise TooBig
        if time.monotonic() > until:
            raise TooSlow
    return bytes(body)


class Calls:
    """The wire: the session, the guard, and the rate limit that Zalo last told."""

    def __init__(self, session: requests.Session, before_request: Callable[[], None]) -> None:
        self.rate: RateLimit | None = None
        self._session = session
        self._before_request = before_request

    def get(self, url: str, **rest: Any) -> requests.Response:
        """Return the open answer of a GET; the caller reads and closes it."""
        self._before_request()
        return self._session.get(url, stream=True, allow_redirects=False, timeout=TIMEOUTS, **rest)

    def ask(
        self,
        method: str,
        url: str,
        *,
        repeatable: bool,
        table: Mapping[int, Meaning] = ACCOUNT,
        **request: Any,
    ) -> dict[str, Any]:
        """Return the object that Zalo answered; raise ZaloError if it answered an error or nothing.

        A lost answer is SendOutcomeUnknown, or NothingSent where asking twice does no harm.
        """
        self._before_request()
        lost = NothingSent if repeatable else SendOutcomeUnknown
        try:
            with self._session.request(
                method, url, stream=True, allow_redirects=False, timeout=TIMEOUTS, **request
            ) as response:
                self._note_rate(response.headers)
                until = time.monotonic() + WHOLE_ANSWER_SECONDS
                body = read_body(response, limit=MAX_ANSWER, until=until)
        except BROKEN as error:
            raise _failure(error, lost) from error
        return _answer(response.status_code, body, lost=lost, table=table)

    def _note_rate(self, headers: Mapping[str, str]) -> None:
        told = [headers.get(f"X-RateLimit-{name}", "") for name in ("Limit", "Remain")]
        if all(figure.isdecimal() and len(figure) <= MAX_DIGITS for figure in told):
            self.rate = RateLimit(*map(int, told))


def _answer(
    status: int,
    body: bytes,
    *,
    lost: type[NothingSent | SendOutcomeUnknown],
    table: Mapping[int, Meaning],
) -> dict[str, Any]:
    said = _object(body)
    broken = status >= HTTPStatus.INTERNAL_SERVER_ERROR  # a gateway may fill `error` with words
    if said is not None and _code(said) != 0 and not (broken and _code(said) is None):
        raise _refusal(said, table)
    if status == HTTPStatus.OK:
        if said is None:
            raise _no_object(body, lost)
        return said
    detail = f"http {status}"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise NotTaken(BUSY, code=RATE_EXCEEDED, detail=detail)
    if status == HTTPStatus.GATEWAY_TIMEOUT:  # what stands behind the gateway may well have sent
        raise lost(detail)
    if broken:
        raise NothingSent(detail)
    raise ZaloError(WRONG_ADDRESS, detail=detail)


def _no_object(body: bytes, lost: type[NothingSent | SendOutcomeUnknown]) -> ZaloError:
    """Tell a gateway's page from an answer that was cut off or left out."""
    if body.lstrip()[:1] == b"<":
        return NothingSent("html")
    if body.strip():
        return lost("garbled")
    return EmptyAnswer("empty") if lost is NothingSent else lost("empty")


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        said = read_json(body)
    except NotJson:
        return None
    return said if isinstance(said, dict) else None


def _code(said: dict[str, Any]) -> int | None:
    """Return the error code: 0 without one, None for one that is no number."""
    code = said.get("error") or 0
    try:
        return int(code)
    except (TypeError, ValueError, OverflowError):
        return None


def _refusal(said: dict[str, Any], table: Mapping[int, Meaning]) -> ZaloError:
    detail = str(said.get("message") or said.get("error_name") or "")[:200]
    code = _code(said)
    if code is None:
        return NotTaken(UNLISTED, detail=detail)
    return not_taken(code, detail, table=table)


def _failure(error: Exception, lost: type[NothingSent | SendOutcomeUnknown]) -> ZaloError:
    """Tell what certainly never left from what may have arrived, and both from a bad setting."""
    kind = type(error).__name__
    if isinstance(error, requests.ConnectionError):
        return NothingSent(kind) if _never_connected(error) else lost(kind)
    if isinstance(error, requests.RequestException) and isinstance(error, ValueError):
        return ZaloError(WRONG_ADDRESS, detail=kind)  # an address or a header that cannot be
    return lost(kind)


def _never_connected(error: requests.ConnectionError) -> bool:
    before = requests.ConnectTimeout, requests.exceptions.SSLError, requests.exceptions.ProxyError
    cause = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(error, before) or isinstance(
        cause, urllib3.exceptions.NewConnectionError | urllib3.exceptions.ConnectTimeoutError
    )
