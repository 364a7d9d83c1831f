"""`doibang drill`: prove under bad conditions, on this machine, what the service promises."""

from __future__ import annotations

import json
import secrets
import sys
import time
from pathlib import Path
from typing import Any

import click

from bot.commands.drill.case import Case, Drill, Findings
from bot.commands.drill.duplicates import duplicates
from bot.commands.drill.flaky import flaky
from bot.commands.drill.hostile import hostile
from bot.commands.drill.kill import kill
from bot.commands.drill.poison import poison
from bot.commands.drill.token_storm import token_storm
from domain.words import _

ALL = "all"
DRILLS: dict[str, tuple[Drill, str]] = {
    "kill": (kill, "sqlite"),
    "flaky": (flaky, "sqlite"),
    "token_storm": (token_storm, "postgresql"),
    "duplicates": (duplicates, "sqlite"),
    "poison": (poison, "sqlite"),
    "hostile": (hostile, "sqlite"),
}
LARGEST_SEED = 10**9


@click.command(
    help=str(_("Diễn tập sự cố trên máy này; dòng cuối là một JSON, mã thoát 0 là đạt."))
)
@click.argument("name", type=click.Choice([*DRILLS, ALL]), default=ALL)
@click.option("--dose", type=click.Choice(["small", "large"]), default="small", show_default=True)
@click.option(
    "--seed", type=click.IntRange(0, LARGEST_SEED), help=str(_("Diễn lại một lần trước."))
)
@click.option("--control", is_flag=True, help=str(_("Cố ý làm hỏng dịch vụ: diễn tập phải thấy.")))
@click.option("--database", type=click.Choice(["sqlite", "postgresql"]), default=None)
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help=str(_("Giữ mọi tệp của lần diễn tập trong thư mục này.")),
)
@click.option("--json", "quiet", is_flag=True, help=str(_("Chỉ in dòng JSON.")))
def drill(*, name: str, dose: str, seed: int | None, **rest: Any) -> None:
    """Play one drill, or all; print one line of JSON; exit 0 where all held."""
    seed = secrets.randbelow(LARGEST_SEED) if seed is None else seed
    names = list(DRILLS) if name == ALL else [name]
    told = [_played(one, large=dose == "large", seed=seed, **rest) for one in names]
    ok = all(one["ok"] for one in told)
    line = told[0] if name != ALL else {"drill": ALL, "ok": ok, "seed": seed, "dose": dose}
    click.echo(json.dumps(line if name != ALL else {**line, "drills": told}, ensure_ascii=False))
    sys.exit(0 if ok else 1)


def _played(name: str, *, database: str | None, quiet: bool, **rest: Any) -> dict[str, Any]:
    play, usual = DRILLS[name]
    began = time.monotonic()

    def say(line: str) -> None:
        if not quiet:
            click.echo(f"[{name} {time.monotonic() - began:5.1f} s] {line}", err=True)

    case = Case(database=database or usual, say=say, **rest)
    say(f"seed {case.seed}, {case.dose}, {case.database}{', control' if case.control else ''}")
    found = play(case)
    line = _line(name, case, found, seconds=round(time.monotonic() - began, 1))
    say("ok" if line["ok"] else f"FAILED: {'; '.join(found.wrong) or 'nothing was noticed'}")
    return line


def _line(name: str, case: Case, found: Findings, *, seconds: float) -> dict[str, Any]:
    """Return the line of one drill; a control is ok where the drill found fault."""
    caught = bool(found.wrong)
    return {
        "drill": name,
        "ok": caught if case.control else not caught,
        "control": case.control,
        "seed": case.seed,
        "dose": case.dose,
        "database": case.database,
        "seconds": seconds,
        "wrong": found.wrong,
        **found.figures,
    }
