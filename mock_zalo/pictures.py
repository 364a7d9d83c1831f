"""The picture host, `/media/<name>`: well behaved, or by a fault as hostile as the open web.

Lifetimes of picture URLs are not published (reference section 4.1), so they lapse by a switch.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, request, send_file

from mock_zalo.faults import due, hang_up, rest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mock_zalo.world import World

DRIP = 64
CHUNK = b"\xff\xd8\xff\xe0" + b"\0" * 65_532
ENDLESS_CHUNKS = 16_384
BOMB_SIDE = 30_000


class Pictures:
    """Serves what citizens and the account have sent."""

    def __init__(self, world: World) -> None:
        self._world = world

    def blueprint(self) -> Blueprint:
        """Return the media route."""
        routes = Blueprint("pictures", __name__)
        routes.get("/media/<name>")(self.medium)
        return routes

    def medium(self, name: str) -> Response:
        """Return one medium, 404 for a name nobody stored, 403 for one that has lapsed."""
        known = self._world.state.media.get(name)
        if known is None:
            abort(404)
        path = self._world.folder.absolute() / "media" / name
        if request.headers.get("Sec-Fetch-Dest"):  # the phone page shows its own pictures always
            return _plain(path, known["type"])
        life = self._world.switches["media.expires_seconds"]
        if life and self._world.clock.now() > known["at"] + life:
            return _expired()
        fault = due(self._world, "media")
        seconds = float(fault.get("seconds", 30))
        return self._spoilt(fault["mode"], path, known["type"], seconds)

    def _spoilt(self, mode: str, path: Path, content_type: str, seconds: float) -> Response:
        spoilers: dict[str, Callable[[], Response]] = {
            "slow": lambda: self._dripping(path, content_type, seconds),
            "expired": _expired,
            "http_500": lambda: Response("Internal Server Error", status=500),
            "html": lambda: Response("<html><body>Not a picture</body></html>"),
            "empty": lambda: Response(b"", mimetype=content_type),
            "truncated": lambda: _truncated(path, content_type),
            "endless": lambda: Response(_endless(), mimetype="image/jpeg"),
            "bomb": lambda: Response(bomb(), mimetype="image/png"),
            "redirect": lambda: Response(
                status=302, headers={"Location": "http://169.254.169.254/"}
            ),
            "wrong_type": lambda: _plain(path, "text/html"),
            "reset": hang_up,
        }
        return spoilers.get(mode, lambda: _plain(path, content_type))()

    def _dripping(self, path: Path, content_type: str, seconds: float) -> Response:
        content = path.read_bytes()

        def drips() -> Iterator[bytes]:
            step = len(content) // DRIP + 1
            for start in range(0, len(content), step):
                rest(self._world, seconds / DRIP)
                if self._world.stopping:
                    return
                yield content[start : start + step]

        return Response(drips(), mimetype=content_type)


def _plain(path: Path, content_type: str) -> Response:
    return send_file(path, mimetype=content_type, max_age=86_400)


def _expired() -> Response:
    return Response("URL signature expired", status=403, mimetype="text/plain")


def _truncated(path: Path, content_type: str) -> Response:
    content = path.read_bytes()
    return Response(content[: len(content) // 2], mimetype=content_type)


def _endless() -> Iterator[bytes]:
    """Yield a gigabyte, or as much of it as the reader takes."""
    for _ in range(ENDLESS_CHUNKS):
        yield CHUNK


def bomb() -> bytes:
    """Return a small PNG that claims 900 megapixels."""
    head = struct.pack(">IIBBBBB", BOMB_SIDE, BOMB_SIDE, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000, 9)
    parts = (b"IHDR" + head, b"IDAT" + rows, b"IEND")
    chunks = (struct.pack(">I", len(p) - 4) + p + struct.pack(">I", zlib.crc32(p)) for p in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
