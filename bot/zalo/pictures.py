"""Fetching what a citizen sent: from Zalo's own hosts only, and never more or longer than asked.

The address stands in a webhook, so it is treated as hostile: no other host, also by redirect, no
compressed body, a cap on bytes and on time, and the content must be a picture whatever its header.
"""

from __future__ import annotations

import ipaddress
import re
import time
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from requests.exceptions import InvalidURL
from urllib3.exceptions import LocationParseError, LocationValueError
from urllib3.util import parse_url

from bot.zalo.calls import BROKEN, TooBig, read_body

if TYPE_CHECKING:
    from collections.abc import Sequence

    import requests

    from bot.zalo.calls import Calls

MAX_PICTURE = 10 * 1024 * 1024
WHOLE_PICTURE_SECONDS = 20.0
MAX_REDIRECTS = 3
PLAIN_ADDRESS = re.compile(r"https?://[!-\[\]-~]+", re.IGNORECASE)  # printable ASCII, no backslash
REDIRECTS = (301, 302, 303, 307, 308)
COMING_BACK = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
NO_ADDRESS = (InvalidURL, LocationValueError, ValueError)
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftypavif")


class PictureProblem(Exception):
    """The picture was not fetched. `again` says whether the same address may work later."""

    again = False


class PictureUnreachable(PictureProblem):
    """The host did not answer, or not with the picture; an address that lapsed never will."""

    def __init__(self, detail: str, *, again: bool) -> None:
        super().__init__(detail)
        self.again = again


class PictureTooBig(PictureProblem):
    """The picture is larger than MAX_PICTURE bytes."""


class PictureHostRefused(PictureProblem):
    """The address is not one of Zalo's hosts, or is no plain web address."""


class NotAPicture(PictureProblem):
    """What came is not a JPEG, PNG, GIF, WebP or HEIC."""


def fetch_picture(
    calls: Calls, url: str, *, hosts: Sequence[str], seconds: float = WHOLE_PICTURE_SECONDS
) -> bytes:
    """Return the bytes of the picture at `url`; raise PictureProblem.

    `hosts` are names that are good with their sub-domains, or `name:port` for that port alone.
    """
    until = time.monotonic() + seconds
    for _ in range(MAX_REDIRECTS + 1):
        _check(url, hosts)
        try:
            with calls.get(url, headers={"Accept-Encoding": "identity"}) as response:
                if response.status_code not in REDIRECTS:
                    return _picture(response, until)
                url = urljoin(url, response.headers.get("Location", ""))
        except TooBig as error:
            raise PictureTooBig from error
        except NO_ADDRESS as error:
            raise PictureHostRefused from error
        except BROKEN as error:
            raise PictureUnreachable(type(error).__name__, again=True) from error
        if time.monotonic() > until:
            raise PictureUnreachable("too slow", again=True)
    raise PictureUnreachable("redirected too often", again=False)


def is_allowed(url: str, hosts: Sequence[str]) -> bool:
    """Whether a picture at this address would be fetched."""
    try:
        _check(url, hosts)
    except PictureHostRefused:
        return False
    return True


def host_of(url: str) -> str:
    """Return the machine that an address names, and "?" where it names none plainly."""
    try:
        return (PLAIN_ADDRESS.fullmatch(url) and parse_url(url).host) or "?"
    except LocationParseError:
        return "?"


def _check(url: str, hosts: Sequence[str]) -> None:
    """Refuse an address that the library would take elsewhere than it seems to go."""
    if not PLAIN_ADDRESS.fullmatch(url):
        raise PictureHostRefused
    try:
        address = parse_url(url)
    except LocationParseError as error:
        raise PictureHostRefused from error
    if address.auth is not None or not address.host:
        raise PictureHostRefused
    name = address.host.lower().rstrip(".")
    port = address.port or (443 if address.scheme == "https" else 80)
    if not any(_is_at(name, port, host.lower()) for host in hosts if host):
        raise PictureHostRefused(name)


def _is_at(name: str, port: int, host: str) -> bool:
    known, _, only = host.partition(":")
    if only and only != str(port):
        return False
    below = name.endswith(f".{known}") and not (_is_ip(name) or _is_ip(known))
    return name == known or below


def _is_ip(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _picture(response: requests.Response, until: float) -> bytes:
    status = response.status_code
    if status != HTTPStatus.OK:
        again = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in COMING_BACK
        raise PictureUnreachable(f"http {status}", again=again)
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and len(announced) > len(str(MAX_PICTURE)):
        raise TooBig
    found = read_body(response, limit=MAX_PICTURE, until=until, raw=True)
    if not is_picture(found):
        raise NotAPicture
    return found


def is_picture(found: bytes) -> bool:
    """Return whether the bytes begin like a picture, whatever their sender calls them."""
    webp = found[:4] == b"RIFF" and found[8:12] == b"WEBP"
    return found.startswith(PICTURES) or webp or found[4:12] in HEIC
