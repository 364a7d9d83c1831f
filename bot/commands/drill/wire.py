"""The hands of the drills: HTTP to our own programs on this machine, one open line for each thread.

Nothing here leaves 127.0.0.1; the service itself speaks to Zalo through `bot.zalo` alone.
"""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Mapping
from typing import Any

HOST = "127.0.0.1"
TIMEOUT = 20.0
BROKEN = (OSError, http.client.HTTPException)


class NoAnswer(Exception):
    """The program did not answer: it is down, or it cut the line."""


class Wire:
    """Speaks to one port of this machine; safe for several threads."""

    def __init__(self, port: int) -> None:
        self.url = f"http://{HOST}:{port}"
        self.port = port
        self._mine = threading.local()
        self._lines: list[http.client.HTTPConnection] = []

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Return status and body; raise NoAnswer. A line that had gone stale is opened again."""
        known = getattr(self._mine, "line", None)
        try:
            if known is not None:
                try:
                    return self._asked(known, method, path, (body, headers or {}))
                except BROKEN:
                    known.close()
            return self._asked(self._opened(), method, path, (body, headers or {}))
        except BROKEN as error:
            self._mine.line = None
            raise NoAnswer(f"{self.url}{path}: {type(error).__name__}") from error

    def json(self, method: str, path: str, wish: Any = None) -> Any:
        """Send JSON and return the JSON that comes back; raise NoAnswer for any error."""
        body = b"" if wish is None else json.dumps(wish).encode()
        status, said = self.ask(method, path, body, {"Content-Type": "application/json"})
        if status >= http.client.BAD_REQUEST:
            raise NoAnswer(f"{self.url}{path}: {status} {said[:200]!r}")
        return json.loads(said)

    def close(self) -> None:
        """Close every line; each is opened again where somebody asks again."""
        while self._lines:
            self._lines.pop().close()

    def _opened(self) -> http.client.HTTPConnection:
        line = http.client.HTTPConnection(HOST, self.port, timeout=TIMEOUT)
        line.connect()
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._mine.line = line
        self._lines.append(line)
        return line

    def _asked(
        self,
        line: http.client.HTTPConnection,
        method: str,
        path: str,
        rest: tuple[bytes, Mapping[str, str]],
    ) -> tuple[int, bytes]:
        body, headers = rest
        line.request(method, path, body or None, dict(headers))
        answer = line.getresponse()
        return answer.status, answer.read()


def free_ports(count: int) -> list[int]:
    """Return ports of this machine on which nobody listens now."""
    probes = [socket.create_server((HOST, 0)) for _ in range(count)]
    ports: list[int] = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports
