"""`doibang zalo`: connecting the Official Account."""

from __future__ import annotations

import click

from bot.commands.opening import open_ground
from bot.commands.printing import AS_JSON, say_json
from bot.handlers.connect import ask_for_consent, finish
from bot.settings import BadSetting
from domain.words import _


@click.group(help=str(_("Nối Official Account với dịch vụ.")))
def zalo() -> None:
    """Look after the connection with the platform."""


@zalo.command(help=str(_("In đường dẫn uỷ quyền; với --code thì đổi mã lấy khoá truy cập.")))
@click.option(
    "--redirect-uri", help=str(_("Địa chỉ nhận mã đã đăng ký với ứng dụng (…/zalo/callback)."))
)
@click.option("--code", help=str(_("Mã trong địa chỉ mà Zalo chuyển về, khi không có trang nhận.")))
@click.option("--state", default="", help=str(_("Chuỗi state đã in cùng đường dẫn.")))
@AS_JSON
def connect(*, redirect_uri: str | None, code: str | None, state: str, as_json: bool) -> None:
    """Ask an administrator of the account for consent, or finish it with the code."""
    with open_ground() as ground:
        if code is not None:
            finish(ground, code=code.strip(), state=state.strip())
            _say(as_json=as_json, connected=True)
            return
        address = redirect_uri or ground.settings.zalo.redirect_uri
        if not address.startswith(("https://", "http://")):
            raise BadSetting(
                str(_("Cho biết địa chỉ nhận mã: --redirect-uri hoặc ZALO_REDIRECT_URI."))
            )
        consent = ask_for_consent(ground, redirect_uri=address)
    _say(as_json=as_json, connected=False, link=consent.link, state=consent.state)


def _say(*, as_json: bool, connected: bool, link: str = "", state: str = "") -> None:
    if as_json:
        say_json({"connected": connected} | ({"link": link, "state": state} if link else {}))
        return
    if connected:
        click.echo(str(_("Đã nối với Official Account. Kiểm tra bằng doibang check.")))
        return
    click.echo(str(_("Quản trị viên của Official Account mở đường dẫn này trong 30 phút:")))
    click.echo(f"\n{link}\n")
    click.echo(str(_("Nếu trang nhận mã không mở được, chép code từ địa chỉ rồi chạy:")))
    click.echo(f"doibang zalo connect --code CODE --state {state}")
