"""`doibang events`: the ledger, newest line first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click

from bot.commands.opening import open_ground
from bot.commands.printing import AS_JSON, say_columns, say_json, when
from domain.events import Event, Kind
from domain.words import _
from domain.zone import VIETNAM
from storage.events import EventFilter

FORMATS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y", "%d/%m/%Y %H:%M"]
MOMENT = click.DateTime(FORMATS)
KINDS = click.Choice([kind.value for kind in Kind])
MOST = 100_000


@click.command(help=str(_("Sổ sự kiện, mới nhất trước: ai làm gì, khi nào, với hồ sơ nào.")))
@click.option("--since", type=MOMENT, help=str(_("Từ ngày hay giờ này (giờ Việt Nam).")))
@click.option("--until", type=MOMENT, help=str(_("Đến hết ngày này, hay trước giờ này.")))
@click.option(
    "--kind",
    "kinds",
    type=KINDS,
    multiple=True,
    metavar="KIND",
    help=str(_("Loại việc; nhiều lần được.")),
)
@click.option("--actor", default="", help="citizen, clock, system, staff:NAME")
@click.option("--dossier", default="", help=str(_("Mã hồ sơ.")))
@click.option("--office", default="", help=str(_("Khoá bưu cục.")))
@click.option("--limit", type=click.IntRange(1, MOST), default=50, show_default=True)
@AS_JSON
def events(
    since: datetime | None,
    until: datetime | None,
    kinds: tuple[str, ...],
    *,
    limit: int,
    as_json: bool,
    dossier: str,
    **named: str,
) -> None:
    """Print the lines of the ledger that match."""
    wanted = EventFilter(
        since=_instant(since),
        until=_instant(_end(until)),
        kinds=tuple(map(Kind, kinds)),
        dossier=dossier.upper(),
        **named,
    )
    with open_ground() as ground, ground.database.reading() as store:
        found = store.reports.events(wanted, limit=limit)
    if as_json:
        say_json(found)
    elif not found:
        click.echo(str(_("Không có sự kiện nào như vậy.")), err=True)
    else:
        say_columns([_line(event) for event in found])


def _line(event: Event) -> tuple[object, ...]:
    change = f"{event.before or '·'} → {event.after}" if event.after else ""
    taken_back = _("hoàn tác {number}").with_(number=event.undoes) if event.undoes else ""
    about = event.dossier or str(event.detail.get("name", "")) or event.reason
    return (
        event.number,
        when(event.at),
        event.kind,
        event.actor,
        about,
        change,
        event.outcome or taken_back,
    )


def _instant(at: datetime | None) -> datetime | None:
    return at and at.replace(tzinfo=VIETNAM).astimezone(UTC)


def _end(at: datetime | None) -> datetime | None:
    """Return where the range ends: a day without an hour is meant with all its hours."""
    whole_day = at is not None and at.time() == datetime.min.time()
    return at + timedelta(days=1) if at and whole_day else at
