"""The console script `doibang`: one file for each group of commands, opened when it is asked for.

This is a door: what somebody can mend is one sentence, a bug is kept in a file under an id.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from typing import Any

import click

from domain.words import Text, _

# name: (module of this folder, what it is for); the command has the name of its function
COMMANDS: Mapping[str, tuple[str, Text]] = {
    "demo": ("demo", _("Chạy thử cả dịch vụ trên máy này, với Zalo mô phỏng.")),
    "serve": ("serve", _("Chạy tất cả trong một tiến trình: web, gửi tin, đồng hồ.")),
    "web": ("serve", _("Chỉ chạy web: cổng nhận tin của Zalo và bàn làm việc.")),
    "deliver": ("serve", _("Chỉ gửi tin và tải ảnh.")),
    "clock": ("serve", _("Chỉ chạy đồng hồ: nhắc lịch, thử lại, gia hạn khoá truy cập Zalo.")),
    "migrate": ("migrate", _("Đưa cơ sở dữ liệu lên phiên bản mới nhất.")),
    "check": ("check", _("Khám dịch vụ: việc gì ổn, việc gì cần làm.")),
    "zalo": ("zalo", _("Nối Official Account với dịch vụ.")),
    "staff": ("staff", _("Tài khoản nhân viên: thêm, xem, khoá, cấp lại mật khẩu.")),
    "office": ("office", _("Bưu cục và giờ chụp ảnh.")),
    "calendar": ("calendar", _("Ngày nghỉ, ngày làm bù của bưu cục.")),
    "talk": ("talk", _("Một công dân đang ở đâu trong cuộc trò chuyện.")),
    "erase": ("erase", _("Xoá dữ liệu của một công dân theo yêu cầu của họ.")),
    "dossier": ("dossier", _("Mọi điều về một hồ sơ, cùng diễn biến.")),
    "events": ("events", _("Sổ sự kiện: ai làm gì, khi nào, với hồ sơ nào.")),
    "report": ("report", _("Số liệu của một kỳ báo cáo.")),
    "drill": ("drill.command", _("Diễn tập sự cố: chết máy, Zalo hỏng, tin trùng, tin độc.")),
    "rules": ("rules", _("Luật nói gì về một hạng bằng, một lý do, một ngày.")),
    "forms": ("forms", _("Vẽ mọi lối đi của từng kịch bản, và lối nào cụt.")),
    "read-photo": ("read_photo", _("Đọc mã trong ảnh giấy tờ, và ảnh có dùng được không.")),
    "understand": ("understand", _("Một câu nghĩa là gì; cả một tệp câu thì hiểu đúng bao nhiêu.")),
    "teach": ("teach.command", _("Học lại cách hiểu ý công dân từ kho câu của dự án.")),
}


class Door(click.Group):
    """The group of all commands; it knows their names without opening their files."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which an operator meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Open the file of one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _summary = COMMANDS[cmd_name]
        command: click.Command = getattr(
            importlib.import_module(f"bot.commands.{module}"), cmd_name.replace("-", "_")
        )
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, so that `--help` opens none of their files."""
        del ctx
        with formatter.section(str(_("Lệnh"))):
            formatter.write_dl(
                [(name, str(summary)) for name, (_file, summary) in COMMANDS.items()]
            )

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; whatever goes wrong ends as one sentence and exit code 1."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001 - the door: nobody at a terminal reads a traceback
            from bot.commands.sentences import sentence_for

            click.echo(sentence_for(error), err=True)
            sys.exit(1)


@click.group(
    cls=Door,
    help=str(_("Đổi Bằng: đổi giấy phép lái xe qua Zalo. Mỗi lệnh có --help.")),
    context_settings={"help_option_names": ["-h", "--help"]},
)
def main() -> None:
    """Open the console script."""
