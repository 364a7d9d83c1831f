"""Running the parts of the service in this process, and stopping them so that nothing is lost."""

from __future__ import annotations

import errno
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from waitress import create_server

from bot.app import create_app
from bot.ground import Ground
from bot.logs import log
from bot.settings import BadSetting, Settings
from bot.wiring import demand_newest, ground_from
from domain.words import _
from scheduler.clock import Clock
from scheduler.deliverer import Deliverer
from storage.listening import Listener

THREADS = 16
BACKLOG = 1024
LARGEST_REQUEST = 16 * 1024 * 1024
OVERFLOW = 1024 * 1024


class PortTaken(BadSetting):
    """Somebody else listens on the port."""


@contextmanager
def open_ground() -> Iterator[Ground]:
    """Give the ground that the environment describes, on a database in its newest form."""
    ground = ground_from(Settings.from_environment(os.environ))
    try:
        demand_newest(ground.database)
        yield ground
    finally:
        ground.database.close()


@contextmanager
def delivering(ground: Ground, *, alone: bool) -> Iterator[None]:
    """Send letters and fetch pictures; `alone` says that no other process does."""
    if alone:
        with ground.database.transaction() as store:
            store.letters.orphaned()
            store.pictures.orphaned(ground.clock())
            store.leases.orphaned()
    deliverer = Deliverer(ground)
    listener = None if ground.database.is_sqlite else Listener(ground.database, deliverer.wake)
    deliverer.start()
    if listener:
        listener.start()
    try:
        yield
    finally:
        if listener:
            listener.stop()
        deliverer.stop()
        ground.reader.close()


@contextmanager
def ticking(ground: Ground, holder: str) -> Iterator[None]:
    """Tick the clock's jobs."""
    clock = Clock(ground, holder)
    clock.start()
    try:
        yield
    finally:
        clock.stop()


def serve_web(ground: Ground, door: socket.socket) -> int:
    """Answer the web at a listening socket until a signal comes; return the exit code.

    When an event can be kept nowhere the server ends with 1: a refused connection makes Zalo try
    again, which an error answer may not.
    """
    exit_code = 0

    def stop_accepting() -> None:
        nonlocal exit_code
        exit_code = 1
        os.kill(os.getpid(), signal.SIGTERM)

    app = create_app(ground, stop_accepting=stop_accepting)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(
        app,
        sockets=[door],
        threads=THREADS,
        ident=None,
        max_request_body_size=LARGEST_REQUEST,
        inbuf_overflow=OVERFLOW,
        channel_timeout=30,
        connection_limit=1000,
    )
    host, port = door.getsockname()[:2]
    log.info("web_ready", host=host, port=port, pid=os.getpid())
    server.run()
    return exit_code


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raise PortTaken or BadSetting."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        taken = error.errno == errno.EADDRINUSE
        text = _("Cổng {port} đang có chương trình khác dùng.") if taken else _UNUSABLE
        raise PortTaken(str(text.with_(host=host, port=port))) from error
    listener.listen(BACKLOG)
    return listener


_UNUSABLE = _("Không mở được địa chỉ {host}:{port}.")


def until_told_to_stop() -> None:
    """Wait for SIGTERM or Ctrl-C."""
    try:
        threading.Event().wait()
    except (SystemExit, KeyboardInterrupt):
        log.info("stopping")


def obey_signals() -> None:
    """Make SIGTERM end the main thread in order, as Ctrl-C does."""
    signal.signal(signal.SIGTERM, _exit)


def _exit(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)


def holder_name(port: int) -> str:
    """Return the name under which this process holds leases: the same after a restart."""
    return f"{socket.gethostname()}:{port}"
