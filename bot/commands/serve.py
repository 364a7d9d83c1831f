"""`serve` runs everything in one process; `web`, `deliver` and `clock` run the parts apart."""

from __future__ import annotations

import sys

import click

from bot.commands.running import (
    delivering,
    holder_name,
    listening,
    obey_signals,
    open_ground,
    serve_web,
    ticking,
    until_told_to_stop,
)
from bot.logs import set_up
from domain.words import _

HOST = click.option("--host", default="127.0.0.1", show_default=True, help=str(_("Địa chỉ nghe.")))
PORT = click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535))


@click.command(help=str(_("Chạy tất cả trong một tiến trình: web, gửi tin, đồng hồ.")))
@HOST
@PORT
def serve(host: str, port: int) -> None:
    """Run everything on one machine; touch nothing where another program has the port."""
    _begin()
    with (
        open_ground() as ground,
        listening(host, port) as door,
        delivering(ground, alone=ground.database.is_sqlite),
        ticking(ground, holder_name(port)),
    ):
        code = serve_web(ground, door)
    sys.exit(code)


@click.command(help=str(_("Chỉ chạy web: cổng nhận tin của Zalo và bàn làm việc.")))
@HOST
@PORT
def web(host: str, port: int) -> None:
    """Run the web side alone."""
    _begin()
    with open_ground() as ground, listening(host, port) as door:
        code = serve_web(ground, door)
    sys.exit(code)


@click.command(help=str(_("Chỉ gửi tin và tải ảnh.")))
def deliver() -> None:
    """Run the deliverer alone."""
    _begin()
    with open_ground() as ground, delivering(ground, alone=False):
        until_told_to_stop()


@click.command(help=str(_("Chỉ chạy đồng hồ: nhắc lịch, thử lại, gia hạn khoá truy cập Zalo.")))
def clock() -> None:
    """Run the clock alone."""
    _begin()
    with open_ground() as ground, ticking(ground, holder_name(0)):
        until_told_to_stop()


def _begin() -> None:
    set_up()
    obey_signals()
