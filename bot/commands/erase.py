"""`doibang erase`: erases one citizen, as they asked; it cannot be taken back."""

from __future__ import annotations

from dataclasses import asdict

import click

from bot.commands.opening import open_ground
from bot.commands.printing import AS_JSON, say_json
from bot.handlers.erase import erase as erase_citizen
from domain.people import SYSTEM
from domain.words import _


@click.command(help=str(_("Xoá dữ liệu của công dân USER_ID: trò chuyện, tin, ảnh, câu trả lời.")))
@click.argument("user_id")
@click.option("--yes", is_flag=True, help=str(_("Không hỏi lại.")))
@click.option("--silent", is_flag=True, help=str(_("Không báo cho công dân.")))
@AS_JSON
def erase(user_id: str, *, yes: bool, silent: bool, as_json: bool) -> None:
    """Erase a citizen, after asking once more."""
    if not yes:
        asks = _("Xoá mọi dữ liệu của {citizen}? Không hoàn tác được.").with_(citizen=user_id)
        click.confirm(str(asks), abort=True)
    with open_ground() as ground:
        gone = erase_citizen(ground, user_id, actor=SYSTEM, told=not silent)
    if as_json:
        say_json(asdict(gone))
        return
    said = _(
        "Đã xoá {messages} tin nhận, {letters} tin gửi, {pictures} ảnh, {dossiers} hồ sơ; "
        "giữ theo luật {kept} hồ sơ."
    )
    click.echo(str(said.with_(**asdict(gone))))
