"""Planned trouble around a call: slow, broken, refused, or accepted and then never answered."""

from __future__ import annotations

import socket
import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask import Response, request

from mock_zalo.errors import OaError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mock_zalo.world import World

HTML_GATEWAY = (
    "<html><head><title>502 Bad Gateway</title></head>"
    "<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>"
)


class Instead(Exception):
    """The call is answered with this and goes no further."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


@contextmanager
def trouble(
    world: World, place: str, *, to: str | None = None
) -> Iterator[Callable[[Response], Response]]:
    """Act out the fault planned for `place`, before the work or after it.

    Yields a function that takes the work's response and returns what the caller gets to see.
    Raises `Instead` (answered by the application) or `OaError` where the work must not happen.
    """
    fault = due(world, place, to)
    mode, seconds = fault["mode"], float(fault.get("seconds", 3))
    if mode == "slow":
        rest(world, seconds)
    if mode in BEFORE:
        raise Instead(BEFORE[mode](world, seconds))
    if mode == "error_code":
        raise OaError(int(fault.get("code", -200)))

    def finish(response: Response) -> Response:
        if mode == "accept_then_timeout":
            rest(world, float(fault.get("seconds", 30)))
            return hang_up()
        return hang_up() if mode == "reset" else response

    yield finish


def due(world: World, place: str, to: str | None = None) -> dict[str, Any]:
    """Return the fault that strikes this call, counted as used; `{"mode": "ok"}` for none."""
    with world.lock:
        fault = dict(world.switches.fault(place))
        if fault["mode"] == "ok" or fault.get("to") not in (None, to):
            return {"mode": "ok"}
        if "rate" in fault and world.luck.roll("fault", place, world.state.n) >= fault["rate"]:
            return {"mode": "ok"}
        world.switches.use_up(place)
        return fault


def rest(world: World, seconds: float) -> None:
    """Wait in real seconds, or until the simulator stops."""
    with world.changed:
        world.changed.wait_for(lambda: world.stopping, timeout=seconds)


def hang_up() -> Response:
    """Cut the connection without a byte of answer."""
    disconnected = request.environ.get("waitress.client_disconnected")
    if disconnected is not None:
        line = disconnected.__self__.socket
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.shutdown(socket.SHUT_RDWR)
    return Response(b"", status=500)


def _hang_up_late(world: World, seconds: float) -> Response:
    rest(world, seconds)
    return hang_up()


BEFORE: dict[str, Callable[[World, float], Response]] = {
    "http_500": lambda *_: Response("Internal Server Error", status=500, mimetype="text/plain"),
    "html_502": lambda *_: Response(HTML_GATEWAY, status=502, mimetype="text/html"),
    "empty": lambda *_: Response(b"", content_type="application/json"),
    "timeout": _hang_up_late,
    "reset_before": lambda *_: hang_up(),
}
