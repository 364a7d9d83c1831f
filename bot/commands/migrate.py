"""`doibang migrate`: bring the database to the form that this release knows."""

from __future__ import annotations

import os

import click

from bot.commands.printing import AS_JSON, say_json
from bot.settings import Settings
from bot.wiring import make_writable
from domain.words import _
from storage.database import Database
from storage.migrate import current, head, upgrade
from storage.vault import Vault


@click.command(help=str(_("Đưa cơ sở dữ liệu lên phiên bản mới nhất; chạy lại cũng không sao.")))
@AS_JSON
def migrate(*, as_json: bool) -> None:
    """Migrate to head and say what was done; a second time does nothing."""
    settings = Settings.from_environment(os.environ)
    make_writable(settings.data_dir)
    before = revision(settings.database_url)
    upgrade(settings.database_url)
    after = revision(settings.database_url)
    if as_json:
        say_json({"before": before, "after": after, "head": head()})
    elif before == after:
        click.echo(str(_("Cơ sở dữ liệu đã ở phiên bản mới nhất ({after}).").with_(after=after)))
    else:
        done = _("Đã nâng cơ sở dữ liệu từ {before} lên {after}.")
        click.echo(str(done.with_(before=before or _("trống"), after=after)))


def revision(url: str) -> str:
    """Return the revision of a database; empty before the first migration."""
    database = Database(url, vault=Vault(""))
    try:
        return current(database)
    finally:
        database.close()
