"""A citizen's or a clerk's hands for the demo: plain HTTP to this machine, with cookies."""

from __future__ import annotations

import html
import http.cookiejar
import json
import re
import time
import urllib.parse
import urllib.request
from http.client import HTTPException
from typing import Any

PATIENCE = 20.0
PAUSE = 0.1
TIMEOUT = 15


class NotAnswering(Exception):
    """Nobody answers at this address, or not with what was asked for."""


class Browser:
    """Speaks to one program of this machine; remembers its cookies."""

    def __init__(self, base: str) -> None:
        self.base = base
        jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(jar)
        )

    def get(self, path: str) -> bytes:
        """Return what lies at `path`."""
        return self._asked(urllib.request.Request(self.base + path))  # noqa: S310 - own machine

    def get_json(self, path: str) -> Any:
        """Return the JSON at `path`."""
        return json.loads(self.get(path))

    def post_json(self, path: str, wish: dict[str, Any]) -> Any:
        """Send JSON and return the JSON that comes back."""
        headers = {"Content-Type": "application/json"}
        return json.loads(
            self._asked(
                urllib.request.Request(  # noqa: S310 - own machine
                    self.base + path, json.dumps(wish).encode(), headers
                )
            )
        )

    def submit(self, page: str, action: str, fields: dict[str, str]) -> str:
        """Fill in the form on `page` that posts to `action`, and return the page that follows."""
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(page).decode())
        known = {"csrf_token": html.unescape(token[1])} if token else {}
        body = urllib.parse.urlencode({**known, **fields}).encode()
        headers = {"Referer": self.base + page}
        request = urllib.request.Request(self.base + action, body, headers)  # noqa: S310
        return self._asked(request).decode()

    def wait_until_ready(self, path: str) -> None:
        """Return when the program answers at `path`; raise NotAnswering after a while."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            try:
                self.get(path)
            except NotAnswering:
                time.sleep(PAUSE)
            else:
                return
        raise NotAnswering(self.base)

    def _asked(self, request: urllib.request.Request) -> bytes:
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                content: bytes = answer.read()
        except (OSError, HTTPException) as error:
            raise NotAnswering(f"{request.full_url} {error}") from error
        return content
