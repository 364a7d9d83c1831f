"""A hose of posts: one open line that sends the very bytes and reads nothing but the status.

`wire` asks politely through the standard library, which costs three times the service's answer.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Mapping

from bot.commands.drill.wire import HOST, TIMEOUT, NoAnswer

HEAD_END = b"\r\n\r\n"
ONE_READ = 65_536
STATUS = re.compile(rb"HTTP/1\.[01] ([0-9]{3})")
LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
LAST = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)


class Hose:
    """Posts to one path of this machine over one line, which is opened again where it broke."""

    def __init__(self, port: int, path: str) -> None:
        self._port = port
        self._head = f"POST {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\n"
        self._line: socket.socket | None = None

    def post(self, body: bytes, headers: Mapping[str, str]) -> int:
        """Return the status; raise NoAnswer. A line that had gone stale is opened again."""
        said = self._request(body, headers)
        known = self._line is not None
        try:
            return self._exchanged(said)
        except OSError as error:
            self.close()
            if not known:
                raise NoAnswer(f"port {self._port}: {type(error).__name__}") from error
        try:
            return self._exchanged(said)
        except OSError as error:
            self.close()
            raise NoAnswer(f"port {self._port}: {type(error).__name__}") from error

    def close(self) -> None:
        """Close the line; the next post opens one."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _request(self, body: bytes, headers: Mapping[str, str]) -> bytes:
        named = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"{self._head}{named}Content-Length: {len(body)}\r\n\r\n".encode("latin-1") + body

    def _exchanged(self, said: bytes) -> int:
        if self._line is None:
            self._line = socket.create_connection((HOST, self._port), TIMEOUT)
            self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._line.sendall(said)
        head, rest = self._head_of(self._line)
        status, length = STATUS.match(head), LENGTH.search(head)
        if status is None:
            raise ConnectionError("no HTTP")
        left = int(length[1]) - len(rest) if length else 0
        while left > 0:
            left -= len(self._some(self._line))
        if LAST.search(head):
            self.close()
        return int(status[1])

    def _head_of(self, line: socket.socket) -> tuple[bytes, bytes]:
        found = b""
        while HEAD_END not in found:
            found += self._some(line)
        head, _, rest = found.partition(HEAD_END)
        return head, rest

    @staticmethod
    def _some(line: socket.socket) -> bytes:
        if not (found := line.recv(ONE_READ)):
            raise ConnectionError("cut")
        return found
