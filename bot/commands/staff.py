"""`doibang staff`: accounts of the desk. A new password is shown once and kept as a hash only."""

from __future__ import annotations

import sys

import click

from bot.commands.opening import open_ground
from bot.commands.printing import AS_JSON, say_columns, say_json
from bot.handlers import staff as accounts
from domain.people import Role, Staff
from domain.words import Text, _

ROLE_NAMES = {Role.CLERK: _("giao dịch viên"), Role.ADMINISTRATOR: _("quản trị")}
FROM_STDIN = click.option(
    "--password-stdin",
    "from_stdin",
    is_flag=True,
    help=str(_("Đọc mật khẩu từ đầu vào thay vì tự tạo.")),
)


@click.group(help=str(_("Tài khoản nhân viên: thêm, xem, khoá, cấp lại mật khẩu.")))
def staff() -> None:
    """Look after the accounts of the desk."""


@staff.command(help=str(_("Thêm một tài khoản; mật khẩu chỉ hiện một lần.")))
@click.argument("name")
@click.option("--full-name", required=True, help=str(_("Họ và tên, như trên bảng tên.")))
@click.option("--role", type=click.Choice([one.value for one in Role]), required=True)
@click.option("--office", required=True, help=str(_("Khoá của bưu cục (doibang office list).")))
@FROM_STDIN
def add(name: str, full_name: str, role: str, office: str, *, from_stdin: bool) -> None:
    """Add an account."""
    password = _password(from_stdin=from_stdin)
    person = Staff(name, full_name, Role(role), office)
    with open_ground() as ground, ground.database.transaction() as store:
        accounts.add_staff(store, person, password, now=ground.clock())
    _tell(_("Đã thêm tài khoản «{name}».").with_(name=name), password, from_stdin=from_stdin)


@staff.command(help=str(_("Cấp mật khẩu mới; mọi phiên đang mở của tài khoản kết thúc.")))
@click.argument("name")
@FROM_STDIN
def reset(name: str, *, from_stdin: bool) -> None:
    """Give an account a new password, and open it again where it was disabled."""
    password = _password(from_stdin=from_stdin)
    with open_ground() as ground, ground.database.transaction() as store:
        accounts.reset_password(store, name, password, now=ground.clock())
    _tell(_("Đã cấp lại mật khẩu cho «{name}».").with_(name=name), password, from_stdin=from_stdin)


@staff.command(help=str(_("Khoá một tài khoản; việc đã làm vẫn nằm trong sổ sự kiện.")))
@click.argument("name")
def disable(name: str) -> None:
    """Shut an account."""
    with open_ground() as ground, ground.database.transaction() as store:
        accounts.disable(store, name, now=ground.clock())
    click.echo(str(_("Đã khoá tài khoản «{name}».").with_(name=name)))


@staff.command("list", help=str(_("Xem mọi tài khoản.")))
@AS_JSON
def list_(*, as_json: bool) -> None:
    """List everybody, by name."""
    with open_ground() as ground, ground.database.reading() as store:
        everybody = store.staff.all()
    if as_json:
        say_json(everybody)
    elif not everybody:
        click.echo(str(_("Chưa có tài khoản nào: thêm bằng «doibang staff add».")))
    else:
        say_columns([_line(person) for person in everybody])


def _line(person: Staff) -> tuple[object, ...]:
    shut = _("đã khoá") if person.disabled else ""
    return (person.name, person.full_name, ROLE_NAMES[person.role], person.office, shut)


def _password(*, from_stdin: bool) -> str:
    return sys.stdin.readline().rstrip("\r\n") if from_stdin else accounts.new_password()


def _tell(done: Text, password: str, *, from_stdin: bool) -> None:
    click.echo(str(done))
    if not from_stdin:
        once = _("Mật khẩu (chỉ hiện lần này): {password}")
        click.echo(str(once.with_(password=password)))
