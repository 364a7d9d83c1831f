"""The running simulator: world, deliverer and waitress, started and stopped as one thing."""

from __future__ import annotations

import socket
import time
from threading import Event, RLock
from typing import TYPE_CHECKING, Any

from waitress import create_server, wasyncore

from mock_zalo.app import create_app
from mock_zalo.deliverer import Deliverer
from mock_zalo.underscores import Channel
from mock_zalo.world import World

if TYPE_CHECKING:
    from pathlib import Path

    from mock_zalo.credentials import Credentials

THREADS = 48
CARRIERS = 16
PULSE = 0.5
GRACE = 1.0


class CannotStart(Exception):
    """The simulator cannot start; the text says why in one sentence."""


class Simulator:
    """One simulated platform on one port."""

    def __init__(
        self,
        credentials: Credentials,
        folder: Path,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        webhook: str | None = None,
        seed: int = 1,
        threads: int = THREADS,
        carriers: int = CARRIERS,
    ) -> None:
        self._line = _listen(host, port)
        self.url = f"http://{host}:{self._line.getsockname()[1]}"
        try:
            self.world = World(credentials, folder, seed=seed)
        except OSError as trouble:
            self._line.close()
            raise CannotStart(f"Cannot write into {folder}: {trouble.strerror}.") from None
        self.world.public_url = self.url
        self.world.keep("start", seed=seed)
        if webhook:
            self.world.keep("webhook", webhook={"url": webhook, "enabled": True})
        self._deliverer = Deliverer(self.world, workers=carriers)
        self._map: dict[int, Any] = {}
        self._ended = Event()
        self._door = RLock()
        self._running = False
        self._server: Any = create_server(
            create_app(self.world),
            map=self._map,
            sockets=[self._line],
            threads=threads,
            ident="ZaloServer",
            channel_timeout=60,
            clear_untrusted_proxy_headers=True,
        )
        self._server.channel_class = Channel

    def run(self) -> None:
        """Serve until `leave` is called, then finish what is under way and close the ledger."""
        self._running = True
        self._deliverer.start()
        try:
            while not self.world.stopping:
                wasyncore.loop(PULSE, use_poll=True, map=self._map, count=1)
        finally:
            self._close()

    def leave(self) -> None:
        """Ask `run` to return soon; safe in a signal handler and from any thread."""
        self.world.stop()
        with self._door:
            if not self._ended.is_set():
                self._server.pull_trigger()

    def stop(self) -> None:
        """Stop from another thread and return when everything is closed; twice is harmless."""
        if self._ended.is_set():
            return
        if self._running:
            self.leave()
            self._ended.wait(timeout=15)
        else:
            self._close()

    def _close(self) -> None:
        self.world.stop()
        self._deliverer.stop()
        self._let_answers_end()
        self._server.task_dispatcher.shutdown(timeout=3)
        with self._door:
            self._server.close()
            wasyncore.close_all(self._map, ignore_all=True)
            self.world.close()
            self._ended.set()

    def _let_answers_end(self) -> None:
        """Give requests under way a moment, then cut those that would never end."""
        channels = self._server.active_channels
        end = time.monotonic() + GRACE
        while any(one.requests for one in channels.values()) and time.monotonic() < end:
            wasyncore.loop(0.02, use_poll=True, map=self._map, count=1)
        for channel in list(channels.values()):
            channel.handle_close()


def _listen(host: str, port: int) -> socket.socket:
    line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        line.bind((host, port))
        line.listen(1024)
    except OSError as trouble:
        line.close()
        raise CannotStart(f"Cannot listen on {host}:{port}: {trouble.strerror}.") from None
    return line
